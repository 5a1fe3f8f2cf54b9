//! Enclosures by their meaning: what an interval contains, how all numbers of two intervals compare, and which outcome is
//! proved where there is none.

mod common;

use common::slope::reread as read;
use common::{dyadic, number, point};
use gprime::eval::interval::{Argument, Interval, Outcome, compare, enclose};
use gprime::expr::{Number, Relation, Store};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

fn holds(relation: Relation, x: i64, y: i64) -> bool {
    match relation {
        Equal => x == y,
        NotEqual => x != y,
        Less => x < y,
        LessEqual => x <= y,
        Greater => x > y,
        GreaterEqual => x >= y,
    }
}

#[test]
fn intervals_compare_as_all_their_numbers_do() {
    // the halves in it stand for all numbers of an interval
    let numbers = |lo: i64, hi: i64| 2 * lo..=2 * hi;
    let mut tested = 0;
    for (a, b, c, d) in (0..256).map(|n| (n & 3, n >> 2 & 3, n >> 4 & 3, n >> 6)).filter(|n| n.0 <= n.1 && n.2 <= n.3) {
        let interval = |lo: i64, hi: i64| Interval::new(dyadic(lo, 0), dyadic(hi, 0)).expect("the ends are in order");
        let (left, right) = (interval(a, b), interval(c, d));
        for relation in [Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual] {
            let pairs = || numbers(a, b).flat_map(|x| numbers(c, d).map(move |y| (x, y)));
            let found = pairs().filter(|&(x, y)| holds(relation, x, y)).count();
            let known = if found == pairs().count() { Some(true) } else { (found == 0).then_some(false) };
            assert_eq!(compare(relation, &left, &right), known, "[{a}, {b}] {relation:?} [{c}, {d}]");
            tested += 1;
        }
    }
    assert_eq!(tested, 600);
}

#[test]
fn a_number_lies_in_its_interval_and_integers_are_exact() {
    let large = |exponent| Number::from(3).pow(exponent).expect("the power is small enough");
    let sizes = [number("0"), number("1"), number("1/3"), number("7/5"), number("1e20"), large(50), large(200)];
    let fractions = [large(90).div(&large(80).add(&Number::ONE)), large(3).div(&large(150).add(&Number::ONE))];
    let sizes = sizes.into_iter().chain(fractions.map(|n| n.expect("no denominator is 0")));
    let mut tested = 0;
    for value in sizes.flat_map(|size| [size.neg(), size]) {
        for precision in [16, 53, 64, 700] {
            let interval = Interval::from_number(&value, precision);
            // numerator = value*denominator lies in the product
            let whole = |n: Number| Interval::from_number(&n, 2000);
            let (above, below) = (whole(value.numerator()), whole(value.denominator()));
            assert!(above.is_exact() && below.is_exact());
            let product = interval.mul(&below, 4000);
            assert!(product.encloses(&above), "{value} to {precision} bits");
            let signs = (interval.is_negative(), interval.is_positive());
            assert_eq!(signs, (value.is_negative(), !value.is_negative() && !value.is_zero()), "{value}");
            let width = interval.sub(&interval, 4000).abs();
            let allowed = interval.abs().mul(&point(&dyadic(1, 2 - precision as isize)), 4000);
            assert!(width.hi() <= allowed.hi(), "{value} to {precision} bits is too wide");
            assert!(precision < 700 || !value.is_integer() || interval.is_exact(), "{value}");
            tested += 1;
        }
    }
    assert_eq!(tested, 72);
}

/// The enclosure of a formula where `z` is 1 and no other symbol has a value.
fn at_one(text: &str) -> Result<Interval, Outcome> {
    let mut store = Store::new();
    let (expr, z) = (read(&mut store, text), store.symbol("z"));
    enclose(&store, expr, &[(z, Number::ONE.into())], 128)
}

#[test]
fn conditions_in_parts_are_as_true_as_their_parts() {
    let parts = [("z < 2", Some(true)), ("z > 2", Some(false)), ("sqrt(2)^2 = 2", None), ("ln(-z) > 0", None)];
    let mut tested = 0;
    for (left, p) in parts {
        for (right, q) in parts {
            let both = p.zip(q); // a part that is not decided or has no value leaves the whole undecided
            for (word, truth) in [("and", both.map(|(p, q)| p && q)), ("or", both.map(|(p, q)| p || q))] {
                let found = at_one(&format!("{{3 if {left} {word} {right}; 5 otherwise}}"));
                let value = truth.map(|truth| Interval::integer(if truth { 3 } else { 5 }));
                assert_eq!(found, value.ok_or(Outcome::Unknown), "{left} {word} {right}");
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 32);
    assert_eq!(at_one("{3 if z/3 = 1/3; 5 otherwise}"), Ok(Interval::integer(3)), "numbers are compared exactly");
}

#[test]
fn of_two_outcomes_the_one_that_says_most_is_told() {
    let mut store = Store::new();
    let unbound = store.symbol("a");
    let parts =
        [("1/(sqrt(2)^2 - 2)", Outcome::Unknown), ("ln(-z)", Outcome::Undefined), ("a", Outcome::Unbound(unbound))];
    let mut tested = 0;
    for (first, (left, _)) in parts.iter().enumerate() {
        for (second, (right, _)) in parts.iter().enumerate() {
            for operation in ["+", "-", "*", "/"] {
                let text = format!("({left}) {operation} ({right})");
                let expr = read(&mut store, &text);
                let z = store.symbol("z");
                let found = enclose(&store, expr, &[(z, Number::ONE.into())], 128);
                assert_eq!(found, Err(parts[first.max(second)].1), "{text}");
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 36);
}

/// A power, an interval of `z`, and the least and greatest value there, or why there are none.
type Power = (&'static str, (i64, i64), Result<(i64, i64), &'static str>);

const POWERS: &[Power] = &[
    ("z^1000000000000000000000", (1, 1), Ok((1, 1))),
    ("z^1000000000000000000000", (0, 0), Ok((0, 0))),
    ("z^1000000000000000000001", (0, 0), Ok((0, 0))),
    ("z^1000000000000000000000", (-1, -1), Ok((1, 1))),
    ("z^1000000000000000000001", (-1, -1), Ok((-1, -1))),
    ("z^(-1000000000000000000001)", (-1, -1), Ok((-1, -1))),
    ("z^(-1000000000000000000001)", (0, 0), Err("undefined")),
    ("z^(-1000000000000000000001)", (-1, 1), Err("unknown")),
    ("z^1000000000000000000001", (-1, 1), Err("unknown")),
    ("z^(1/2)", (0, 4), Ok((0, 2))),
    ("z^(1/2)", (1, 4), Ok((1, 2))),
    ("z^(1/2)", (-4, -1), Err("undefined")),
    ("z^(1/2)", (-4, 1), Err("unknown")),
    ("z^(3/2)", (0, 4), Ok((0, 8))),
    ("z^(-1/2)", (1, 4), Ok((0, 1))),
    ("z^(-1/2)", (0, 4), Err("unknown")),
    ("z^(101/2)", (0, 1), Ok((0, 1))),
    ("z^pi", (0, 0), Err("undefined")),
    ("z^pi", (-2, -1), Err("undefined")),
    ("z^pi", (0, 1), Err("unknown")),
    ("z^z", (1, 2), Ok((1, 4))),
    ("2^z", (-1, 3), Ok((0, 8))),
];

#[test]
fn powers_have_the_values_that_they_have() {
    let mut tested = 0;
    for &(text, (lo, hi), expected) in POWERS {
        let mut store = Store::new();
        let (expr, z) = (read(&mut store, text), store.symbol("z"));
        let over = Interval::new(dyadic(lo, 0), dyadic(hi, 0)).expect("the ends are in order");
        let found = enclose(&store, expr, &[(z, Argument::Between(over))], 128);
        let slack = Interval::new(dyadic(-1, -30), dyadic(1, -30)).expect("the ends are in order");
        match (found, expected) {
            (Ok(found), Ok((lo, hi))) => {
                let around =
                    Interval::new(dyadic(lo, 0), dyadic(hi, 0)).expect("the ends are in order").add(&slack, 200);
                assert!(around.encloses(&found), "{text}: {}", found.to_decimal(9));
                // and the values at the ends of the argument lie inside
                for end in [lo, hi].into_iter().filter(|_| !text.contains("-1/2") && !text.starts_with('2')) {
                    assert!(!found.is_disjoint(&Interval::integer(end)), "{text}: {}", found.to_decimal(9));
                }
            }
            (Err(Outcome::Undefined), Err("undefined")) | (Err(Outcome::Unknown), Err("unknown")) => {}
            (found, _) => panic!("{text} over [{lo}, {hi}]: {found:?}"),
        }
        tested += 1;
    }
    assert_eq!(tested, 22);
}
