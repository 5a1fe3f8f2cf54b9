//! Ranges by their meaning: what is made of numbers in ranges lies in the range that is made of them.

use super::*;

#[test]
fn rounded_ends_are_short_and_lie_outside() {
    let mut tried = 0;
    for (above, below) in [(400, 0), (0, 400), (400, 310), (310, 400), (1500, 1520), (900, 2), (3, 900), (333, 331)] {
        let power = |base: i64, exponent| Number::from(base).pow(exponent).expect("the power is small enough");
        let size = power(3, above).div(&power(7, below)).expect("a power of 7 is not 0");
        for value in [size.neg(), size] {
            let end = Bound::at(value.clone(), true).rounded_down();
            if let Some(rounded) = &end.value {
                assert!(rounded.bits() <= MOST_BITS && *rounded < value && !end.closed, "3^{above}/7^{below}");
                assert!(value.is_negative() || !rounded.is_negative(), "3^{above}/7^{below}");
            }
            tried += 1;
            for exponent in [2, 3, 10, 1_000_000_007] {
                let odd_or_positive = exponent % 2 == 1 || !value.is_negative();
                let range = Bound::at(value.clone(), true).power_down(exponent);
                if let (true, Some(lower)) = (odd_or_positive, &range.value) {
                    let known = if exponent < 100 { value.pow(exponent) } else { None };
                    assert!(known.is_none_or(|power| *lower <= power), "(3^{above}/7^{below})^{exponent}");
                }
            }
        }
    }
    assert_eq!(tried, 16);
}

fn contains(range: &Range, value: &Number) -> bool {
    let above = |end: &Bound| end.value.as_ref().is_none_or(|lo| value > lo || (value == lo && end.closed));
    let below = |end: &Bound| end.value.as_ref().is_none_or(|hi| value < hi || (value == hi && end.closed));
    above(&range.lo) && below(&range.hi)
}

/// Ranges with every kind of ends at -2, 0 and 1, and numbers in each.
fn ranges() -> Vec<(Range, Vec<Number>)> {
    let ends = [-2, 0, 1].into_iter().flat_map(|end| [true, false].map(|closed| Bound::at(end.into(), closed)));
    let ends: Vec<Bound> = ends.chain([Bound::INFINITE]).collect();
    let numbers = [-900, -5, -4, -3, -1, 0, 1, 2, 3, 5, 900].map(|n| Number::ratio(n, 2).expect("2 is not 0"));
    let ranges = ends.iter().flat_map(|lo| ends.iter().map(|hi| Range { lo: lo.clone(), hi: hi.clone() }));
    let inside = |range: &Range| numbers.iter().filter(|number| contains(range, number)).cloned().collect();
    ranges.map(|range| (range.clone(), inside(&range))).filter(|(_, inside): &(_, Vec<_>)| !inside.is_empty()).collect()
}

#[test]
#[cfg_attr(miri, ignore = "an interpreter takes minutes")]
fn numbers_stay_within_what_is_made_of_their_ranges() {
    let ranges = ranges();
    let mut tested = 0;
    for (a, xs) in &ranges {
        for x in xs {
            let one = [(a.neg(), x.neg()), (a.abs(), x.abs()), (a.scale(&Number::MINUS_ONE), x.neg())];
            let powers = (-4..=5).filter_map(|n| Some((a.power(n), x.pow(n)?)));
            let recip = x.recip().map(|recip| (a.recip(), recip));
            for (range, value) in one.into_iter().chain(powers).chain(recip) {
                assert!(contains(&range, &value), "{value} of {x} in {a:?}: {range:?}");
                tested += 1;
            }
            for (b, ys) in &ranges {
                for y in ys {
                    let pair = |name: &str| pair(crate::functions::named(name).expect("it is in the table"), a, b);
                    let two = [(a.add(b), x.add(y)), (a.mul(b), x.mul(y))];
                    let chosen = [(pair("max"), x.max(y).clone()), (pair("min"), x.min(y).clone())];
                    for (range, value) in two.into_iter().chain(chosen) {
                        assert!(contains(&range, &value), "{value} of {x} in {a:?} and {y} in {b:?}: {range:?}");
                        tested += 1;
                    }
                    let met = a.meet(b);
                    assert_eq!((contains(&met, x), contains(&met, y)), (contains(b, x), contains(a, y)));
                }
            }
            assert_eq!(a.compared_with(x), None);
        }
        assert!(!a.is_empty());
    }
    assert!(tested > 50_000, "{tested}");
}

#[test]
fn ranges_are_no_wider_than_their_numbers_ask() {
    let range = |text: &str| Range::parse(text).unwrap_or_else(|| panic!("{text} is no range"));
    let sums = [("(0, 2]", "[1, 3)", "(1, 5)"), ("[0, 2]", "[1, 3]", "[1, 5]"), ("(-inf, 2]", "[1, 3]", "(-inf, 5]")];
    let products = [
        ("(0, 2]", "[1, 3)", "(0, 6)"),
        ("[0, 2]", "(1, 3]", "[0, 6]"),
        ("(1, 2]", "[0, 3]", "[0, 6]"),
        ("(1, 2]", "[1, 3]", "(1, 6]"),
        ("[1, 2]", "[-3, -1]", "[-6, -1]"),
        ("[-2, -1]", "[1, 3)", "(-6, -1]"),
        ("[-2, 0]", "[-3, -1]", "[0, 6]"),
        ("(0, inf)", "[1, 3]", "(0, inf)"),
        ("[0, 0]", "(-inf, inf)", "[0, 0]"),
        ("[-2, -2]", "(-1, inf)", "(-inf, 2)"),
        ("(-1, inf)", "[2, 2]", "(-2, inf)"),
        ("[-1, 2]", "[1, 3]", "(-inf, inf)"), // nothing is known of what has both signs
    ];
    let mut tested = 0;
    for (a, b, expected) in sums {
        assert_eq!(range(a).add(&range(b)), range(expected), "{a} + {b}");
        tested += 1;
    }
    for (a, b, expected) in products {
        assert_eq!(range(a).mul(&range(b)), range(expected), "{a} * {b}");
        tested += 1;
    }
    let pairs = [
        ("max", "[0, 1]", "(-1, 2)", "[0, 2)"),
        ("max", "(0, 1]", "[0, 1)", "(0, 1]"),
        ("max", "(-inf, 1]", "(-inf, -1]", "(-inf, 1]"),
        ("min", "[0, 1]", "(-1, 2)", "(-1, 1]"),
        ("min", "(0, 1]", "[0, 1)", "[0, 1)"),
        ("min", "[-1, inf)", "[1, inf)", "[-1, inf)"),
    ];
    for (name, a, b, expected) in pairs {
        let function = crate::functions::named(name).expect("it is in the table");
        assert_eq!(pair(function, &range(a), &range(b)), range(expected), "{name} of {a} and {b}");
        assert_eq!(pair(function, &range(b), &range(a)), range(expected), "{name} of {b} and {a}");
        tested += 1;
    }
    assert_eq!(tested, 21);
}

#[test]
fn powers_and_sizes_are_no_wider_than_their_numbers_ask() {
    let range = |text: &str| Range::parse(text).unwrap_or_else(|| panic!("{text} is no range"));
    let mut tested = 0;
    let powers = [
        ("[-2, 1)", 2, "[0, 4]"),
        ("(-2, 1)", 2, "[0, 4)"),
        ("[-1, 1)", 2, "[0, 1]"),
        ("(-1, 1)", 2, "[0, 1)"),
        ("[-2, -1)", 2, "(1, 4]"),
        ("[-2, -1)", 3, "[-8, -1)"),
        ("[-2, 1)", 3, "[-8, 1)"),
        ("(1, 2]", -1, "[0.5, 1)"),
        ("(0, 2]", -1, "[0.5, inf)"),
        ("[2, inf)", -2, "(0, 0.25]"),
        ("[-2, -1)", -1, "(-1, -0.5]"),
        ("[-1, 1]", -1, "(-inf, inf)"),
        ("(-inf, 1)", 2, "[0, inf)"),
        ("(-1, 1]", 1, "(-1, 1]"),
        ("(-1, 1]", 0, "[1, 1]"),
    ];
    for (a, n, expected) in powers {
        assert_eq!(range(a).power(n), range(expected), "({a})^{n}");
        tested += 1;
    }
    for (a, expected) in [("[-2, 1)", "[0, 2]"), ("(-2, 1)", "[0, 2)"), ("(-1, 2]", "[0, 2]"), ("[-2, -1)", "(1, 2]")] {
        assert_eq!(range(a).abs(), range(expected), "|{a}|");
        tested += 1;
    }
    assert_eq!(tested, 19);
}

#[test]
fn ranges_compare_with_numbers_and_with_each_other() {
    use Ordering::{Greater, Less};
    let range = |text: &str| Range::parse(text).unwrap_or_else(|| panic!("{text} is no range"));
    let sides =
        [("(1, 2]", 1, Some(Less)), ("(1, 2]", 2, None), ("[1, 2)", 2, Some(Greater)), ("(-inf, 2)", 3, Some(Greater))];
    for (text, value, side) in sides {
        assert_eq!(range(text).compared_with(&value.into()), side, "{text} and {value}");
    }
    let mut tested = 0;
    for (range, inside) in ranges() {
        for (relation, holds) in [
            (Relation::Less, Number::is_negative as fn(&Number) -> bool),
            (Relation::LessEqual, |x| x.is_negative() || x.is_zero()),
            (Relation::Greater, |x| !x.is_negative() && !x.is_zero()),
            (Relation::GreaterEqual, |x| !x.is_negative()),
            (Relation::Equal, Number::is_zero),
            (Relation::NotEqual, |x| !x.is_zero()),
        ] {
            let count = inside.iter().filter(|x| holds(x)).count();
            let expected = if count == inside.len() { Some(true) } else { (count == 0).then_some(false) };
            assert_eq!(range.compare(relation), expected, "{range:?} {relation:?} 0");
            tested += 1;
        }
    }
    assert_eq!(tested, 168);
    for (a, b, empty) in [
        ("[1, 2]", "[2, 3]", false),
        ("[1, 2)", "[2, 3]", true),
        ("[1, 2]", "(2, 3]", true),
        ("[1, 2]", "[3, 4]", true),
    ] {
        assert_eq!(
            (range(a).meet(&range(b)).is_empty(), range(b).meet(&range(a)).is_empty()),
            (empty, empty),
            "{a} and {b}"
        );
    }
}

/// Long numbers of every size, near 1 and near the sizes beyond which ends are not rounded but cut.
fn long_numbers() -> Vec<Number> {
    let power = |base: i64, exponent| Number::from(base).pow(exponent).expect("the power is small enough");
    // quotients whose numerators begin with more, and with less, than their denominators
    let quotient = |above: i64, below: i64| power(3, above).div(&power(7, below)).expect("a power of 7 is not 0");
    let near_one = [quotient(400, 226), quotient(401, 226), quotient(402, 227), quotient(403, 227)];
    let sizes = [-300, -203, -202, -201, -200, -199, -198, -197, -100, -65, -1, 0, 1, 63, 64, 65, 66, 100];
    let sizes = sizes.into_iter().chain([197, 198, 199, 200, 201, 202, 203, 300]);
    let scaled = sizes.flat_map(|size| near_one.clone().map(|one| one.mul(&power(2, size))));
    scaled.flat_map(|value| [value.neg(), value]).collect()
}

#[test]
#[cfg_attr(miri, ignore = "an interpreter takes minutes")]
fn rounded_ends_are_close() {
    let mut close = 0;
    let numbers = long_numbers();
    for value in &numbers {
        let rounded = Bound::at(value.clone(), true).rounded_down();
        let Some(lower) = &rounded.value else {
            assert!(*value < Number::from(-2).pow(197).expect("small enough").neg(), "only a large one has no end");
            continue;
        };
        assert!(lower < value && !rounded.closed && lower.bits() <= MOST_BITS);
        let size = |exponent| Number::from(2).pow(exponent).expect("the power is small enough");
        if value.abs() > size(-199) && value.abs() < size(198) {
            assert!(value.add(&lower.neg()) <= value.abs().mul(&size(-62)), "no wider than it has to be");
            close += 1;
        } else if value.abs() < size(-199) {
            assert!(lower.abs() <= size(-199), "a small number has a small end");
        }
        // an upper end lies as far on the other side
        let range = Range { lo: Bound::INFINITE, hi: Bound::at(value.neg(), true) }.widened();
        assert_eq!(range, Range { lo: Bound::INFINITE, hi: rounded.negated() });
    }
    assert!(close >= 100, "{close}");
    assert_eq!(numbers.len(), 208);
}

#[test]
fn large_powers_lie_on_the_side_of_1_that_they_lie_on() {
    let end = |above, below| Bound::at(Number::ratio(above, below).expect("no denominator is 0"), true);
    let at = |value: i64, closed| Bound::at(value.into(), closed);
    let odd = 1_000_000_007;
    let ends = [
        (end(5, 1), at(1, true), Bound::INFINITE),
        (end(1, 1), at(1, true), at(1, true)),
        (end(1, 2), at(0, false), at(1, true)),
        (end(0, 1), at(0, true), at(1, true)),
        (end(-1, 2), at(-1, true), at(0, true)),
        (end(-1, 1), at(-1, true), at(0, true)),
        (end(-5, 1), Bound::INFINITE, at(0, true)),
    ];
    let mut tested = 0;
    for (end, down, up) in ends {
        let (lower, upper) = (end.power_down(odd), end.power_up(odd));
        // each lies no further in than what is known, and no further out than need be
        assert_eq!((lower.value, upper.value), (down.value, up.value), "{end:?}");
        assert!(lower.closed || !down.closed, "{end:?}");
        assert!(upper.closed || !up.closed, "{end:?}");
        tested += 1;
    }
    assert_eq!(tested, 7);
}
