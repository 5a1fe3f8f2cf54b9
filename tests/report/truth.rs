//! That no fact is contradicted where the function is looked at closely.

use super::{PRECISION, about, compared, said};
use std::cmp::Ordering;

use gprime::activations;
use gprime::eval::exact;
use gprime::eval::interval::{Argument, enclose};
use gprime::eval::propose::Dice;
use gprime::expr::{ExprId, Number};
use gprime::functions::Interval;
use gprime::passes::Request;
use gprime::report::{Known, Report, report};

/// Looks at a function at one point and returns how many facts were compared with what is there.
fn look(report: &Report, at: &Number) -> usize {
    let derived = &report.derived;
    let said = gprime::text(&derived.store, derived.whole.function);
    let value = |expr: ExprId| {
        enclose(&derived.store, expr, &[(derived.variable, Argument::Exact(at.clone()))], PRECISION).ok()
    };
    let place = Interval::from_number(at, PRECISION);
    let (function, slope) = (value(derived.whole.function), value(derived.whole.derivative));
    let mut compared_facts = 0;
    let number = |fact: &str, number: &str| report.fact(fact).and_then(|fact| fact.number(number)).cloned();
    let mut no = |left: Option<&Interval>, fact: &str, name: &str, wrong: Ordering| {
        if let (Some(left), Some(bound)) = (left, number(fact, name)) {
            assert_ne!(compared(left, &bound), Some(wrong), "{said}: {fact} at {at}: {left:?} and {bound:?}");
            compared_facts += 1;
        }
    };
    no(function.as_ref(), "range", "lowest", Ordering::Less);
    no(function.as_ref(), "range", "highest", Ordering::Greater);
    no(slope.as_ref().map(Interval::abs).as_ref(), "largest-slope", "value", Ordering::Greater);
    no(slope.as_ref().map(Interval::abs).as_ref(), "depth", "most", Ordering::Greater);
    no(slope.as_ref().map(Interval::abs).as_ref(), "depth", "least", Ordering::Less);
    for (name, dead) in [("dead-zones", true), ("saturation", false)] {
        let Some(fact) = report.fact(name).filter(|fact| fact.known != Known::Unknown) else { continue };
        let Some(slope) = &slope else { continue };
        let inside = fact.numbers.iter().any(|(_, zone)| zone.lo() < place.lo() && place.hi() < zone.hi());
        let outside = fact.numbers.iter().all(|(_, zone)| zone.is_disjoint(&place));
        let level = number("largest-slope", "value").unwrap_or_else(|| Interval::integer(0));
        let level = level.div(&Interval::integer(100), 128).expect("100 is not 0");
        match (dead, inside, outside) {
            (true, true, _) => assert!(slope.is_exact() && slope.contains_zero(), "{said}: {name} at {at}"),
            (false, true, _) => {
                assert_ne!(compared(&slope.abs(), &level), Some(Ordering::Greater), "{said}: {name} at {at}")
            }
            (false, _, true) => {
                assert_ne!(compared(&slope.abs(), &level), Some(Ordering::Less), "{said}: {name} at {at}")
            }
            (true, false, _) | (false, false, false) => {}
        }
        compared_facts += 1;
    }
    compared_facts += usize::from(leads_back(report, at, function.as_ref()));
    compared_facts + signs_of_pieces(report, &place, function.as_ref(), slope.as_ref())
}

/// Whether there is an inverse that was looked at; it leads back to the place.
fn leads_back(report: &Report, at: &Number, value: Option<&Interval>) -> bool {
    let derived = &report.derived;
    let fact = report.fact("inverse").filter(|fact| fact.known == Known::Proved);
    let Some(gprime::report::Say::Expr(form)) = fact.and_then(|fact| fact.says.first()) else { return false };
    let output = derived.store.find_symbol(&derived.name).expect("it has a name");
    let exact = exact(&derived.store, derived.whole.function, &[(derived.variable, at.clone())]);
    let argument = match (exact, value) {
        (Some(exact), _) => Argument::Exact(exact),
        (None, Some(value)) => Argument::Between(value.clone()),
        (None, None) => return false,
    };
    let Ok(back) = enclose(&derived.store, *form, &[(output, argument)], PRECISION) else { return false };
    assert!(!back.is_disjoint(&Interval::from_number(at, PRECISION)), "{at}: {back:?}");
    true
}

/// Compares the signs of the function and its slope with its zeros and its pieces.
fn signs_of_pieces(report: &Report, place: &Interval, function: Option<&Interval>, slope: Option<&Interval>) -> usize {
    let mut compared_facts = 0;
    if let (Some(zeros), Some(value)) = (report.fact("zeros").filter(|fact| fact.known == Known::Proved), function) {
        let none = zeros.numbers.is_empty() && said(zeros) == "none";
        assert!(!none || !value.is_exact() || !value.contains_zero());
        compared_facts += 1;
    }
    if let (Some(fact), Some(slope)) = (report.fact("invertible"), slope)
        && fact.known == Known::Proved
    {
        match said(fact).as_str() {
            "yes: it is strictly increasing" => assert!(!slope.is_negative(), "{place:?}"),
            "yes: it is strictly decreasing" => assert!(!slope.is_positive(), "{place:?}"),
            _ => {} // it is not claimed to be monotone
        }
        compared_facts += 1;
    }
    compared_facts
}

/// Points near 0 and far from it.
fn points(dice: &mut Dice, count: usize) -> Vec<Number> {
    let scales = [(1, 8), (1, 64), (1, 1), (1, 1000)];
    (0..count)
        .map(|at| {
            let (above, below) = scales[at % scales.len()];
            let whole = dice.below(129) as i64 - 64;
            Number::ratio(whole * above, below).expect("it is a fraction")
        })
        .collect()
}

#[test]
fn no_fact_about_the_catalogue_is_contradicted() {
    let mut dice = Dice::new(11);
    let (mut functions, mut compared, mut known) = (0, 0, 0);
    for row in activations::all() {
        let report = about(row.name);
        known += report.facts.iter().filter(|fact| fact.known != Known::Unknown).count();
        compared += points(&mut dice, 60).iter().map(|at| look(&report, at)).sum::<usize>();
        functions += 1;
    }
    assert_eq!(functions, activations::all().count());
    assert!(known >= 2400, "only {known} facts are known");
    assert!(compared >= 40_000, "only {compared} facts were compared");
}

/// A random formula made of what activations are made of.
fn formula(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 {
        return ["z", "z", "z", "1", "2", "1/2"][dice.below(6)].into();
    }
    let mut part = |less: usize| formula(dice, depth - less);
    let (a, b) = (part(1), part(1));
    match dice.below(12) {
        0 => format!("({a} + {b})"),
        1 => format!("({a} - {b})"),
        2 | 3 => format!("({a})*({b})"),
        4 => format!("max({a}, {b})"),
        5 => format!("min(1, {a})"),
        6 => format!("tanh({a})"),
        7 => format!("sigmoid({a})"),
        8 => format!("e^(-({a})^2)"),
        9 => format!("ln(1 + e^({a}))"),
        10 => format!("|{a}|"),
        _ => format!("({a})/(1 + ({b})^2)"), // a fraction without poles
    }
}

#[test]
fn no_fact_about_random_formulas_is_contradicted() {
    let mut dice = Dice::new(5);
    let (mut functions, mut compared) = (0, 0);
    while functions < 120 {
        let formula = formula(&mut dice, 1 + functions % 3);
        let Ok(report) = report(&Request::new(&formula)) else { continue };
        compared += points(&mut dice, 80).iter().map(|at| look(&report, at)).sum::<usize>();
        functions += 1;
    }
    assert_eq!(functions, 120);
    assert!(compared >= 25_000, "only {compared} facts were compared");
}
