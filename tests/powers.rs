//! The kernel's domain of a power and all ways of evaluating it agree on where it is defined.

use gprime::eval::interval::{Argument, Outcome, enclose};
use gprime::eval::{exact, float};
use gprime::expr::{self, Base, ExprId, Number, Relation, Store};
use gprime::kernel::check;
use gprime::passes::{Request, derive};
use gprime::syntax;
use gprime::theory::Theory;
use gprime::trace::{Condition, Derivation, Judgement, Reason};
use pretty_assertions::assert_eq;

mod common;

/// Exponents, and the bases for which they make a power defined.
const EXPONENTS: &[(&str, Base)] = &[
    ("0", Base::Any),
    ("1", Base::Any),
    ("2", Base::Any),
    ("3", Base::Any),
    ("2.0", Base::Any),
    ("1+2", Base::Any),
    ("4/2", Base::Any),
    ("1-1", Base::Any),
    ("2*(1/2)", Base::Any),
    ("-(-3)", Base::Any),
    ("2^40", Base::Any),
    ("10^9", Base::Any),
    ("10^9+1", Base::Any),
    ("10^30", Base::Any),
    ("10^30+1", Base::Any),
    ("(1/2)^(-2)", Base::Any),
    ("-1", Base::NotZero),
    ("-2", Base::NotZero),
    ("2-3", Base::NotZero),
    ("-(4/2)", Base::NotZero),
    ("-10^9", Base::NotZero),
    ("-10^30-1", Base::NotZero),
    ("1/2", Base::FromZero),
    ("0.5", Base::FromZero),
    ("1/3", Base::FromZero),
    ("2/3", Base::FromZero),
    ("1+1/2", Base::FromZero),
    ("10^9+1/2", Base::FromZero),
    ("1/10^9", Base::FromZero),
    ("-1/2", Base::Positive),
    ("-1/3", Base::Positive),
    ("1/2-1", Base::Positive),
    ("pi", Base::Positive),
    ("sqrt(4)", Base::Positive),
    ("4^(1/2)", Base::Positive),
    ("ln(e)", Base::Positive),
    ("10^400", Base::Positive),
    ("2^(2^40)", Base::Positive),
];
const BASES: &[&str] = &["-8", "-2", "-1", "-1/2", "0", "1/2", "1", "2", "8"];

fn parse(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text}: {e}")).body
}

/// The conditions under which the derivative of `power` by another symbol is 0, and whether they are known to hold nowhere.
fn domain(store: &mut Store, power: ExprId) -> (Vec<Condition>, bool) {
    let w = store.symbol("w");
    let mut derivation = Derivation::new(store.brand());
    let judgement = Judgement::Derivative { of: power, by: w, is: Store::ZERO };
    let step = derivation.push(judgement, Reason::Constant, &[], &[]);
    let theorems = check(store, Theory::builtin(), &derivation).expect("the symbol does not occur");
    let theorem = theorems.theorem(step).expect("there is one step");
    (theorem.conditions().to_vec(), theorem.is_formal())
}

fn holds(relation: Relation, value: &Number) -> bool {
    match relation {
        Relation::NotEqual => !value.is_zero(),
        Relation::GreaterEqual => !value.is_negative(),
        Relation::Greater => !value.is_negative() && !value.is_zero(),
        Relation::Less | Relation::LessEqual | Relation::Equal => panic!("no power has this condition"),
    }
}

/// Whether the evaluators find a value; each that decides must say the same as `defined`.
fn evaluate(store: &Store, power: ExprId, values: &[(ExprId, Number)], defined: bool, about: &str) {
    let floats: Vec<(ExprId, f64)> = values.iter().map(|(id, n)| (*id, n.to_f64())).collect();
    assert_eq!(!float::evaluate(store, power, &floats).is_nan(), defined, "{about}: floating point");
    assert!(defined || exact(store, power, values).is_none(), "{about}: an exact value");
    let arguments: Vec<(ExprId, Argument)> = values.iter().map(|(id, n)| (*id, n.clone().into())).collect();
    match enclose(store, power, &arguments, 64) {
        Ok(_) => assert!(defined, "{about}: an enclosure"),
        Err(outcome) => assert_eq!((outcome, defined), (Outcome::Undefined, false), "{about}: no enclosure"),
    }
}

#[test]
fn the_kernel_and_the_evaluators_agree() {
    let mut tried = 0;
    for &(exponent, base) in EXPONENTS {
        let mut store = Store::new();
        let z = store.symbol("z");
        let above = parse(&mut store, exponent);
        let power = store.pow(z, above);
        assert_eq!(expr::exponent(&store, above).base(), base, "z^({exponent})");
        let (conditions, formal) = domain(&mut store, power);
        assert!(!formal && conditions.len() <= 1, "z^({exponent})");
        assert!(conditions.iter().all(|c| (c.left, c.right) == (z, Store::ZERO)), "z^({exponent})");
        for text in BASES {
            let value = common::number(text);
            let defined = conditions.iter().all(|condition| holds(condition.relation, &value));
            let expected = match base {
                Base::Any => true,
                Base::NotZero => !value.is_zero(),
                Base::FromZero => !value.is_negative(),
                Base::Positive => !value.is_negative() && !value.is_zero(),
            };
            assert_eq!(defined, expected, "({text})^({exponent})");
            evaluate(&store, power, &[(z, value.clone())], defined, &format!("z^({exponent}) at {text}"));
            // the same power without a variable
            let closed = parse(&mut store, &format!("({text})^({exponent})"));
            evaluate(&store, closed, &[], defined, &format!("({text})^({exponent})"));
            let (left, formal) = domain(&mut store, closed);
            assert_eq!((left.is_empty(), formal), (defined, !defined), "({text})^({exponent}): {left:?}");
            tried += 1;
        }
    }
    assert_eq!(tried, 38 * 9);
}

#[test]
fn powers_have_their_values() {
    let table = [
        ("0^0", Some("1")),
        ("0^(1-1)", Some("1")),
        ("0^(-1)", None),
        ("0^(1/3)", Some("0")),
        ("(-8)^(1/3)", None),
        ("8^(1/3)", Some("2")),
        ("(-2)^(1+2)", Some("-8")),
        ("(-3)^(4/2)", Some("9")),
        ("(-1)^(10^30)", Some("1")),
        ("(-1)^(10^30+1)", Some("-1")),
        ("4^(-1/2)", Some("1/2")),
        ("0^(-1/2)", None),
    ];
    for (text, value) in table {
        let mut store = Store::new();
        let power = parse(&mut store, text);
        assert_eq!(exact(&store, power, &[]), value.map(common::number), "{text}");
    }
    assert_eq!(table.len(), 12);
}

#[test]
fn large_exponents_are_read_at_once() {
    let mut store = Store::new();
    let mut long = store.integer(1);
    for _ in 0..100_000 {
        long = store.add(long, Store::ONE);
    }
    // written out this would have 2^1000 places
    let mut doubled = Store::ONE;
    for _ in 0..1_000 {
        doubled = store.add(doubled, doubled);
    }
    let tower = parse(&mut store, "9^9^9^9^9");
    for exponent in [long, doubled, tower] {
        assert_eq!(expr::exponent(&store, exponent).base(), Base::Positive);
    }
}

#[test]
fn long_numbers_are_kept_as_they_are_or_computed_within_a_bound() {
    let formulas = [
        "z^(10^9)",
        "z^(2^(2^40))",
        "z^(9^9^9^9)",
        "z^1e100000",
        "z^1e-100000",
        "z^(1/1e50000)",
        "z^(1/3+1/1e300)",
        "2^(2^40)*z",
        "10^100000*z",
        "1e99999*1e99999*1e99999*z",
        "z*10^100000+z^2/10^99999",
        "(1+1e-100000*z)^200",
        "ln(10^100000*z)",
        "sin(10^100000*z)",
        "max(z, 10^100000)",
        "(z+1)^100000",
        "((((z^1000)^1000)^1000)^1000)^1000",
        "3^(3^(3^(3^(3^z))))",
        "z/3^60000/7^60000",
        "(10^50000)^(1/49999)*z",
    ];
    for formula in formulas {
        if let Err(error) = derive(&Request::new(formula)) {
            panic!("{formula}: {error}");
        }
    }
    assert_eq!(formulas.len(), 20);
}
