//! The derivations of a document, judged line by line.

#[path = "check/hostile.rs"]
mod hostile;
#[path = "check/reports.rs"]
mod reports;

use std::process::Command;

use pretty_assertions::assert_eq;
use serde_json::Value;

/// The claims of a document as the program tells them.
fn claims(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/cases/check/{file}", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_gprime")).args(["check", &path, "--format", "json"]).output();
    let output = output.expect("the program runs");
    assert_eq!(output.status.code(), Some(1), "something is refuted");
    let document: Value = serde_json::from_slice(&output.stdout).expect("the report is JSON");
    assert_eq!(document["schema"], "gprime/check/1");
    document["claims"].as_array().expect("there are claims").clone()
}

#[test]
fn verdicts_and_mistakes_are_those_of_a_careful_reader() {
    let expected = [
        (3, "definition", None),
        (3, "refuted", Some("the inner function")),
        (5, "definition", None),
        (5, "refuted", Some("product of the derivatives")),
        (7, "definition", None),
        (7, "refuted", Some("terms swapped")),
        (9, "definition", None),
        (9, "proved", None),
        (11, "unreadable", None),
    ];
    let claims = claims("slips.md");
    let found: Vec<(u64, &str)> = claims
        .iter()
        .map(|claim| (claim["line"].as_u64().unwrap_or(0), claim["verdict"].as_str().unwrap_or("")))
        .collect();
    assert_eq!(found, expected.map(|(line, verdict, _)| (line, verdict)));
    let mut named = 0;
    for (claim, (_, _, mistake)) in claims.iter().zip(expected) {
        let told = claim["mistake"].as_str();
        match mistake {
            Some(part) => assert!(told.is_some_and(|told| told.contains(part)), "{told:?}"),
            None => assert_eq!(told, None),
        }
        named += usize::from(mistake.is_some());
    }
    assert_eq!(named, 3);
    let guesses = claims[8]["readings"].as_array().expect("the garbled line has readings");
    assert!(guesses.iter().any(|guess| guess["text"] == "s'(z) = e^(-z)/(1 + e^(-z))^2"), "{guesses:?}");
}

#[test]
fn conditions_about_values_of_defined_functions_are_what_they_say() {
    let claims = claims("conditions.md");
    let found: Vec<(u64, &str, &str)> = claims
        .iter()
        .filter(|claim| claim["verdict"] != "definition")
        .map(|claim| {
            let text = |key: &str| claim[key].as_str().unwrap_or("");
            (claim["line"].as_u64().unwrap_or(0), text("verdict"), text("text"))
        })
        .collect();
    let expected = [
        (3, "proved", "|z| = z"),
        (5, "proved", "|h(z)| = h(z)"),
        (5, "refuted", "h'(z) = 3z"),
        (7, "refuted", "|z| = z"), // what holds on one case is no condition of the whole
        (9, "proved", "|x| = -x"),
        (11, "refuted", "|w| = w"),
        (13, "proved", "|x| = x"),
        (15, "proved", "|x| = x"),
        (15, "undecided", "\\phi(x) < 5"),    // a condition, and no claim that is false
        (17, "proved", "|x| = x"),            // what stands before it is no claim
        (19, "undecided", "\\sqrt{x^2} = x"), // the condition goes on
        (19, "undecided", "\\phi(x) \\ge 0"),
        (21, "undecided", "\\sqrt{x^2} = x"),
        (23, "refuted", "\\sqrt{x^2} = x"),
        (23, "proved", "\\sqrt{x^2} = -x"),
        (25, "proved", "\\phi(x) > 0"),
        (25, "refuted", "\\phi(x) < 5"),
        (27, "proved", "x^2 > x"), // on either side
        (29, "proved", "|x| = x"),
        (31, "proved", "\\sigma(x) < 2"),
        (33, "proved", "|x| = x"),
        (33, "proved", "x^2 < 25"),
    ];
    assert_eq!(found, expected);
}
