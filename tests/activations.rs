//! The catalogue: every row is well formed, has the values and slopes that independent programs compute, and what it says
//! of frameworks is what they do.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use common::{Agreement, agreement, dyadic, enclosure, number};
use gprime::activations::{self, Activation};
use gprime::eval::float;
use gprime::eval::interval::{Argument, Interval, enclose};
use gprime::expr::{self, ExprId, Node, Number, Store};
use gprime::passes::{BorderKind, Derived, Request, Status, derive};
use gprime::{functions, syntax};

/// How many rows there are, so that a loop over fewer is noticed.
const ROWS: usize = 141;
/// How many lines the tables of values and slopes have.
const POINTS: usize = 1044;

const VALUES: &str = include_str!("data/activations/values.tsv");
const SLOPES: &str = include_str!("data/activations/slopes.tsv");
const CONVENTIONS: &str = include_str!("data/activations/conventions.tsv");

fn lowered(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    let lowered = expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text}: {}", e.message));
    assert!(lowered.right.is_none() && lowered.name.is_none(), "{text} is a formula");
    lowered.body
}

fn symbols(store: &Store, root: ExprId) -> BTreeSet<String> {
    let name = |id| match store.node(id) {
        Node::Symbol(symbol) => Some(store.name(symbol).to_owned()),
        _ => None, // only symbols have names
    };
    store.reachable(root).into_iter().filter_map(name).collect()
}

/// The value of a formula without symbols besides the given ones.
fn exact(text: &str, given: &Given) -> Number {
    let mut store = Store::new();
    let formula = lowered(&mut store, text);
    let values: Vec<_> = given.iter().map(|(name, value)| (store.symbol(name), value.clone())).collect();
    gprime::eval::exact(&store, formula, &values).unwrap_or_else(|| panic!("{text} has an exact value"))
}

type Given = BTreeMap<String, Number>;

/// The parameters as a table writes them: `alpha=1/4 beta=2`, or `-` for none.
fn given(text: &str) -> Given {
    let pairs = text.split(' ').filter(|pair| *pair != "-");
    pairs.map(|pair| pair.split_once('=').expect("a pair has =")).map(|(name, v)| (name.into(), number(v))).collect()
}

/// The lines of a table without its heading, each in `N` columns.
fn table<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        columns.try_into().unwrap_or_else(|_| panic!("{N} columns: {line}"))
    })
}

fn row(name: &str) -> &'static Activation {
    activations::all().find(|row| row.name == name).unwrap_or_else(|| panic!("{name} is in the catalogue"))
}

fn arguments(store: &mut Store, z: Number, given: &Given) -> Vec<(ExprId, Argument)> {
    let mut all: Vec<_> = given.iter().map(|(name, value)| (store.symbol(name), value.clone().into())).collect();
    all.push((store.symbol("z"), z.into()));
    all
}

/// Asserts that an enclosure differs from a decimal by at most one part in 10^15, or by 10^-100.
fn assert_close(found: &Interval, wanted: &str, place: &str) {
    let [wanted, part, least] = [wanted, "1e-15", "1e-100"].map(|text| Interval::from_number(&number(text), 300));
    let error = found.sub(&wanted, 300).abs();
    let allowed = wanted.abs().mul(&part, 300).max(&least);
    assert!(error.hi() <= allowed.lo(), "{place}: {} is not {}", found.to_decimal(20), wanted.to_decimal(20));
}

#[test]
fn rows_are_complete() {
    let mut tested = 0;
    for row in activations::all() {
        let mut store = Store::new();
        let formula = lowered(&mut store, row.formula);
        let mut declared: BTreeSet<String> = row.parameters.iter().map(|p| p.name.to_owned()).collect();
        assert_eq!(declared.len(), row.parameters.len(), "{}: a parameter twice", row.name);
        assert!(declared.insert("z".into()), "{}: z is the variable", row.name);
        assert_eq!(symbols(&store, formula), declared, "{}", row.name);
        for text in [row.name, row.title, row.source] {
            assert!(!text.trim().is_empty() && text.trim() == text, "{}: {text:?}", row.name);
        }
        for p in row.parameters {
            assert!(!p.meaning.is_empty() && p.meaning.split(' ').count() <= 2, "{}: {}", row.name, p.name);
        }
        for name in std::iter::once(row.name).chain(row.aliases.iter().copied()) {
            let usual = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(name.chars().all(usual) && name.len() > 1, "{name}");
        }
        for (framework, symbol) in row.frameworks {
            assert!(["PyTorch", "JAX", "Keras", "TensorFlow", "ONNX", "timm"].contains(framework), "{framework}");
            assert!(!symbol.is_empty());
        }
        tested += 1;
    }
    assert_eq!(tested, ROWS);
}

#[test]
fn defaults_are_numbers_that_keep_the_assumptions() {
    let (mut defaults, mut assumptions) = (0, 0);
    for row in activations::all() {
        let with_default = row.parameters.iter().filter(|p| !p.default.is_empty());
        let values: Given = with_default.map(|p| (p.name.to_owned(), exact(p.default, &Given::new()))).collect();
        defaults += values.len();
        for p in row.parameters.iter().filter(|p| !p.assume.is_empty()) {
            let tree = syntax::parse_condition(p.assume).unwrap_or_else(|e| panic!("{}: {e}", p.assume));
            let mut store = Store::new();
            let condition = expr::lower(&tree, &mut store).expect("an assumption has a meaning").body;
            let named = symbols(&store, condition);
            assert!(named.contains(p.name), "{}: {} says nothing of {}", row.name, p.assume, p.name);
            assert!(named.iter().all(|name| row.parameters.iter().any(|p| p.name == name)), "{}", p.assume);
            if named.iter().all(|name| values.contains_key(name)) {
                let values: Vec<_> = values.iter().map(|(name, n)| (store.symbol(name), n.to_f64())).collect();
                assert!(float::holds(&store, condition, &values), "{}: {}", row.name, p.assume);
                assumptions += 1;
            }
        }
    }
    assert_eq!((defaults, assumptions), (89, 78));
}

#[test]
fn names_are_not_shared() {
    let mut seen = HashMap::new();
    for row in activations::all() {
        for name in std::iter::once(row.name).chain(row.aliases.iter().copied()) {
            assert_eq!(seen.insert(name, row.name), None, "{name}");
            assert_eq!(activations::find(name), Some(row), "{name}");
        }
    }
    assert_eq!(seen.len(), 194);
}

/// Every activation of a scalar that the frameworks have is in the catalogue and is found by their name.
#[test]
fn frameworks_are_covered() {
    let lists = [
        (
            "torch.nn.",
            "ELU Hardshrink Hardsigmoid Hardtanh Hardswish LeakyReLU LogSigmoid PReLU ReLU ReLU6 RReLU SELU CELU GELU \
             Sigmoid SiLU Mish Softplus Softshrink Softsign Tanh Tanhshrink Threshold Identity",
        ),
        (
            "jax.nn.",
            "relu relu6 sigmoid softplus sparse_plus sparse_sigmoid soft_sign silu log_sigmoid leaky_relu hard_sigmoid \
             hard_swish hard_tanh tanh elu celu selu gelu squareplus mish identity log1mexp",
        ),
        (
            "keras.activations.",
            "celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid mish \
             relu relu6 selu sigmoid silu soft_shrink softplus softsign sparse_plus sparse_sigmoid squareplus tanh \
             tanh_shrink threshold",
        ),
        ("tf.nn.", "elu gelu leaky_relu relu relu6 selu sigmoid silu softplus softsign tanh"),
    ];
    let mut tested = 0;
    for (prefix, names) in lists {
        for name in names.split_whitespace() {
            let symbol = format!("{prefix}{name}");
            let named = activations::all().any(|row| row.frameworks.iter().any(|(_, known)| *known == symbol));
            assert!(named && activations::find(name).is_some(), "{symbol}");
            tested += 1;
        }
    }
    assert_eq!(tested, 83);
}

/// The rows whose derivatives are expected elsewhere have the formulas that are expected there.
#[test]
fn expected_rows_are_in_the_catalogue() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/gold/activations.tsv");
    let Ok(table) = std::fs::read_to_string(path) else {
        println!("skipped: the table of expected derivatives is not here");
        return;
    };
    let tested = table.lines().skip(1).inspect(|line| {
        let mut columns = line.split('\t');
        let name = columns.next().expect("a name");
        assert_eq!(Some(row(name).formula), columns.nth(1), "{name}");
    });
    assert_eq!(tested.count(), table.lines().count() - 1);
}

/// A name that is also a function of the language means the same function.
#[test]
fn names_of_functions_mean_the_function() {
    let mut tested = 0;
    for row in activations::all() {
        let names = std::iter::once(row.name).chain(row.aliases.iter().copied());
        for function in names.filter_map(functions::named) {
            for (p, q) in [(-7, 2), (-1, 3), (1, 8), (5, 3)] {
                let mut store = Store::new();
                let ours = lowered(&mut store, row.formula);
                let theirs = lowered(&mut store, &format!("{}(z)", function.name));
                let z = Number::ratio(p, q).expect("q > 0");
                let values = arguments(&mut store, z, &Given::new());
                assert_eq!(agreement(&store, ours, theirs, &values), Agreement::Equal, "{}", row.name);
            }
            tested += 1;
        }
    }
    assert_eq!(tested, 12);
    let normal = |name: &str| name.to_ascii_lowercase();
    let written: Vec<_> = functions::all().iter().filter(|f| normal(f.name) != f.name).map(|f| f.name).collect();
    assert_eq!(written, ["Phi"]);
    assert_eq!(activations::find("Phi"), None, "the activation phi would hide the function Phi");
}

#[test]
fn names_are_found_as_people_write_them() {
    let spellings = [
        ("ReLU", "relu"),
        ("Leaky-ReLU", "leaky_relu"),
        ("SiLU", "swish"),
        ("Hard Sigmoid", "hard_sigmoid"),
        ("GELU", "gelu"),
        (" E-swish ", "e_swish"),
        ("ReLU6", "relu6"),
        ("TeLU", "tanhexp"),
    ];
    for (written, name) in spellings {
        assert_eq!(activations::find(written).map(|row| row.name), Some(name), "{written}");
    }
    for unknown in ["", "-", "sigmoid(z)", "re lu", "max(0,z)", "σ"] {
        assert_eq!(activations::find(unknown), None, "{unknown}");
    }
}

#[test]
fn values_are_those_of_an_independent_program() {
    let mut tested = 0;
    let mut sets: BTreeMap<&str, Vec<Given>> = BTreeMap::new();
    for [name, parameters, z, value] in table(VALUES) {
        let row = row(name);
        let given = given(parameters);
        let mut store = Store::new();
        let formula = lowered(&mut store, row.formula);
        let values = arguments(&mut store, number(z), &given);
        let place = format!("{name} {parameters} at {z}");
        let found = enclosure(&store, formula, &values).unwrap_or_else(|e| panic!("{place}: {e}"));
        assert_close(&found, value, &place);
        let sets = sets.entry(name).or_default();
        if sets.last() != Some(&given) {
            sets.push(given);
        }
        tested += 1;
    }
    assert_eq!((tested, sets.len()), (POINTS, ROWS));
    // Values are at the defaults first, and with parameters at others too.
    for row in activations::all() {
        let sets = &sets[row.name];
        assert_eq!(sets.len(), if row.parameters.is_empty() { 1 } else { 2 }, "{}", row.name);
        for p in row.parameters.iter().filter(|p| !p.default.is_empty()) {
            assert_eq!(sets[0][p.name], exact(p.default, &Given::new()), "{}: {}", row.name, p.name);
        }
    }
}

/// What `derive` finds for every row.
fn derivations() -> BTreeMap<&'static str, Derived> {
    let derived = |row: &Activation| derive(&Request::new(row.name)).unwrap_or_else(|e| panic!("{}: {e}", row.name));
    activations::all().map(|row| (row.name, derived(row))).collect()
}

#[test]
fn every_row_is_derived_and_checked() {
    let derivations = derivations();
    let finished = derivations.values().filter(|derived| derived.status == Status::Finished).count();
    assert_eq!((derivations.len(), finished), (ROWS, ROWS));
    // The other rows have no cases, or cases at places that are not found.
    let in_pieces = derivations.values().filter(|derived| derived.pieces.len() >= 2).count();
    assert!(in_pieces >= 55, "{in_pieces}");
}

/// The derivative as one formula, and on its piece the derivative, the closed form and the form through the output alone,
/// in which `g` stands for the function's value.
#[test]
fn slopes_are_those_of_an_independent_program() {
    let mut derivations = derivations();
    let (mut tested, mut on_pieces, mut from_output) = (0, 0, 0);
    for [name, parameters, z, slope] in table(SLOPES) {
        let derived = derivations.get_mut(name).expect("a row of the catalogue");
        let place = format!("{name} {parameters} at {z}");
        let mut values = arguments(&mut derived.store, number(z), &given(parameters));
        let value = enclose(&derived.store, derived.whole.function, &values, 2000);
        let g = derived.store.symbol(&derived.name);
        values.push((g, Argument::Between(value.unwrap_or_else(|e| panic!("{place}: {e}")))));
        let floats: Vec<(ExprId, f64)> =
            values.iter().filter_map(|(symbol, value)| Some((*symbol, float_of(value)?))).collect();
        let here = derived.pieces.iter().find(|piece| float::holds(&derived.store, piece.when, &floats));
        assert!(derived.pieces.is_empty() || here.is_some(), "{place}: on no piece");
        let branches = std::iter::once(&derived.whole).chain(here.map(|piece| &piece.branch));
        for form in branches.flat_map(|b| [Some(b.derivative), Some(b.closed_form), b.from_output]).flatten() {
            let found = enclosure(&derived.store, form, &values).unwrap_or_else(|e| panic!("{place}: {e}"));
            assert_close(&found, slope, &place);
        }
        on_pieces += usize::from(here.is_some());
        from_output += usize::from(derived.whole.from_output.is_some());
        tested += 1;
    }
    assert_eq!(tested, POINTS);
    assert!(on_pieces >= 400 && from_output >= 90, "{on_pieces}, {from_output}");
}

fn float_of(value: &Argument) -> Option<f64> {
    match value {
        Argument::Exact(number) => Some(number.to_f64()),
        Argument::Between(_) => None,
    }
}

/// What `derive` says of borders, against values and difference quotients beside them.
#[test]
fn borders_have_the_slopes_and_limits_that_are_said() {
    let (mut slopes, mut limits, mut exceptions, mut other) = (0, 0, 0, 0);
    for (name, derived) in derivations() {
        let Derived { mut store, borders, .. } = derived;
        let sets: BTreeSet<&str> = table::<4>(VALUES).filter(|line| line[0] == name).map(|line| line[1]).collect();
        for (border, set) in borders.iter().flat_map(|border| sets.iter().map(move |set| (border, *set))) {
            let given = given(set);
            let symbols = arguments(&mut store, Number::ZERO, &given);
            let exact: Vec<_> = given.iter().map(|(name, value)| (store.symbol(name), value.clone())).collect();
            let at = gprime::eval::exact(&store, border.at, &exact).expect("borders are rational");
            let beside = [-1, 1].map(|direction| match border.kind {
                BorderKind::Jump => value_at(row(name), at.add(&step(direction)), &given),
                BorderKind::Smooth | BorderKind::Kink => quotient(row(name), &at, &given, direction),
                BorderKind::Vertical | BorderKind::Undefined | BorderKind::Unknown => Interval::integer(0),
            });
            let (Some(left), Some(right)) = (border.left, border.right) else {
                other += 1;
                continue;
            };
            for (said, found) in [left, right].into_iter().zip(&beside) {
                let said = enclosure(&store, said, &symbols).unwrap_or_else(|e| panic!("{name}: {e}"));
                let error = said.sub(found, 300).abs();
                assert!(*error.hi() < dyadic(1, -120), "{name} {set} at {at:?}: {} said", said.to_decimal(10));
            }
            let apart = *beside[0].sub(&beside[1], 300).abs().lo() > dyadic(1, -120);
            let unless = border.unless.is_some_and(|unless| {
                let sides = [unless.left, unless.right].map(|side| enclosure(&store, side, &symbols));
                sides[0].as_ref().expect("it has a value").sub(sides[1].as_ref().expect("it too"), 300).contains_zero()
            });
            let said = matches!(border.kind, BorderKind::Jump | BorderKind::Kink) && !unless;
            assert_eq!(apart, said, "{name} {set} at {at:?}: {:?}", border.kind);
            exceptions += usize::from(unless);
            *if border.kind == BorderKind::Jump { &mut limits } else { &mut slopes } += 1;
        }
    }
    assert!(slopes >= 115 && limits >= 11 && exceptions >= 6, "{slopes}, {limits}, {exceptions}");
    assert!(10 * other <= slopes, "{other}");
}

/// `2^-200`, or its opposite for a negative direction.
fn step(direction: i64) -> Number {
    Number::from(direction).div(&Number::from(2).pow(200).expect("it is small")).expect("it is not 0")
}

fn value_at(row: &Activation, z: Number, given: &Given) -> Interval {
    let mut store = Store::new();
    let formula = lowered(&mut store, row.formula);
    let values = arguments(&mut store, z, given);
    enclose(&store, formula, &values, 2000).unwrap_or_else(|e| panic!("{}: {e}", row.name))
}

/// A difference quotient over [`step`].
fn quotient(row: &Activation, at: &Number, given: &Given, direction: i64) -> Interval {
    let step = step(direction);
    let change = value_at(row, at.add(&step), given).sub(&value_at(row, at.clone(), given), 1000);
    change.div(&Interval::from_number(&step, 1000), 500).expect("the step is not 0")
}

/// Formulas have values at the places where pieces usually meet.
#[test]
fn formulas_are_defined_everywhere() {
    let places = ["-6", "-3", "-2", "-1", "-1/2", "0", "1/2", "1", "2", "3", "6"].map(number);
    let (mut tested, mut undefined) = (0, BTreeSet::new());
    for [name, parameters, ..] in table::<4>(VALUES) {
        let given = given(parameters);
        for z in &places {
            let mut store = Store::new();
            let formula = lowered(&mut store, row(name).formula);
            let values = arguments(&mut store, z.clone(), &given);
            if enclose(&store, formula, &values, 200).is_err() {
                undefined.insert(name);
            }
            tested += 1;
        }
    }
    assert_eq!(tested, places.len() * POINTS);
    assert_eq!(undefined.into_iter().collect::<Vec<_>>(), ["log1mexp", "sinc", "soft_exponential_log"]);
}

/// A convention stands where both one-sided slopes differ, which is where there is no derivative.
#[test]
fn conventions_stand_where_there_is_no_derivative() {
    let mut tested = 0;
    for row in activations::all() {
        let set = table::<4>(VALUES).filter(|line| line[0] == row.name).last().expect("a row has values")[1];
        let given = given(set);
        for c in row.conventions {
            let at = exact(c.at, &given);
            exact(c.value, &given);
            assert!(!c.who.is_empty());
            let [left, right] = [-1, 1].map(|direction| quotient(row, &at, &given, direction));
            let apart = left.sub(&right, 200).abs();
            let least = Interval::from_number(&number("1e-6"), 200);
            assert!(apart.lo() > least.hi(), "{} has a derivative at {}", row.name, c.at);
            tested += 1;
        }
    }
    assert_eq!(tested, 46);
}

/// What was measured stands in the catalogue.
#[test]
fn conventions_are_those_that_were_measured() {
    let mut tested = 0;
    for [name, parameters, at, who, value] in table(CONVENTIONS) {
        let given = given(parameters);
        let (at, value) = (number(at), number(value));
        let near = |a: &Number| (a.to_f64() - value.to_f64()).abs() <= 1e-12;
        let said = row(name).conventions.iter().filter(|c| c.who.contains(who) && exact(c.at, &given) == at);
        let said: Vec<_> = said.collect();
        let [convention] = said.as_slice() else { panic!("{name} at {at:?} by {who}: {said:?}") };
        assert!(near(&exact(convention.value, &given)), "{name} at {at:?} by {who}");
        tested += 1;
    }
    assert_eq!(tested, 51);
}
