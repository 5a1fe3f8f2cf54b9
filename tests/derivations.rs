//! The derivatives that are printed agree with a table's, as enclosures at 200 bits.

mod common;

use common::slope::{Place, reread, somewhere};
use common::{Random, dyadic, number, point};
use gprime::eval::interval::{Argument, Interval, Outcome};
use gprime::expr::{self, ExprId, Node, Store};
use gprime::passes::{Derived, Request, derive};
use gprime::{render, syntax};

const POINTS: usize = 40;

/// Formula, assumptions, derivative: rows that this project keeps itself.
const OWN: &[(&str, &str, &str)] = &[
    ("sin(z)^3/(1+z^2)", "", "(3*sin(z)^2*cos(z)*(1+z^2)-2*z*sin(z)^3)/(1+z^2)^2"),
    ("z^a", "a > 0", "a*z^(a-1)"),
    ("a^z", "a > 0", "a^z*ln(a)"),
    ("z^z", "", "z^z*(ln(z)+1)"),
    ("sqrt(1+tanh(z))", "", "(1-tanh(z)^2)/(2*sqrt(1+tanh(z)))"),
    ("erf(z)*e^(-z)", "", "2/sqrt(pi)*e^(-z^2)*e^(-z)-erf(z)*e^(-z)"),
    ("atan(e^z)", "", "e^z/(1+e^(2*z))"),
    ("|z^3|", "", "{-3*z^2 if z<0; 3*z^2 if z>0}"),
    ("max(z, 2*z-1)", "", "{1 if z<1; 2 if z>1}"),
    ("asinh(z)", "", "1/sqrt(1+z^2)"),
    ("z^(-3)", "", "-3*z^(-4)"),
    ("ln(ln(z))", "", "1/(z*ln(z))"),
    ("tanh(tanh(tanh(z)))", "", "(1-tanh(tanh(tanh(z)))^2)*(1-tanh(tanh(z))^2)*(1-tanh(z)^2)"),
];

fn request(formula: &str, assume: &str) -> Request {
    let mut request = Request::new(formula);
    request.assume = assume.split(',').filter(|text| !text.is_empty()).map(str::to_owned).collect();
    request
}

fn lowered(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text}: {e}")).body
}

/// Compares on each piece, or on the whole line, at forty random points at 200 bits; how many pieces there were.
fn agreeing(name: &str, derived: &mut Derived, expected: &str) -> usize {
    let wanted = lowered(&mut derived.store, expected);
    let variable = derived.variable;
    let branches: Vec<(Option<ExprId>, ExprId)> = match derived.pieces.as_slice() {
        [] => vec![(None, derived.whole.derivative)],
        pieces => pieces.iter().map(|piece| (Some(piece.when), piece.branch.derivative)).collect(),
    };
    let mut random = Random::new(7);
    for &(when, derivative) in &branches {
        let printed = render::text(&derived.store, derivative);
        let found = reread(&mut derived.store, &printed);
        let symbols = [wanted, found].map(|root| derived.store.reachable(root)).concat();
        let symbols: Vec<ExprId> = symbols
            .into_iter()
            .filter(|&id| id != variable && matches!(derived.store.node(id), Node::Symbol(_)))
            .collect();
        let mut agreed = 0;
        for attempt in 0..4000 {
            let values: Vec<_> = symbols.iter().map(|&id| (id, parameter(&mut random))).collect();
            let far = dyadic(random.between(-(16 << 20), 16 << 20) * 2 + 1, -21);
            let at = if attempt < 2000 { somewhere(&mut random) } else { far };
            let place = Place { variable, at, parameters: &values };
            let inside = when.is_none_or(|when| place.satisfies(&mut derived.store, when) == Some(true));
            if !inside {
                continue;
            }
            match (place.value(&derived.store, found, 200), place.value(&derived.store, wanted, 200)) {
                (Ok(a), Ok(b)) => {
                    let allowed = b.abs().mul(&Interval::from_number(&number("1e-12"), 64), 64);
                    let apart = a.sub(&b, 200).abs();
                    assert!(apart.hi() <= allowed.lo(), "{name} at {}: {printed}, not {expected}", place.at);
                    agreed += 1;
                }
                (Err(Outcome::Undefined), Err(Outcome::Undefined)) => {}
                (a, b) => panic!("{name} at {}: {printed} is {a:?}, {expected} is {b:?}", place.at),
            }
            if agreed == POINTS {
                break;
            }
        }
        assert_eq!(agreed, POINTS, "{name}: {printed} on a piece");
    }
    branches.len()
}

/// A number between 0 and 1.
fn parameter(random: &mut Random) -> Argument {
    Argument::Between(point(&dyadic(random.between(1, 1023), -10)))
}

fn row(name: &str, formula: &str, assume: &str, derivative: &str) -> usize {
    let mut derived = derive(&request(formula, assume)).unwrap_or_else(|e| panic!("{name}: {e}"));
    agreeing(name, &mut derived, derivative)
}

#[test]
fn own_rows_agree() {
    let pieces = OWN.iter().map(|(formula, assume, derivative)| row(formula, formula, assume, derivative));
    assert_eq!(pieces.sum::<usize>(), 15, "13 formulas, two of them in two pieces");
}

#[test]
fn formulas_agree_with_what_sympy_finds() {
    let table = include_str!("data/formulas.tsv");
    let (mut formulas, mut pieces) = (0, 0);
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [formula, assume, derivative] = columns.as_slice() else { panic!("a row has three columns: {line}") };
        pieces += row(formula, formula, assume, derivative);
        formulas += 1;
    }
    assert_eq!((formulas, pieces), (67, 78));
}

#[test]
fn the_table_of_activations_agrees() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold/activations.tsv");
    let Ok(table) = std::fs::read_to_string(path) else {
        println!("skipped: the table of expected derivatives is not here");
        return;
    };
    let mut tested = 0;
    for line in table.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, assume, formula, derivative, ..] = columns.as_slice() else {
            panic!("a row has five columns: {line}")
        };
        row(name, formula, assume, derivative);
        tested += 1;
    }
    assert_eq!(tested, table.lines().count() - 1);
    assert!(tested >= 35);
}

#[test]
fn what_every_piece_needs_is_needed_by_the_whole() {
    let needed = |formula: &str| {
        let request = Request { wrt: Some("z".into()), ..Request::new(formula) };
        let derived = derive(&request).expect("it is differentiated");
        assert!(!derived.pieces.is_empty(), "{formula}");
        let conditions = derived.whole.conditions.iter();
        conditions.map(|&c| render::condition(&derived.store, c)).collect::<Vec<_>>()
    };
    assert_eq!(needed("z^abs(3)"), ["z > 0"]);
    assert_eq!(needed("max(0, z)*a^z"), ["a > 0"]);
    assert_eq!(needed("{z^a if z < 1; z otherwise}"), [""; 0], "only one piece needs z > 0");
    assert_eq!(needed("max(0, z)"), [""; 0]);
}
