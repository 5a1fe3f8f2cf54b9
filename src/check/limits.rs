//! Limits at the ends of the line, and intervals that are said to be all values: asked of the kernel.

use super::bounds;
use super::claim::{Code, Verdict};
use super::claims::Side;
use super::judge::{Lowered, Under, lowered};
use super::judged::Judged;
use super::ranges::worse;
use super::special::{Ends, Extreme, Interval, Value};
use crate::eval;
use crate::eval::germ::Toward;
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::kernel::{self, Goal, Reached};
use crate::passes::{carried_out, number};
use crate::report::{Bound, Bounded, End};
use crate::syntax::{self, Names, TableNames};
use crate::trace::Condition;

/// So many numbers are tried as places where a value is taken.
const PLACES: usize = 40;
/// So many numbers are tried for parameters.
const TRIED: usize = 12;

/// A function with the goal that is said of it, its derivatives carried out.
struct Asked {
    store: Store,
    of: ExprId,
    /// The value, or the function again where the goal is infinite.
    value: ExprId,
    goal: Goal,
    variable: ExprId,
    /// What is given about the symbols.
    given: Vec<Condition>,
    /// What is known besides, to be told with the verdict.
    notes: Vec<String>,
    rests_on: Vec<String>,
    meanings: Vec<String>,
}

impl Asked {
    fn told(&self, verdict: Verdict, because: String) -> Judged {
        let judged = Judged { notes: self.notes.clone(), ..Judged::new(verdict, because) };
        Judged { meanings: self.meanings.clone(), ..judged.supposing(&self.rests_on) }
    }

    /// Whether something is given about the variable, so that not all numbers are meant.
    fn is_restricted(&self) -> bool {
        self.about_variable().next().is_some()
    }

    fn about_variable(&self) -> impl Iterator<Item = &Condition> {
        self.given
            .iter()
            .filter(|c| stands(&self.store, self.variable, c.left) || stands(&self.store, self.variable, c.right))
    }

    /// The ends near which everything holds that is given about the variable; `None` where that is not known.
    fn inside<'e>(&self, ends: &'e [Toward]) -> Option<Vec<&'e Toward>> {
        let mut store = self.store.clone();
        let [no, yes] = [0, 1].map(|number| store.integer(number));
        let mut signs = Vec::new();
        for Condition { left, relation, right } in self.about_variable().copied() {
            let when = store.intern(Node::Compare(relation, left, right));
            let branch = store.intern(Node::Branch(when, yes));
            signs.push(store.intern(Node::Cases(branch, no)));
        }
        let mut found = Vec::new();
        for end in ends {
            let known = signs.iter().map(|&sign| kernel::tends(&store, (sign, self.variable), end, Goal::To(yes)));
            let known: Vec<Option<bool>> = known.collect();
            if known.contains(&Some(false)) {
                continue;
            }
            if known.contains(&None) {
                return None;
            }
            found.push(end);
        }
        Some(found)
    }

    /// `of` less the value, and whether the two are one.
    fn difference(&self) -> (Store, ExprId) {
        let mut store = self.store.clone();
        let difference = store.sub(self.of, self.value);
        (store, difference)
    }
}

/// `by` is the variable, where that is said.
fn asked(under: Under<'_>, of: &Side, is: &Value, by: Option<&str>) -> Result<Asked, String> {
    let (own, argument) = own_variable(under, of);
    let right = match is {
        Value::Side(side) => side,
        Value::Infinite(_) => of,
    };
    let Lowered { mut store, sides, on, supposed, mut notes, rests_on, meanings, .. } = lowered(under, of, right)?;
    let given = [on, supposed].concat();
    let mut carry = |side| carried_out(&mut store, side, &mut notes).map_err(|error| error.to_string());
    let (of, value) = (carry(sides.0)?, carry(sides.1)?);
    let goal = match is {
        Value::Side(_) => Goal::To(value),
        Value::Infinite(1..) => Goal::Up,
        Value::Infinite(_) => Goal::Down,
    };
    let variable = match own.as_deref().or(by).or(argument.as_deref()) {
        Some(name) if is_constant(&store, of) => store.symbol(name),
        Some(name) => {
            let symbol = store.find_symbol(name).filter(|&symbol| stands(&store, symbol, of));
            symbol.ok_or_else(|| format!("{name} does not stand in it"))?
        }
        None => variable(&store, of, under.usual).ok_or("it has no variable, or several")?,
    };
    if matches!(is, Value::Side(_)) && stands(&store, variable, value) {
        return Err(format!("the value depends on {}, which goes through all numbers", named(&store, variable)));
    }
    Ok(Asked { store, of, value, goal, variable, given, notes, rests_on, meanings })
}

/// The variable of a function that stands without an argument, or else the one before which it stands.
fn own_variable(under: Under<'_>, side: &Side) -> (Option<Box<str>>, Option<Box<str>>) {
    let (Side::Part(part) | Side::Derivative(part)) = side else { return (None, None) };
    let name = |at| match part.tree.node(at) {
        syntax::Node::Name(name) => Some(name),
        _ => None, // an expression
    };
    let of_function = |name: &str| match under.scope.find(name).map(|found| found.parameters.as_slice()) {
        Some([only]) => Some(only.clone()),
        Some(_) => None, // a value, or a function of several variables
        None => TableNames.function(name).filter(|known| known.least == 1).map(|_| under.usual.into()),
    };
    match part.tree.node(part.at) {
        syntax::Node::Name(name) => (of_function(name), None),
        syntax::Node::Prime(of, _, None) => (name(*of).and_then(|name| of_function(name)), None),
        syntax::Node::Prime(_, _, Some(argument)) => (None, name(*argument).map(|name| name.as_str().into())),
        syntax::Node::Call(_, arguments) => match arguments.as_slice() {
            [argument] => (None, name(*argument).map(|name| name.as_str().into())),
            _ => (None, None), // which one is meant is not said
        },
        _ => (None, None), // no function is applied
    }
}

fn stands(store: &Store, symbol: ExprId, expr: ExprId) -> bool {
    store.reachable(expr).contains(&symbol)
}

fn is_constant(store: &Store, expr: ExprId) -> bool {
    !store.reachable(expr).into_iter().any(|id| matches!(store.node(id), Node::Symbol(_)))
}

/// The only symbol of a function, or the usual variable if it has several.
fn variable(store: &Store, of: ExprId, usual: &str) -> Option<ExprId> {
    let mut symbols = store.reachable(of);
    symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
    match symbols.as_slice() {
        [only] => Some(*only),
        _ => store.find_symbol(usual).filter(|symbol| symbols.contains(symbol)),
    }
}

/// Judges that something goes to a value towards these ends.
pub(super) fn limit(under: Under<'_>, of: &Side, is: &Value, ends: &Ends) -> Judged {
    let asked = match asked(under, of, is, Some(&ends.symbol)) {
        Ok(asked) => asked,
        Err(why) => return Judged::undecided(Code::NoMeaning, why),
    };
    let Some(ends) = asked.inside(&ends.toward) else {
        return asked.told(Verdict::Undecided, "whether what is supposed holds where it goes is not known".into());
    };
    if ends.is_empty() {
        return asked.told(Verdict::Undecided, "what is supposed does not hold where it goes".into());
    }
    let mut unknown = None;
    for end in ends {
        match kernel::tends(&asked.store, (asked.of, asked.variable), end, asked.goal) {
            Some(true) => {}
            Some(false) => {
                let because = format!("{} {}", where_to(end), goes(&asked, end));
                return asked.told(Verdict::Refuted, because);
            }
            None => unknown = unknown.or(Some(end)),
        }
    }
    match unknown.map(|end| fails_for_numbers(&asked, end)) {
        None => asked.told(Verdict::Proved, "an expansion with an enclosed remainder shows it".into()),
        Some(Some(because)) => asked.told(Verdict::Refuted, because),
        Some(None) => asked.told(Verdict::Undecided, "its limit could not be found".into()),
    }
}

/// Numbers for the other symbols with which a function goes elsewhere, in words.
fn fails_for_numbers(asked: &Asked, end: &Toward) -> Option<String> {
    let mut others = [asked.store.reachable(asked.of), asked.store.reachable(asked.value)].concat();
    others.retain(|&id| id != asked.variable && matches!(asked.store.node(id), Node::Symbol(_)));
    others.sort_unstable();
    others.dedup();
    if others.is_empty() {
        return None;
    }
    (0..TRIED).find_map(|tried| {
        let number_at = |place: usize| eval::propose::simple_number(tried + place * (tried + 1));
        let point: Vec<(ExprId, Number)> =
            others.iter().enumerate().map(|(place, &id)| (id, number_at(place))).collect();
        let about = |c: &&Condition| [c.left, c.right].iter().all(|&side| !stands(&asked.store, asked.variable, side));
        let holds = |&c: &Condition| kernel::holds_at(&asked.store, c, &point, 256) == Some(true);
        if !asked.given.iter().filter(about).all(holds) {
            return None;
        }
        let mut store = asked.store.clone();
        let mut with = |mut expr: ExprId| {
            for (symbol, value) in &point {
                let value = number(&mut store, value)?;
                expr = store.replace(expr, *symbol, value);
            }
            Some(expr)
        };
        let (of, value) = (with(asked.of)?, with(asked.value)?);
        let goal = if matches!(asked.goal, Goal::To(_)) { Goal::To(value) } else { asked.goal };
        if kernel::tends(&store, (of, asked.variable), end, goal) != Some(false) {
            return None;
        }
        let names: Vec<String> = point.iter().map(|(id, n)| format!("{} = {n}", named(&asked.store, *id))).collect();
        let asked = Asked {
            store,
            of,
            value,
            goal,
            notes: Vec::new(),
            rests_on: Vec::new(),
            meanings: Vec::new(),
            given: Vec::new(),
            ..*asked
        };
        Some(format!("with {}, {} {}", names.join(", "), where_to(end), goes(&asked, end)))
    })
}

fn named(store: &Store, symbol: ExprId) -> &str {
    match store.node(symbol) {
        Node::Symbol(name) => store.name(name),
        _ => "", // a point gives values to symbols only
    }
}

/// Where the variable goes, in words.
fn where_to(end: &Toward) -> String {
    match end {
        Toward::Infinity(..0) => "towards -infinity".into(),
        Toward::Infinity(_) => "towards infinity".into(),
        Toward::Place(at, ..0) => format!("towards {at} from below"),
        Toward::Place(at, _) => format!("towards {at} from above"),
    }
}

/// Where a function goes, in words.
fn goes(asked: &Asked, end: &Toward) -> String {
    let tends = |goal| kernel::tends(&asked.store, (asked.of, asked.variable), end, goal) == Some(true);
    if tends(Goal::Up) {
        return "it grows without bound".into();
    }
    if tends(Goal::Down) {
        return "it falls without bound".into();
    }
    let found = match end {
        Toward::Infinity(end) => bounded(&asked.store, asked.of).and_then(|own| own.limit(*end)),
        Toward::Place(..) => None,
    };
    match found {
        Some(End::Finite(value)) => format!("its limit is {}", value.to_decimal(6)),
        Some(End::Infinite | End::MinusInfinite | End::Unknown) | None => "it goes elsewhere".into(),
    }
}

/// A function of one symbol in a store, ready to be asked for its bounds.
fn bounded(store: &Store, function: ExprId) -> Option<Bounded> {
    let symbols: Vec<ExprId> =
        store.reachable(function).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect();
    match symbols.as_slice() {
        &[variable] => Bounded::new(store.clone(), function, variable),
        _ => None, // its bounds depend on other symbols
    }
}

/// Judges that an interval is all values of a function, `lies` being the verdict that they lie there.
pub(super) fn all_of(under: Under<'_>, subject: &Side, interval: &Interval, lies: Judged) -> Judged {
    let mut ends = Vec::new();
    for (side, (value, closed)) in [(-1, &interval.low), (1, &interval.high)] {
        match asked(under, subject, value, None) {
            Ok(asked) => ends.push((side, *closed, asked)),
            Err(why) => return Judged::undecided(Code::NoMeaning, why),
        }
    }
    for (side, _, asked) in &ends {
        if let Some(because) = stays_away(asked, *side) {
            return asked.told(Verdict::Refuted, because);
        }
    }
    let reached: Option<Vec<(Goal, Reached)>> = ends.iter().map(reached).collect();
    let whole = match (&reached, ends.as_slice()) {
        (Some(goals), [(_, _, low), (_, _, high)]) => fills(low, high, goals),
        _ => false, // an end is not known to be reached
    };
    let Some((_, _, first)) = ends.first() else { return lies };
    if first.is_restricted() && worse(lies.verdict) < 2 {
        return first.told(
            Verdict::Undecided,
            "its values lie there; whether they are all, where it is supposed, is not known".into(),
        );
    }
    if whole && worse(lies.verdict) < 2 {
        let because = "its values lie there, and being continuous it takes all between its ends".to_owned();
        let judged = first.told(Verdict::Proved, because);
        return if lies.verdict == Verdict::Assumed { lies } else { judged };
    }
    let said: Vec<String> = ends.iter().map(known_of).collect();
    let said = if said.first() == said.last() { said.into_iter().take(1).collect() } else { said };
    let front = if worse(lies.verdict) < 2 { "its values lie there; " } else { "" };
    let because = format!("{front}{}; the kernel has no theorem that these are all", said.join(", "));
    first.told(Verdict::Undecided, because)
}

/// Judges that a value is the greatest or least of a function, or the bound that its values come to; `lies` are the verdicts
/// that no value is beyond it, and that none is equal to it either.
pub(super) fn extreme(under: Under<'_>, extreme: &Extreme, lies: [Judged; 2]) -> Judged {
    let ([lies, strictly], Extreme { of, is, by, side, taken }) = (lies, extreme);
    let (side, taken) = (*side, *taken);
    let end = match asked(under, of, &Value::Side(is.clone()), by.as_deref()) {
        Ok(asked) => (side, taken, asked),
        Err(why) => return Judged::undecided(Code::NoMeaning, why),
    };
    if lies.verdict == Verdict::Refuted {
        return lies;
    }
    if taken && strictly.verdict == Verdict::Proved {
        let because = "no value is equal to it: all are beyond it on one side".to_owned();
        return Judged { because, verdict: Verdict::Refuted, ..strictly };
    }
    if let Some(because) = stays_away(&end.2, side) {
        return end.2.told(Verdict::Refuted, because);
    }
    if end.2.is_restricted() && worse(lies.verdict) < 2 {
        let because = "no value is beyond it; whether they come to it, where it is supposed, is not known".to_owned();
        return end.2.told(Verdict::Undecided, because);
    }
    if worse(lies.verdict) < 2 && reached(&end).is_some() {
        let because =
            if taken { "no value is beyond it, and it is one" } else { "no value is beyond it, and they come to it" };
        let judged = end.2.told(Verdict::Proved, because.to_owned());
        return if lies.verdict == Verdict::Assumed { lies } else { judged };
    }
    let because = format!("{}; the kernel has no theorem of it", known_of(&end));
    end.2.told(Verdict::Undecided, because)
}

/// Whether a function takes all numbers between two goals. Both were asked apart, so that the second is asked for again in
/// the first one's store.
fn fills(low: &Asked, high: &Asked, goals: &[(Goal, Reached)]) -> bool {
    let [(first, at_first), (second, at_second)] = goals else { return false };
    let mut store = low.store.clone();
    let second = match second {
        Goal::To(value) => match eval::exact(&high.store, *value, &[]) {
            Some(exact) => match number(&mut store, &exact) {
                Some(value) => Goal::To(value),
                None => return false,
            },
            None => return false,
        },
        Goal::Up | Goal::Down => *second,
    };
    kernel::takes_all_between(&store, (low.of, low.variable), [(*first, at_first), (second, at_second)])
}

/// How a function comes to an end of an interval: at a place where it has the value, which a closed end needs, or in a limit.
fn reached((side, closed, asked): &(i64, bool, Asked)) -> Option<(Goal, Reached)> {
    let of = (asked.of, asked.variable);
    let towards = |end| kernel::tends(&asked.store, of, &Toward::Infinity(end), asked.goal) == Some(true);
    let Goal::To(value) = asked.goal else {
        let end = [*side, -side].into_iter().find(|&end| towards(end))?;
        return Some((asked.goal, Reached::Towards(end)));
    };
    let same = Condition { left: asked.of, relation: Relation::Equal, right: value };
    let takes = |place: &Number| kernel::holds_at(&asked.store, same, &[(asked.variable, place.clone())], 256);
    match (0..PLACES).map(eval::propose::simple_number).find(|place| takes(place) == Some(true)) {
        Some(place) => Some((asked.goal, Reached::At(place))),
        None if *closed => None,
        None => Some((asked.goal, Reached::Towards([*side, -side].into_iter().find(|&end| towards(end))?))),
    }
}

/// Why an end of an interval is not near any value, if that is so: all values are on the other side of a number inside.
fn stays_away(asked: &Asked, side: i64) -> Option<String> {
    let Goal::To(value) = asked.goal else { return None };
    let claimed = eval::exact(&asked.store, value, &[])?;
    let Bound::At(found, _) = bounded(&asked.store, asked.of)?.bound(side)? else { return None };
    let text = found.to_decimal(6);
    let digits = text.trim_end_matches('…');
    let size = Number::from_numeral(digits.trim_start_matches('-'))?;
    let found = if digits.starts_with('-') { size.neg() } else { size };
    let middle = claimed.add(&found).mul(&Number::ratio(1, 2)?);
    let inside = if side < 0 { claimed < middle } else { middle < claimed };
    if !inside {
        return None;
    }
    let mut store = asked.store.clone();
    let right = number(&mut store, &middle)?;
    let (relation, words) = if side < 0 { (Relation::Greater, "greater") } else { (Relation::Less, "less") };
    let beyond = Condition { left: asked.of, relation, right };
    bounds::shown(&mut store, beyond, &[], &[]).map(|_| format!("its values are all {words} than {middle}"))
}

/// What enclosures show about an end of an interval that is said to be all values. No theorem of the kernel says so.
fn known_of((side, closed, asked): &(i64, bool, Asked)) -> String {
    let (store, difference) = asked.difference();
    let infinite = !matches!(asked.goal, Goal::To(_));
    let found = match infinite {
        true => bounded(&asked.store, asked.of).and_then(|own| own.bound(*side)),
        false => bounded(&store, difference).and_then(|own| own.bound(*side)),
    };
    let name = if *side < 0 { "greatest lower bound" } else { "least upper bound" };
    match found {
        None => format!("its {name} is not known"),
        Some(Bound::Endless) => format!("enclosures show that it has no {name}"),
        Some(Bound::At(found, _)) if infinite => {
            format!("enclosures show that its {name} is {}", found.to_decimal(6))
        }
        Some(Bound::At(found, taken)) => match (found.contains_zero(), found.is_exact(), taken) {
            (false, ..) => format!("enclosures show that its {name} is another number"),
            (true, true, Some(false)) if *closed => format!("enclosures show that its {name} is no value of it"),
            (true, true, _) => format!("enclosures show that this is its {name}"),
            (true, false, _) => format!("enclosures show that its {name} is near that"),
        },
    }
}

#[cfg(test)]
mod tests;
