//! Derivatives that are claimed at a place where the pieces of a function meet.

use rustc_hash::FxHashSet;

use super::judge::{Derivative, contains_derivative};
use crate::eval;
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::kernel::{self, Joint};
use crate::passes::{Border, BorderKind, Derived, derive_expression, joint};
use crate::trace::Condition;

/// So many values of parameters are tried at a border.
const TRIED: usize = 24;

/// What a claim about a derivative at a place comes to where pieces meet there: whether it holds, and why.
pub(super) fn at_border(
    store: &Store,
    asked: Derivative,
    sides: (ExprId, ExprId),
    on: &[Condition],
    supposed: &[Condition],
) -> Option<(bool, String)> {
    let point = on.iter().find(|c| c.relation == Relation::Equal && c.left == asked.1)?;
    let at = eval::exact(store, point.right, &[])?;
    let whole = |side| store.node(side) == Node::Derivative(asked.0, asked.1);
    let other = match (whole(sides.0), whole(sides.1)) {
        (true, false) => sides.1,
        (false, true) => sides.0,
        _ => return None, // the derivative is part of something
    };
    let claimed = eval::exact(store, other, &[])?;
    let derived = derive_expression(store.clone(), asked.0, asked.1, supposed.to_vec()).ok()?;
    let here = |border: &&Border| eval::exact(&derived.store, border.at, &[]).as_ref() == Some(&at);
    let border = derived.borders.iter().find(here)?;
    match joint(&derived, border, &at, &[])? {
        Joint::Slope(slope) if slope == claimed => {
            Some((true, format!("the pieces meet at {at} with the slope {slope} on both sides")))
        }
        Joint::Slope(slope) => Some((
            false,
            format!("the pieces meet at {at} with the slope {slope} on both sides, which is not {claimed}"),
        )),
        Joint::Slopes(..) | Joint::Jump(..) => None, // told with what is wrong there
    }
}

/// What is wrong with a derivative that is claimed at a place where there is none.
pub(super) fn without_derivative(
    derived: &Derived,
    store: &Store,
    asked: Derivative,
    sides: (ExprId, ExprId),
    on: &[Condition],
) -> Option<String> {
    let (_, by, _, _) = asked;
    let other = if contains_derivative(store, sides.0) { sides.1 } else { sides.0 };
    if contains_derivative(store, other) {
        return None;
    }
    for border in &derived.borders {
        let none = matches!(border.kind, BorderKind::Kink | BorderKind::Jump | BorderKind::Vertical);
        let Some(at) = eval::exact(&derived.store, border.at, &[]).filter(|_| none) else { continue };
        let symbols = on.iter().flat_map(|c| [c.left, c.right]).chain([other]).flat_map(|e| store.reachable(e));
        let symbols: FxHashSet<ExprId> = symbols.filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect();
        let mut rest: Vec<ExprId> = symbols.into_iter().filter(|&id| id != by).collect();
        rest.sort_unstable();
        let defined = Condition { left: other, relation: Relation::Equal, right: other };
        let claimed = (0..TRIED).find_map(|tried| {
            let number = |at: usize| eval::propose::simple_number(tried + at * (tried + 1));
            let mut point = vec![(by, at.clone())];
            point.extend(rest.iter().enumerate().map(|(place, &id)| (id, number(place))));
            let holds = |store: &Store, c: &Condition| kernel::holds_at(store, *c, &point, 256) == Some(true);
            let smooth = border
                .unless
                .is_some_and(|unless| kernel::holds_at(&derived.store, unless, &point, 256) != Some(false));
            let value = Condition { left: asked.0, relation: Relation::Equal, right: asked.0 };
            let has_value = kernel::holds_at(store, value, &point, 256) != Some(false);
            (!smooth && has_value && on.iter().all(|c| holds(store, c)) && holds(store, &defined)).then_some(point)
        });
        if let Some(point) = claimed
            && !matches!(joint(derived, border, &at, &point[1..]), Some(Joint::Slope(_)))
        {
            return Some(there(border, &derived.store, &point));
        }
    }
    None
}

/// What happens at a border, in words, with numbers for the place and the parameters.
fn there(border: &Border, store: &Store, point: &[(ExprId, Number)]) -> String {
    let value = |side: Option<ExprId>| side.and_then(|side| eval::exact(store, side, point)).map(|v| v.to_string());
    let what = match (border.kind, value(border.left), value(border.right)) {
        (BorderKind::Kink, Some(left), Some(right)) => format!(": the left slope is {left}, the right slope {right}"),
        (BorderKind::Kink, ..) => ": the slopes on both sides differ".to_owned(),
        (BorderKind::Jump, ..) => ": the function jumps".to_owned(),
        (BorderKind::Smooth | BorderKind::Vertical | BorderKind::Undefined | BorderKind::Unknown, ..) => String::new(),
    };
    let name = |id: ExprId| match store.node(id) {
        Node::Symbol(symbol) => store.name(symbol).to_owned(),
        _ => String::new(), // a point gives values to symbols only
    };
    let parameters: Vec<String> = point.iter().skip(1).map(|(id, value)| format!("{} = {value}", name(*id))).collect();
    let with = match border.unless.is_some() && !parameters.is_empty() {
        true => format!(", for instance with {},", parameters.join(", ")),
        false => String::new(),
    };
    let convention = match &border.convention {
        Some(text) => format!("a value there is a convention: {text}"),
        None => "a value there is a convention".to_owned(),
    };
    let at = point.first().map(|(_, at)| at.to_string()).unwrap_or_default();
    format!("at {at}{with} there is no derivative{what}; {convention}")
}
