//! Derivatives of random formulas agree with difference quotients of the formulas themselves.
//!
//! `GPRIME_FORMULAS` sets how many formulas each test takes.

mod common;

use common::formula::{Language, rough, smooth};
use common::slope::{Place, Slope, reread, somewhere};
use common::{Random, dyadic, point};
use gprime::eval::interval::Argument;
use gprime::expr::{ExprId, Store};
use gprime::functions::real::Real;
use gprime::passes::{Branch, DeriveError, Derived, Request, derive};
use gprime::render;
use gprime::trace::Condition;

const POINTS: usize = 40;

/// How many formulas to take.
fn wanted(usual: usize) -> usize {
    std::env::var("GPRIME_FORMULAS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// What was counted over many formulas.
#[derive(Debug, Default)]
struct Count {
    formulas: usize,
    /// Formulas with cases for which no list of pieces was found.
    stuck: usize,
    points: usize,
    /// Places where a condition fails though both sides are there.
    outside: usize,
    unsure: usize,
    closed: usize,
    from_output: usize,
    pieces: usize,
    borders: usize,
}

/// The texts of a branch, read again.
struct Texts {
    expressions: Vec<ExprId>,
    conditions: Vec<Condition>,
}

fn texts(derived: &mut Derived, branch: &Branch, count: &mut Count) -> Texts {
    let name = derived.name.clone();
    let mut expressions = Vec::new();
    let forms = [Some(branch.derivative), Some(branch.closed_form), branch.from_output];
    for (index, form) in forms.into_iter().enumerate() {
        let Some(form) = form else { continue };
        if index > 0 && form == branch.derivative {
            continue;
        }
        let text = render::text(&derived.store, form);
        let mut read = reread(&mut derived.store, &text);
        let name = derived.store.symbol(&name);
        read = derived.store.replace(read, name, branch.function);
        expressions.push(read);
        count.closed += usize::from(index == 1);
        count.from_output += usize::from(index == 2);
    }
    let through_output = branch.from_output.map(|form| derived.store.reachable(form));
    assert!(!through_output.is_some_and(|parts| parts.contains(&derived.variable)), "{name} alone");
    Texts { expressions, conditions: branch.conditions.clone() }
}

/// Compares at one place. `false` if the place says nothing.
fn compare(formula: &str, store: &mut Store, f: ExprId, texts: &Texts, place: &Place, count: &mut Count) -> bool {
    let met: Vec<_> = texts.conditions.iter().map(|&condition| place.holds(store, condition)).collect();
    let met = if met.contains(&Some(false)) {
        Some(false)
    } else if met.contains(&None) {
        None
    } else {
        Some(true)
    };
    let Some(met) = met else { return false };
    let mut told = false;
    for (&expression, slope) in texts.expressions.iter().zip(place.compare_each(store, f, &texts.expressions)) {
        let text = || render::text(store, expression);
        match (slope, met) {
            (Slope::Agrees, true) => told = true,
            (Slope::Agrees, false) => {
                if count.outside.is_multiple_of(40) {
                    println!("outside: {formula} at {}", place.at);
                }
                count.outside += 1;
            }
            (Slope::NoFunction, true) => {
                // the conditions hold, so that the function must be defined on both sides
                panic!("{formula}: the conditions hold at {} where the function is not defined", place.at)
            }
            (Slope::NoDerivative, true) => panic!("{formula}: at {} there is no {}", place.at, text()),
            (Slope::Differs(values), true) => {
                panic!(
                    "{formula}: at {} {} is {}, the slope {}",
                    place.at,
                    text(),
                    values.0.to_decimal(20),
                    values.1.to_decimal(20)
                )
            }
            (Slope::Unsure, true) => count.unsure += 1,
            (Slope::NoFunction | Slope::NoDerivative | Slope::Differs(_) | Slope::Unsure, _) => {}
        }
    }
    told
}

fn parameters(store: &Store, random: &mut Random) -> Vec<(ExprId, Argument)> {
    let a = dyadic(random.between(1, 3 << 10), -10);
    store.find_symbol("a").map(|id| (id, Argument::Between(point(&a)))).into_iter().collect()
}

/// Whether a formula has enough places, found by rough enclosures.
fn is_defined_often(derived: &Derived, random: &mut Random) -> bool {
    let parameters = parameters(&derived.store, random);
    let found = (0..24).filter(|_| {
        let place = Place { variable: derived.variable, at: somewhere(random), parameters: &parameters };
        let value = place.value(&derived.store, derived.whole.function, 64);
        value.is_ok_and(|value| value.is_bounded() && value.abs().hi() < &dyadic(1, 40))
    });
    found.count() >= 8
}

/// `None` for cases that no list of pieces was found for.
fn derived(formula: &str) -> Option<Derived> {
    let mut request = Request::new(formula);
    request.wrt = Some("z".into());
    if formula.contains('a') {
        request.assume = vec!["a > 0".into()];
    }
    match derive(&request) {
        Ok(derived) => Some(derived),
        Err(DeriveError::Stopped(_)) => None,
        Err(e) => panic!("{formula}: {e}"),
    }
}

/// Takes one formula if it is defined in enough places.
fn whole(formula: &str, random: &mut Random, count: &mut Count) {
    let Some(mut derived) = derived(formula) else {
        count.stuck += 1;
        return;
    };
    if !is_defined_often(&derived, random) {
        return;
    }
    let branch = derived.whole.clone();
    let texts = texts(&mut derived, &branch, count);
    let mut points = 0;
    for _ in 0..5 * POINTS {
        let parameters = parameters(&derived.store, random);
        let place = Place { variable: derived.variable, at: somewhere(random), parameters: &parameters };
        points += usize::from(compare(formula, &mut derived.store, branch.function, &texts, &place, count));
        if points == POINTS {
            break;
        }
    }
    count.points += points;
    count.formulas += usize::from(points > 0);
}

fn smooth_formulas(seed: u64, usual: usize) -> Count {
    let mut random = Random::new(seed);
    let mut count = Count::default();
    let language: Language = smooth();
    while count.formulas < wanted(usual) {
        let formula = language.formula(&mut random, 6);
        if formula.len() < 100 && formula.contains('z') {
            whole(&formula, &mut random, &mut count);
        }
    }
    println!("{count:?}");
    count
}

fn assert_smooth(count: &Count, usual: usize) {
    assert!(count.formulas >= usual);
    assert!(count.points >= 30 * count.formulas, "{count:?}");
    assert!(count.outside * 20 <= count.points, "{count:?}");
    assert!(count.unsure * 50 <= count.points, "{count:?}");
    assert!(count.closed * 20 >= count.formulas, "{count:?}");
}

#[test]
fn derivatives_of_smooth_formulas_are_slopes() {
    assert_smooth(&smooth_formulas(1, 150), wanted(150));
}

#[test]
fn derivatives_of_other_smooth_formulas_are_slopes() {
    assert_smooth(&smooth_formulas(2, 150), wanted(150));
}

/// Takes the pieces of one formula, each at its own places, and the borders between them.
fn piecewise(formula: &str, random: &mut Random, count: &mut Count) {
    let Some(mut derived) = derived(formula) else {
        count.stuck += 1;
        return;
    };
    if !is_defined_often(&derived, random) {
        return;
    }
    let f = derived.whole.function;
    let pieces = derived.pieces.clone();
    let mut points = 0;
    for piece in &pieces {
        let texts = texts(&mut derived, &piece.branch, count);
        let mut found = 0;
        for _ in 0..20 * POINTS {
            let parameters = parameters(&derived.store, random);
            let place = Place { variable: derived.variable, at: somewhere(random), parameters: &parameters };
            if place.satisfies(&mut derived.store, piece.when) != Some(true) || near_border(&derived, &place) {
                continue;
            }
            found += usize::from(compare(formula, &mut derived.store, f, &texts, &place, count));
            if found == POINTS {
                break;
            }
        }
        count.pieces += usize::from(found > 0);
        points += found;
    }
    count.points += points;
    count.formulas += usize::from(points > 0);
    borders(formula, &mut derived, random, count);
}

fn near_border(derived: &Derived, place: &Place) -> bool {
    derived.borders.iter().any(|border| {
        let at = place.value(&derived.store, border.at, 200).expect("a border is a number");
        at.sub(&point(&place.at), 200).abs().lo() < &dyadic(1, -19)
    })
}

/// At a smooth border and at a kink the function is defined and the slopes are those that are told.
fn borders(formula: &str, derived: &mut Derived, random: &mut Random, count: &mut Count) {
    use gprime::passes::BorderKind::{Kink, Smooth};
    for border in derived.borders.clone() {
        let (Smooth | Kink, Some(left), Some(right)) = (border.kind, border.left, border.right) else { continue };
        let Some(at) = dyadic_value(&derived.store, border.at) else { continue };
        let parameters = parameters(&derived.store, random);
        let place = Place { variable: derived.variable, at, parameters: &parameters };
        let f = derived.whole.function;
        let value = place.value(&derived.store, f, 300);
        assert!(value.is_ok(), "{formula} is not defined at its {:?} at {}", border.kind, place.at);
        for (sides, slope) in [((1, 0), left), ((0, 1), right)] {
            let found = place.compare_side(&derived.store, f, slope, sides);
            let text = render::text(&derived.store, slope);
            assert!(matches!(found, Slope::Agrees), "{formula}: at {} the slope {text}: {found:?}", place.at);
        }
        count.borders += 1;
    }
}

/// The value of a numeral, a quotient of numerals or minus one, if it is a dyadic number.
fn dyadic_value(store: &Store, at: ExprId) -> Option<Real> {
    let value = gprime::eval::exact(store, at, &[])?;
    let scaled = value.mul(&(1 << 20).into());
    Some(dyadic(if scaled.is_integer() { scaled.to_i64()? } else { return None }, -20))
}

#[test]
fn derivatives_of_pieces_are_slopes() {
    let mut random = Random::new(3);
    let mut count = Count::default();
    let language = rough();
    let wanted = wanted(60);
    while count.formulas < wanted {
        let formula = language.formula(&mut random, 4);
        let rough = ["max", "min", "|", "sign", "if"].iter().any(|word| formula.contains(word));
        if formula.len() < 160 && formula.contains('z') && rough {
            let pieces = derived(&formula).map_or(0, |derived| derived.pieces.len());
            if pieces > 0 {
                piecewise(&formula, &mut random, &mut count);
            } else {
                whole(&formula, &mut random, &mut count);
            }
        }
    }
    println!("{count:?}");
    assert!(count.pieces >= wanted && count.borders * 4 >= wanted && count.stuck <= count.formulas, "{count:?}");
    assert!(count.outside * 50 <= count.points && count.unsure * 50 <= count.points, "{count:?}");
}
