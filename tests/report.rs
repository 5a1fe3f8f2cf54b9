//! Reports: published facts, and that no fact is contradicted where the function is looked at closely.

use std::cmp::Ordering;

use gprime::activations;
use gprime::eval::exact;
use gprime::eval::interval::{Argument, enclose};
use gprime::eval::propose::Dice;
use gprime::expr::{ExprId, Number};
use gprime::functions::Interval;
use gprime::passes::Request;
use gprime::render;
use gprime::report::{Depth, Fact, Known, Report, report, report_at};

#[path = "report/pictures.rs"]
mod pictures;

const PRECISION: usize = 340;

fn about(formula: &str) -> Report {
    report(&Request::new(formula)).unwrap_or_else(|error| panic!("{formula}: {error}"))
}

fn decimal(text: &str) -> Interval {
    let (sign, size) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let number = Number::from_numeral(size).expect("it is a numeral").mul(&Number::from(sign));
    Interval::from_number(&number, PRECISION)
}

/// Whether a number begins with these digits.
fn begins(value: &Interval, digits: &str) -> bool {
    value.to_decimal(digits.trim_start_matches(['-', '0', '.']).len()).starts_with(digits)
}

#[test]
fn published_numbers_are_found() {
    let known = [
        ("sigmoid", "largest-slope", "value", "0.25"),
        ("sigmoid", "largest-slope", "at", "0"),
        ("tanh", "largest-slope", "value", "1"),
        ("tanh", "largest-slope", "at", "0"),
        ("swish", "minimum", "value", "-0.2784"),
        ("swish", "minimum", "at", "-1.2784"),
        ("swish", "largest-slope", "value", "1.0998"),
        ("silu", "minimum", "value", "-0.27846"),
        ("silu", "minimum", "at", "-1.27846"),
        ("silu", "largest-slope", "value", "1.0998"),
        ("gelu", "minimum", "value", "-0.16997"),
        ("gelu", "minimum", "at", "-0.75179"),
        ("gelu", "largest-slope", "value", "1.1289"),
        ("mish", "minimum", "value", "-0.30884"),
        ("mish", "minimum", "at", "-1.19243"),
        ("relu", "largest-slope", "value", "1"),
        ("relu", "normal-mean", "value", "0.39894"),
        ("relu", "normal-variance", "value", "0.34"),
        ("gelu", "normal-mean", "value", "0.28209"),
    ];
    let tested = known.into_iter().inspect(|(formula, fact, number, digits)| {
        let report = about(formula);
        let found = report.fact(fact).unwrap_or_else(|| panic!("{formula} has no {fact}"));
        let value = found.number(number).unwrap_or_else(|| panic!("{formula}: {fact} has no {number}"));
        assert_ne!(found.known, Known::Unknown);
        assert!(begins(value, digits), "{formula}: {fact}: {value:?}");
    });
    assert_eq!(tested.count(), 19);
}

/// The ends of a zone; `None` where it goes on without end.
type Ends = (Option<i64>, Option<i64>);

#[test]
fn zones_without_gradient_are_found() {
    let cases: [(&str, &[Ends]); 6] = [
        ("relu", &[(None, Some(0))]),
        ("relu6", &[(None, Some(0)), (Some(6), None)]),
        ("hard_swish", &[(None, Some(-3))]),
        ("hard_tanh", &[(None, Some(-1)), (Some(1), None)]),
        ("gelu", &[]),
        ("leaky_relu", &[]),
    ];
    let tested = cases.into_iter().inspect(|(formula, zones)| {
        let report = about(formula);
        let fact = report.fact("dead-zones").expect("it is told");
        assert_eq!(fact.known, Known::Proved, "{formula}");
        assert_eq!(fact.numbers.len(), zones.len(), "{formula}");
        for ((_, zone), (lo, hi)) in fact.numbers.iter().zip(*zones) {
            let all = Interval::everything();
            let end = |end: &Option<i64>| end.map(Interval::integer);
            assert_eq!(zone.lo(), end(lo).as_ref().map_or(all.lo(), Interval::lo), "{formula}");
            assert_eq!(zone.hi(), end(hi).as_ref().map_or(all.hi(), Interval::hi), "{formula}");
        }
    });
    assert_eq!(tested.count(), 6);
}

#[test]
fn the_constants_of_selu_are_its_fixed_point() {
    let report = about("selu");
    let value = |name| report.fact(name).and_then(|fact| fact.number("value").cloned()).expect("it is enclosed");
    let near = |value: Interval, to: &str| {
        let (lo, hi) = (decimal("0.0001").neg(), decimal("0.0001"));
        lo.hull(&hi).encloses(&value.sub(&decimal(to), 64))
    };
    assert!(near(value("normal-mean"), "0"));
    assert!(near(value("normal-variance"), "1"));
    let fact = report.fact("fixed-point").expect("it is told");
    assert_eq!(fact.known, Known::Enclosed);
    assert!(near(fact.number("mean").expect("it is told").clone(), "0"));
    assert!(near(fact.number("variance").expect("it is told").clone(), "1"));
    for formula in ["elu", "1.05*selu(z)", "relu", "tanh", "gelu"] {
        assert!(about(formula).fact("fixed-point").is_none(), "{formula}");
    }
    assert!(about("-z").fact("fixed-point").is_some());
}

#[test]
fn the_slopes_of_many_layers_are_bounded() {
    let cases = [
        ("sigmoid", None, None, "gradients vanish: the slopes are at most 0.25; the product of 10 is at most 9.537e-7"),
        (
            "sigmoid",
            Some(20),
            Some("-2..2"),
            "for inputs from -2 to 2 gradients vanish: the slopes lie between 0.10499",
        ),
        ("tanh", None, None, "gradients may vanish and cannot explode: the slopes are at most 1"),
        (
            "relu",
            Some(5),
            Some("0..2"),
            "for inputs from 0 to 2 gradients neither vanish nor explode: the slopes are all 1",
        ),
        ("gelu", None, Some("1..3"), "for inputs from 1 to 3 gradients explode: the slopes lie between 1.01194"),
        ("2z", None, None, "gradients explode: the slopes are all 2; the product of 10 is 1024"),
        ("z^3", None, None, "gradients may vanish or explode: the slopes have no bound"),
        (
            "z^3",
            Some(3),
            Some("-1..2"),
            "for inputs from -1 to 2 gradients may vanish or explode: the slopes are at most 12",
        ),
        ("e^z", None, Some("1.."), "for inputs from 1 to inf gradients explode: the slopes are at least 2.71828"),
        ("softplus", None, Some("-inf..0"), "for inputs from -inf to 0 gradients vanish: the slopes are at most 0.5"),
    ];
    let (mut tested, mut points) = (0, 0);
    for (formula, layers, inputs, says) in cases {
        let inputs = inputs.map(|text| Depth::interval(text).expect("it is an interval"));
        let depth = Depth { layers, inputs: inputs.clone() };
        let report = report_at(&Request::new(formula), &depth).expect("it can be differentiated");
        let (_, found) = told(&report, "depth");
        assert!(found.starts_with(says), "{formula}: {found}");
        let fact = report.fact("depth").expect("it is told");
        for place in -32..=32 {
            let at = Number::ratio(place, 8).expect("it is a fraction");
            let place = Interval::from_number(&at, PRECISION);
            if inputs.as_ref().is_some_and(|inputs| !inputs.encloses(&place)) {
                continue;
            }
            let at = [(report.derived.variable, Argument::Exact(at))];
            let Ok(slope) = enclose(&report.derived.store, report.derived.whole.derivative, &at, PRECISION) else {
                continue;
            };
            let not = |name, wrong| {
                let bound = fact.number(name);
                assert!(bound.is_none_or(|bound| compared(&slope.abs(), bound) != Some(wrong)), "{formula}: {name}");
            };
            not("least", Ordering::Less);
            not("most", Ordering::Greater);
            points += 1;
        }
        tested += 1;
    }
    assert_eq!(tested, 10);
    assert!(points >= 350, "only {points} points were looked at");
    for wrong in ["2..1", "3", "a..b", "..z", "1...2", ""] {
        assert!(Depth::interval(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn symmetry_is_proved() {
    let cases = [
        ("tanh", "odd: g(-z) = -g(z)"),
        ("softsign", "odd: g(-z) = -g(z)"),
        ("gaussian", "even: g(-z) = g(z)"),
        ("sigmoid", "to its point at 0: g(z) + g(-z) = 1"),
        ("relu", "none about 0"),
        ("silu", "none about 0"),
    ];
    let tested = cases.into_iter().inspect(|(formula, says)| {
        let report = about(formula);
        let fact = report.fact("symmetry").expect("it is told");
        assert_eq!((said(fact).as_str(), fact.known), (*says, Known::Proved), "{formula}");
    });
    assert_eq!(tested.count(), 6);
}

fn said(fact: &Fact) -> String {
    let part = |say: &gprime::report::Say| match say {
        gprime::report::Say::Words(text) => text.clone(),
        gprime::report::Say::Exact(number) => number.to_string(),
        gprime::report::Say::Number(value) => value.to_decimal(6),
        gprime::report::Say::Expr(_) => "z".into(),
    };
    fact.says.iter().map(part).collect()
}

/// A fact as the pages tell it.
fn told(report: &Report, name: &str) -> (Known, String) {
    let fact = report.fact(name).unwrap_or_else(|| panic!("there is no {name}"));
    let part = |say: &gprime::report::Say| match say {
        gprime::report::Say::Expr(id) => gprime::text(&report.derived.store, *id),
        gprime::report::Say::Words(text) => text.clone(),
        gprime::report::Say::Exact(number) => number.to_string(),
        gprime::report::Say::Number(value) => value.to_decimal(6),
    };
    (fact.known, fact.says.iter().map(part).collect())
}

#[test]
fn inverses_are_elementary_and_proved() {
    let cases = [
        ("sigmoid", "ln(g/(1 - g)) for 0 < g < 1"),
        ("tanh", "atanh(g) for -1 < g < 1"),
        ("softplus", "ln(e^g - 1) for g > 0"),
        ("leaky_relu", "{100*g if g < 0; g otherwise} for every g"),
        ("asinh", "sinh(g) for every g"),
        ("softsign", "g/(1 - |g|) for -1 < g < 1"),
        ("elu", "{ln(1 + g) if g < 0; g otherwise} for g > -1"),
        ("e^z", "ln(g) for g > 0"),
        ("z^3", "cbrt(g) for every g"),
        ("2z + 1", "(g - 1)/2 for every g"),
        ("-3z + 2", "(2 - g)/3 for every g"),
        ("1.7159*tanh(2z/3)", "1.5*atanh(g/1.7159) for -1.7159 < g < 1.7159"),
        ("ln(e^z + e^(2z))", "ln((sqrt(1 + 4*e^g) - 1)/2) for every g"),
        ("-sinh(3z + 1)", "(asinh(-g) - 1)/3 for every g"),
    ];
    let tested = cases.into_iter().inspect(|(formula, says)| {
        let report = about(formula);
        assert_eq!(told(&report, "inverse"), (Known::Proved, (*says).to_owned()), "{formula}");
        assert_eq!(told(&report, "invertible").0, Known::Proved, "{formula}");
    });
    assert_eq!(tested.count(), 14);
}

#[test]
fn a_function_without_an_inverse_takes_a_value_twice() {
    let cases = [
        ("relu", "no: it is constant on an interval; g(-2) = g(-1)"),
        ("max(1, min(z, 2))", "no: it is constant on an interval; g(-1) = g(0)"),
        ("gelu", "no: g(-2) = g(-0.0987…)"),
        ("z^2", "no: g(-2) = g(2)"),
        ("1/(1 + z^2)", "no: g(-2) = g(2)"),
    ];
    let tested = cases.into_iter().inspect(|(formula, says)| {
        let report = about(formula);
        assert_eq!(told(&report, "invertible"), (Known::Proved, (*says).to_owned()), "{formula}");
        assert!(told(&report, "inverse").1.starts_with("none: g("), "{formula}");
    });
    assert_eq!(tested.count(), 5);
    // it has an inverse, and no elementary one
    let report = about("z + e^z");
    assert_eq!(told(&report, "inverse"), (Known::Unknown, "no elementary inverse is known".to_owned()));
    assert_eq!(told(&report, "invertible").1, "yes: it is strictly increasing");
}

#[test]
fn what_is_not_known_is_said_with_a_reason() {
    let report = about("alpha*z");
    let fact = report.fact("domain").expect("it is told");
    assert_eq!((fact.known, said(fact).as_str()), (Known::Unknown, "alpha has no value: --param alpha=1 gives it one"));
    assert!(report.fact("range").is_none());
    // bounded and without a limit
    let report = about("sin(z)");
    assert_eq!(report.fact("limit-right").map(|fact| fact.known), Some(Known::Unknown));
    // a small wave has no limit either, however narrow it is
    let report = about("1 + sin(z)/10^9");
    assert_eq!(report.fact("limit-right").map(|fact| fact.known), Some(Known::Unknown));
}

#[test]
fn ends_without_bound_are_no_numbers() {
    use Known::{Enclosed, Proved, Unknown};
    let cases = [
        ("sin(z) + z", Proved, "(-infinity, infinity)"),
        ("z - cos(z)", Proved, "(-infinity, infinity)"),
        ("sin(z) + z^2", Enclosed, "[-0.232465…, infinity)"),
        ("z*sin(z)", Unknown, "how far its values reach is not known"),
        ("z^2*sin(z)", Unknown, "how far its values reach is not known"),
    ];
    let tested = cases.into_iter().inspect(|(formula, known, says)| {
        let report = about(formula);
        assert_eq!(told(&report, "range"), (*known, (*says).to_owned()), "{formula}");
        let bounds = report.fact("range").map_or(&[][..], |fact| &fact.numbers);
        assert!(bounds.iter().all(|(_, value)| value.is_bounded()), "{formula}");
    });
    assert_eq!(tested.count(), 5);
}

#[test]
fn poles_and_ends_of_domains_are_looked_at() {
    use Known::Proved;
    let cases = [
        ("1/z", "domain", "every z but 0"),
        ("1/z", "range", "values lie in (-infinity, infinity)"),
        ("1/z", "monotone-pieces", "falls on z < 0; falls on z > 0"),
        ("1/z", "symmetry", "odd: g(-z) = -g(z)"),
        ("1/z", "largest-slope", "none: the slope grows without bound"),
        ("sqrt(z)", "range", "values lie in [0, infinity)"),
        ("sqrt(z)", "zeros", "z = 0"),
        ("sqrt(z)", "symmetry", "none about 0"),
        ("z^(1/3)", "monotone-pieces", "rises on z > 0"),
        ("ln(z)", "range", "values lie in (-infinity, infinity)"),
        ("ln(z)", "monotone-pieces", "rises on z > 0"),
        ("{z if z < 0; 1/(z - 1) otherwise}", "domain", "every z but 1"),
        ("1/0", "domain", "nowhere"),
        ("smoothstep", "invertible", "no: it is constant on an interval; g(-2) = g(-1)"),
    ];
    let tested = cases.into_iter().inspect(|(formula, name, says)| {
        assert_eq!(told(&about(formula), name), (Proved, (*says).to_owned()), "{formula}: {name}");
    });
    assert_eq!(tested.count(), 14);
    assert_eq!(told(&about("z^(1/3)"), "zeros").1, "z = 0");
    // its derivative is found nowhere, since the pieces meet everywhere; it has values
    assert_ne!(told(&about("min(z, e^max(z, z))"), "domain").1, "nowhere");
}

/// How a value at a point compares with an enclosed number, if that is certain.
fn compared(value: &Interval, with: &Interval) -> Option<Ordering> {
    if value.hi() < with.lo() {
        Some(Ordering::Less)
    } else if value.lo() > with.hi() {
        Some(Ordering::Greater)
    } else {
        None
    }
}

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

#[test]
fn values_of_parameters_are_put_in() {
    let with = |values: &[&str]| {
        let values = values.iter().map(|text| (*text).to_owned()).collect();
        report(&Request { values, ..Request::new("leaky_relu_slope") })
    };
    let usual = with(&[]).expect("it has a usual value");
    assert_eq!(usual.derived.notes, ["alpha = 0.01, the usual value"]);
    let given = with(&["alpha=0.1"]).expect("it has a value");
    assert!(given.derived.notes.is_empty());
    let slope = given.derived.pieces[0].branch.derivative;
    assert_eq!(exact(&given.derived.store, slope, &[]), Number::ratio(1, 10));
    for wrong in ["alpha", "beta=1", "alpha=z", "alpha=", "alpha=1/0", "z=1"] {
        assert!(with(&[wrong]).is_err(), "{wrong}");
    }
}

#[test]
fn only_what_the_kernel_shows_is_called_proved() {
    use Known::{Enclosed, Proved};
    let cases = [
        ("sigmoid", "range", Proved),
        ("sigmoid", "limit-right", Proved),
        ("sigmoid", "largest-slope", Proved),
        ("sigmoid", "convexity", Proved),
        ("sigmoid", "saturation", Enclosed),
        ("tanh", "monotone-pieces", Proved),
        ("tanh", "zeros", Proved),
        ("relu", "range", Proved),
        ("relu", "kinks-and-jumps", Proved),
        ("relu6", "maximum", Proved),
        ("hard_swish", "minimum", Proved),
        ("sign(z)", "kinks-and-jumps", Proved),
        ("z^3", "zero-centred", Proved),
        ("gelu", "limit-left", Proved),
        ("gelu", "range", Enclosed),
        ("gelu", "monotone-pieces", Enclosed),
        ("gelu", "dead-zones", Proved),
        ("sin(z)", "dead-zones", Proved),
        ("softsign", "saturation", Proved),
        ("gelu", "zeros", Proved),
        ("mish", "zeros", Proved),
        ("z - tanh(z)", "zeros", Proved),
        ("Phi(z)", "convexity", Proved),
        ("z + e^z", "invertible", Proved),
        ("e^(-z^2)", "convexity", Enclosed),
        ("e^(-z^2)", "depth", Enclosed),
    ];
    let tested = cases.into_iter().inspect(|(formula, name, known)| {
        assert_eq!(told(&about(formula), name).0, *known, "{formula}: {name}");
    });
    assert_eq!(tested.count(), 26);
}

#[test]
fn what_machines_make_of_a_formula_is_told() {
    let cases: &[(&str, &[&str], Option<&str>)] = &[
        (
            "sigmoid",
            &["e^(-z) overflows for z < -88.7228", "z < -11.0898… in float16, and the result is 0"],
            Some("sigmoid(z)"),
        ),
        (
            "softplus",
            &["1 + e^z is rounded to 1 for z < -16.6355", "e^z overflows for z > 88.7228", "the result is infinite"],
            Some("softplus(z)"),
        ),
        ("mish", &["1 + e^z is rounded to 1", "and the result is 0"], Some("z*tanh(softplus(z))")),
        ("swish", &["e^(-z) overflows"], Some("z*sigmoid(z)")),
        ("gelu", &["erf(z/sqrt(2)) is rounded to -1 for z < -5.54259… in float32"], Some("z*erfc(-z/sqrt(2))/2")),
        (
            "gelu_tanh",
            &["is rounded to -1 for z < -5.15785… in float32", "z^3 overflows for z > 40.3281… in float16"],
            Some("z*sigmoid(z*sqrt(2/pi)*(2 + 0.08943*z^2))"),
        ),
        ("(e^z - e^(-z))/(e^z + e^(-z))", &["and the result is no number", "e^z is rounded to 1"], Some("tanh(z)")),
        ("ln(e^z + e^(2z))", &["e^z overflows for z > 88.7228"], Some("z + softplus(z)")),
        ("log_sigmoid", &["and the result is minus infinity"], Some("-softplus(-z)")),
        ("elu", &["e^z is rounded to 1"], Some("{1*expm1(z) if z < 0; z if z >= 0}")),
        (
            "ln(1 + z^2)",
            &["1 + z^2 is rounded to 1", "z^2 overflows for |z| > 255.937… in float16"],
            Some("log1p(z^2)"),
        ),
        ("sqrt(1 + z^2) - 1", &["sqrt(1 + z^2) is rounded to 1"], Some("z^2/(1 + sqrt(1 + z^2))")),
        ("1/(1 + z^2)", &["z^2 overflows for |z| > 255.937… in float16, and the result is 0"], None),
        ("tanh", &["nothing overflows and no value is lost"], None),
        ("relu", &["nothing overflows and no value is lost"], None),
    ];
    let tested = cases.iter().inspect(|(formula, parts, steady)| {
        let (known, says) = told(&about(formula), "numerics");
        assert_eq!(known, Known::Enclosed, "{formula}");
        parts.iter().for_each(|part| assert!(says.contains(part), "{formula}: {says}"));
        let form = says.split_once("; the same function, proved equal, is ").map(|(_, form)| form);
        assert_eq!(form, *steady, "{formula}");
    });
    assert_eq!(tested.count(), 15);
}

#[test]
fn what_is_told_of_float32_happens_there() {
    // the function in float32 as it is written, and whether its result is that of the event
    type Case = (&'static str, fn(f32) -> f32, fn(f32) -> bool);
    let cases: &[Case] = &[
        ("softplus", |z| (1.0 + z.exp()).ln(), |result| result == 0.0 || result.is_infinite()),
        ("sigmoid", |z| 1.0 / (1.0 + (-z).exp()), |result| result == 0.0),
        ("mish", |z| z * (1.0 + z.exp()).ln().tanh(), |result| result == 0.0 || result > 88.7),
        ("e^z - 1", |z| z.exp() - 1.0, |result| result == 0.0 || result.is_infinite()),
        (
            "(e^z - e^(-z))/(e^z + e^(-z))",
            |z| (z.exp() - (-z).exp()) / (z.exp() + (-z).exp()),
            |result| result == 0.0 || result.is_nan(),
        ),
        ("log_sigmoid", |z| (1.0 / (1.0 + (-z).exp())).ln(), |result| result == 0.0 || result.is_infinite()),
        ("sqrt(1 + z^2) - 1", |z| (1.0 + z * z).sqrt() - 1.0, |result| result == 0.0),
    ];
    let mut looked = 0;
    for (formula, function, happens) in cases {
        let report = about(formula);
        for (_, at) in
            report.fact("numerics").expect("it is told").numbers.iter().filter(|(name, _)| *name == "float32")
        {
            let at: f32 = at.to_decimal_ends(9).0.parse().expect("it is a number");
            let (beyond, before) = if at.abs() > 1.0 { (1.001, 0.999) } else { (0.999, 2.1) };
            assert!(happens(function(at * beyond)), "{formula}: {at} {}", function(at * beyond));
            assert!(!happens(function(at * before)), "{formula}: {at} {}", function(at * before));
            looked += 1;
        }
    }
    assert!(looked >= 12, "only {looked} places were looked at");
}

#[test]
fn comparisons_say_what_differs() {
    let family: Vec<(String, Report)> = ["0.01", "0.1"]
        .into_iter()
        .map(|value| {
            let values = vec![format!("alpha={value}")];
            let report = report(&Request { values, ..Request::new("leaky_relu_slope") }).expect("it has a value");
            (format!("leaky_relu_slope, alpha={value}"), report)
        })
        .collect();
    let shared: Vec<(String, &Report)> = family.iter().map(|(label, report)| (label.clone(), report)).collect();
    let format = |name: &str| render::formats().iter().find(|format| format.name == name).expect("it is one");
    let text = render::compared(&shared, format("text"), &render::Layout::default());
    let (differ, same) = text.split_once("the same for all").expect("both are told");
    assert!(differ.starts_with("leaky_relu_slope     alpha=0.01"), "{differ}");
    let row = |text: &str, name: &str| text.lines().any(|line| line.starts_with(name));
    for name in ["slope at zero", "limit left", "kinks and jumps", "normal mean"] {
        assert!(row(differ, name) && !row(same, name), "{name}");
    }
    for name in ["domain", "range", "largest slope", "symmetry"] {
        assert!(row(same, name) && !row(differ, name), "{name}");
    }
    // many columns are put below each other
    let many: Vec<(String, &Report)> = shared.iter().cycle().take(7).cloned().collect();
    let text = render::compared(&many, format("text"), &render::Layout::default());
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn numbers_near_short_ones_are_told_by_them() {
    let tenth = Number::ratio(1, 10).expect("it is a fraction");
    let cases = [
        (Interval::from_number(&tenth, 128), "0.1 ± 4e-40"),
        (Interval::from_number(&tenth.neg(), 53), "-0.1 ± 9e-18"),
        (decimal("0.499998").hull(&decimal("0.500002")), "0.5 ± 0.000003"),
        (decimal("-0.0000001").hull(&decimal("0.0000002")), "0 ± 2.1e-7"),
        (decimal("0.25").hull(&decimal("0.75")), "[0.25, 0.75]"),
        (decimal("1.23456").hull(&decimal("1.23457")), "1.2345…"),
        (Interval::integer(3), "3"),
    ];
    let tested = cases.into_iter().inspect(|(value, text)| assert_eq!(value.to_decimal_around(6), *text));
    assert_eq!(tested.count(), 7);
}
