//! Evaluation: enclosures contain the exact values, floating point proposes the same, and every outcome has its meaning.

mod common;

use common::text::{read, read_condition};
use common::{Agreement, Random, agreement, dyadic, number, point};
use gprime::eval::interval::{Argument, Interval, Outcome, enclose};
use gprime::eval::{exact, float};
use gprime::expr::{ExprId, FunctionId, Node, Number, Store};
use gprime::functions;
use gprime::functions::real::Real;

/// A random expression over `x` and `y`, `depth` operations deep.
fn random_expression(store: &mut Store, random: &mut Random, depth: u32) -> ExprId {
    if depth == 0 {
        return match random.below(4) {
            0 => store.symbol("x"),
            1 => store.symbol("y"),
            2 => store.integer(random.below(5)),
            _ => store.number(["0.5", "0.1", "2.25", "3"][random.below(4) as usize]).expect("a numeral"),
        };
    }
    let a = random_expression(store, random, depth - 1);
    let kind = random.below(12);
    if kind < 3 {
        let row = functions::all()[random.below(functions::all().len() as u64) as usize];
        let f = FunctionId::named(row.name);
        if row.arity == 1 {
            return store.call(f, a);
        }
        let b = random_expression(store, random, depth - 1);
        return store.intern(Node::Call2(f, a, b));
    }
    let b = random_expression(store, random, depth - 1);
    match kind {
        3 => store.neg(a),
        4 | 5 => store.add(a, b),
        6 | 7 => store.sub(a, b),
        8 => store.mul(a, b),
        9 => store.div(a, b),
        10 => {
            let n = store.integer(random.below(4));
            let exponent = if random.below(3) == 0 { store.neg(n) } else { n };
            store.pow(a, exponent)
        }
        _ => store.pow(a, b),
    }
}

fn random_number(random: &mut Random) -> Number {
    Number::ratio(random.between(-30, 30), random.between(1, 12)).expect("the denominator is not 0")
}

#[test]
fn enclosures_nest_and_contain_exact_values() {
    let mut random = Random::new(11);
    let (mut rational, mut nested, mut proposed) = (0, 0, 0);
    for _ in 0..3000 {
        let mut store = Store::new();
        let depth = 1 + random.below(4) as u32;
        let expr = random_expression(&mut store, &mut random, depth);
        let (x, y) = (store.symbol("x"), store.symbol("y"));
        let (a, b) = (random_number(&mut random), random_number(&mut random));
        let arguments = [(x, Argument::Exact(a.clone())), (y, Argument::Exact(b.clone()))];
        let at = |precision| enclose(&store, expr, &arguments, precision);
        let value = exact(&store, expr, &[(x, a.clone()), (y, b.clone())]);
        if let Some(value) = &value {
            let enclosure = at(96).expect("an exact value is enclosed");
            assert!(enclosure.encloses(&Interval::from_number(value, 300)), "{value:?}");
            rational += 1;
        }
        let (Ok(coarse), Ok(fine)) = (at(64), at(256)) else { continue };
        assert!(!coarse.is_disjoint(&fine));
        nested += 1;
        let float = float::evaluate(&store, expr, &[(x, a.to_f64()), (y, b.to_f64())]);
        let size = common::to_float(fine.lo());
        if fine.is_bounded() && size.abs() < 1e100 && (float - size).abs() <= 1e-6 * size.abs().max(1.0) {
            proposed += 1;
        }
    }
    assert!(rational > 800 && nested > 1500, "{rational} rational, {nested} nested");
    assert!(proposed * 100 > nested * 95, "{proposed} of {nested} are close in floating point");
}

#[test]
fn enclosures_over_intervals_contain_the_enclosures_inside() {
    let mut random = Random::new(5);
    let mut tested = 0;
    for _ in 0..4000 {
        let mut store = Store::new();
        let depth = 1 + random.below(4) as u32;
        let expr = random_expression(&mut store, &mut random, depth);
        let symbols = [store.symbol("x"), store.symbol("y")];
        let centers = [0; 2].map(|_| random.between(-200, 200));
        let width = random.between(1, 30);
        let ranges = centers.map(|c| point(&dyadic(c, -5)).hull(&point(&dyadic(c + width, -5))));
        let over: Vec<_> = symbols.iter().zip(&ranges).map(|(s, r)| (*s, r.clone().into())).collect();
        let whole = enclose(&store, expr, &over, 80);
        for _ in 0..3 {
            let inside: Vec<(ExprId, Argument)> = symbols
                .iter()
                .zip(centers)
                .map(|(s, c)| {
                    (*s, Number::ratio(16 * c + random.between(0, 16 * width), 512).expect("512 is not 0").into())
                })
                .collect();
            match (&whole, enclose(&store, expr, &inside, 160)) {
                (Ok(whole), Ok(value)) => {
                    assert!(!whole.is_disjoint(&value), "{inside:?}");
                    tested += 1;
                }
                (Ok(_), Err(Outcome::Undefined)) => panic!("an enclosed expression is undefined at {inside:?}"),
                (Err(Outcome::Undefined), Ok(_)) => panic!("an undefined expression has a value at {inside:?}"),
                (Ok(_) | Err(_), Err(_)) | (Err(_), Ok(_)) => {}
            }
        }
    }
    assert!(tested > 4000, "{tested}");
}

/// The outcome in words, or the value to 12 digits.
fn say(result: Result<Interval, Outcome>) -> String {
    match result {
        Ok(value) => value.to_decimal(12),
        Err(Outcome::Undefined) => "undefined".into(),
        Err(Outcome::Unbound(_)) => "unbound".into(),
        Err(Outcome::NoEnclosure) => "no enclosure".into(),
        Err(_) => "unknown".into(),
    }
}

/// What one formula is at one `z`: enclosed, exactly, and in floating point.
fn all_three(text: &str, z: &str) -> (String, String, String) {
    let mut store = Store::new();
    let expr = read(&mut store, text);
    let z_id = store.symbol("z");
    let z = number(z);
    let enclosed = say(enclose(&store, expr, &[(z_id, z.clone().into())], 128));
    let exactly = exact(&store, expr, &[(z_id, z.clone())]).map_or("-".into(), |n| n.to_string());
    let float = float::evaluate(&store, expr, &[(z_id, z.to_f64())]);
    (enclosed, exactly, if float.is_nan() { "undefined".into() } else { format!("{float:.9}") })
}

#[test]
fn values_and_domains_of_operations() {
    let table = [
        ("z^2", "-2", "4", "4", "4.000000000"),
        ("z^(-2)", "-2", "0.25", "1/4", "0.250000000"),
        ("z^0", "0", "1", "1", "1.000000000"),
        ("z^(-1)", "0", "undefined", "-", "undefined"),
        ("z^(-999999999907118)", "-9/16", "unknown", "-", "inf"),
        ("z^(1/2)", "4", "2", "2", "2.000000000"),
        ("z^(1/2)", "0", "0", "0", "0.000000000"),
        ("z^(1/2)", "-4", "undefined", "-", "undefined"),
        ("z^(1/3)", "-8", "undefined", "-", "undefined"),
        ("z^(1/3)", "27", "3", "3", "3.000000000"),
        ("z^(1 + 1)", "-2", "4", "4", "4.000000000"),
        ("z^(1 + 1)", "3", "9", "9", "9.000000000"),
        ("z^(-1/2)", "0", "undefined", "-", "undefined"),
        ("z^(-3/2)", "4", "0.125", "1/8", "0.125000000"),
        ("2^z", "-3", "0.125", "1/8", "0.125000000"),
        ("0^z", "2", "undefined", "-", "undefined"),
        ("z^z", "1/4", "0.707106781186…", "-", "0.707106781"),
        ("z^pi", "2", "8.82497782707…", "-", "8.824977827"),
        ("z^pi", "0", "undefined", "-", "undefined"),
        ("1/z", "0", "undefined", "-", "undefined"),
        ("1/z", "3", "0.333333333333…", "1/3", "0.333333333"),
        ("z/z", "0", "undefined", "-", "undefined"),
        ("0/(z - z)", "5", "undefined", "-", "undefined"),
        ("1/(sin(z)^2 + cos(z)^2 - 1)", "1", "unknown", "-", "undefined"),
        ("ln(z)", "0", "undefined", "-", "undefined"),
        ("ln(z)", "-1", "undefined", "-", "undefined"),
        ("ln(z)", "1", "0", "0", "0.000000000"),
        ("ln(z) + 1/0", "2", "undefined", "-", "undefined"),
        ("0*ln(z)", "-1", "undefined", "-", "undefined"),
        ("sqrt(z)", "9/4", "1.5", "3/2", "1.500000000"),
        ("sqrt(z)", "2", "1.41421356237…", "-", "1.414213562"),
        ("sqrt(z)", "-1", "undefined", "-", "undefined"),
        ("cbrt(z)", "-27/8", "-1.5", "-3/2", "-1.500000000"),
        ("abs(z)", "-1/3", "0.333333333333…", "1/3", "0.333333333"),
        ("z/abs(z)", "0", "undefined", "-", "undefined"),
        ("sign(z)", "-7", "-1", "-1", "-1.000000000"),
        ("exp(z)", "0", "1", "1", "1.000000000"),
        ("tanh(z)", "0", "0", "0", "0.000000000"),
        ("sigmoid(z)", "0", "0.5", "1/2", "0.500000000"),
        ("sigmoid(z)", "-1000", "5.07595889754…e-435", "-", "0.000000000"),
        ("softplus(z)", "800", "800.000000000…", "-", "800.000000000"),
        ("max(z, 1/2)", "1/3", "0.5", "1/2", "0.500000000"),
        ("min(z, 1/2)", "1/3", "0.333333333333…", "1/3", "0.333333333"),
        ("max(z, ln(z))", "-1", "undefined", "-", "undefined"),
        ("log_b(2, z)", "8", "[2.99999999999, 3.00000000001]", "-", "3.000000000"),
        ("log_b(z, z)", "8", "1", "1", "1.000000000"),
        ("log_b(1, z)", "8", "undefined", "-", "undefined"),
        ("tan(z)", "0", "0", "0", "0.000000000"),
        ("cot(z)", "0", "undefined", "-", "undefined"),
        ("tan(pi/2)", "0", "unknown", "-", "16331239353195370.000000000"),
        ("e^z", "1", "2.71828182845…", "-", "2.718281828"),
        ("{1/z if z != 0; 7 otherwise}", "0", "7", "7", "7.000000000"),
        ("{1 if z < 0; 2 if z > 0}", "0", "undefined", "-", "undefined"),
        ("{1 if z < 0; 2 if z > 0}", "1", "2", "2", "2.000000000"),
        ("{1 if z < pi; 2 otherwise}", "3", "1", "-", "1.000000000"),
        ("{1 if 0 < z and z < 1; 2 otherwise}", "1/2", "1", "1", "1.000000000"),
        ("{1 if ln(z) < 0; 2 otherwise}", "-1", "unknown", "-", "undefined"),
        ("{1 if z < z; 2 otherwise}", "1/3", "2", "2", "2.000000000"),
        ("{1 if 3*z = 1; 2 otherwise}", "1/3", "1", "1", "1.000000000"),
        ("{1 if sin(z)^2 + cos(z)^2 = 1; 2 otherwise}", "1", "unknown", "-", "1.000000000"),
        ("z + w", "1", "unbound", "-", "undefined"),
    ];
    for (text, z, enclosed, exactly, float) in table {
        let found = all_three(text, z);
        assert_eq!((enclosed, exactly, float), (found.0.as_str(), found.1.as_str(), found.2.as_str()), "{text} at {z}");
    }
    assert_eq!(table.len(), 61);
}

#[test]
fn derivatives_and_unbound_symbols_have_outcomes_of_their_own() {
    let mut store = Store::new();
    let z = store.symbol("z");
    let slope = store.intern(Node::Derivative(z, z));
    let sum = store.add(slope, Store::ONE);
    assert_eq!(enclose(&store, sum, &[(z, Number::ONE.into())], 64), Err(Outcome::NoEnclosure));
    assert_eq!(exact(&store, sum, &[(z, Number::ONE)]), None);
    assert_eq!(enclose(&store, z, &[], 64), Err(Outcome::Unbound(z)));
    let nothing = store.intern(Node::Undefined);
    assert_eq!(enclose(&store, nothing, &[], 64), Err(Outcome::Undefined));
    let condition = read_condition(&mut store, "z < 2");
    assert_eq!(enclose(&store, condition, &[(z, Number::ONE.into())], 64), Err(Outcome::NoEnclosure));
    assert!(float::holds(&store, condition, &[(z, 1.0)]) && !float::holds(&store, condition, &[(z, 2.0)]));
    assert!(!float::holds(&store, condition, &[(z, f64::NAN)]));
}

#[test]
fn intervals_decide_what_they_can() {
    let over = |text: &str, lo: i64, hi: i64| {
        let mut store = Store::new();
        let expr = read(&mut store, text);
        let z = store.symbol("z");
        say(enclose(&store, expr, &[(z, point(&dyadic(lo, 0)).hull(&point(&dyadic(hi, 0))).into())], 128))
    };
    let table = [
        ("z^2", -2, 3, "[0, 9]"),
        ("z*z", -2, 3, "[0, 9]"),
        ("z^3", -2, 3, "[-8, 27]"),
        ("z^(-2)", 1, 2, "[0.25, 1]"),
        ("z^(-2)", -1, 2, "unknown"),
        ("1/z", -1, 1, "unknown"),
        ("abs(z)", -2, 1, "[0, 2]"),
        ("max(z, 0)", -2, 1, "[0, 1]"),
        ("min(z, 0)", 1, 2, "0"),
        ("sign(z)", 1, 2, "1"),
        ("sign(z)", -1, 2, "[-1, 1]"),
        ("ln(z)", -2, -1, "undefined"),
        ("ln(z)", -1, 1, "unknown"),
        ("sqrt(z)", 0, 4, "[0, 2]"),
        ("sqrt(z)", -1, 4, "unknown"),
        ("z^(1/2)", 0, 4, "[0, 2]"),
        ("z^(70/69)", 0, 1, "[0, 1]"),
        ("z^z", 0, 4, "unknown"),
        ("sin(z)", 1, 2, "[0.841470984807, 1]"),
        ("sin(z)", 0, 100, "[-1, 1]"),
        ("cos(z)", -1, 1, "[0.540302305868, 1]"),
        ("cos(z)", 3, 4, "[-1, -0.653643620863]"),
        ("tan(z)", -1, 1, "[-1.55740772466, 1.55740772466]"),
        ("tan(z)", 1, 2, "unknown"),
        ("sec(z)", -1, 1, "[1, 1.85081571769]"),
        ("asin(z)", 0, 1, "[0, 1.5707963268]"),
        ("asin(z)", 2, 3, "undefined"),
        ("asin(z)", 0, 2, "unknown"),
        ("asec(z)", 1, 2, "[0, 1.0471975512]"),
        ("asec(z)", -2, -1, "[2.09439510239, 3.14159265359]"),
        ("asec(z)", 0, 2, "unknown"),
        ("asec(z)", 0, 0, "undefined"),
        ("acoth(z)", 0, 1, "undefined"),
        ("acot(z)", -1, 1, "unknown"),
        ("acot(z)", 1, 2, "[0.463647609, 0.785398163398]"),
        ("asech(z)", 1, 2, "unknown"),
        ("erfi(z)", -1, 1, "[-1.6504257588, 1.6504257588]"),
        ("cosh(z)", -1, 2, "[1, 3.76219569109]"),
        ("sech(z)", -1, 2, "[0.265802228834, 1]"),
        ("phi(z)", -1, 0, "[0.241970724519, 0.398942280402]"),
        ("coth(z)", -1, 1, "unknown"),
        ("{1 if z < 0; 2 otherwise}", -2, -1, "1"),
        ("{1 if z < 0; 2 otherwise}", 0, 1, "2"),
        ("{1 if z < 0; 2 otherwise}", -1, 1, "unknown"),
        ("{1 if z >= 0; 2 otherwise}", -1, 0, "unknown"),
    ];
    for (text, lo, hi, expected) in table {
        assert_eq!(over(text, lo, hi), expected, "{text} over [{lo}, {hi}]");
    }
    assert_eq!(table.len(), 45);
}

#[test]
fn a_tape_gives_the_same_as_one_evaluation() {
    let mut random = Random::new(3);
    let mut tested = 0;
    for _ in 0..200 {
        let mut store = Store::new();
        let expr = random_expression(&mut store, &mut random, 3);
        let symbols = [store.symbol("x"), store.symbol("y")];
        let tape = float::Tape::new(&store, expr, &symbols);
        let mut memory = Vec::new();
        for _ in 0..5 {
            let inputs = [0; 2].map(|_| random.between(-500, 500) as f64 / 64.0);
            let values: Vec<_> = symbols.iter().copied().zip(inputs).collect();
            let one = float::evaluate(&store, expr, &values);
            let many = tape.evaluate_in(&inputs, &mut memory);
            assert!(one == many || one.is_nan() && many.is_nan(), "{one} and {many}");
            tested += 1;
        }
    }
    assert_eq!(tested, 1000);
}

#[test]
fn depth_is_no_obstacle() {
    let mut store = Store::new();
    let z = store.symbol("z");
    let tanh = FunctionId::named("tanh");
    let mut expr = z;
    for _ in 0..100_000 {
        expr = store.call(tanh, expr);
    }
    let value = float::evaluate(&store, expr, &[(z, 0.5)]);
    assert!(value > 0.0 && value < 0.01, "{value}");
    assert_eq!(exact(&store, expr, &[(z, Number::ZERO)]), Some(Number::ZERO));
    let mut sum = z;
    for n in 0..100_000 {
        let term = store.integer(n % 7);
        sum = store.add(sum, term);
    }
    let enclosure = enclose(&store, sum, &[(z, Number::ONE.into())], 64).expect("a sum is enclosed");
    assert!(enclosure.is_exact());
    assert_eq!(enclosure.to_decimal(10), "299996");
}

#[test]
fn decimals_show_only_certain_digits() {
    let exactly = |text: &str| Interval::from_number(&number(text), 256);
    let table = [
        ("0", 5, "0"),
        ("1", 5, "1"),
        ("-1", 5, "-1"),
        ("1200", 5, "1200"),
        ("0.25", 5, "0.25"),
        ("-0.015625", 10, "-0.015625"),
        ("0.015625", 3, "0.0156…"),
        ("1/3", 5, "0.33333…"),
        ("-2/3", 5, "-0.66666…"),
        ("200/3", 5, "66.666…"),
        ("20000000/3", 3, "6.66…e6"),
        ("20000000/3", 1, "6…e6"),
        ("1e-9", 4, "[9.999e-10, 1.001e-9]"),
        ("1/1024", 12, "0.0009765625"),
        ("1/3000000000", 4, "3.333…e-10"),
        ("1e20", 5, "100000000000000000000"),
        ("1e30", 5, "1e30"),
        ("123456789", 4, "1.234…e8"),
        ("123456789", 9, "123456789"),
    ];
    for (text, digits, expected) in table {
        assert_eq!(exactly(text).to_decimal(digits), expected, "{text}");
    }
    assert_eq!(table.len(), 19);
    let between = |lo: &str, hi: &str| exactly(lo).hull(&exactly(hi));
    assert_eq!(between("0.2350037", "0.2350038").to_decimal(20), "0.235003…");
    assert_eq!(between("1", "1.875").to_decimal(5), "[1, 1.875]");
    assert_eq!(exactly("17/3").to_decimal(1), "5.…");
    assert_eq!(between("1.5", "2.5").to_decimal(3), "[1.5, 2.5]");
    assert_eq!(between("-1", "2").to_decimal(3), "[-1, 2]");
    assert_eq!(between("0", "1/3").to_decimal(3), "[0, 0.334]");
    assert_eq!(between("0.9999", "1.0001").to_decimal(3), "[0.999, 1.01]");
    assert_eq!(Interval::everything().to_decimal(3), "[-inf, inf]");
    let far = Interval::integer(2).powi(10_000_000_000, 64).expect("the exponent is positive");
    assert_eq!(exactly("0.5").hull(&far).to_decimal(3), "[0.5, 4.38e3010299956]");
    let mut store = Store::new();
    let huge = read(&mut store, "exp(1000000000)");
    let value = enclose(&store, huge, &[], 256).expect("it has a value");
    assert_eq!(value.to_decimal(10), "8.002981770…e434294481");
    let tiny = read(&mut store, "exp(-1000000000)");
    assert_eq!(enclose(&store, tiny, &[], 256).expect("it has a value").to_decimal(6), "1.24953…e-434294482");
}

#[test]
fn rounding_is_outward() {
    let third = number("1/3");
    for precision in [8, 64, 200, 8192] {
        let enclosure = Interval::from_number(&third, precision);
        assert!(!enclosure.is_exact());
        let triple = enclosure.mul(&Interval::integer(3), 9000);
        assert!(triple.contains(&Real::one()) && triple.lo() < triple.hi());
        let width = point(enclosure.hi()).sub(&point(enclosure.lo()), 64);
        assert!(*width.hi() <= dyadic(1, -1 - precision as isize));
    }
    let big = number("123456789012345678901234567890123456789/7");
    assert!(!Interval::from_number(&big, 64).is_exact());
    let difference = Interval::from_number(&big, 300).mul(&Interval::integer(7), 300);
    assert!(difference.contains(Interval::from_number(&number("123456789012345678901234567890123456789"), 300).lo()));
    let unbounded = Interval::new(dyadic(-1, 0), Real::infinity()).expect("the ends are in order");
    assert_eq!(unbounded.mul(&Interval::integer(0), 64), Interval::integer(0));
    assert_eq!(unbounded.sub(&unbounded, 64), Interval::everything());
    assert_eq!(Interval::integer(1).div(&Interval::integer(0), 64), None);
    assert_eq!(Interval::new(Real::one(), Real::zero()), None);
    assert_eq!(Interval::new(Real::infinity(), Real::infinity()), None);
}

#[test]
fn expressions_are_compared_with_both_sides_enclosed() {
    let compared = |left: &str, right: &str, z: &str| {
        let mut store = Store::new();
        let (left, right) = (read(&mut store, left), read(&mut store, right));
        let z_id = store.symbol("z");
        agreement(&store, left, right, &[(z_id, number(z).into())])
    };
    assert_eq!(compared("1 - tanh(z)^2", "1/cosh(z)^2", "3/7"), Agreement::Equal);
    assert_eq!(compared("exp(-z)/(1 + exp(-z))^2", "sigmoid(z)*(1 - sigmoid(z))", "200"), Agreement::Equal);
    assert!(matches!(compared("sin(z)", "z", "1/100000"), Agreement::Different(..)));
    assert_eq!(compared("ln(z)", "ln(z)", "-1"), Agreement::BothUndefined);
    assert_eq!(compared("ln(z^2)", "2*ln(z)", "-1"), Agreement::OneUndefined);
}
