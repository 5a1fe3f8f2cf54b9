//! The formulas of the table of functions: exact values and limits, slopes at kinks, derivatives and meanings.

mod common;

use std::collections::{HashMap, HashSet};

use common::text::{read, read_condition};
use common::{PRIMITIVE, ROWS, ROWS_OF_ONE_ARGUMENT, apply_at, dyadic, point, rows_of_one_argument, value_of};
use gprime::eval::interval::{Argument, Interval, Outcome, apply, enclose};
use gprime::eval::{exact, float};
use gprime::expr::{ExprId, Node, Number, Store, lower};
use gprime::functions::real::Real;
use gprime::functions::{self, Function, KinkKind};
use gprime::syntax;

/// An argument close to the place that a limit's text names.
fn near(text: &str) -> Real {
    let beside = |place: &str, step: i64| {
        let place: i64 = place.parse().expect("one-sided limits are at integers");
        point(&dyadic(place, 0)).add(&point(&dyadic(step, -4000)), 5000).lo().clone()
    };
    match text {
        "inf" => dyadic(1, 1 << 30),
        "-inf" => dyadic(-1, 1 << 30),
        _ => match text.strip_suffix('+') {
            Some(place) => beside(place, 1),
            None => beside(text.strip_suffix('-').expect("a limit from the left"), -1),
        },
    }
}

#[test]
fn exact_values_and_limits_hold() {
    let (mut values, mut limits, mut rational) = (0, 0, 0);
    for row in functions::all() {
        for (at, value) in row.values {
            let is_limit = at.ends_with("inf") || at.ends_with('+') || at.ends_with('-');
            if !is_limit {
                let text = format!("{}({at})", row.name);
                let found = value_of(&text, &[], 300).unwrap_or_else(|e| panic!("{text}: {e}"));
                let given = value_of(value, &[], 300).unwrap_or_else(|e| panic!("{value}: {e}"));
                let difference = found.sub(&given, 100).abs();
                assert!(*difference.hi() <= dyadic(1, -280) && difference.contains_zero(), "{text} is not {value}");
                values += 1;
                let mut store = Store::new();
                let (expr, given) = (read(&mut store, &text), read(&mut store, value));
                let given = exact(&store, given, &[]);
                if exact_argument(at) && given.is_some() {
                    assert_eq!(exact(&store, expr, &[]), given, "{text}");
                    rational += 1;
                }
                continue;
            }
            let found = apply_at(row, &near(at), 5000).unwrap_or_else(|e| panic!("{} near {at}: {e}", row.name));
            let reached = match *value {
                "inf" => *found.lo() > dyadic(1000, 0),
                "-inf" => *found.hi() < dyadic(-1000, 0),
                finite => {
                    let limit = value_of(finite, &[], 5000).expect("a limit has a value");
                    *found.sub(&limit, 5000).abs().hi() < dyadic(1, -300)
                }
            };
            assert!(reached, "{} near {at} is {}, not {value}", row.name, found.to_decimal(20));
            limits += 1;
        }
    }
    assert_eq!((values, limits, rational), (89, 75, 47));
}

fn exact_argument(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || "-/".contains(c))
}

/// A difference quotient from one side, at distance `2^-400`.
fn slope(row: &'static Function, at: &Real, right: bool) -> Option<Interval> {
    let step = point(&dyadic(if right { 1 } else { -1 }, -400));
    let moved = point(at).add(&step, 2000);
    let (there, here) = (apply(row, &[moved], 2000).ok()?, apply_at(row, at, 2000).ok()?);
    there.sub(&here, 2000).div(&step, 500)
}

#[test]
fn kinks_have_the_slopes_that_are_claimed() {
    let mut tested = 0;
    for row in rows_of_one_argument() {
        for kink in row.kinks {
            let at = dyadic(kink.at.parse().expect("kinks are at integers"), 0);
            for (claimed, right) in [(kink.left, false), (kink.right, true)] {
                let found = slope(row, &at, right);
                let Some(text) = claimed else {
                    assert_eq!(found, None, "{} at {}", row.name, kink.at);
                    continue;
                };
                let found = found.unwrap_or_else(|| panic!("{} has no slope at {}", row.name, kink.at));
                let fits = match text {
                    "inf" => *found.lo() > dyadic(1, 100),
                    "-inf" => *found.hi() < dyadic(-1, 100),
                    finite => {
                        let finite = value_of(finite, &[], 200).expect("a slope has a value");
                        *found.sub(&finite, 200).abs().hi() < dyadic(1, -150)
                    }
                };
                assert!(fits, "{} at {}: slope {}, not {text}", row.name, kink.at, found.to_decimal(10));
                tested += 1;
            }
            let jumps = [false, true].iter().any(|&right| {
                let step = point(&dyadic(if right { 1 } else { -1 }, -400));
                let there = apply(row, &[point(&at).add(&step, 2000)], 2000);
                let here = apply_at(row, &at, 2000).expect("a kink lies in the domain");
                there.is_ok_and(|there| *there.sub(&here, 200).abs().lo() > dyadic(1, -10))
            });
            assert_eq!(jumps, kink.kind == KinkKind::Jump, "{} at {}", row.name, kink.at);
            let infinite = [kink.left, kink.right].iter().flatten().any(|slope| slope.ends_with("inf"));
            assert_eq!(infinite && !jumps, kink.kind == KinkKind::Vertical, "{} at {}", row.name, kink.at);
        }
    }
    assert_eq!(tested, 17);
}

/// Inside the domain the places where `differentiable` fails are the kinks.
#[test]
fn kinks_are_where_the_derivative_is_missing() {
    let mut tested = 0;
    for row in rows_of_one_argument() {
        let kinks: HashSet<&str> = row.kinks.iter().map(|kink| kink.at).collect();
        for at in ["-2", "-1", "0", "1", "2"] {
            let x: i64 = at.parse().expect("an integer");
            let defined = apply_at(row, &dyadic(x, 0), 100).is_ok();
            let differentiable = row.differentiable.iter().all(|text| condition_at(text, x));
            assert_eq!(defined && !differentiable, kinks.contains(at), "{} at {at}", row.name);
            tested += 1;
        }
    }
    assert_eq!(tested, 5 * ROWS_OF_ONE_ARGUMENT);
}

fn condition_at(text: &str, x: i64) -> bool {
    let mut store = Store::new();
    let condition = read_condition(&mut store, text);
    let u = store.symbol("?u");
    float::holds(&store, condition, &[(u, x as f64)])
}

#[test]
fn slopes_of_maximum_and_minimum_at_a_tie() {
    let mut tested = 0;
    for row in functions::all().iter().filter(|row| row.arity == 2 && !row.kinks.is_empty()) {
        let [kink] = row.kinks else { panic!("{} has one kink", row.name) };
        assert_eq!(kink.at, "?u = ?v");
        for (a, b) in [(2, -1), (-3, 5), (1, 4)] {
            for (text, step) in [(kink.left, -1), (kink.right, 1)] {
                // u = 7 + a*t and v = 7 + b*t at t = step
                let [u, v] = [a, b].map(|slope| Interval::integer(7 + slope * step));
                let there = apply(row, &[u, v], 64).expect("it is defined everywhere");
                let found = there.sub(&Interval::integer(7), 64).mul(&Interval::integer(step), 64);
                let slopes = [("?u'", Number::from(a).into()), ("?v'", Number::from(b).into())];
                assert_eq!(value_of(text.expect("both slopes exist"), &slopes, 64), Ok(found), "{}", row.name);
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 12);
}

/// Rational points in the domain where the row is differentiable.
fn smooth_points(row: &Function) -> Vec<Vec<(&'static str, Number)>> {
    let ratios =
        [(-71, 8), (-13, 5), (-4, 3), (-9, 10), (-2, 7), (-1, 100), (1, 99), (1, 3), (8, 9), (11, 10), (7, 3), (47, 6)];
    let numbers: Vec<Number> = ratios.iter().map(|&(p, q)| Number::ratio(p, q).expect("q is not 0")).collect();
    let mut points: Vec<Vec<(&'static str, Number)>> = match row.arity {
        1 => numbers.iter().map(|n| vec![("?u", n.clone())]).collect(),
        _ => numbers.iter().flat_map(|n| numbers.iter().map(|k| vec![("?u", n.clone()), ("?v", k.clone())])).collect(),
    };
    points.retain(|values| {
        let mut store = Store::new();
        row.domain.iter().chain(row.differentiable).all(|text| {
            let condition = read_condition(&mut store, text);
            let values: Vec<_> = values.iter().map(|(name, n)| (store.symbol(name), n.to_f64())).collect();
            float::holds(&store, condition, &values)
        })
    });
    points
}

/// A central difference over `2^-600` at 3000 bits is the derivative to within `2^-500`. It errs by `h^2*f'''/6`, and no
/// third derivative at these points is above `2^600`; the largest is that of erfi at 20, about `1600*e^400`.
#[test]
fn derivatives_agree_with_central_differences() {
    const BITS: usize = 3000;
    let mut tested = 0;
    for row in functions::all() {
        let mut in_row = 0;
        for values in smooth_points(row) {
            let (du, dv) = (Number::ratio(3, 4).expect("4 is not 0"), Number::from(-2));
            let slopes = if row.arity == 1 { vec![Number::ONE] } else { vec![du.clone(), dv.clone()] };
            let step = point(&dyadic(1, -600));
            let side = |sign: i64| {
                let arguments: Vec<Interval> = values
                    .iter()
                    .zip(&slopes)
                    .map(|((_, n), slope)| {
                        let change =
                            Interval::from_number(slope, BITS).mul(&step, BITS).mul(&Interval::integer(sign), BITS);
                        Interval::from_number(n, BITS).add(&change, BITS)
                    })
                    .collect();
                apply(row, &arguments, BITS).unwrap_or_else(|e| panic!("{} at {values:?}: {e}", row.name))
            };
            let double = step.add(&step, 64);
            let difference = side(1).sub(&side(-1), BITS).div(&double, BITS).expect("the step is not 0");
            let mut arguments: Vec<(&str, Argument)> =
                values.iter().map(|(name, n)| (*name, n.clone().into())).collect();
            arguments.extend([("?u'", du.clone().into()), ("?v'", dv.clone().into())]);
            let stated = value_of(row.derivative, &arguments, BITS).unwrap_or_else(|e| panic!("{}: {e}", row.name));
            let error = difference.sub(&stated, 200).abs();
            assert!(*error.hi() < dyadic(1, -500), "{} at {values:?}: {}", row.name, stated.to_decimal(20));
            in_row += 1;
        }
        assert!(in_row >= if row.arity == 1 { 3 } else { 25 }, "{}: {in_row} points", row.name);
        tested += in_row;
    }
    assert!(tested >= 500, "{tested}");
}

/// Where a function has no derivative, the row says so: by a value that is undefined or by a condition.
#[test]
fn derivatives_are_undefined_where_there_is_none() {
    let mut tested = 0;
    for row in rows_of_one_argument() {
        for kink in row.kinks {
            let at: i64 = kink.at.parse().expect("kinks are at integers");
            let value = value_of(row.derivative, &[("?u", Number::from(at).into())], 100);
            assert!(value == Err(Outcome::Undefined) || row.name == "sign", "{} at {at}", row.name);
            assert!(!row.differentiable.iter().all(|text| condition_at(text, at)), "{} at {at}", row.name);
            tested += 1;
        }
    }
    assert_eq!(tested, 14);
}

#[test]
fn meanings_have_the_same_values() {
    let mut tested = 0;
    let places = [-50, -7, -3, -2, -1, 0, 1, 2, 3, 5, 8, 50];
    for row in functions::all().iter().filter(|row| !row.meaning.is_empty()) {
        let mut in_row = 0;
        for (x, y, q) in
            places.iter().flat_map(|x| places.iter().map(move |y| (*x, *y))).flat_map(|(x, y)| [(x, y, 1), (x, y, 7)])
        {
            if row.arity == 1 && y != 0 {
                continue;
            }
            let (u, v) = (Number::ratio(x, q).expect("q > 0"), Number::ratio(y, q).expect("q > 0"));
            let both = [Interval::from_number(&u, 1000), Interval::from_number(&v, 1000)];
            let direct = apply(row, &both[..row.arity], 1000);
            let through = value_of(row.meaning, &[("?u", u.into()), ("?v", v.into())], 1000);
            match (direct, through) {
                (Ok(a), Ok(b)) => {
                    let difference = a.sub(&b, 100).abs();
                    assert!(
                        difference.contains_zero() && *difference.hi() < dyadic(1, -500),
                        "{} at {x}/{q}, {y}/{q}",
                        row.name
                    );
                }
                (a, b) => assert_eq!(a, b, "{} at {x}/{q}, {y}/{q}", row.name),
            }
            in_row += 1;
        }
        assert_eq!(in_row, if row.arity == 1 { 24 } else { 288 }, "{}", row.name);
        tested += 1;
    }
    assert_eq!(tested, ROWS - PRIMITIVE);
}

/// The tests read the table's texts with a reader of their own; the library reads the same expressions.
#[test]
fn the_library_reads_the_same_formulas() {
    let mut tested = 0;
    for row in functions::all() {
        for text in [row.meaning, row.derivative] {
            let mut store = Store::new();
            if text.is_empty() {
                continue;
            }
            let ours = read(&mut store, text);
            let tree = syntax::parse_pattern(text).unwrap_or_else(|e| panic!("{}: {text}: {e}", row.name));
            let theirs =
                lower(&tree, &mut store).unwrap_or_else(|e| panic!("{}: {text}: {}", row.name, e.message)).body;
            let arguments = [("?u", "3/7"), ("?v", "5/9"), ("?u'", "2"), ("?v'", "-3")];
            let arguments: Vec<(ExprId, Argument)> =
                arguments.iter().map(|(name, value)| (store.symbol(name), common::number(value).into())).collect();
            let (a, b) = (enclose(&store, ours, &arguments, 200), enclose(&store, theirs, &arguments, 200));
            assert_eq!(a, b, "{}: {text}", row.name);
            tested += 1;
        }
    }
    assert_eq!(tested, 2 * ROWS - PRIMITIVE);
}

/// A row that calls itself, or rows that call each other in a circle, would have no meaning.
#[test]
fn meanings_lead_to_primitive_functions() {
    fn used(store: &Store, expr: ExprId) -> Vec<&'static Function> {
        let mut open = vec![expr];
        let mut found = Vec::new();
        while let Some(id) = open.pop() {
            if let Node::Call(f, _) | Node::Call2(f, ..) = store.node(id) {
                found.push(f.row());
            }
            open.extend(store.node(id).children());
        }
        found
    }
    let mut depths = HashMap::new();
    for _ in 0..4 {
        for row in functions::all() {
            let mut store = Store::new();
            let parts = if row.meaning.is_empty() {
                vec![]
            } else {
                let expr = read(&mut store, row.meaning);
                used(&store, expr)
            };
            let known: Option<Vec<usize>> = parts.iter().map(|part| depths.get(part.name).copied()).collect();
            if let Some(known) = known {
                depths.insert(row.name, known.into_iter().max().map_or(0, |depth| depth + 1));
            }
        }
    }
    assert_eq!(depths.len(), ROWS, "every row is explained in at most three steps");
}
