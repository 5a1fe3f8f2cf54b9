//! What inputs are made from: the sentences of the grammar, the catalogue, claims and notes of the tests.

use std::path::Path;

use gprime::passes::equal::Request;
use gprime::render::certificate::certificate;
use gprime::{activations, equal};

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The inputs of a target.
pub fn of(target: &str) -> Vec<String> {
    match target {
        "parser" => sentences(),
        "derive" => formulas(),
        "equal" => pairs().into_iter().map(|(left, right)| format!("{left}\n{right}")).collect(),
        "check" => claims(),
        "certificate" => certificates(),
        other => panic!("there is no target {other}"),
    }
}

/// The sentences that the language reads, and the formulas.
fn sentences() -> Vec<String> {
    let text = file("grammar/accept.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    lines.filter(|line| !line.is_empty()).map(|line| line.replace("\\n", "\n")).chain(formulas()).collect()
}

fn formulas() -> Vec<String> {
    let known = activations::all().map(|row| row.formula.to_owned());
    let others = ["z^z", "|z - 1|*sin(z)", "(z^2 - 1)/(z - 1)", "tan(a*z)^3", "log_2(z^2 + 1)", "z^(1/3)*ln(z)"];
    known.chain(others.map(str::to_owned)).collect()
}

fn pairs() -> Vec<(String, String)> {
    let text = file("tests/data/claims.tsv");
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row.len() > 3).map(|row| (row[2].to_owned(), row[3].to_owned())).collect()
}

fn claims() -> Vec<String> {
    let mut found: Vec<String> = pairs().iter().map(|(left, right)| format!("$ {left} = {right} $\n")).collect();
    found.extend(formulas().iter().map(|formula| format!("Let $g(z) = {formula}$. Then $g'(z) = z$ for $z > 0$.\n")));
    for notes in ["sigmoid.md", "relu_family.md", "backprop.md", "swish_mish.md", "pasted.txt"] {
        let text = file(&format!("tests/cases/check/notes/{notes}"));
        found.extend(text.split("\n\n").filter(|part| part.len() < 600).map(str::to_owned));
    }
    found
}

fn certificates() -> Vec<String> {
    let short = pairs().into_iter().filter(|(left, right)| left.len() + right.len() < 60);
    let made = short.filter_map(|(left, right)| certificate(&equal(Request::new(&left, &right)).ok()?));
    made.filter(|text| text.len() < 20_000).collect()
}
