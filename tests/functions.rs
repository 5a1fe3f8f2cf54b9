//! The values that the rows of the table of functions give, and what the rows say about them: domain, range, parity,
//! monotonicity. The formulas of the rows are tested in `formulas.rs`.

mod common;

use std::collections::HashSet;

use common::text::read_condition;
use common::{
    PRIMITIVE, ROWS, ROWS_OF_ONE_ARGUMENT, Random, apply_at, dyadic, point, rows_of_one_argument, to_float, value_of,
};
use gprime::eval::float;
use gprime::eval::interval::{Interval, Outcome, apply, compare};
use gprime::expr::{FunctionId, Relation, Store};
use gprime::functions::real::Real;
use gprime::functions::{self, Enclosure, Float, Function, Monotonicity, Parity, constants};

fn float_at(row: &Function, x: f64) -> f64 {
    match row.float {
        Float::One(f) => f(x),
        Float::Two(_) => panic!("{} has two arguments", row.name),
    }
}

/// Floating-point numbers of all sizes that matter, with the borders of all domains and their neighbours.
fn sample_points() -> Vec<f64> {
    let mut points = vec![0.0, 1.0, -1.0, 0.5, -0.5];
    for border in [-1.0_f64, 1.0] {
        points.extend([border.next_up(), border.next_down()]);
    }
    let mut random = Random::new(1);
    for scale in [-40, -30, -20, -12, -8, -6, -4, -3, -2, -1, 0, 1, 1, 2, 2, 3, 4, 6] {
        for _ in 0..3 {
            let size = random.between(1 << 52, (1 << 53) - 1) as f64 * (scale as f64 - 52.0).exp2();
            points.extend([size, -size]);
        }
    }
    points.sort_by(f64::total_cmp);
    points
}

fn real(x: f64) -> Real {
    Real::try_from(x).expect("the number is finite")
}

#[test]
fn names_are_found_and_belong_to_one_row() {
    let mut names = HashSet::new();
    for (index, row) in functions::all().iter().enumerate() {
        for name in [row.name].iter().chain(row.aliases) {
            assert!(names.insert(*name), "{name} names two rows");
            assert_eq!(functions::find(name), Some(index), "{name}");
            assert_eq!(FunctionId::named(name).row().name, row.name);
        }
    }
    assert_eq!(functions::all().len(), ROWS);
    assert_eq!(rows_of_one_argument().count(), ROWS_OF_ONE_ARGUMENT);
    assert!(names.len() > ROWS + 35, "the aliases are gone");
    for missing in ["", "Exp", "PHI", "gelu", "e", "pi"] {
        assert_eq!(functions::find(missing), None, "{missing}");
    }
    assert_eq!(functions::named("log").map(|row| row.name), Some("ln"));
    assert_eq!(functions::named("sigma").map(|row| row.name), Some("sigmoid"));
}

#[test]
fn rows_are_complete() {
    for row in functions::all() {
        let name = row.name;
        for (field, text) in [
            ("title", row.title),
            ("derivative", row.derivative),
            ("range", row.range),
            ("latex", row.latex),
            ("about", row.about),
            ("source", row.source),
        ] {
            assert!(!text.is_empty(), "{name} has no {field}");
            assert_eq!(text, text.trim(), "{name}: {field}");
        }
        assert!(
            row.about.ends_with('.') && row.about.starts_with(|c: char| c.is_uppercase() || c == '1'),
            "{name}: about"
        );
        assert_eq!(row.latex.contains("#2"), row.arity == 2, "{name}: latex");
        assert!(row.latex.starts_with('\\') || row.latex.contains('#'), "{name}: latex");
        let one = matches!(row.float, Float::One(_));
        assert_eq!(one, row.arity == 1, "{name}: float");
        let two = matches!(row.enclosure, Enclosure::Maximum | Enclosure::Minimum | Enclosure::LogarithmQuotient);
        assert_eq!(two, row.arity == 2, "{name}: enclosure");
    }
    let primitive: Vec<_> = functions::all().iter().filter(|row| row.meaning.is_empty()).map(|row| row.name).collect();
    assert_eq!(primitive, ["exp", "ln", "sqrt", "cbrt", "sin", "cos", "asin", "acos", "atan", "erf", "erfi"]);
    assert_eq!(primitive.len(), PRIMITIVE);
}

#[test]
fn constants_are_enclosed() {
    let digits = [
        ("e", "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759457138217"),
        ("pi", "3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803483"),
    ];
    for (row, (name, text)) in constants::ALL.iter().zip(digits) {
        assert_eq!(row.name, name);
        let last_place = Interval::from_number(&common::number("1e-89"), 400);
        let below = Interval::from_number(&common::number(text), 400);
        let around = below.hull(&below.add(&last_place, 400));
        for precision in [64, 128, 256] {
            let enclosure = (row.enclosure)(precision);
            assert!(!enclosure.is_disjoint(&around), "{name}");
            let width = point(enclosure.hi()).sub(&point(enclosure.lo()), 64);
            assert!(*width.hi() <= dyadic(1, 4 - precision as isize), "{name}");
            assert!(enclosure.contains(&real(row.value)) || precision > 64 || row.value == to_float(enclosure.lo()));
        }
        assert!((constants::named(name).map(|row| row.unicode)).is_some());
    }
    assert_eq!(constants::ALL.len(), digits.len());
}

/// The file is written by `tests/data/functions.py`.
#[test]
fn enclosures_agree_with_reference_values() {
    let mut tested = std::collections::HashMap::new();
    for line in include_str!("data/functions.tsv").lines() {
        let fields: Vec<_> = line.split('\t').collect();
        let [name, significand, exponent, value] = fields[..] else { panic!("{line}: four fields") };
        let x = dyadic(significand.parse().expect("an integer"), exponent.parse().expect("an integer"));
        let row = functions::named(name).expect("the row exists");
        let enclosure = apply_at(row, &x, 256);
        *tested.entry(name).or_insert(0) += 1;
        if value == "undefined" {
            assert_eq!(enclosure, Err(Outcome::Undefined), "{line}");
            continue;
        }
        let enclosure = enclosure.unwrap_or_else(|outcome| panic!("{line}: {outcome}"));
        let value = Interval::from_number(&common::number(&value.replace("e+", "e")), 300);
        let error = value.abs().mul(&Interval::from_number(&common::number("1e-58"), 300), 300);
        let around = value.add(&error, 300).hull(&value.sub(&error, 300));
        assert!(around.encloses(&enclosure), "{line}: {}", enclosure.to_decimal(70));
    }
    assert_eq!(tested.len(), ROWS_OF_ONE_ARGUMENT);
    for (name, count) in &tested {
        assert!(*count >= 22, "{name}: {count} values");
    }
    assert!(tested.values().sum::<usize>() >= 1000);
}

#[test]
fn floats_agree_with_enclosures_and_both_know_the_domain() {
    let (mut defined, mut undefined) = (0, 0);
    for row in rows_of_one_argument() {
        let mut in_row = 0;
        for x in sample_points() {
            let float = float_at(row, x);
            match apply_at(row, &real(x), 128) {
                Ok(enclosure) => {
                    assert!(!float.is_nan(), "{}({x:e}) is undefined in floating point", row.name);
                    let middle = to_float(enclosure.lo());
                    // close to a zero of sine or cosine libm is as good as its argument
                    let close = (float - middle).abs() <= 1e-13 * middle.abs().max(1e-300);
                    assert!(close || float == middle, "{}({x:e}): {float:e}, {middle:e}", row.name);
                    in_row += 1;
                }
                Err(Outcome::Undefined) => {
                    assert!(float.is_nan(), "{}({x:e}) is {float:e} in floating point", row.name);
                    undefined += 1;
                }
                Err(outcome) => panic!("{}({x:e}): {outcome}", row.name),
            }
        }
        assert!(in_row >= 25, "{}: {in_row} points", row.name);
        assert!(float_at(row, f64::NAN).is_nan(), "{}(NaN)", row.name);
        defined += in_row;
    }
    assert!(defined > 2000 && undefined > 200, "{defined} defined, {undefined} undefined");
}

#[test]
fn functions_of_two_arguments_agree_with_enclosures() {
    let points = [-2.5, -1.0, -0.0, 0.25, 0.75, 1.0, 1.5, 2.0, 10.0, 1e10];
    let mut tested = 0;
    for row in functions::all().iter().filter(|row| row.arity == 2) {
        let Float::Two(float) = row.float else { panic!("{} has two arguments", row.name) };
        for (x, y) in points.iter().flat_map(|x| points.iter().map(move |y| (*x, *y))) {
            let enclosure = apply(row, &[point(&real(x)), point(&real(y))], 128);
            match enclosure {
                Ok(value) => {
                    assert!((float(x, y) - to_float(value.lo())).abs() <= 1e-14 * float(x, y).abs(), "{}", row.name)
                }
                Err(outcome) => {
                    assert_eq!(outcome, Outcome::Undefined, "{}({x}, {y})", row.name);
                    assert!(float(x, y).is_nan(), "{}({x}, {y})", row.name);
                }
            }
            tested += 1;
        }
        assert!(float(f64::NAN, 1.0).is_nan() && float(1.0, f64::NAN).is_nan(), "{}", row.name);
    }
    assert_eq!(tested, 300);
}

#[test]
fn enclosures_nest_with_precision() {
    let mut tested = 0;
    for row in rows_of_one_argument() {
        for x in sample_points() {
            let at = |precision| apply_at(row, &real(x), precision);
            let (Ok(coarse), Ok(middle), Ok(fine)) = (at(64), at(128), at(256)) else { continue };
            assert!(coarse.encloses(&middle) && middle.encloses(&fine), "{}({x:e})", row.name);
            tested += 1;
        }
    }
    assert!(tested > 2000, "{tested}");
}

#[test]
fn enclosures_over_intervals_contain_the_values_inside() {
    let mut random = Random::new(7);
    let mut tested = 0;
    for row in functions::all() {
        let mut in_row = 0;
        for _ in 0..300 {
            let arguments: Vec<Interval> = (0..row.arity).map(|_| random_interval(&mut random)).collect();
            let whole = apply(row, &arguments, 64);
            for _ in 0..3 {
                let inside: Vec<Interval> =
                    arguments.iter().map(|range| point(&random_inside(&mut random, range))).collect();
                match (&whole, apply(row, &inside, 128)) {
                    (Ok(whole), Ok(value)) => {
                        assert!(whole.encloses(&value), "{} over {arguments:?} at {inside:?}", row.name);
                        in_row += 1;
                    }
                    (Ok(_), Err(outcome)) => panic!("{} at {inside:?}: {outcome}", row.name),
                    (Err(Outcome::Undefined), value) => assert_eq!(value, Err(Outcome::Undefined), "{}", row.name),
                    (Err(_), _) => {}
                }
            }
        }
        assert!(in_row >= 30, "{}: {in_row}", row.name);
        tested += in_row;
    }
    assert!(tested > 10_000, "{tested}");
}

fn random_interval(random: &mut Random) -> Interval {
    let center = dyadic(random.between(-4000, 4000), -(random.between(0, 16) as isize));
    let width = dyadic(random.between(0, 4000), -(random.between(4, 20) as isize));
    point(&center).hull(&point(&center).add(&point(&width), 200))
}

fn random_inside(random: &mut Random, range: &Interval) -> Real {
    let part = point(&dyadic(random.between(0, 64), -6));
    let width = point(range.hi()).sub(&point(range.lo()), 200);
    point(range.lo()).add(&width.mul(&part, 200), 200).lo().clone()
}

/// The conditions are right together (see above); here each one is needed.
#[test]
fn each_condition_of_a_domain_excludes_something() {
    let mut tested = 0;
    for row in functions::all() {
        let conditions: Vec<_> = row.domain.iter().chain(row.differentiable).collect();
        for text in &conditions {
            let mut store = Store::new();
            let condition = read_condition(&mut store, text);
            let (u, v) = (store.symbol("?u"), store.symbol("?v"));
            let fails = |x: f64, y: f64| float::evaluate(&store, condition, &[(u, x), (v, y)]) == 0.0;
            if text.starts_with("cos(") {
                continue; // no floating-point number is an odd multiple of pi/2
            }
            let points = [-2.0, -1.0, 0.0, 0.5, 1.0, 2.0];
            assert!(points.iter().any(|&x| points.iter().any(|&y| fails(x, y))), "{}: {text} always holds", row.name);
            tested += 1;
        }
    }
    assert_eq!(tested, 40);
}

/// A function undoes the one that its row names, and nothing else undoes that one.
#[test]
fn inverses_undo_each_other() {
    let mut tested = 0;
    for row in rows_of_one_argument() {
        let Some(inverse) = functions::inverse(row.name) else { continue };
        assert_eq!(functions::inverse(inverse), Some(row.name), "{}", row.name);
        if row.inverse_of.is_empty() {
            continue;
        }
        let undone = functions::named(inverse).expect("the row exists");
        let mut in_row = 0;
        for x in sample_points().into_iter().map(real) {
            let Ok(value) = apply_at(row, &x, 400) else { continue };
            let Ok(again) = apply(undone, &[value], 400) else { continue };
            let error = again.sub(&point(&x), 200).abs();
            assert!(error.contains_zero(), "{}({}({x:?}))", undone.name, row.name);
            in_row += usize::from(*error.hi() <= dyadic(1, -100));
        }
        assert!(in_row > 20, "{}: {in_row}", row.name);
        tested += 1;
    }
    assert_eq!(tested, 14);
}

/// The intervals of a range with the value of each end, or the members of a set.
fn range_of(row: &Function) -> Vec<(Interval, [Option<bool>; 2])> {
    let text = row.range;
    if let Some(inner) = text.strip_prefix('{') {
        let members = inner.strip_suffix('}').expect("a set ends with a brace").split(", ");
        return members.map(|n| (Interval::integer(n.parse().expect("an integer")), [Some(true); 2])).collect();
    }
    text.split(" or ").map(|part| interval_of(row.name, part)).collect()
}

/// The interval and for each end whether it belongs to it, `None` for an infinite one.
fn interval_of(name: &str, text: &str) -> (Interval, [Option<bool>; 2]) {
    let (lo, hi) = text[1..text.len() - 1].split_once(", ").unwrap_or_else(|| panic!("{name}: {text} has two ends"));
    let closed = [text.starts_with('['), text.ends_with(']')];
    let value = |text: &str| value_of(text, &[], 300).unwrap_or_else(|e| panic!("{name}: {text}: {e}"));
    let lower = if lo == "-inf" { Real::neg_infinity() } else { value(lo).lo().clone() };
    let upper = if hi == "inf" { Real::infinity() } else { value(hi).hi().clone() };
    let ends =
        [(lo == "-inf", closed[0]), (hi == "inf", closed[1])].map(|(infinite, closed)| (!infinite).then_some(closed));
    (Interval::new(lower, upper).expect("the ends are in order"), ends)
}

/// Large, small and moderate arguments.
fn wide_points() -> Vec<Real> {
    let mut points: Vec<Real> = sample_points().into_iter().map(real).collect();
    for exponent in [-2000, -100, 20, 30, 2000] {
        points.extend([dyadic(1, exponent), dyadic(-1, exponent)]);
    }
    for exponent in [60, 2000] {
        // 1 ± 2^-60 and -1 ± 2^-60, and nearer ones
        let near = |sign: i64| point(&dyadic(1, 0)).add(&point(&dyadic(sign, -exponent)), 4000).lo().clone();
        points.extend([near(1), near(-1), -near(1), -near(-1)]);
    }
    for k in -40..=40 {
        // close to multiples of pi/4
        let multiple = (constants::PI.enclosure)(200).mul(&point(&dyadic(k, -2)), 200);
        points.extend([multiple.lo().clone(), multiple.hi().clone()]);
    }
    points
}

#[test]
fn values_stay_in_the_range_and_come_close_to_its_ends() {
    let mut ends = 0;
    for row in rows_of_one_argument() {
        let range = range_of(row);
        let values: Vec<Interval> = wide_points().iter().filter_map(|x| apply_at(row, x, 300).ok()).collect();
        assert!(values.len() > 35, "{}", row.name);
        for value in &values {
            let inside =
                range.iter().any(|(part, _)| part.encloses(value) || (!part.is_disjoint(value) && value.is_bounded()));
            let beyond = range.iter().any(|(part, _)| part.hi().is_infinite() && part.contains(value.lo()));
            assert!(inside || beyond, "{}: {} is not in {}", row.name, value.to_decimal(20), row.range);
        }
        for (part, closed) in &range {
            for (end, closed, up) in [(part.lo(), closed[0], false), (part.hi(), closed[1], true)] {
                let reached = values.iter().any(|value| match closed {
                    None if up => *value.hi() > dyadic(500, 0),
                    None => *value.lo() < dyadic(-500, 0),
                    Some(_) => point(end).sub(value, 64).abs().hi() <= &dyadic(1, -20),
                });
                assert!(reached, "{}: no value is close to an end of {}", row.name, row.range);
                if let Some(closed) = closed {
                    let attained = row.values.iter().any(|(at, value)| {
                        let finite = !at.ends_with(['+', '-', 'f']);
                        finite && !value_of(value, &[], 300).expect("a value is a number").is_disjoint(&point(end))
                    });
                    assert_eq!(
                        attained,
                        closed,
                        "{}: whether {} is in {}",
                        row.name,
                        point(end).to_decimal(9),
                        row.range
                    );
                }
                ends += 1;
            }
        }
    }
    assert_eq!(ends, 2 * (ROWS_OF_ONE_ARGUMENT + 11));
}

#[test]
fn parities_hold() {
    let mut tested = [0; 3];
    for row in rows_of_one_argument() {
        let (mut even, mut odd, mut points) = (true, true, 0);
        for x in wide_points() {
            match (apply_at(row, &x, 200), apply_at(row, &-x.clone(), 200)) {
                (Ok(right), Ok(left)) => {
                    even &= !right.is_disjoint(&left);
                    odd &= !right.is_disjoint(&left.neg());
                    points += 1;
                }
                (Err(a), Err(b)) => assert_eq!(a, b, "{}", row.name),
                (Ok(_), Err(_)) | (Err(_), Ok(_)) => (even, odd) = (false, false),
            }
        }
        let found = match (even && points > 20, odd && points > 20) {
            (true, false) => Parity::Even,
            (false, true) => Parity::Odd,
            (false, false) => Parity::Neither,
            (true, true) => panic!("{} is even and odd", row.name),
        };
        assert_eq!(found, row.parity, "{}", row.name);
        tested[found as usize] += 1;
    }
    assert_eq!(tested.iter().sum::<usize>(), ROWS_OF_ONE_ARGUMENT);
    assert!(tested.iter().all(|&count| count >= 5), "{tested:?}");
}

#[test]
fn monotonicities_hold() {
    let mut points: Vec<Real> = wide_points();
    // within these limits neighbouring values differ at 400 bits if they differ at all
    points
        .retain(|x| (dyadic(-12, 0)..=dyadic(12, 0)).contains(x) && (x.exponent() > -300 || x.significand().is_zero()));
    points.sort();
    points.dedup();
    assert!(points.len() > 80);
    let mut tested = 0;
    for row in rows_of_one_argument() {
        let values: Vec<Option<Interval>> = points.iter().map(|x| apply_at(row, x, 400).ok()).collect();
        let pieces = values.chunk_by(|a, b| a.is_some() == b.is_some()).filter(|run| run[0].is_some()).count();
        let (mut rises, mut falls, mut stays) = (0, 0, 0);
        for pair in values.windows(2) {
            let [Some(left), Some(right)] = pair else { continue };
            match (left.hi() < right.lo(), right.hi() < left.lo()) {
                (true, _) => rises += 1,
                (_, true) => falls += 1,
                (false, false) => stays += 1,
            }
        }
        let found = match (rises > 0, falls > 0, stays > 0) {
            (true, false, false) if pieces == 1 => Monotonicity::Increasing,
            (false, true, false) if pieces == 1 => Monotonicity::Decreasing,
            (true, false, true) if pieces == 1 => Monotonicity::Nondecreasing,
            _ => Monotonicity::Neither, // both ways, or in several pieces
        };
        assert_eq!(found, row.monotonicity, "{}: {rises} up, {falls} down, {stays} unknown, {pieces} pieces", row.name);
        tested += 1;
    }
    assert_eq!(tested, ROWS_OF_ONE_ARGUMENT);
}

#[test]
fn extreme_arguments_are_quick_and_sound() {
    let huge = [dyadic(1, 40), dyadic(1, 1 << 20), dyadic(3, 1 << 39), dyadic(1, -(1 << 39)), dyadic(1_000_000_000, 0)];
    let started = std::time::Instant::now();
    let mut tested = 0;
    for row in rows_of_one_argument() {
        for x in huge.iter().flat_map(|x| [x.clone(), -x.clone()]) {
            for precision in [64, 256] {
                match apply_at(row, &x, precision) {
                    Ok(value) => assert!(value.lo() <= value.hi(), "{}", row.name),
                    Err(outcome) => {
                        assert!(outcome == Outcome::Undefined || outcome == Outcome::Unknown, "{}", row.name)
                    }
                }
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 20 * ROWS_OF_ONE_ARGUMENT);
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    let value = |text: &str| value_of(text, &[], 128).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert!(value("sigmoid(-1000)").is_positive());
    assert!(*value("1 - tanh(1000000)").hi() < dyadic(1, -100));
    let softplus = value("softplus(800)");
    assert_eq!(compare(Relation::Greater, &softplus, &Interval::integer(799)), Some(true));
    assert!(*value("exp(1000000000)").lo() > dyadic(1, 1_442_695_040));
    assert_eq!(value("exp(exp(exp(100)))").hi(), &Real::infinity());
    let tiny = value("exp(-exp(exp(100)))");
    assert!(tiny.contains(&Real::zero()) && *tiny.hi() < dyadic(1, -1_000_000));
    assert!(value("Phi(-1000000)").is_positive() && *value("Phi(-1000000)").hi() < dyadic(1, -1_000_000));
    // a number so close to pi/2 that its cosine is about 2^-1000
    let pi = (constants::PI.enclosure)(1000).lo().clone();
    let nearly = Real::new(pi.significand().clone(), pi.exponent() - 1);
    let cosine = apply_at(functions::named("cos").expect("there is a cosine"), &nearly, 64).expect("it is defined");
    assert!(cosine.lo().sign() == cosine.hi().sign() && *cosine.abs().hi() < dyadic(1, -900));
}

#[test]
fn what_is_computed_steadily_is_the_same() {
    let rows = functions::all().iter().flat_map(|row| row.steady);
    let tested = rows.inspect(|(left, right)| {
        let [left, right] = [left, right].map(|side| side.replace('?', ""));
        let answer = gprime::equal((left.as_str(), right.as_str())).expect("they are read");
        assert!(matches!(answer.verdict, gprime::passes::equal::Verdict::Equal(_)), "{left} and {right}");
    });
    assert_eq!(tested.count(), 16);
}
