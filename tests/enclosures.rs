//! Enclosures by their meaning: what an interval contains, how all numbers of two intervals compare, and which outcome is
//! proved where there is none.

mod common;

use common::{dyadic, number, point};
use gprime::eval::interval::{Interval, compare};
use gprime::expr::{Number, Relation};
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
