//! `gprime equal` and `gprime verify-certificate` as they are run: what they answer is true and reads as it should.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gprime"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").args(arguments);
    command.output().expect("the program runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn json(arguments: &[&str]) -> Value {
    let output = run(&[&["equal", "--format", "json"], arguments].concat());
    serde_json::from_str(&out(&output)).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", err(&output)))
}

/// A file of this test's own.
fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The sides, what is given, and the first line of the answer with its exit code.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str, i32);

const ANSWERS: &[Row] = &[
    ("1/(1 + e^(-z))", "e^z/(e^z + 1)", &[], "equal for every z", 0),
    ("(z^2 - 1)/(z - 1)", "z + 1", &[], "equal for z - 1 != 0", 0),
    ("x^2 - y^2", "(x - y)*(x + y)", &[], "equal for every x, y", 0),
    ("0.1 + 0.2", "0.3", &[], "equal", 0),
    ("sqrt(z^2)", "z", &["--on", "z > 0"], "equal on z > 0", 0),
    ("a^z", "e^(z*ln(a))", &["--assume", "a > 0"], "equal under a > 0", 0),
    ("z/z", "a/a", &["--assume", "a > 0", "--on", "z > 0"], "equal under a > 0, on z > 0", 0),
    ("z/z", "1", &["--assume", "a > 0"], "equal for z != 0", 0),
    ("z*|a|/z", "a", &["--assume", "a > 0", "--assume", "b > 0"], "equal under a > 0, for z != 0", 0),
    ("elu", "elu", &[], "equal for every alpha, z", 0),
    ("|b*a|", "b*a", &["--assume", "a > 0", "--assume", "b > 0"], "equal under a > 0 and b > 0", 0),
    ("d/dz ln(cosh(z))", "tanh(z)", &[], "equal for every z", 0),
    ("gelu", "z*Phi(z)", &[], "equal for every z", 0),
    ("sqrt(z^2)", "z", &[], "different", 1),
    ("tanh", "sigmoid", &[], "different", 1),
    ("alpha*z", "z", &["--assume", "alpha > 1"], "different under alpha > 1", 1),
    (
        "|z|",
        "z",
        &["--assume", "{z^2 if z > 0; z otherwise} > -10"],
        "different under {z^2 if z > 0; z otherwise} > -10",
        1,
    ),
    ("sqrt(-1 - z^2)", "sqrt(-1 - z^2) + 0", &[], "equal formally only: no number fulfils the conditions", 3),
    ("ln(-1 - z^2)", "2", &[], "undecided, no-point: no point was found where both sides have a value", 3),
];

#[test]
fn the_first_line_is_the_verdict() {
    let mut tested = 0;
    for (left, right, given, first, code) in ANSWERS {
        let output = run(&[&["equal", left, right], *given].concat());
        assert_eq!(out(&output).lines().next(), Some(*first), "{left} and {right}: {}", err(&output));
        assert_eq!(output.status.code(), Some(*code), "{left} and {right}");
        assert_eq!(err(&output), "");
        assert!(out(&output).lines().all(|line| line.chars().count() <= 80), "{}", out(&output));
        tested += 1;
    }
    assert_eq!(tested, 19);
}

#[test]
fn the_object_says_the_same_as_the_page() {
    let mut tested = 0;
    for (left, right, given, first, _) in ANSWERS {
        let object = json(&[&[*left, *right], *given].concat());
        let keys: Vec<&String> = object.as_object().expect("an object is written").keys().collect();
        assert_eq!(keys.len(), 11, "{keys:?}");
        assert_eq!(object["schema"], "gprime/equal/1");
        let expected = match first.split([' ', ',']).next() {
            Some("equal") if first.contains("formally") => "formal",
            Some("equal") if first.contains(" under ") => "assumed",
            word => word.unwrap_or_default(),
        };
        assert_eq!(object["verdict"], expected, "{left} and {right}");
        assert_eq!(object["counterexample"].is_object(), expected == "different");
        assert_eq!(object["witness"].is_object(), ["equal", "assumed"].contains(&expected));
        assert_eq!(object["reason"].is_string(), expected == "undecided");
        assert_eq!(object["because"].is_string(), expected == "undecided");
        tested += 1;
    }
    assert_eq!(tested, 19);
    let object = json(&["z*|a|/z", "a", "--assume", "a > 0", "--assume", "b > 0", "--on", "z < 2"]);
    assert_eq!(object["assumed"], serde_json::json!(["a > 0"]));
    assert_eq!(object["conditions"], serde_json::json!(["z < 2", "z != 0"]));
    let object = json(&["1/2x", "x/2"]);
    assert_eq!(object["read_as"], serde_json::json!(["1/2*x", "x/2"]));
    assert_eq!(object["notes"], serde_json::json!(["1/2x is read as (1/2)*x"]));
}

/// `-1/2`, `0.25` and `1.5e-10` as numerator and denominator of an exact number.
fn number(text: &str) -> gprime::expr::Number {
    let (sign, size) = text.strip_prefix('-').map_or((1, text), |size| (-1, size));
    let (above, below) = size.split_once('/').unwrap_or((size, "1"));
    let read = |part| gprime::expr::Number::from_numeral(part).unwrap_or_else(|| panic!("{text} is no number"));
    read(above).div(&read(below)).expect("it is not over 0").mul(&sign.into())
}

#[test]
fn values_are_apart_as_they_are_printed() {
    let pairs = [
        ("sin(z + 1/10^9)", "sin(z)"),
        ("e^z*(1 + 1e-40)", "e^z"),
        ("e^pi", "pi^e"),
        ("tanh(z)", "tanh(z) + 1e-30"),
        ("sqrt(2)", "1.41421356237309504880168872420969807"),
        ("pi", "355/113"),
        ("e^(-1000)", "e^(-1000) + 1e-450"),
        ("-e^100", "-e^100 - 1"),
        ("1/3", "0.333333333333333333333333333333"),
        ("cos(10^20)", "cos(10^20 + 10^-20)"),
    ];
    let mut tested = 0;
    for (left, right) in pairs {
        let object = json(&[left, right]);
        assert_eq!(object["verdict"], "different", "{left} and {right}");
        let ends = |side: &str| {
            let value = &object["counterexample"][side];
            let text = |key: &str| value[key].as_str().map(number);
            match text("exact") {
                Some(exact) => (exact.clone(), exact),
                None => (text("lo").expect("there are ends"), text("hi").expect("there are ends")),
            }
        };
        let (left, right) = (ends("left"), ends("right"));
        assert!(left.0 <= left.1 && right.0 <= right.1);
        assert!(left.1 < right.0 || right.1 < left.0, "{object}");
        tested += 1;
    }
    assert_eq!(tested, 10);
}

#[test]
fn what_cannot_be_read_is_pointed_at() {
    let cases: &[(&[&str], &str)] = &[
        (&["1/(1 + z", "z"], "1 | 1/(1 + z\n"),
        (&["z", "sigmod(z)"], "did you mean sigmoid"),
        (&["z", "e(-z)"], "did you mean e^(-z)?"),
        (&["z < 1", "z"], "this is a condition"),
        (&["2*z = 3", "z"], "this is an equation"),
        (&["z", "z", "--assume", "z >"], "1 | z >\n"),
        (&["z", "z", "--on", "z"], "error"),
        (&["z", "z", "--on", "z < 0 or z > 1"], "an assumption has no or"),
        (&["z", ""], "error"),
        (&["z"], "required"),
        (&["z", "z", "--bits", "many"], "many"),
        (&["z", "z", "--format", "gif"], "gif"),
        (&["z", "z", "--certificate", "/nowhere/at/all.json"], "could not be written"),
    ];
    let tested = cases.iter().inspect(|(arguments, message)| {
        let output = run(&[&["equal"], *arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(message), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output), "");
    });
    assert_eq!(tested.count(), 13);
}

#[test]
fn control_characters_are_not_echoed() {
    for input in ["z\x1b[31m", "foo\x07(z)", "\u{202e}z"] {
        let output = run(&["equal", input, "z"]);
        let all = out(&output) + &err(&output);
        assert!(!all.chars().any(|c| c.is_control() && c != '\n') && !all.contains('\u{202e}'), "{all:?}");
        assert_eq!(output.status.code(), Some(2), "{all}");
    }
}

#[test]
fn budgets_are_kept_and_told() {
    let output = run(&["equal", "sin(1 + 1e-60)", "sin(1)", "--bits", "64"]);
    assert_eq!(output.status.code(), Some(3), "{}", out(&output));
    assert!(out(&output).starts_with("undecided, "), "{}", out(&output));
    let output = run(&["equal", "sin(1 + 1e-60)", "sin(1)"]);
    assert_eq!(output.status.code(), Some(1), "{}", out(&output));
    let output = run(&["equal", "sqrt(z^2)", "z", "--points", "0"]);
    assert_eq!(output.status.code(), Some(3), "{}", out(&output));
}

#[test]
fn certificates_are_written_and_verified() {
    let path = file("equal_cli.json");
    let path = path.to_str().expect("the path is text");
    let cases: &[(&str, &str, &[&str], &str)] = &[
        ("z^2/z", "z", &[], "verified: z^2/z = z for z != 0\n1 step, checked; both sides have a value at z = 1\n"),
        ("sqrt(z^2)", "z", &[], "verified: sqrt(z^2) is not z\nat z = -1: left = 1, right = -1\n"),
        ("sqrt(z^2)", "z", &["--on", "z > 0"], "verified: sqrt(z^2) = z under z > 0\n"),
        ("sqrt(-1 - z^2)", "sqrt(-1 - z^2) + 0", &[], "verified, formally only: sqrt(-1 - z^2)"),
    ];
    let mut tested = 0;
    for (left, right, given, expected) in cases {
        run(&[&["equal", left, right, "--certificate", path], *given].concat());
        let output = run(&["verify-certificate", path]);
        assert!(out(&output).starts_with(expected), "{}{}", out(&output), err(&output));
        assert_eq!(output.status.code(), Some(0));
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn a_certificate_that_does_not_hold_is_told_by_its_exit_code() {
    let path = file("equal_cli_changed.json");
    let name = path.to_str().expect("the path is text");
    assert_eq!(run(&["equal", "z^2/z", "z", "--certificate", name]).status.code(), Some(0));
    let honest = std::fs::read_to_string(&path).expect("the certificate is there");
    let changes: &[(&str, &str, i32, &str)] = &[
        ("\"reduction\"", "\"arithmetic\"", 1, "not verified: step 0 is refused"),
        ("\"!=\"", "\">\"", 1, "not verified: the conditions"),
        ("certificate/1", "certificate/9", 2, "error: the schema"),
        ("\"steps\"", "\"stairs\"", 2, "error: this is no certificate"),
        ("\"z\"", "\"e\"", 2, "error: expression"),
    ];
    let mut tested = 0;
    for (from, to, code, message) in changes {
        assert!(honest.contains(from), "{from} is not in {honest}");
        std::fs::write(&path, honest.replace(from, to)).expect("the file is written");
        let output = run(&["verify-certificate", name]);
        assert_eq!(output.status.code(), Some(*code), "{from}: {}", err(&output));
        assert!(err(&output).starts_with(message), "{}", err(&output));
        assert_eq!(out(&output), "");
        tested += 1;
    }
    assert_eq!(tested, 5);
    assert_eq!(run(&["verify-certificate", "/nowhere/at/all.json"]).status.code(), Some(2));
    let missing = file("equal_cli_missing.json");
    let output = run(&["equal", "ln(-1 - z^2)", "2", "--certificate", missing.to_str().expect("the path is text")]);
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("no certificate is written") && !missing.exists());
}

#[test]
fn pages_read_as_they_should() {
    let pages: &[(&str, &[&str])] = &[
        ("equal-proved", &["(z^2 - 1)/(z - 1)", "z + 1"]),
        ("equal-different", &["1/2 sin 2z", "sin z"]),
        ("equal-assumed", &["ln(a^2*z)", "2*ln(a) + ln(z)", "--assume", "a > 0", "--on", "z > 1"]),
        ("equal-undecided", &["ln(-1 - z^2)", "2"]),
        ("equal-json", &["sin(z + 1/10^9)", "sin(z)", "--format", "json"]),
    ];
    let mut tested = 0;
    for (name, arguments) in pages {
        let page = out(&run(&[&["equal"], *arguments].concat()));
        insta::with_settings!({snapshot_path => "../snapshots/pages", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(*name, page);
        });
        tested += 1;
    }
    assert_eq!(tested, 5);
}
