//! Reports: facts about one function, each proved, enclosed, or unknown with the reason.
//!
//! The function is cut into open cells on which the kernel proves as many derivatives as are needed. Bounded parts of a
//! cell are covered by enclosures of the function and its derivatives; towards infinity an expansion with an enclosed
//! remainder takes their place. Nothing is concluded from samples.

#[cfg(feature = "documents")]
mod bounds;
mod depth;
mod fact;
mod facts;
mod inverse;
mod moments;
mod numerics;
mod orders;
mod program;
mod shape;
mod shown;
mod signs;
mod slope;
mod smooth;
mod subject;
mod symmetry;
mod waves;

#[cfg(feature = "documents")]
pub(crate) use bounds::{Bound, Bounded};
pub use depth::Depth;
pub use fact::{Fact, Known, Say};
#[cfg(feature = "documents")]
pub(crate) use shape::End;

use crate::eval::interval::enclose;
use crate::expr::Relation;
use crate::expr::work::Allowance;
use crate::functions::Interval;
use crate::kernel;
use crate::passes::{Border, BorderKind, DeriveError, Derived, Request, derive, derive_expression};
use crate::trace::Condition;

/// How much work a report may take in all; what is not found by then is not known.
const EFFORT: u64 = 50_000_000;

/// Everything that is reported on one function.
#[derive(Debug, Clone)]
pub struct Report {
    /// The function and its derivative; expressions in facts are of its store.
    pub derived: Derived,
    /// The facts, in a fixed order.
    pub facts: Vec<Fact>,
    /// The intervals on which the slope is exactly 0, those on which it is small, and the places that a picture marks.
    pub marks: Marks,
}

/// What a picture of the function marks.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// Where the slope is exactly 0.
    pub dead: Vec<Interval>,
    /// Where it is below a hundredth of the largest.
    pub saturated: Vec<Interval>,
    /// Where pieces meet.
    pub borders: Vec<Interval>,
    /// Those of them at which the function jumps, has no value or no finite slope.
    pub breaks: Vec<Interval>,
    /// The limits towards minus infinity (-1) and infinity (1), where they are numbers.
    pub levels: Vec<(i32, Interval)>,
}

impl Marks {
    /// Everything that is marked on a function that was derived; its zones are those of its first derivative.
    pub fn of_derived(derived: &Derived) -> Marks {
        let first = match derived.order {
            1 => Ok(derived.clone()),
            _ => derive_expression(derived.store.clone(), derived.whole.function, derived.variable, Vec::new()),
        };
        let Ok(mut first) = first else { return Marks::of_borders(derived) };
        let subject = subject::subject(&mut first);
        if subject.missing.is_some() {
            return Marks::of_borders(derived);
        }
        let facts = [facts::limits(&first, &subject), zone_facts(&first, &subject)].concat();
        Marks::of(&first, &subject, &facts)
    }

    /// The places where pieces meet; zones and limits are not looked for.
    fn of_borders(derived: &Derived) -> Marks {
        let at = |border: &Border| enclose(&derived.store, border.at, &[], subject::FINE).ok();
        let breaks = derived.borders.iter().filter(|b| !matches!(b.kind, BorderKind::Smooth | BorderKind::Kink));
        let breaks = breaks.filter_map(at).collect();
        Marks { borders: derived.borders.iter().filter_map(at).collect(), breaks, ..Marks::default() }
    }

    /// Everything that is marked on a function with these facts.
    fn of(derived: &Derived, subject: &subject::Subject, facts: &[Fact]) -> Marks {
        let level = |name, side| Some((side, facts.iter().find(|fact| fact.name == name)?.number("value")?.clone()));
        let places = shape::places(subject);
        let gap = |place: &&subject::Place| matches!(subject::value_at(derived, place), subject::At::Undefined);
        let gaps = places.iter().filter(gap).map(|place| place.value.clone()).collect();
        let own = Marks::of_borders(derived);
        Marks {
            dead: zones(facts, "dead-zones"),
            saturated: zones(facts, "saturation"),
            borders: places.into_iter().map(|place| place.value).collect(),
            breaks: [own.breaks, gaps].concat(),
            levels: [level("limit-left", -1), level("limit-right", 1)].into_iter().flatten().collect(),
        }
    }
}

impl Report {
    /// The fact with this name.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == name)
    }

    /// Whether the formula has no value anywhere, so that there is nothing to report on.
    pub(crate) fn is_nowhere_defined(&self) -> bool {
        is_nowhere_defined(&self.derived)
    }
}

/// Reports on the function of a request, with the usual values for parameters of the catalogue that have none.
///
/// The work is bounded: so many intervals on each cell, so many terms of each expansion.
///
/// # Errors
/// The formula cannot be read or differentiated; [`DeriveError`] tells the cases apart.
pub fn report(request: &Request) -> Result<Report, DeriveError> {
    report_at(request, &Depth::default())
}

/// As [`report`], with the depth and the inputs for which the slopes of layers are multiplied.
///
/// # Errors
/// As [`report`].
pub fn report_at(request: &Request, depth: &Depth) -> Result<Report, DeriveError> {
    let _lent = Allowance::new(EFFORT, None);
    let mut derived = derive(&Request { usual_values: true, order: 1, ..request.clone() })?;
    let mut subject = subject::subject(&mut derived);
    orders::improve(&mut derived, &mut subject);
    let mut facts = Vec::new();
    if is_nowhere_defined(&derived) {
        facts.push(Fact::new("domain", Known::Proved, vec![fact::words("nowhere: there is no function")]));
        return Ok(Report { derived, facts, marks: Marks::default() });
    }
    if let Some(why) = &subject.missing {
        facts.push(Fact::unknown("domain", why));
        facts.extend(smooth::smoothness(&derived, &subject).into_iter().take(1));
        facts.push(from_output(&derived));
        rest_on_trust(&derived, &mut facts);
        let marks = Marks::of_borders(&derived);
        return Ok(Report { derived, facts, marks });
    }
    let pieces = shape::pieces(&derived, &subject, 0);
    let slopes = shape::pieces(&derived, &subject, 1);
    let joined = shape::joined(&derived, &pieces);
    facts.push(facts::domain(&derived, &subject));
    facts.extend(facts::at_zero(&derived, &subject));
    facts.extend(facts::limits(&derived, &subject));
    let range = facts::range(&derived, &subject, &pieces);
    let centred = facts::centred(&range);
    facts.extend(range);
    facts.push(facts::zeros(&derived, &subject));
    facts.push(centred);
    facts.push(symmetry::symmetry(&derived, &subject));
    facts.extend(facts::moves(&derived, &joined));
    facts.extend(inverse::facts(&mut derived, &subject, &pieces, &joined));
    facts.extend(smooth::smoothness(&derived, &subject));
    facts.push(smooth::convexity(&derived, &slopes));
    let (largest, value) = slope::largest(&derived, &subject, &slopes);
    facts.push(largest);
    facts.push(slope::dead(&derived, &joined));
    facts.push(match &value {
        Some(value) => slope::saturated(&derived, &subject, &slopes, value),
        None => Fact::unknown("saturation", "there is no largest slope, or it is not known"),
    });
    facts.push(depth::depth(&subject, &slopes, depth));
    facts.push(from_output(&derived));
    facts.extend(moments::moments(&derived, &subject));
    facts.push(numerics::numerics(&mut derived, &subject));
    shown::Shown::new(&mut derived, &subject).review(&mut derived, &subject, &mut facts);
    let marks = Marks::of(&derived, &subject, &facts);
    if let Some(wave) = waves::wave(&mut derived, &subject) {
        wave.tell(&mut derived, &subject, &mut facts);
    }
    rest_on_trust(&derived, &mut facts);
    Ok(Report { derived, facts, marks })
}

/// Whether the function has no value: it is a constant without one, or no number fulfils the conditions of its derivative.
fn is_nowhere_defined(derived: &Derived) -> bool {
    let function = derived.whole.function;
    if derived.whole.formal && derived.pieces.is_empty() && derived.pieces_reason.is_none() {
        return true;
    }
    let value = Condition { left: function, relation: Relation::Equal, right: function };
    !derived.store.reachable(function).contains(&derived.variable)
        && kernel::holds_at(&derived.store, value, &[], subject::FINE) == Some(false)
}

/// Calls what is known assumed where the derivation rests on a row of the user's own that is trusted.
fn rest_on_trust(derived: &Derived, facts: &mut [Fact]) {
    if !derived.trusted().is_empty() {
        let known = facts.iter_mut().filter(|fact| fact.known != Known::Unknown);
        known.for_each(|fact| fact.known = Known::Assumed);
    }
}

/// The facts about the zones in which the slope is 0 or small.
fn zone_facts(derived: &Derived, subject: &subject::Subject) -> Vec<Fact> {
    let [moves, slopes] = [0, 1].map(|order| shape::pieces(derived, subject, order));
    let (_, value) = slope::largest(derived, subject, &slopes);
    let saturated = value.map(|value| slope::saturated(derived, subject, &slopes, &value));
    [Some(slope::dead(derived, &shape::joined(derived, &moves))), saturated].into_iter().flatten().collect()
}

/// The intervals that a fact names.
fn zones(facts: &[Fact], name: &str) -> Vec<Interval> {
    let fact = facts.iter().find(|fact| fact.name == name);
    let numbers = fact.into_iter().flat_map(|fact| &fact.numbers);
    numbers.map(|(_, zone)| zone.clone()).collect()
}

/// Whether the derivative can be computed from the output.
fn from_output(derived: &Derived) -> Fact {
    match (derived.whole.from_output, &derived.from_output_reason) {
        (Some(form), _) => Fact::new("from-output", Known::Proved, vec![fact::words("yes: "), Say::Expr(form)]),
        (None, Some(why)) if why.starts_with("not possible") => {
            Fact::new("from-output", Known::Proved, vec![fact::words(why)])
        }
        (None, why) => Fact::unknown("from-output", why.as_deref().unwrap_or("no form is known")),
    }
}
