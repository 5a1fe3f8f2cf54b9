//! The derivatives that are printed agree with a table's, as enclosures at 200 bits.

use gprime::eval::interval::{Argument, enclose};
use gprime::expr::{self, ExprId, Node, Number, Store};
use gprime::passes::{Derived, Request, derive};
use gprime::syntax;

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

/// How many of forty points are defined on both sides, all of which agree to a relative 1e-12.
fn agreeing(derived: &mut Derived, expected: &str) -> usize {
    let wanted = lowered(&mut derived.store, expected);
    let found = derived.whole.derivative;
    let store = &derived.store;
    let symbols: Vec<ExprId> = [wanted, found, derived.variable]
        .into_iter()
        .flat_map(|root| store.reachable(root))
        .filter(|&id| matches!(store.node(id), Node::Symbol(_)))
        .collect();
    let mut seed: i64 = 12345;
    let mut agreed = 0;
    for _ in 0..40 {
        let mut values = Vec::new();
        for &symbol in &symbols {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            let number = if symbol == derived.variable {
                Number::ratio(seed % 8_191 - 4_095, 1_009)
            } else {
                Number::ratio(seed % 97 + 1, 101)
            };
            values.push((symbol, Argument::Exact(number.expect("the denominator is not 0"))));
        }
        let (Ok(a), Ok(b)) = (enclose(store, found, &values, 200), enclose(store, wanted, &values, 200)) else {
            continue;
        };
        let (a, b) = (a.to_decimal(15), b.to_decimal(15));
        let first = |text: &str| text.trim_start_matches('[').split(',').next().map(str::to_owned);
        let read = |text: &str| first(text)?.replace('…', "").parse::<f64>().ok();
        let (Some(x), Some(y)) = (read(&a), read(&b)) else { panic!("{a} and {b} are no decimals") };
        assert!((x - y).abs() <= 1e-12 * y.abs().max(1e-300), "{expected}: {a} is not {b}");
        agreed += 1;
    }
    agreed
}

fn row(name: &str, formula: &str, assume: &str, derivative: &str) {
    let mut derived = derive(&request(formula, assume)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let agreed = agreeing(&mut derived, derivative);
    assert!(agreed >= 8, "{name}: only {agreed} points");
}

#[test]
fn own_rows_agree() {
    let tested = OWN.iter().inspect(|(formula, assume, derivative)| row(formula, formula, assume, derivative)).count();
    assert_eq!(tested, 13);
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
