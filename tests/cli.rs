//! The program as it is run: answers, messages, exit codes.

#[path = "cli/batch.rs"]
mod batch;

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gprime"));
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program runs")
}

fn with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = program()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("all was written");
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("answers are UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

#[test]
fn exit_codes_say_what_happened() {
    let cases: &[(&[&str], i32)] = &[
        (&["derive", "sigmoid"], 0),
        (&["derive", "-z^2"], 0),
        (&["derive", "1/("], 2),
        (&["derive", "foo(z)"], 2),
        (&["derive", "z < 1"], 2),
        (&["derive", "sin(z^z)*z^(z^3)", "--order", "64"], 3),
        (&["derive", "1/(", "z^z", "z", "--order", "64"], 2),
        (&["derive", "z", "--order", "0"], 2),
        (&["derive", "a*b"], 2),
        (&["derive", "z", "--format", "gif"], 2),
        (&["derive"], 2),
        (&["nothing"], 2),
        (&["derive", "x*y", "--wrt", "all"], 0),
        (&["derive", "x*y", "--wrt", "x,y"], 0),
        (&["derive", "x*y", "--wrt", "x,"], 2),
        (&["derive", "3", "--wrt", "all"], 2),
        (&["simplify", "sqrt(z^2)", "tanh(z)"], 0),
        (&["simplify", "z +"], 2),
        (&["simplify", "z > 0"], 2),
        (&["simplify", "z", "--assume", "z"], 2),
        (&["simplify"], 2),
        (&["explain", "quotient-rule"], 0),
        (&["explain", "no-such-thing-at-all"], 2),
        (&["list", "rules"], 0),
        (&["man", "nothing"], 2),
        (&["derive", "z", "-o", "/nowhere/at/all.txt"], 2),
        (&["--version"], 0),
    ];
    let tested = cases.iter().inspect(|(arguments, code)| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {}", err(&output));
        assert_eq!(*code == 0, err(&output).is_empty(), "{arguments:?}: a message where something is wrong");
    });
    assert_eq!(tested.count(), 27);
}

#[test]
fn the_place_of_an_error_is_shown_on_standard_error() {
    let output = run(&["derive", "1/(1 + z"]);
    assert_eq!(out(&output), "");
    assert!(err(&output).contains('^'), "{}", err(&output));
    let output = run(&["derive", "sigmod(z)"]);
    assert!(err(&output).contains("did you mean sigmoid"), "{}", err(&output));
    let output = run(&["explain", "quotient-rul"]);
    assert!(err(&output).contains("did you mean quotient-rule"), "{}", err(&output));
}

/// Arguments that cannot be read as they stand, or may be meant otherwise; and what is said of them.
const SAID: &[(&[&str], &str)] = &[
    (&["derive", "z", "--wrt", ""], "there is no formula"),
    (&["derive", "z", "--wrt", "2"], "2: a variable is one name"),
    (&["derive", "z", "--wrt", "a b"], "a b: a variable is one name"),
    (&["derive", "z", "--wrt", "e"], "e: this is a number and no variable"),
    (&["derive", "z", "--wrt", "sin"], "the function sin needs an argument"),
    (&["derive", "z", "--wrt", "w"], "note: w does not occur in the formula"),
    (&["derive", "α*z", "--wrt", "α"], "g'(alpha) = z "),
    (&["derive", "sigmodi"], "note: sigmodi is read as a name of its own; did you mean sigmoid?"),
    (&["derive", "a*z^2", "--wrt", "z", "--at", "z=1"], "g'(z) at z = 1 is not known: a has no value"),
    (&["derive", "relu", "--at", "z=0"], "g'(z) at z = 0 is not known: there is no derivative, as the borders say"),
    (&["derive", "z", "--order", "1001"], "the order is a number from 1 to 1000"),
    (&["derive", "z", "-o", "/nowhere/page.html"], "the file /nowhere/page.html could not be written"),
    (&["equal", "z", "z", "--certificate", "/nowhere/c.json"], "the certificate /nowhere/c.json could not be written"),
    (&["verify-certificate", "/nowhere/c.json"], "the certificate /nowhere/c.json could not be read"),
    (&["equal", "z = 0", "z"], "note: z = 0 is read as a definition of z; what stands behind the = is compared"),
    (&["equal", "sofplus", "z"], "note: sofplus is read as a name of its own; did you mean softplus or soft_plus?"),
    (&["explain", ""], "there is no name"),
    (&["explain", "pi"], "pi, a constant"),
];

#[test]
fn what_is_said_of_arguments_helps() {
    let tested = SAID.iter().inspect(|(arguments, said)| {
        let output = run(arguments);
        let all = out(&output) + &err(&output);
        assert!(all.contains(said), "{arguments:?}: {all}");
    });
    assert_eq!(tested.count(), 18);
}

#[cfg(unix)]
#[test]
fn the_place_is_shown_in_arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let output = program().args(["derive".as_ref(), std::ffi::OsStr::from_bytes(b"z + \xff")]).output();
    let output = output.expect("the program runs");
    assert_eq!((output.status.code(), out(&output).as_str()), (Some(2), ""));
    assert_eq!(err(&output), "error: the input is not valid UTF-8\n  |\n1 | z + \u{fffd}\n  |     ^\n");
}

#[test]
fn standard_input_has_one_formula_a_line() {
    let input = b"# formulas\n\nsigmoid\n   z^2   \n\t# and no more\ntanh\n";
    let output = with_input(&["derive", "-", "--format", "json"], input);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let objects: Vec<serde_json::Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).expect("a line is an object")).collect();
    let titles: Vec<_> = objects.iter().map(|object| object["function"]["text"].as_str()).collect();
    assert_eq!(titles, [Some("1/(1 + e^(-z))"), Some("z^2"), Some("tanh(z)")]);
}

#[test]
fn bad_lines_are_told_by_number_and_the_others_answered() {
    let output = with_input(&["derive", "-", "--format", "json"], b"z\n1/(\n\xff\xfe\nz^2\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).lines().count(), 2);
    let message = err(&output);
    assert!(message.contains("line 2: ") && message.contains("line 3: "), "{message}");
}

#[test]
fn one_formula_is_a_readable_object_and_an_unfinished_one_has_its_status() {
    let output = run(&["derive", "z^2", "--format", "json"]);
    assert!(out(&output).lines().count() > 20);
    let output = run(&["derive", "sin(z^z)*z^(z^3)", "--order", "64", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&out(&output)).expect("an object is printed");
    assert_eq!(object["status"], "out-of-budget");
    assert!(object["message"].as_str().is_some_and(|message| !message.is_empty()));
    assert!(object["derivative"].is_null(), "what is not known is not 0");
    let output = run(&["derive", "1/(", "--format", "json"]);
    assert_eq!((out(&output).as_str(), output.status.code()), ("", Some(2)));
}

#[test]
fn colours_are_for_terminals_and_can_be_forbidden() {
    assert!(!out(&run(&["derive", "sigmoid"])).contains('\x1b'), "a pipe has no colours");
    let forced = program().args(["derive", "sigmoid"]).env("CLICOLOR_FORCE", "1").output().expect("the program runs");
    assert!(out(&forced).contains("\x1b[32m"), "a verdict is green where colours are forced");
    let both = program().args(["derive", "sigmoid"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output();
    let both = both.expect("the program runs");
    assert!(!out(&both).contains('\x1b'), "NO_COLOR holds");
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let mut child = program()
        .args(["derive", "sigmoid", "tanh", "gelu", "mish", "--steps", "all", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(err(&output), "");
}

#[test]
fn control_characters_are_not_echoed() {
    let inputs = ["z\x1b[31m", "foo\x07(z)", "\u{202e}z", "z\r\x1b]0;title\x07"];
    let tested = inputs.iter().inspect(|input| {
        let output = run(&["derive", input]);
        let all = out(&output) + &err(&output);
        assert!(!all.chars().any(|c| c.is_control() && c != '\n'), "{all:?}");
        assert!(!all.contains('\u{202e}'), "{all:?}");
        assert_eq!(output.status.code(), Some(2), "{all}");
    });
    assert_eq!(tested.count(), 4);
    let output = run(&["derive", "z", "--wrt", "\x1b[2J", "--assume", "\x1b]0;x\x07", "--at", "\x1b=1"]);
    assert!(!(out(&output) + &err(&output)).contains('\x1b'));
}

#[test]
fn steps_choose_how_much_is_shown() {
    let lines = |which: &[&str]| {
        let output = run(&[&["derive", "sigmoid"], which].concat());
        out(&output).lines().count()
    };
    let (none, key, usual, all) =
        (lines(&["--steps", "none"]), lines(&["--steps", "key"]), lines(&[]), lines(&["--steps", "all"]));
    assert!(none < key && key < usual && usual < all, "{none}, {key}, {usual}, {all} lines");
    let text = out(&run(&["derive", "sigmoid", "--steps", "none"]));
    assert!(text.contains("g'(z) = g(z)*(1 - g(z))") && !text.contains("rule"), "{text}");
}

#[test]
fn a_file_gets_the_format_of_its_ending() {
    let folder = std::env::temp_dir().join(format!("gprime-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let endings =
        [("txt", "g(z) ="), ("tex", "\\documentclass"), ("md", "## "), ("html", "<!DOCTYPE html>"), ("json", "{")];
    let tested = endings.iter().inspect(|(ending, begin)| {
        let file = folder.join(format!("page.{ending}"));
        let output = run(&["derive", "tanh", "-o", file.to_str().expect("the path is text")]);
        assert_eq!((output.status.code(), out(&output).as_str()), (Some(0), ""));
        let text = std::fs::read_to_string(&file).expect("the file is there");
        assert!(text.starts_with(begin), "{ending}: {text}");
    });
    assert_eq!(tested.count(), 5);
    std::fs::remove_dir_all(&folder).expect("the folder can be removed");
}

#[test]
fn tables_are_listed_and_every_row_is_explained() {
    let mut tested = 0;
    for (table, key) in [("functions", "derivative"), ("rules", "because"), ("activations", "formula")] {
        let text = out(&run(&["list", table]));
        let json = out(&run(&["list", table, "--format", "json"]));
        let document: serde_json::Value = serde_json::from_str(&json).expect("a list is JSON");
        let rows = document[table].as_array().expect("the rows are a list");
        assert_eq!(rows.len(), text.lines().count());
        let names: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
        assert!(rows.iter().all(|row| row[key].as_str().is_some_and(|text| !text.is_empty())));
        let output = run(&[&["explain"], names.as_slice()].concat());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        tested += names.len();
    }
    assert!(tested >= 100, "only {tested} rows");
}

#[test]
fn every_reason_of_a_derivation_is_explained() {
    let output = run(&["derive", "sigmoid", "relu", "elu", "z^2*sin(z)", "gelu", "--format", "json"]);
    let mut reasons: Vec<String> = Vec::new();
    for line in out(&output).lines() {
        let object: serde_json::Value = serde_json::from_str(line).expect("a line is an object");
        for step in object["steps"].as_array().expect("steps are a list") {
            reasons.push(step["reason"].as_str().expect("a reason is a name").to_owned());
        }
    }
    reasons.sort();
    reasons.dedup();
    assert!(reasons.len() >= 10, "only {reasons:?}");
    let names: Vec<&str> = reasons.iter().map(String::as_str).collect();
    let output = run(&[&["explain"], names.as_slice()].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn every_reason_that_a_page_names_is_explained() {
    let mut names: Vec<String> = Vec::new();
    for row in gprime::activations::all() {
        let derived = gprime::passes::derive(&gprime::passes::Request::new(row.name));
        let derived = derived.unwrap_or_else(|e| panic!("{}: {e}", row.name));
        let branches = derived.pieces.iter().map(|piece| &piece.branch).chain([&derived.whole]);
        let lines = branches.flat_map(|branch| &branch.lines);
        names.extend(lines.flat_map(|line| &line.because).map(|because| because.name.clone()));
    }
    for formula in
        ["max(z, -z)", "d/dz (z^2)", "ln(e^z)", "sigmoid(z)/(1 - sigmoid(z))", "erf(-z) + z", "e^z/(1 + e^z)"]
    {
        let request = gprime::passes::simplify::Request::new(formula);
        let found = gprime::passes::simplify::simplify(&request).unwrap_or_else(|e| panic!("{formula}: {e}"));
        names.extend(found.lines.iter().flat_map(|line| &line.because).map(|because| because.name.clone()));
    }
    names.sort();
    names.dedup();
    assert!(names.len() >= 19, "only {names:?}");
    let output = run(&[&["explain"], names.iter().map(String::as_str).collect::<Vec<_>>().as_slice()].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn completions_and_manual_pages_are_written() {
    let tested = ["bash", "zsh", "fish", "elvish", "powershell"].iter().inspect(|shell| {
        assert!(out(&run(&["completions", shell])).contains("gprime"), "{shell}");
    });
    assert_eq!(tested.count(), 5);
    assert!(out(&run(&["man"])).contains(".TH gprime"));
    let commands =
        ["derive", "simplify", "batch", "equal", "verify-certificate", "list", "explain", "completions", "man"];
    let tested = commands.iter().inspect(|command| {
        assert!(out(&run(&[command, "--help"])).contains("Examples:"), "{command}");
        let manual = out(&run(&["man", command]));
        assert!(manual.contains(&format!("\\fBgprime {}\\fR", command.replace('-', "\\-"))), "{manual}");
    });
    assert_eq!(tested.count(), 9);
}

#[test]
fn large_inputs_are_answered_in_every_format() {
    let deep = (0..3_000).fold("z".to_owned(), |inner, _| format!("tanh({inner})"));
    let wide = (1..2_000).map(|n| format!("sin({n}*z)")).collect::<Vec<_>>().join(" + ");
    let constant = (0..3_000).fold("a".to_owned(), |inner, _| format!("({inner} + 1)*b")) + "*z";
    let input = format!("{deep}\n{wide}\n{constant}\n");
    let formats = ["text", "latex", "markdown", "html", "json"];
    let tested = formats.iter().inspect(|format| {
        let output = with_input(&["derive", "-", "--wrt", "z", "--format", format], input.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{format}: {}", err(&output));
        assert!(output.stdout.len() < 6_000_000, "{format}: {} bytes", output.stdout.len());
    });
    assert_eq!(tested.count(), 5);
}

#[test]
fn reports_comparisons_and_pictures_say_what_is_wrong() {
    let cases: &[(&[&str], i32, &str)] = &[
        (&["report", "tanh", "--depth", "0"], 2, "0 is not in 1..=1000000"),
        (&["report", "tanh", "--on", "2..1"], 2, "2..1: an interval is written -2..2"),
        (&["report", "tanh", "--only", "colour"], 2, "colour: there is no such fact"),
        (&["report", "tanh", "--only", "depth,range", "--on", "-2..2"], 0, ""),
        (&["compare", "relu", "--param", "alpha=0.1"], 2, "the formula has no such parameter"),
        (&["compare", "relu", "leaky_relu_slope", "--param", "alpha=0.1,0.2"], 0, ""),
        (&["compare", "relu", "leaky_relu_slope", "--param", "alpha=z"], 2, "z: this is not a number"),
        (&["plot", "relu", "--on", "0..inf"], 2, "a picture goes from one number to another"),
        (&["plot", "relu", "--theme", "pink"], 2, "possible values: light, dark, auto"),
        (&["plot", "relu", "--theme", "auto", "-o", "relu.png"], 2, "a PNG has a theme of its own"),
        (&["plot", "relu", "-o", "relu.gif"], 2, "ends in .svg or .png"),
        (&["plot", "relu", "--on", "-1..1"], 0, ""),
    ];
    let tested = cases.iter().inspect(|(arguments, code, message)| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}");
        assert!(err(&output).contains(message), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output).is_empty(), *code != 0, "{arguments:?}");
    });
    assert_eq!(tested.count(), 12);
}
