//! What a report is about: the function on open cells of its domain, with as many derivatives as the kernel proves there.

use std::cmp::Ordering;
use std::sync::OnceLock;

use super::orders::{self, derivative};
use super::program::Program;
use super::signs::Part;
use crate::eval::germ::{Germ, Toward, at_infinity, toward};
use crate::eval::interval::{Outcome, enclose};
use crate::eval::{self, interval::Argument};
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::functions::{Interval, KinkKind};
use crate::kernel;
use crate::passes::{Border, Derived};
use crate::trace::Condition;

/// Of how many orders the signs are looked for more than once.
const ORDERS_WITH_SIGNS: usize = 3;
/// The precision, in bits, at which cells are looked through, and that of places.
pub(super) const COARSE: usize = 53;
pub(super) const FINE: usize = 128;
/// The places from which on a function's behaviour towards infinity is looked for.
pub(super) const FAR: [i64; 5] = [8, 16, 32, 64, 256];

/// A place where a cell ends.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) expr: ExprId,
    pub(super) value: Interval,
}

/// One open cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) lo: Option<Place>,
    pub(super) hi: Option<Place>,
    /// The function there and its derivatives.
    pub(super) orders: Vec<ExprId>,
    /// All of them, at the coarse precision and at the fine one.
    pub(super) coarse: Program,
    pub(super) fine: Program,
    /// The signs of the first of them, as far as they were looked for.
    pub(super) signs: [OnceLock<Vec<Part>>; ORDERS_WITH_SIGNS],
}

/// A function as it is reported on.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// The cells from left to right.
    pub(super) cells: Vec<Cell>,
    /// Whether the cells and the places between them are all of the line where the function has values.
    pub(super) whole_line: bool,
    /// Why there are no cells.
    pub(super) missing: Option<String>,
}

/// The value of a function at a place.
#[derive(Debug, Clone)]
pub(super) enum At {
    Value(Interval),
    /// It has no value there. This is proved.
    Undefined,
    Unknown,
}

/// The cells of a function that was differentiated once.
pub(super) fn subject(derived: &mut Derived) -> Subject {
    let none = |why: &str| Subject { cells: Vec::new(), whole_line: false, missing: Some(why.into()) };
    if let Some(name) = derived.parameters().first() {
        return none(&format!("{name} has no value: --param {name}=1 gives it one"));
    }
    let Some(plans) = plans(derived) else {
        return none(derived.pieces_reason.as_deref().unwrap_or("where it is defined could not be solved for"));
    };
    let mut cells = Vec::new();
    for plan in plans {
        match cell(&mut derived.store, derived.variable, plan) {
            Some(cell) => cells.push(cell),
            None => return none("where it is defined could not be decided"),
        }
    }
    let whole_line = cells.first().is_some_and(|cell| cell.lo.is_none())
        && cells.last().is_some_and(|cell| cell.hi.is_none())
        && cells.windows(2).all(|pair| match (&pair[0].hi, &pair[1].lo) {
            (Some(a), Some(b)) => a.expr == b.expr,
            _ => false, // a cell between others has both ends
        });
    Subject { cells, whole_line, missing: None }
}

/// A cell before it is made ready: its ends, the function, its derivative, and what is assumed and what is to be shown.
struct Plan {
    lo: Option<ExprId>,
    hi: Option<ExprId>,
    function: ExprId,
    /// Forms of the derivative, all equal.
    forms: Vec<ExprId>,
    to_show: Vec<Condition>,
}

fn plans(derived: &mut Derived) -> Option<Vec<Plan>> {
    let mut plans = Vec::new();
    for piece in derived.pieces.clone() {
        let (lo, hi) = ends(&derived.store, piece.when, derived.variable)?;
        let assumed = bounds(derived.variable, lo, hi);
        let (forms, to_show) = forms(derived, &piece.branch, &assumed);
        let plan = Plan { lo, hi, function: piece.branch.function, forms, to_show };
        plans.extend(parted(&mut derived.store, derived.variable, plan));
    }
    if !plans.is_empty() || derived.pieces_reason.is_some() {
        return Some(plans).filter(|plans| !plans.is_empty());
    }
    let whole = derived.whole.clone();
    if whole.formal {
        return None;
    }
    for (lo, hi) in between_borders(derived) {
        let assumed = bounds(derived.variable, lo, hi);
        let (forms, to_show) = forms(derived, &whole, &assumed);
        let plan = Plan { lo, hi, function: whole.function, forms, to_show };
        plans.extend(parted(&mut derived.store, derived.variable, plan));
    }
    Some(plans).filter(|plans| !plans.is_empty())
}

/// The ends of an interval of the line.
type Ends = (Option<ExprId>, Option<ExprId>);

/// The whole line cut at the borders, if all of them are rational numbers.
fn between_borders(derived: &Derived) -> Vec<Ends> {
    let value = |border: &Border| Some((eval::exact(&derived.store, border.at, &[])?, border.at));
    let Some(mut places) = derived.borders.iter().map(value).collect::<Option<Vec<_>>>() else {
        return vec![(None, None)];
    };
    places.sort();
    places.dedup_by(|a, b| a.0 == b.0);
    let places: Vec<ExprId> = places.into_iter().map(|(_, at)| at).collect();
    let los = std::iter::once(None).chain(places.iter().copied().map(Some));
    let his = places.iter().copied().map(Some).chain([None]);
    los.zip(his).collect()
}

/// A plan cut at the places where conditions that are linear in the variable change, without the parts where one fails; what
/// cannot be cut stays to be shown.
fn parted(store: &mut Store, variable: ExprId, plan: Plan) -> Vec<Plan> {
    let exact = |end: Option<ExprId>| match end {
        None => Some(None),
        Some(end) => eval::exact(store, end, &[]).map(Some),
    };
    let (Some(lo), Some(hi)) = (exact(plan.lo), exact(plan.hi)) else { return vec![plan] };
    let Some((cuts, to_show)) = cuts(store, &plan.to_show, variable) else { return vec![plan] };
    // whether the conditions hold between one cut and the next
    let mut begins: Vec<(Option<ExprId>, bool)> = vec![(plan.lo, cuts.first().is_none_or(|cut| cut.left))];
    let mut ends: Vec<Option<ExprId>> = Vec::new();
    for cut in cuts {
        if lo.as_ref().is_some_and(|lo| cut.value <= *lo) {
            begins[0].1 = cut.right;
        } else if hi.as_ref().is_none_or(|hi| cut.value < *hi) {
            ends.push(Some(cut.at));
            begins.push((Some(cut.at), cut.right));
        }
    }
    ends.push(plan.hi);
    let inside = begins.into_iter().zip(ends).filter(|((_, holds), _)| *holds);
    let part = |((lo, _), hi)| Plan { lo, hi, forms: plan.forms.clone(), to_show: to_show.clone(), ..plan };
    inside.map(part).collect()
}

/// The forms of the derivative that need no condition, with none; or the closed form with what it needs.
fn forms(
    derived: &mut Derived,
    branch: &crate::passes::Branch,
    assumed: &[Condition],
) -> (Vec<ExprId>, Vec<Condition>) {
    let store = &mut derived.store;
    let closed = match store.find_symbol(&derived.name) {
        Some(name) => store.replace(branch.closed_form, name, branch.function),
        None => branch.closed_form,
    };
    let plain = derivative(store, branch.function, derived.variable, assumed);
    match (plain, branch.conditions.is_empty()) {
        (Some(plain), true) => (vec![closed, branch.derivative, plain], Vec::new()),
        (Some(plain), false) => (vec![plain], Vec::new()),
        (None, _) => (vec![closed, branch.derivative], branch.conditions.clone()),
    }
}

/// What is assumed on a cell.
pub(super) fn bounds(variable: ExprId, lo: Option<ExprId>, hi: Option<ExprId>) -> Vec<Condition> {
    let above = lo.map(|right| Condition { left: variable, relation: Relation::Greater, right });
    let below = hi.map(|right| Condition { left: variable, relation: Relation::Less, right });
    above.into_iter().chain(below).collect()
}

/// A place where a condition begins or ceases to hold, and whether all conditions hold to its left and its right.
struct Cut {
    value: Number,
    at: ExprId,
    left: bool,
    right: bool,
}

/// The places at which conditions that are linear in the variable change, and the other conditions.
fn cuts(store: &mut Store, conditions: &[Condition], variable: ExprId) -> Option<(Vec<Cut>, Vec<Condition>)> {
    let mut lines = Vec::new();
    let mut others = Vec::new();
    for condition in conditions {
        let difference = store.sub(condition.left, condition.right);
        match linear(store, difference, variable) {
            Some((slope, offset)) if !slope.is_zero() => {
                lines.push((slope.clone(), offset.neg().div(&slope)?, condition.relation));
            }
            _ => others.push(*condition), // it is shown on each cell
        }
    }
    let mut values: Vec<Number> = lines.iter().map(|(_, at, _)| at.clone()).collect();
    values.sort();
    values.dedup();
    let holds = |x: &Number| {
        lines.iter().all(|(slope, at, relation)| {
            let order = if slope.is_negative() { x.cmp(at).reverse() } else { x.cmp(at) };
            eval::holds(*relation, order)
        })
    };
    let half = Number::ratio(1, 2)?;
    let between = |a: Option<&Number>, b: Option<&Number>| match (a, b) {
        (Some(a), Some(b)) => a.add(b).mul(&half),
        (Some(a), None) => a.add(&Number::ONE),
        (None, Some(b)) => b.sub(&Number::ONE),
        (None, None) => Number::ZERO,
    };
    let mut cuts = Vec::new();
    for (place, value) in values.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| values.get(before));
        let left = holds(&between(before, Some(value)));
        let right = holds(&between(Some(value), values.get(place + 1)));
        let at = written(store, value)?;
        cuts.push(Cut { value: value.clone(), at, left, right });
    }
    cuts.sort_by(|a, b| a.value.cmp(&b.value));
    Some((cuts, others))
}

/// A number as an expression.
fn written(store: &mut Store, value: &Number) -> Option<ExprId> {
    let above = store.number(&value.abs().numerator().to_string())?;
    let below = store.number(&value.denominator().to_string())?;
    let size = if value.is_integer() { above } else { store.div(above, below) };
    Some(if value.is_negative() { store.neg(size) } else { size })
}

/// `slope` and `offset` of an expression that is `slope*z + offset` as it is written.
pub(super) fn linear(store: &Store, expr: ExprId, variable: ExprId) -> Option<(Number, Number)> {
    let mut known: Vec<(ExprId, (Number, Number))> = Vec::new();
    for id in store.reachable(expr) {
        let part = |id: ExprId| known.iter().find(|(other, _)| *other == id).map(|(_, line)| line.clone());
        let constant = |id| part(id).filter(|(slope, _)| slope.is_zero()).map(|(_, offset)| offset);
        let line = match store.node(id) {
            _ if id == variable => (Number::ONE, Number::ZERO),
            Node::Number(n) => (Number::ZERO, store.numeral(n).value.clone()),
            Node::Neg(a) => part(a).map(|(slope, offset)| (slope.neg(), offset.neg()))?,
            Node::Add(a, b) => part(a).zip(part(b)).map(|(a, b)| (a.0.add(&b.0), a.1.add(&b.1)))?,
            Node::Sub(a, b) => part(a).zip(part(b)).map(|(a, b)| (a.0.sub(&b.0), a.1.sub(&b.1)))?,
            Node::Mul(a, b) => {
                let (line, by) = match constant(a) {
                    Some(by) => (part(b)?, by),
                    None => (part(a)?, constant(b)?),
                };
                (line.0.mul(&by), line.1.mul(&by))
            }
            Node::Div(a, b) => {
                let (line, by) = (part(a)?, constant(b)?);
                (line.0.div(&by)?, line.1.div(&by)?)
            }
            _ => return None, // nothing else is linear as it is written
        };
        known.push((id, line));
    }
    known.pop().map(|(_, line)| line)
}

/// The ends of the interval that a cell's condition describes.
fn ends(store: &Store, when: ExprId, variable: ExprId) -> Option<Ends> {
    match store.node(when) {
        Node::Always => Some((None, None)),
        Node::And(a, b) => {
            let (a, b) = (ends(store, a, variable)?, ends(store, b, variable)?);
            (a.0.is_none() || b.0.is_none()).then_some(())?;
            (a.1.is_none() || b.1.is_none()).then(|| (a.0.or(b.0), a.1.or(b.1)))
        }
        Node::Compare(relation, a, b) => match (relation, a == variable, b == variable) {
            (Relation::Less, true, false) | (Relation::Greater, false, true) => {
                Some((None, Some(if a == variable { b } else { a })))
            }
            (Relation::Greater, true, false) | (Relation::Less, false, true) => {
                Some((Some(if a == variable { b } else { a }), None))
            }
            _ => None, // a cell is open
        },
        _ => None, // no other node describes an interval
    }
}

fn cell(store: &mut Store, variable: ExprId, plan: Plan) -> Option<Cell> {
    let place = |store: &Store, expr: ExprId| {
        let value = enclose(store, expr, &[], FINE).ok()?;
        Some(Place { expr, value })
    };
    let lo = match plan.lo {
        Some(expr) => Some(place(store, expr)?),
        None => None,
    };
    let hi = match plan.hi {
        Some(expr) => Some(place(store, expr)?),
        None => None,
    };
    let assumed = bounds(variable, plan.lo, plan.hi);
    if store.reachable(plan.function).iter().any(|&id| may_jump(store, id)) {
        return None;
    }
    let derivative_form = best(store, variable, &plan.forms, lo.as_ref(), hi.as_ref())?;
    let orders = orders::from(store, &[plan.function, derivative_form], variable, &assumed);
    let cell = Cell::new(store, variable, (lo, hi), orders);
    let shown = plan.to_show.iter().all(|condition| cell.shows(store, variable, *condition));
    shown.then_some(cell)
}

/// Whether an expression may jump inside its domain for all that its kind tells.
fn may_jump(store: &Store, id: ExprId) -> bool {
    match store.node(id) {
        Node::Cases(..) => true,
        Node::Call(f, _) | Node::Call2(f, ..) => f.row().kinks.iter().any(|kink| kink.kind == KinkKind::Jump),
        _ => false, // arithmetic is continuous wherever it is defined
    }
}

/// The form that tells its sign most often, and of those the shortest.
fn best(store: &Store, variable: ExprId, forms: &[ExprId], lo: Option<&Place>, hi: Option<&Place>) -> Option<ExprId> {
    let inside =
        |x: &Interval| lo.is_none_or(|lo| lo.value.hi() <= x.lo()) && hi.is_none_or(|hi| x.hi() <= hi.value.lo());
    let told = |form: ExprId| {
        let program = Program::new(store, &[form], variable, COARSE);
        let sign = |x: &Interval| program.one(0, x).and_then(|value| value.sign()).is_some();
        let all = Interval::everything();
        let near = (-8..8).map(|n| Interval::integer(n).hull(&Interval::integer(n + 1)));
        let known = near.chain([all]).filter(|x| inside(x) && sign(x)).count();
        let far = [(-1, lo), (1, hi)].into_iter().filter(|(side, end)| {
            let germ = || at_infinity(store, form, variable, *side, 64).and_then(|germ| germ.sign());
            end.is_none() && germ().is_some()
        });
        known + 8 * far.count()
    };
    let told: Vec<(ExprId, usize)> = forms.iter().map(|&form| (form, told(form))).collect();
    let most = told.iter().map(|&(_, told)| told).max()?;
    let best: Vec<ExprId> = told.into_iter().filter(|&(_, told)| told == most).map(|(form, _)| form).collect();
    let given = bounds(variable, lo.map(|lo| lo.expr), hi.map(|hi| hi.expr));
    let decided = |form: ExprId| {
        let is = |relation| kernel::decide(store, &given, Condition { left: form, relation, right: Store::ZERO });
        best.len() > 1 && [Relation::Greater, Relation::Less].into_iter().any(|relation| is(relation) == Some(true))
    };
    best.iter().copied().max_by_key(|&form| (decided(form), std::cmp::Reverse(store.reachable(form).len())))
}

impl Cell {
    pub(super) fn new(
        store: &Store,
        variable: ExprId,
        (lo, hi): (Option<Place>, Option<Place>),
        orders: Vec<ExprId>,
    ) -> Cell {
        let coarse = Program::new(store, &orders, variable, COARSE);
        let fine = Program::new(store, &orders, variable, FINE);
        Cell { lo, hi, orders, coarse, fine, signs: Default::default() }
    }

    /// All numbers of the cell, together with its ends.
    pub(super) fn span(&self) -> Interval {
        let all = Interval::everything();
        let lo = self.lo.as_ref().map_or(all.lo(), |place| place.value.lo());
        let hi = self.hi.as_ref().map_or(all.hi(), |place| place.value.hi());
        Interval::new(lo.clone(), hi.clone()).unwrap_or(all)
    }

    /// The place that is its end on a side, if it has one there.
    pub(super) fn end(&self, side: i64) -> Option<&Place> {
        if side < 0 { self.lo.as_ref() } else { self.hi.as_ref() }
    }

    /// Where the variable goes at its end on a side; `None` if that is no rational number.
    pub(super) fn toward(&self, store: &Store, side: i64) -> Option<Toward> {
        match self.end(side) {
            None => Some(Toward::Infinity(side)),
            Some(place) => Some(Toward::Place(eval::exact(store, place.expr, &[])?, -side)),
        }
    }

    /// The number from which on a germ describes the cell near an end; `None` if the cell does not reach so far.
    fn edge(&self, toward: &Toward, from: i64) -> Option<Interval> {
        let (edge, side) = match toward {
            Toward::Infinity(side) => (Interval::integer(side * from), *side),
            Toward::Place(at, beside) => {
                let step = Number::ratio(*beside, from)?;
                (Interval::from_number(&at.add(&step), FINE), -beside)
            }
        };
        let inner = self.end(-side);
        let beyond = inner.is_none_or(|place| match side {
            1.. => place.value.hi() < edge.lo(),
            _ => place.value.lo() > edge.hi(),
        });
        beyond.then_some(edge)
    }

    /// The function, or a derivative of it, towards the cell's end on a side, from the farthest number on at which its sign
    /// is known, or whatever else is asked of it, with this number.
    pub(super) fn near_end(
        &self,
        store: &Store,
        (order, variable): (usize, ExprId),
        side: i64,
        fits: &dyn Fn(&Germ) -> bool,
    ) -> Option<(Interval, Germ)> {
        let expr = *self.orders.get(order)?;
        let end = self.toward(store, side)?;
        FAR.into_iter().find_map(|from| {
            let edge = self.edge(&end, from)?;
            let germ = toward(store, expr, variable, &end, from)?;
            fits(&germ).then_some((edge, germ))
        })
    }

    /// The same towards the cell's unbounded end, with how far out it begins.
    pub(super) fn towards(
        &self,
        store: &Store,
        (order, variable): (usize, ExprId),
        sign: i64,
        fits: &dyn Fn(&Germ) -> bool,
    ) -> Option<(i64, Germ)> {
        if self.end(sign).is_some() {
            return None;
        }
        let (_, germ) = self.near_end(store, (order, variable), sign, fits)?;
        Some((germ.from(), germ))
    }

    /// Whether a condition holds on all of the cell: it is decided by the kernel, or by enclosures.
    fn shows(&self, store: &mut Store, variable: ExprId, condition: Condition) -> bool {
        if condition.left == condition.right {
            return false;
        }
        let given =
            bounds(variable, self.lo.as_ref().map(|place| place.expr), self.hi.as_ref().map(|place| place.expr));
        if kernel::decide(store, &given, condition) == Some(true) {
            return true;
        }
        let difference = store.sub(condition.left, condition.right);
        let program = Program::new(store, &[difference], variable, COARSE);
        let sign = program.one(0, &self.span()).and_then(|value| value.sign());
        sign.is_some_and(|sign: Ordering| eval::holds(condition.relation, sign))
    }
}

/// The value of the whole function at a place.
pub(super) fn value_at(derived: &Derived, place: &Place) -> At {
    let store = &derived.store;
    let argument = match eval::exact(store, place.expr, &[]) {
        Some(exact) => Argument::Exact(exact),
        None => {
            return match enclose(store, derived.whole.function, &[(derived.variable, place.value.clone().into())], FINE)
            {
                Ok(value) => At::Value(value),
                Err(_) => At::Unknown,
            };
        }
    };
    match enclose(store, derived.whole.function, &[(derived.variable, argument)], FINE) {
        Ok(value) => At::Value(value),
        Err(Outcome::Undefined) => At::Undefined,
        Err(_) => At::Unknown,
    }
}
