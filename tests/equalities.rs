//! Claims from tables: no verdict is wrong, and so many are decided.
//!
//! The tables lie beside the sources where they lie at all; `GPRIME_CORPORA` names another folder. A part of each long
//! table is taken; `GPRIME_CLAIMS=all` takes the whole.

mod common;

use std::collections::BTreeMap;

use common::corpora::{self, Claim, Kind, ROUNDED, is_wrong, with_cases, with_output, word};
use common::text;
use gprime::expr::{ExprId, Node, Number, Relation, Store};
use gprime::kernel::Refutation;
use gprime::passes::equal::{Verdict, equal};
use pretty_assertions::assert_eq;

/// A table, how many rows it has, and what is reached at least: each a number to be raised.
struct Table {
    file: &'static str,
    kind: Kind,
    rows: usize,
    /// Every so many rows one is taken, unless all are.
    every: usize,
    /// True claims in a hundred that are proved, for a point or formally.
    proved: usize,
    /// False claims in a hundred that are told apart at a point.
    refuted: usize,
    /// True claims in a hundred whose proof speaks of no known point, at most.
    formal: usize,
}

/// A table of which every row is taken and no proof is formal, with no bounds yet.
const TABLE: Table = Table { file: "", kind: Kind::Equalities, rows: 0, every: 1, proved: 0, refuted: 0, formal: 0 };
const EQUALITIES: Table = Table { file: "equalities.tsv", rows: 26, proved: 94, refuted: 100, ..TABLE };
const FRAMEWORKS: Table =
    Table { file: "frameworks_dev.tsv", kind: Kind::Frameworks, rows: 164, proved: 77, refuted: 100, ..TABLE };
const DERIVATIVES: Table =
    Table { file: "rubi_dev.tsv", kind: Kind::Derivatives, rows: 1000, every: 3, proved: 91, formal: 8, ..TABLE };
const FALSE_DERIVATIVES: Table =
    Table { file: "rubi_dev_false.tsv", kind: Kind::Derivatives, rows: 391, refuted: 91, ..TABLE };

/// What was found about the claims of a table.
#[derive(Debug, Default)]
struct Found {
    claims: usize,
    wrong: Vec<String>,
    /// How many of each verdict, by whether the claims are true.
    verdicts: BTreeMap<(bool, &'static str), usize>,
}

impl Found {
    fn of(&self, truth: bool, verdicts: &[&str]) -> usize {
        let chosen = self.verdicts.iter().filter(|((t, word), _)| *t == truth && verdicts.contains(word));
        chosen.map(|(_, count)| count).sum()
    }

    fn all(&self, truth: bool) -> usize {
        self.verdicts.iter().filter(|((t, _), _)| *t == truth).map(|(_, count)| count).sum()
    }
}

/// `None`, with a message, where the tables are not.
fn judged(table: &Table) -> Option<Found> {
    let Some(folder) = corpora::folder() else {
        println!("skipped: the tables of claims are not here");
        return None;
    };
    let text = std::fs::read_to_string(folder.join(table.file)).expect("the table is in its folder");
    let claims = corpora::read(table.kind, &text);
    assert_eq!(claims.len(), table.rows, "{}", table.file);
    let whole = std::env::var("GPRIME_CLAIMS").is_ok_and(|which| which == "all");
    let every = if whole { 1 } else { table.every };
    let mut found = Found::default();
    for claim in claims.iter().step_by(every) {
        judge(claim, &mut found);
    }
    assert_eq!(found.claims, table.rows.div_ceil(every));
    println!("{}: {} claims, {:?}", table.file, found.claims, found.verdicts);
    assert_eq!(found.wrong, Vec::<String>::new(), "{}", table.file);
    Some(found)
}

fn judge(claim: &Claim, found: &mut Found) {
    found.claims += 1;
    let answer = equal(&claim.request);
    let verdict = answer.as_ref().map_or("unreadable", word);
    *found.verdicts.entry((claim.truth, verdict)).or_default() += 1;
    let Ok(answer) = answer else { return };
    if is_wrong(claim, &answer) {
        found.wrong.push(format!("{verdict}: {}", claim.id));
    }
    match &answer.verdict {
        Verdict::Equal(proof) => assert!(proof.witness.is_some(), "{}: a proof without a point", claim.id),
        Verdict::Different(refutation) => assert!(differs(refutation), "{}: the values do not differ", claim.id),
        _ => {} // nothing to look at again
    }
}

/// Whether the values of a refutation are two numbers, or lie apart.
fn differs(refutation: &Refutation) -> bool {
    use gprime::eval::interval::Interval;
    use gprime::kernel::Value;
    let enclosed = |value: &Value| match value {
        Value::Exact(n) => Interval::from_number(n, 4096),
        Value::Enclosed(interval) => interval.clone(),
    };
    match refutation.values() {
        (Value::Exact(a), Value::Exact(b)) => a != b,
        (a, b) => enclosed(a).is_disjoint(&enclosed(b)),
    }
}

fn hold(table: &Table) {
    let Some(found) = judged(table) else { return };
    let (truths, lies) = (found.all(true), found.all(false));
    let (proved, formal) = (found.of(true, &["equal", "formal"]), found.of(true, &["formal"]));
    let refuted = found.of(false, &["different"]);
    assert!(proved * 100 >= table.proved * truths, "{}: {proved} of {truths} proved", table.file);
    assert!(formal * 100 <= table.formal * truths, "{}: {formal} of {truths} proved formally", table.file);
    assert!(refuted * 100 >= table.refuted * lies, "{}: {refuted} of {lies} told apart", table.file);
}

#[test]
fn claims_about_activations_are_decided() {
    hold(&EQUALITIES);
}

#[test]
fn derivatives_of_numerical_libraries_are_decided() {
    hold(&FRAMEWORKS);
}

#[test]
fn derivatives_of_an_integration_table_are_proved() {
    hold(&DERIVATIVES);
}

#[test]
fn derivatives_with_one_slip_are_told_apart() {
    hold(&FALSE_DERIVATIVES);
}

/// Derivatives with rounded constants are told from the exact ones, and by less than one part in 10^15.
#[test]
fn rounded_constants_are_no_exact_ones() {
    let rounded = ["2.3025850929940456", "0.6931471805599453", "0.7071067811865476", "1.1283791670955126"];
    let exact = ["ln(10)", "ln(2)", "1/sqrt(2)", "2/sqrt(pi)"];
    let mut tested = 0;
    for (rounded, exact) in rounded.iter().zip(exact) {
        let far = format!("{exact} + {exact}/10^15");
        let near = format!("{exact} - {exact}/10^15");
        for (left, right) in [(exact, *rounded), (&far, rounded), (&near, rounded)] {
            let found = verdict(left, right);
            assert!(matches!(found, Verdict::Different(_)), "{left} = {right}: {found:?}");
            tested += 1;
        }
    }
    assert_eq!((tested, ROUNDED.len()), (12, 3));
}

fn verdict(left: &str, right: &str) -> Verdict {
    equal(&gprime::passes::equal::Request::new(left, right)).expect("both are formulas").verdict
}

/// Values that floating point cannot hold are enclosed: too large, too small, and differences of such.
#[test]
fn what_is_beyond_floating_point_is_told_apart() {
    let different = [
        ("e^1000", "e^1001"),
        ("e^1000 + z", "e^1000"),
        ("e^(1000 + z^2)", "e^(1001 + z^2)"),
        ("sinh(1000)", "cosh(1000)"),
        ("e^(e^10)", "z"),
        ("10^400", "10^400 + 1"),
        ("10^400*e^z", "10^400*e^z + 1/10^400"),
        ("ln(10^400 + z)", "ln(10^400 + z + 1)"),
        ("ln(1e-300^22)", "2*ln(abs(z)) + 1/10^9"),
    ];
    let mut tested = 0;
    for (left, right) in different {
        let found = verdict(left, right);
        assert!(matches!(found, Verdict::Different(_)), "{left} = {right}: {found:?}");
        tested += 1;
    }
    for (left, right) in [("e^(1000 + z)", "e^1000*e^z"), ("ln(e^1000)", "1000")] {
        let found = verdict(left, right);
        assert!(matches!(found, Verdict::Equal(_)), "{left} = {right}: {found:?}");
        tested += 1;
    }
    // where nothing has a value, nothing differs; and values that are hardly known do not agree
    let nowhere = "no point was found where both sides have a value";
    let unknown = "no values were found that are known well enough to be compared, and no proof was found";
    let undecided = [
        ("ln(-1 - z^2)", "3", nowhere),
        ("ln(-1 - z^2)", "ln(-1 - z^2) + 1", nowhere),
        ("sqrt(-10^400)", "1/0", nowhere),
        ("sin(z + 10^e^9)", "sin(z)", unknown),
    ];
    for (left, right, why) in undecided {
        let found = verdict(left, right);
        assert!(matches!(&found, Verdict::Undecided(undecided) if undecided.why == why), "{left} = {right}: {found:?}");
        tested += 1;
    }
    assert_eq!(tested, 15);
}

/// The value of a formula of the tables' reader at `x`, if it is rational.
fn value(formula: &str, x: (i64, i64)) -> Option<Number> {
    let mut store = Store::new();
    let expr: ExprId = text::read(&mut store, formula);
    let values: Vec<_> =
        store.find_symbol("x").into_iter().map(|x_id| (x_id, Number::ratio(x.0, x.1).expect("a number"))).collect();
    gprime::eval::exact(&store, expr, &values)
}

/// `if(c, a, b)` and `y` are translated without a change of meaning, nested ones and neighbours too.
#[test]
fn conditionals_become_cases_and_the_output_its_formula() {
    assert_eq!(with_cases("2*if(x < 0, x, f(x, 1))"), "2*({x if x < 0; f(x, 1) otherwise})");
    assert_eq!(with_output("y/x + yes*y", "x^2"), "(x^2)/x + yes*(x^2)");
    let nested = with_cases("if(x > -1, if(x < 1, x, 1), -1) + if(x > 2, 10, 20)");
    let mut tested = 0;
    for (x, expected) in [((-3, 1), 19), ((0, 1), 20), ((1, 1), 21), ((3, 1), 11)] {
        assert_eq!(value(&nested, x), Number::ratio(expected, 1), "{nested} at {x:?}");
        tested += 1;
    }
    assert_eq!(tested, 4);
    // the condition is of the relation that was written
    let mut store = Store::new();
    let cases = text::read(&mut store, &with_cases("if(x >= 0, 1, 2)"));
    let Node::Cases(branch, _) = store.node(cases) else { panic!("they are cases") };
    let Node::Branch(when, _) = store.node(branch) else { panic!("the first branch has a condition") };
    assert!(matches!(store.node(when), Node::Compare(Relation::GreaterEqual, _, _)));
}
