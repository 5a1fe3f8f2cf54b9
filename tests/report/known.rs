//! How facts are known, and what is said where they are not.

use super::{about, said, told};
use gprime::eval::exact;
use gprime::expr::Number;
use gprime::passes::Request;
use gprime::report::{Known, report};

#[test]
fn what_is_not_known_is_said_with_a_reason() {
    let report = about("alpha*z");
    let fact = report.fact("domain").expect("it is told");
    assert_eq!((fact.known, said(fact).as_str()), (Known::Unknown, "alpha has no value: --param alpha=1 gives it one"));
    assert!(report.fact("range").is_none());
    // bounded and without a limit
    let report = about("sin(z^2)");
    assert_eq!(report.fact("limit-right").map(|fact| fact.known), Some(Known::Unknown));
    // a small wave has no limit either, however narrow it is
    let report = about("1 + sin(z)/10^9");
    assert!(told(&report, "limit-right").1.starts_with("none: "));
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
fn numbers_that_are_not_known_well_are_bounds() {
    let report = about("sin(z) + cos(2z)");
    let says = "at most 3; it is a Lipschitz constant";
    assert_eq!(told(&report, "largest-slope"), (Known::Enclosed, says.to_owned()));
    assert!(told(&report, "depth").1.contains("the slopes are at most 3;"));
    let report = about("sin(30*z)");
    let variance = report.fact("normal-variance").and_then(|fact| fact.number("value")).expect("it is enclosed");
    assert_eq!(variance.to_decimal_around(1), "0.5 ± 0.000006");
    // the integrals of what is steeper than they are cut into are not told
    assert_eq!(told(&about("1e6*tanh(1000*z)"), "normal-mean").0, Known::Unknown);
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
        ("1/0", "domain", "nowhere: there is no function"),
        ("ln(-1 - z^2)", "domain", "nowhere: there is no function"),
        ("1/(z^2 - 1)", "domain", "every z but -1, 1"),
        ("1/(z^2 - 1)", "extrema", "local maximum -1 at z = 0"),
        ("1e6*tanh(1000*z)", "range", "(-1000000, 1000000)"),
        ("1e6*tanh(1000*z)", "monotone-pieces", "rises on every z"),
        ("smoothstep", "invertible", "no: it is constant on an interval; g(-2) = g(-1)"),
    ];
    let tested = cases.into_iter().inspect(|(formula, name, says)| {
        assert_eq!(told(&about(formula), name), (Proved, (*says).to_owned()), "{formula}: {name}");
    });
    assert_eq!(tested.count(), 19);
    assert_eq!(told(&about("z^(1/3)"), "zeros").1, "z = 0");
    // its derivative is found nowhere, since the pieces meet everywhere; it has values
    assert_ne!(told(&about("min(z, e^max(z, z))"), "domain").1, "nowhere: there is no function");
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
        ("Phi(z)", "convexity", Proved),
        ("z + e^z", "invertible", Proved),
        ("e^(-z^2)", "convexity", Enclosed),
        ("e^(-z^2)", "depth", Enclosed),
    ];
    let tested = cases.into_iter().inspect(|(formula, name, known)| {
        assert_eq!(told(&about(formula), name).0, *known, "{formula}: {name}");
    });
    assert_eq!(tested.count(), 25);
}

#[test]
fn forms_from_the_output_hold_where_pieces_meet() {
    let form = |formula: &str| told(&about(formula), "from-output").1;
    assert_eq!(form("hard_tanh"), "yes: {1 if -1 < g < 1; 0 otherwise}");
    // the slope at 0 is 1, and 0 is the value there alone
    let torn = "min({z if z < 0; z otherwise}, 6)";
    assert!(!form(torn).contains("g < 0 or 0 < g"), "{}", form(torn));
}
