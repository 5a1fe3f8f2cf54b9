//! Shapes of rational functions: what a person would write, always equal to what was given.

use gprime::algebra::shape::{self, Notation};
use gprime::algebra::{Budget, Kernels, normal_form, same_fraction};
use gprime::expr::{ExprId, Store, lower};
use gprime::{render, syntax};

fn read(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error:?}")).body
}

/// The cheapest shape of a formula, in which `z` is the variable and `g` the output.
fn shaped(text: &str) -> String {
    let mut store = Store::new();
    let (z, g) = (store.symbol("z"), store.symbol("g"));
    let expr = read(&mut store, text);
    let notation = Notation { variable: Some(z), output: Some(g), places: Notation::places_of(&store, expr) };
    let mut kernels = Kernels::new();
    let form = normal_form(&store, expr, &mut kernels, &mut Budget::default()).expect(text);
    let ranked = shape::ranked(&mut store, &form, &kernels, &notation);
    for &(cost, candidate) in &ranked {
        assert_eq!(same_fraction(&store, expr, candidate, &mut Budget::default()), Ok(true), "{text}");
        assert_eq!(cost, shape::cost(&store, candidate, &notation));
    }
    render::text(&store, ranked.first().expect(text).1)
}

#[test]
fn shapes_are_what_a_person_would_write() {
    let cases = [
        ("g - g^2", "g*(1 - g)"),
        ("-(g^2) + g", "g*(1 - g)"),
        ("1 - g^2", "1 - g^2"),
        ("(1 - g)*(1 + g)", "1 - g^2"),
        ("4 - 4*g^2", "4*(1 - g^2)"),
        ("sigmoid(z) + g - sigmoid(z)*g", "g + sigmoid(z)*(1 - g)"),
        ("sigmoid(z) + z*sigmoid(z) - z*sigmoid(z)^2", "sigmoid(z)*(1 + z*(1 - sigmoid(z)))"),
        ("g^3/z^3", "(g/z)^3"),
        ("a*g^3/z^3", "a*(g/z)^3"),
        ("g/z + sigmoid(z)*z - sigmoid(z)*g^2/z", "g/z + sigmoid(z)*(z - g^2/z)"),
        ("z/(2*r) + 1", "1 + z/(2*r)"),
        ("-2*z*g", "-2*z*g"),
        ("g/(2*g - z)", "g/(2*g - z)"),
        ("(g - g^2)/T", "g*(1 - g)/T"),
        ("1 - 2*h + h^2", "(1 - h)^2"),
        ("beta*g + sigmoid(beta*z) - sigmoid(beta*z)*beta*g", "beta*g + sigmoid(beta*z)*(1 - beta*g)"),
        ("a - a*t", "a*(1 - t)"),
        ("(c - g)/z", "(c - g)/z"),
        ("3*z/4", "3/4*z"),
        ("z/2", "z/2"),
        ("0.75*z + 0.25", "0.25 + 0.75*z"),
        ("0.01*z", "0.01*z"),
        ("(z^2 - g^2)/a", "(z^2 - g^2)/a"),
        ("z*z*z", "z^3"),
        ("1*x + 0", "x"),
        ("x - x", "0"),
        ("-(-x)", "x"),
        ("-3/4 + 1/2", "-1/4"),
        ("(x^2 - y^2)/(x + y)", "x - y"),
        ("-1/x", "-1/x"),
        ("-x - y", "-(x + y)"),
        ("2/(1 + t)^2", "2/(1 + t)^2"),
        ("(t - 1)/t", "1 - 1/t"),
        ("x/(x + 1)", "x/(1 + x)"),
        ("(2*z + 3)/6", "1/2 + z/3"),
        ("1 - z^2/9", "1 - z^2/9"),
    ];
    let mut failures = Vec::new();
    for (text, expected) in cases {
        let found = shaped(text);
        if found != expected {
            failures.push(format!("{text}: expected {expected}, found {found}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(cases.len(), 36);
}
