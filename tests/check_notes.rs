//! The judge of documents against notes and fragments as people write them, and the verdicts of a careful teacher.
//!
//! `tests/cases/check/expected.tsv` has a row for each line that states or defines something: file, line (or the lines
//! of one claim, `27-30`), verdict (`a|b` where both are right), why, and what `bench/check_notes.py` tests by numbers; a row without that was judged by
//! hand, which its note says.
//! A line with several claims has the verdict of the worst of them. `inherits` is a line that is false because of a line
//! before it; a note that begins with `right again` is on a true line that does not follow from the one before it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/check");
const FILES: usize = 73;
const ROWS: usize = 626;
/// The lines on which the program and the teacher agree, at least.
const AGREED: usize = 614;

/// Verdicts from the worst to the best: a line has the worst of its claims.
const ORDER: [&str; 7] = ["refuted", "unreadable", "undecided", "formal", "assumed", "proved", "definition"];

/// What is expected of a line.
struct Row {
    file: String,
    lines: RangeInclusive<u64>,
    verdicts: Vec<String>,
    note: String,
}

/// A claim as the program tells it.
struct Claim {
    line: u64,
    verdict: String,
    inherits: bool,
    because: String,
}

/// How the program differs from the table.
#[derive(Default)]
struct Outcome {
    rows: usize,
    files: usize,
    agreed: usize,
    wrongly_proved: Vec<String>,
    wrongly_refuted: Vec<String>,
    others: Vec<String>,
}

fn row(text: &str) -> Row {
    let fields: Vec<&str> = text.split('\t').collect();
    let [file, lines, verdicts, note, _check] = fields.as_slice() else { panic!("a row has five columns: {text}") };
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let number = |text: &str| text.parse::<u64>().unwrap_or_else(|_| panic!("no line: {text}"));
    Row {
        file: (*file).to_owned(),
        lines: number(first)..=number(last),
        verdicts: verdicts.split('|').map(str::to_owned).collect(),
        note: (*note).to_owned(),
    }
}

fn rows() -> Vec<Row> {
    let table = std::fs::read_to_string(format!("{FOLDER}/expected.tsv")).expect("the table is there");
    table.lines().skip(1).map(row).collect()
}

fn claims(file: &str) -> Vec<Claim> {
    let path = format!("{FOLDER}/{file}");
    let output = Command::new(env!("CARGO_BIN_EXE_gprime")).args(["check", &path, "--format", "json"]).output();
    let output = output.expect("the program runs");
    let document: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{file}: {error}: {}", String::from_utf8_lossy(&output.stderr)));
    let text = |claim: &Value, key: &str| claim[key].as_str().expect("a text").to_owned();
    let claims = document["claims"].as_array().expect("there are claims").iter();
    claims
        .map(|claim| Claim {
            line: claim["line"].as_u64().expect("a line"),
            verdict: text(claim, "verdict"),
            inherits: claim["inherits"].as_bool().expect("true or false"),
            because: text(claim, "because"),
        })
        .collect()
}

fn rank(verdict: &str) -> usize {
    ORDER.iter().position(|&known| known == verdict).unwrap_or_else(|| panic!("no verdict: {verdict}"))
}

impl Row {
    fn expects(&self, verdict: &str) -> bool {
        self.verdicts.iter().any(|expected| expected == verdict)
    }

    /// Whether the claims of the line get the verdict of the table. What holds under assumptions that are said holds.
    fn agrees(&self, got: &str, here: &[&Claim]) -> bool {
        let inherits = got == "refuted" || here.iter().any(|claim| claim.inherits);
        self.expects(got) || (self.expects("proved") && got == "assumed") || (self.expects("inherits") && inherits)
    }

    /// Whether a false line, or one that says too little, is called true. A guessed reading may be assumed, not proved.
    fn wrongly_proved(&self, here: &[&Claim]) -> bool {
        let is = |verdict: &str| here.iter().any(|claim| claim.verdict == verdict);
        let holds = is("proved") || (is("assumed") && !self.expects("unreadable"));
        let exact = self.expects("proved") || self.expects("definition") || self.note.starts_with("right again");
        let refused = is("refuted") || is("unreadable") || is("undecided");
        !exact && holds && !refused
    }

    /// Whether a true line is called false.
    fn wrongly_refuted(&self, got: &str) -> bool {
        got == "refuted" && !self.expects("refuted") && !self.expects("inherits") && !self.expects("unreadable")
    }
}

impl Outcome {
    fn judge(&mut self, row: &Row, all: &[Claim], source: &str) {
        let here: Vec<&Claim> = all.iter().filter(|claim| row.lines.contains(&claim.line)).collect();
        let worst = here.iter().min_by_key(|claim| rank(&claim.verdict));
        let (got, because) = worst.map_or(("none", ""), |claim| (&claim.verdict, &claim.because));
        let line = row.lines.start();
        let text = usize::try_from(line - 1).ok().and_then(|at| source.lines().nth(at)).expect("a line of the file");
        let expected = row.verdicts.join("|");
        let told = format!("{}:{line}: {} ({expected}, {}; got {got}: {because})", row.file, text.trim(), row.note);
        self.rows += 1;
        self.agreed += usize::from(row.agrees(got, &here));
        if row.wrongly_proved(&here) {
            self.wrongly_proved.push(told);
        } else if row.wrongly_refuted(got) {
            self.wrongly_refuted.push(told);
        } else if !row.agrees(got, &here) {
            self.others.push(told);
        }
    }

    /// A claim on a line that states nothing: refuted it is a wrong accusation, and otherwise a difference.
    fn stray(&mut self, file: &str, claim: &Claim) {
        let told = format!("{file}:{}: nothing is stated (got {}: {})", claim.line, claim.verdict, claim.because);
        match claim.verdict.as_str() {
            "refuted" => self.wrongly_refuted.push(told),
            _ => self.others.push(told), // shown, and not counted as a row
        }
    }
}

/// The verdicts on all documents, found once for all tests.
fn outcome() -> &'static Outcome {
    static FOUND: OnceLock<Outcome> = OnceLock::new();
    FOUND.get_or_init(found)
}

fn found() -> Outcome {
    let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows() {
        files.entry(row.file.clone()).or_default().push(row);
    }
    let mut outcome = Outcome::default();
    for (file, rows) in &files {
        let source = std::fs::read_to_string(format!("{FOLDER}/{file}")).expect("the document is there");
        let all = claims(file);
        rows.iter().for_each(|row| outcome.judge(row, &all, &source));
        let stray = all.iter().filter(|claim| !rows.iter().any(|row| row.lines.contains(&claim.line)));
        stray.for_each(|claim| outcome.stray(file, claim));
        outcome.files += 1;
    }
    assert_eq!((outcome.files, outcome.rows), (FILES, ROWS));
    outcome
}

#[test]
fn no_false_line_is_proved() {
    let wrong = &outcome().wrongly_proved;
    assert!(wrong.is_empty(), "{} false lines are proved:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn no_true_line_is_refuted() {
    let wrong = &outcome().wrongly_refuted;
    assert!(wrong.is_empty(), "{} true lines are refuted:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_verdicts_are_those_of_a_careful_teacher() {
    let Outcome { rows, agreed, others, .. } = outcome();
    assert!(*agreed >= AGREED, "{agreed} of {rows} lines agree, fewer than {AGREED}:\n{}", others.join("\n"));
}
