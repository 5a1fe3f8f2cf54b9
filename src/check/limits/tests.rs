//! Limits that are known, and lies about them.

use crate::eval::germ::Toward;
use crate::expr::{ExprId, Number, Store, lower};
use crate::kernel::{Goal, Reached, takes_all_between, tends};
use crate::syntax;

fn lowered(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error:?}")).body
}

fn tends_to(of: &str, end: i64, goal: &str) -> Option<bool> {
    let mut store = Store::new();
    let variable = store.symbol("z");
    let of = lowered(&mut store, of);
    let goal = match goal {
        "inf" => Goal::Up,
        "-inf" => Goal::Down,
        value => Goal::To(lowered(&mut store, value)),
    };
    tends(&store, (of, variable), &Toward::Infinity(end), goal)
}

/// Function, its limits towards minus infinity and infinity (NIST Digital Library, chapters 4 and 7, and l'Hospital's rule).
const LIMITS: [(&str, &str, &str); 24] = [
    ("1/(1+e^(-z))", "0", "1"),
    ("tanh(z)", "-1", "1"),
    ("z/(1+e^(-z))", "0", "inf"),
    ("z*Phi(z)", "0", "inf"),
    ("z*tanh(ln(1+e^z))", "0", "inf"),
    ("ln(1+e^z)", "0", "inf"),
    ("ln(1+e^z) - z", "inf", "0"),
    ("max(0, z)", "0", "inf"),
    ("{z if z > 0; e^z - 1 otherwise}", "-1", "inf"),
    ("{z if z > 0; a*(e^z - 1) otherwise}", "-a", "inf"),
    ("z/(1+|z|)", "-1", "1"),
    ("z/sqrt(1+z^2)", "-1", "1"),
    ("sqrt(z^2+1) - z", "inf", "0"),
    ("atan(z)", "-pi/2", "pi/2"),
    ("z*e^(-z^2)", "0", "0"),
    ("e^(-z)", "inf", "0"),
    ("1/z", "0", "0"),
    ("z^3 - 5*z", "-inf", "inf"),
    ("(z^2+1)/(2*z^2-z)", "1/2", "1/2"),
    ("erf(z)", "-1", "1"),
    ("1/z + 3", "3", "3"),
    ("a*e^(-z^2) + b", "b", "b"),
    ("(z + sqrt(z^2 + 1))/2", "0", "inf"),
    ("z^5*e^z", "0", "inf"),
];

#[test]
fn limits_are_those_that_are_known() {
    let mut tested = 0;
    for (of, left, right) in LIMITS {
        for (end, limit) in [(-1, left), (1, right)] {
            assert_eq!(tends_to(of, end, limit), Some(true), "{of} towards {end}");
            let lies = ["0", "1", "-1", "1/2", "a + 1", "pi", "inf", "-inf"];
            for lie in lies.into_iter().filter(|lie| *lie != limit) {
                assert_ne!(tends_to(of, end, lie), Some(true), "{of} towards {end} is not {lie}");
                tested += 1;
            }
            tested += 1;
        }
    }
    assert_eq!(tested, 391);
}

#[test]
fn limits_at_a_place_are_those_from_each_side() {
    let limits = [
        ("tanh(z)/z", 0, "1", "1"),
        ("sin(z)/z", 0, "1", "1"),
        ("(e^z - 1)/z", 0, "1", "1"),
        ("1/z", 0, "-inf", "inf"),
        ("|z|/z", 0, "-1", "1"),
        ("{z if z > 0; e^z - 1 otherwise}/z", 0, "1", "1"),
        ("(z^2 - 1)/(z - 1)", 1, "2", "2"),
        ("ln(z)/(z - 1)", 1, "1", "1"),
        ("e^(-1/z^2)/z^3", 0, "0", "0"),
        ("max(0, z)/z", 0, "0", "1"),
        ("1/(1 + e^(1/z))", 0, "1", "0"),
        ("(z - 2)*ln((z - 2)^2)", 2, "0", "0"),
    ];
    let mut tested = 0;
    for (of, place, left, right) in limits {
        let mut store = Store::new();
        let variable = store.symbol("z");
        let expr = lowered(&mut store, of);
        for (side, limit) in [(-1, left), (1, right)] {
            for goal in ["0", "1", "-1", "2", "inf", "-inf"] {
                let asked = match goal {
                    "inf" => Goal::Up,
                    "-inf" => Goal::Down,
                    value => Goal::To(lowered(&mut store, value)),
                };
                let found = tends(&store, (expr, variable), &Toward::Place(Number::from(place), side), asked);
                if goal == limit {
                    assert_eq!(found, Some(true), "{of} at {place} from {side}");
                } else {
                    assert_ne!(found, Some(true), "{of} at {place} from {side} is not {goal}");
                }
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 144);
}

#[test]
fn what_has_no_limit_or_is_not_understood_has_none() {
    let mut tested = 0;
    // the last ones grow, although a factor falls: their other factor has no expansion, and no bound
    let functions = [
        "sin(z)",
        "cos(z)*z",
        "ln(-z^2)",
        "sqrt(-1-z^2)",
        "a*z",
        "e^(a*z)",
        "e^(z^3*ln(ln(z)))*e^(-z)",
        "e^(ln(ln(z))*z^2)/e^z",
        "z*ln(-1-z^2) - z*ln(-1-z^2)",
        "1/(z - z)",
    ];
    for of in functions {
        for goal in ["0", "1", "inf", "-inf"] {
            assert_ne!(tends_to(of, 1, goal), Some(true), "{of} to {goal}");
            tested += 1;
        }
    }
    assert_eq!(tested, 40);
}

#[test]
fn continuous_functions_take_what_lies_between() {
    let taken = |of: &str, goals: [(&str, Reached); 2]| {
        let mut store = Store::new();
        let variable = store.symbol("z");
        let of = lowered(&mut store, of);
        let goals = goals.map(|(goal, reached)| {
            let goal = match goal {
                "inf" => Goal::Up,
                "-inf" => Goal::Down,
                value => Goal::To(lowered(&mut store, value)),
            };
            (goal, reached)
        });
        let [low, high] = &goals;
        takes_all_between(&store, (of, variable), [(low.0, &low.1), (high.0, &high.1)])
    };
    let (left, right) = (Reached::Towards(-1), Reached::Towards(1));
    let at = |n: i64| Reached::At(Number::from(n));
    let all = [
        ("1/(1+e^(-z))", [("0", left.clone()), ("1", right.clone())]),
        ("max(0, z)", [("0", at(-1)), ("inf", right.clone())]),
        ("{z if z > 0; 0 otherwise}", [("0", at(0)), ("inf", right.clone())]),
        ("{-1 if z < -1; z if z <= 1; 1 otherwise}", [("-1", at(-3)), ("1", at(3))]),
        ("atan(z)", [("-pi/2", left.clone()), ("pi/2", right.clone())]),
        ("z^3", [("-inf", left.clone()), ("inf", right.clone())]),
    ];
    let count = all.len();
    for (of, goals) in all {
        assert!(taken(of, goals), "{of}");
    }
    let lies = [
        ("1/z", [("-inf", left.clone()), ("inf", right.clone())]),
        ("sign(z)", [("-1", at(-1)), ("1", at(1))]),
        ("{1 if z > 0; 0 otherwise}", [("0", at(-1)), ("1", at(1))]),
        ("{z + 1 if z > 0; z otherwise}", [("-inf", left.clone()), ("inf", right.clone())]),
        ("{z if z > 0; z if z < -1}", [("-inf", left.clone()), ("inf", right.clone())]),
        ("{z if z != 0; 1 otherwise}", [("-inf", left.clone()), ("inf", right.clone())]),
        ("1/(1+e^(-z))", [("-1", left.clone()), ("1", right.clone())]),
        ("sqrt(z)", [("0", at(0)), ("inf", right.clone())]),
        ("tan(z)", [("0", at(0)), ("inf", right.clone())]),
        ("a*z", [("0", at(0)), ("inf", right.clone())]),
        ("max(0, z)", [("0", at(1)), ("inf", right.clone())]),
    ];
    let count = count + lies.len();
    for (of, goals) in lies {
        assert!(!taken(of, goals), "{of}");
    }
    assert_eq!(count, 17);
}
