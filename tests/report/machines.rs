//! What is told of float32, bfloat16 and float16.

use super::{about, told};
use gprime::report::Known;

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
