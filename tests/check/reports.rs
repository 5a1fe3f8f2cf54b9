//! The reports of `gprime check` as programs read them, and its exit codes.

use std::path::PathBuf;
use std::process::{Command, Output};

use pretty_assertions::assert_eq;
use serde_json::Value;

/// A folder of its own for the documents of one test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("reports-{name}"));
    std::fs::create_dir_all(&folder).expect("a folder for documents");
    folder
}

fn checked(folder: &PathBuf, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_gprime");
    Command::new(program).arg("check").args(arguments).current_dir(folder).output().expect("the program runs")
}

const RIGHT: &str = "$\\sin' x = \\cos x$ and $1 + 1 = 2$\n";
const WRONG: &str = "$1 + 1 = 3$\n";
const UNREADABLE: &str = "$x = (1$\n";
const UNDECIDED: &str = "$\\tanh(x) \\approx x$\n";

#[test]
fn exit_codes_are_those_of_the_worst_that_was_found() {
    let folder = folder("codes");
    let documents = [("right", RIGHT), ("wrong", WRONG), ("unreadable", UNREADABLE), ("undecided", UNDECIDED)];
    for (name, text) in documents {
        std::fs::write(folder.join(format!("{name}.md")), text).expect("a document");
    }
    let expected: [(&[&str], i32, i32); 9] = [
        (&["right.md"], 0, 0),
        (&["wrong.md"], 1, 1),
        (&["unreadable.md"], 0, 2),
        (&["undecided.md"], 0, 3),
        (&["right.md", "undecided.md", "wrong.md"], 1, 1),
        (&["undecided.md", "unreadable.md"], 0, 2),
        (&["unreadable.md", "wrong.md"], 1, 2),
        (&["right.md", "not-there.md"], 2, 2),
        (&["wrong.md", "not-there.md"], 2, 2),
    ];
    let mut tested = 0;
    for (files, plain, strict) in expected {
        for (options, code) in [(&[][..], plain), (&["--strict"][..], strict)] {
            for format in ["text", "json", "sarif", "github"] {
                let arguments = [files, options, &["--format", format]].concat();
                let output = checked(&folder, &arguments);
                assert_eq!(output.status.code(), Some(code), "{arguments:?}");
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 72);
}

#[test]
fn annotations_escape_what_would_end_them() {
    let folder = folder("github");
    std::fs::write(folder.join("a,b:c%.md"), "$100\\% = 2$\r\n\n$1 + 1 = 3$ % 100\n").expect("a document");
    let output = checked(&folder, &["a,b:c%.md", "--format", "github"]);
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("::error file=a%2Cb%3Ac%25.md,line=3,col=2::refuted: 1 + 1 = 3"), "{text}");
    for line in text.lines() {
        let (_, properties, message) = match line.splitn(3, "::").collect::<Vec<_>>().as_slice() {
            [front, properties, message] => ((*front).to_owned(), (*properties).to_owned(), (*message).to_owned()),
            _ => panic!("no annotation: {line}"),
        };
        let escaped = |text: &str| {
            text.match_indices('%')
                .all(|(at, _)| ["%25", "%0D", "%0A", "%3A", "%2C"].iter().any(|sign| text[at..].starts_with(sign)))
        };
        assert!(escaped(&properties) && escaped(&message), "{line}");
        assert!(!message.contains('\r'), "{line}");
    }
}

#[test]
fn sarif_has_what_the_standard_asks_for() {
    let folder = folder("sarif");
    std::fs::write(folder.join("a b#.md"), format!("{WRONG}\n{UNREADABLE}\n{RIGHT}")).expect("a document");
    let output = checked(&folder, &["a b#.md", "none.md", "--format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    for result in results {
        let (id, level) = (&result["ruleId"], result["level"].as_str().expect("a level"));
        assert!(rules.iter().any(|rule| rule["id"] == *id), "{id}");
        assert!(["none", "note", "warning", "error"].contains(&level), "{level}");
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b%23.md");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0));
        assert!(place["region"]["startColumn"].as_u64().is_some_and(|column| column > 0));
    }
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let told = &invocation["toolExecutionNotifications"][0];
    assert_eq!(told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "none.md");
}

#[test]
fn what_could_command_a_terminal_is_not_echoed() {
    let folder = folder("controls");
    let signs: String = (1..32)
        .filter_map(char::from_u32)
        .filter(|c| *c != '\n')
        .chain("\u{7f}\u{9b}\u{202e}\u{2066}".chars())
        .collect();
    let text = format!("$1 {signs} + 1 = 3$\n\n`f(x) = {signs}(x`\n\nthe \u{1b}[31mword $2 = 3$\n");
    std::fs::write(folder.join("controls.md"), text).expect("a document");
    let mut tested = 0;
    for format in ["text", "json", "sarif", "github"] {
        let output = checked(&folder, &["controls.md", "--format", format]);
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(text.contains("refuted"), "{text}");
        let harmful =
            |c: char| c != '\n' && (c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'));
        assert!(!text.contains(harmful), "{format}: {text:?}");
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn the_order_is_that_of_the_arguments_however_many_threads_there_are() {
    let folder = folder("order");
    let names: Vec<String> = (0..12).map(|number| format!("{}.md", (number * 7) % 12)).collect();
    for (at, name) in names.iter().enumerate() {
        // the first ones take longest
        let text = format!("{RIGHT}\n").repeat(13 - at) + WRONG;
        std::fs::write(folder.join(name), text).expect("a document");
    }
    let arguments: Vec<&str> = names.iter().map(String::as_str).chain(["--format", "json"]).collect();
    let run = |threads: &str| {
        let program = env!("CARGO_BIN_EXE_gprime");
        let mut command = Command::new(program);
        command.arg("check").args(&arguments).current_dir(&folder).env("RAYON_NUM_THREADS", threads);
        command.output().expect("the program runs").stdout
    };
    let one = run("1");
    assert_eq!(one, run("8"));
    let document: Value = serde_json::from_slice(&one).expect("JSON");
    let mut files: Vec<&str> =
        document["claims"].as_array().expect("claims").iter().filter_map(|claim| claim["file"].as_str()).collect();
    files.dedup();
    assert_eq!(files, names.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn what_is_proved_is_explained() {
    let folder = folder("explained");
    let text = "$\\sigma'(x) \\le 1/4$, $e^x \\ge 1 + x$, $\\sigma'(x) = \\sigma(x)(1-\\sigma(x))$, $\\max_x \\sigma'(x) = 1/4$\n";
    std::fs::write(folder.join("explained.md"), text).expect("a document");
    let output = checked(&folder, &["explained.md", "--explain", "--format", "json"]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let claims = document["claims"].as_array().expect("claims");
    assert_eq!(claims.len(), 4);
    for claim in claims {
        assert_eq!(claim["verdict"], "proved", "{claim}");
        assert!(claim["steps"].as_array().is_some_and(|steps| !steps.is_empty()), "{claim}");
    }
    assert!(claims[0]["steps"][0].as_str().is_some_and(|step| step.contains("ranges")));
    assert!(claims[1]["steps"][0].as_str().is_some_and(|step| step.contains("slope")));
}
