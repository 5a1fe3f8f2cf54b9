//! `gprime batch`: what its page promises of lines, order, memory, duplicates and runs that were cut off.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Stdio;

use gprime::passes::batch::Worker;
use gprime::render::batch::{Before, Field, MOST_BYTES, Options, batch};
use gprime::{Request, text};
use serde_json::Value;

use super::{err, out, program, run, with_input};

/// Formulas as a search for activations makes them, each another one.
fn formulas(count: usize) -> String {
    let unary = ["tanh(z)", "sin(z)", "e^(-z^2)", "ln(1+e^z)", "max(z,0)", "1/(1+e^(-z))", "z^3", "erf(z)"];
    let binary = ["(P)*(Q)", "(P)+(Q)", "max(P,Q)", "(P)/((Q)+2)"];
    let line = |n: usize| {
        let (p, q) = (unary[n % 8], unary[n / 8 % 8]);
        format!("{{\"id\": {n}, \"formula\": \"{n}*{}\"}}\n", binary[n / 64 % 4].replace('P', p).replace('Q', q))
    };
    (1..=count).map(line).collect()
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("gprime-batch-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn path(path: &std::path::Path) -> &str {
    path.to_str().expect("the path is text")
}

#[test]
fn each_line_has_its_result_in_order_and_bad_ones_have_errors() {
    let mut input: Vec<u8> = b"\xef\xbb\xbf\"z^2\"\n\n   \r\n{\"name\":\"gelu\",\"id\":[1,{}]}\r\n".to_vec();
    let deep = "[".repeat(5_000);
    let bad: &[&[u8]] = &[
        b"17",
        b"z^2",
        b"\"sin(\"",
        b"{\"formula\":\"z\",\"ordr\":2,\"id\":\"kept\"}",
        b"{\"formula\":\"z\",\"order\":0}",
        b"{\"formula\":\"z\",\"order\":-1}",
        b"{\"formula\":\"x*y\",\"wrt\":\"all\"}",
        b"{\"id\":3}",
        b"{\"formula\":7}",
        b"{\"formula\":\"z\",\"assume\":[\"z\"]}",
        b"\"z > 0\"",
        b"\"\xff\xfe\"",
        b"\"a*b\"",
        b"\"\\u0000\"",
        b"{",
        deep.as_bytes(),
    ];
    for line in bad {
        input.extend_from_slice(line);
        input.push(b'\n');
    }
    input.extend(b"{\"formula\":\"f(t)=t^3\",\"order\":2,\"name\":\"a label\"}\n\"relu\""); // no end of line
    let output = with_input(&["batch", "-"], &input);
    assert_eq!((output.status.code(), err(&output).as_str()), (Some(0), ""));
    let found = objects(&out(&output));
    let lines: Vec<u64> = found.iter().filter_map(|object| object["line"].as_u64()).collect();
    assert_eq!(lines, [[1, 4].as_slice(), &(5..=22).collect::<Vec<u64>>()].concat());
    assert_eq!((&found[0]["derivative"], &found[0]["message"]), (&"2*z".into(), &Value::Null));
    assert_eq!(found[1]["id"], serde_json::json!([1, {}]));
    let errors = found[2..18].iter().inspect(|object| {
        assert!(object["status"] == "error" && object["derivative"].is_null(), "{object}");
        assert!(
            object["conditions"].is_null() && object["formal"].is_null(),
            "what is not known is not false: {object}"
        );
        assert!(object["message"].as_str().is_some_and(|message| !message.is_empty()), "{object}");
    });
    assert_eq!(errors.count(), bad.len());
    assert_eq!(found[5]["id"], "kept");
    assert_eq!((&found[18]["derivative"], &found[18]["name"]), (&"6*t".into(), &"a label".into()));
    assert_eq!(found[19]["conditions"], serde_json::json!(["0 != z"]));
}

#[test]
fn fields_are_those_that_are_asked_for() {
    let fields = ["derivative", "closed_form", "from_output", "report"];
    let tested = fields.iter().inspect(|field| {
        let output = with_input(&["batch", "-", "--fields", field], b"\"sigmoid\"\n\"1/(\"\n");
        let found = objects(&out(&output));
        assert_eq!(found.len(), 2);
        fields.iter().for_each(|other| {
            assert_eq!(found[0].get(other).is_some(), other == *field, "{field} {other}");
            assert_eq!(found[1].get(other).is_some(), other == *field, "{field} {other}");
        });
        assert!(!found[0][field].is_null() && found[1][field].is_null());
    });
    assert_eq!(tested.count(), 4);
    let all = out(&with_input(&["batch", "-", "--fields", &fields.join(",")], b"\"sigmoid\""));
    let found = &objects(&all)[0];
    assert_eq!((&found["closed_form"], &found["from_output"]), (&"g*(1 - g)".into(), &"g*(1 - g)".into()));
    assert!(found["report"].as_array().is_some_and(|facts| facts.len() > 15));
}

#[test]
fn one_worker_answers_as_a_new_one_for_each_formula() {
    let mut one = Worker::new();
    let rows = gprime::activations::all().inspect(|row| {
        let request = Request::new(row.name);
        let mut fresh = Worker::new();
        let (mine, other) = (one.derive(&request), fresh.derive(&request));
        let (mine, other) = (mine.expect("it has a derivative"), other.expect("it has a derivative"));
        assert_eq!(text(mine.store, mine.derivative), text(other.store, other.derivative), "{}", row.name);
        assert_eq!(mine.conditions, other.conditions, "{}", row.name);
        assert_eq!(mine.derivation.steps(), other.derivation.steps(), "{}", row.name);
    });
    assert!(rows.count() >= 100);
}

/// Formulas that are one up to the order of sums and products, row by row.
const SAME: &[&[&str]] = &[
    &["z*tanh(z) + 1", "1 + tanh(z)*z", "tanh(z)*z + 1.0"],
    &["a*b*z", "z*(b*a)", "(z*a)*b"],
    &["z - a", "-a + z", "-(a - z)"],
    &["-(z*a)", "a*(-z)", "(-a)*z"],
    &["z/a/b", "z/(b*a)", "z/b/a"],
    &["max(z, 0.5)", "max(0.50, z)"],
    &["{1 if z > 0; 2 otherwise}", "{1 if 0 < z; 2 otherwise}"],
    &["(a - z)*(z - b)", "(z - a)*(b - z)", "-((z - a)*(z - b))"],
    &["-1/z", "1/(-z)", "-(1/z)"],
];

/// Formulas none of which is another one or one of those above up to the order.
const OTHERS: &[&str] = &[
    "z",
    "2*z",
    "z + z",
    "z*z",
    "z^2",
    "z - z",
    "0",
    "0*z",
    "z/z",
    "a - a",
    "a/(1/z)",
    "a*z",
    "a/(z/b)",
    "a*b/z",
    "(a*b)^z",
    "a^(b*z)",
    "sin(cos(z))",
    "cos(sin(z))",
    "1/z",
    "1*z",
    "1 + tanh(z)",
    "tanh(1 + z)",
    "a^z",
    "z^a",
    "min(z, 0.5)",
    "max(z, 1/2)",
    "f(z) = z",
];

#[test]
fn duplicates_are_recognised_up_to_commutation_and_no_further() {
    let mut worker = Worker::new();
    let mut print = |formula: &str| {
        let request = Request { wrt: Some("z".into()), ..Request::new(formula) };
        worker.fingerprint(&request).unwrap_or_else(|e| panic!("{formula}: {e}"))
    };
    let mut all: Vec<_> = OTHERS.iter().map(|formula| print(formula)).collect();
    let mut tested = 0;
    for row in SAME {
        let prints: Vec<_> = row.iter().map(|formula| print(formula)).collect();
        prints.iter().for_each(|other| assert_eq!(&prints[0], other, "{row:?}"));
        tested += prints.len();
        all.push(prints[0]);
    }
    all.sort();
    all.dedup();
    assert_eq!((all.len(), tested), (SAME.len() + OTHERS.len(), 25));
    let second = worker.fingerprint(&Request { order: 2, wrt: Some("z".into()), ..Request::new("z") });
    let assumed = worker.fingerprint(&Request { assume: vec!["z > 0".into()], ..Request::new("z") });
    let by_another = worker.fingerprint(&Request { wrt: Some("a".into()), ..Request::new("z") });
    let found = [second, assumed, by_another].map(|print| print.expect("it is read"));
    assert!(found.iter().all(|print| !all.contains(print)), "what is asked of a formula counts as well");
}

#[test]
fn a_duplicate_names_the_line_that_was_first() {
    let input =
        b"\"z*tanh(z)\"\n\"1/(\"\n\"tanh(z)*z\"\n{\"formula\":\"z*tanh(z)\",\"order\":2}\n\"1/(\"\n\"tanh(z)*z\"\n";
    let found = objects(&out(&with_input(&["batch", "-", "--dedupe"], input)));
    let same: Vec<Option<u64>> = found.iter().map(|object| object["same_as"].as_u64()).collect();
    assert_eq!(same, [None, None, Some(1), None, None, Some(1)]);
    assert_eq!((&found[2]["status"], &found[2]["derivative"]), (&"duplicate".into(), &Value::Null));
    let words: Vec<&str> = found.iter().filter_map(|object| object["status"].as_str()).collect();
    assert_eq!(run(&[&["explain"], words.as_slice()].concat()).status.code(), Some(0), "each status is explained");
    let found = objects(&out(&with_input(&["batch", "-"], input)));
    assert!(found.iter().all(|object| object["same_as"].is_null()) && found.len() == 6);
}

#[test]
fn a_killed_run_is_continued_to_the_same_bytes() {
    let folder = folder("kill");
    let (input, whole, cut) = (folder.join("in.jsonl"), folder.join("whole.jsonl"), folder.join("cut.jsonl"));
    fs::write(&input, formulas(12_000)).expect("the input is written");
    assert_eq!(run(&["batch", path(&input), "--dedupe", "-o", path(&whole)]).status.code(), Some(0));
    let expected = fs::read_to_string(&whole).expect("the output is text");
    assert_eq!(expected.lines().count(), 12_000);
    let mut kills = 0;
    for _ in 0..40 {
        let arguments = ["batch", path(&input), "--dedupe", "-o", path(&cut), "--resume"];
        let mut child = program().args(arguments).stderr(Stdio::piped()).spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(40 + 10 * kills));
        let ended = child.try_wait().expect("the program can be asked").is_some();
        child.kill().expect("the program can be stopped");
        child.wait().expect("the program ends");
        let left = fs::read_to_string(&cut).unwrap_or_default();
        let lines = left.split_inclusive('\n').filter(|line| line.ends_with('\n')).inspect(|line| {
            assert!(serde_json::from_str::<Value>(line).is_ok(), "no whole line is torn: {line}");
        });
        assert!(expected.starts_with(&lines.collect::<String>()));
        kills += u64::from(!ended);
        if ended {
            break;
        }
    }
    assert_eq!(run(&["batch", path(&input), "--dedupe", "-o", path(&cut), "--resume"]).status.code(), Some(0));
    assert!(fs::read_to_string(&cut).expect("the output is text") == expected, "continued to other bytes");
    assert!(kills > 0, "nothing was cut off");
    // torn at any byte, and continued
    let torn = [0, 1, 50, expected.len() / 2, expected.len() - 2, expected.len() - 1, expected.len()];
    let tested = torn.iter().inspect(|&&at| {
        fs::write(&cut, &expected.as_bytes()[..at]).expect("the output is written");
        assert_eq!(run(&["batch", path(&input), "--dedupe", "-o", path(&cut), "--resume"]).status.code(), Some(0));
        assert!(fs::read_to_string(&cut).expect("the output is text") == expected, "torn at {at}");
    });
    assert_eq!(tested.count(), 7);
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}

#[test]
fn what_cannot_be_continued_is_left_alone() {
    let folder = folder("refuse");
    let (input, output, other) = (folder.join("in.jsonl"), folder.join("out.jsonl"), folder.join("other.jsonl"));
    fs::write(&input, formulas(9)).expect("the input is written");
    fs::write(&other, formulas(3)).expect("the input is written");
    run(&["batch", path(&input), "-o", path(&output)]);
    let before = fs::read(&output).expect("the output is there");
    let cases: &[(&[&str], &str)] = &[
        (&[path(&input), "-o", path(&output), "--resume", "--fields", "report"], "other fields"),
        (&[path(&other), "-o", path(&output), "--resume"], "those of another input"),
        (&[path(&input), "-o", path(&input)], "is the input"),
        (&[path(&other), "-o", path(&input), "--resume"], "no output of gprime batch"),
        (&[path(&input), "--resume"], "--output"),
        (&["/nowhere/at/all", "-o", path(&output)], "could not be read"),
        (&[path(&input), "-o", "/nowhere/at/all"], "could not be written"),
        (&[path(&input), "--fields", "colour"], "colour"),
    ];
    let tested = cases.iter().inspect(|(arguments, said)| {
        let found = run(&[&["batch"], *arguments].concat());
        assert_eq!(found.status.code(), Some(2), "{arguments:?}");
        assert!(err(&found).contains(said), "{arguments:?}: {}", err(&found));
        assert_eq!(fs::read(&output).expect("the output is there"), before, "{arguments:?}");
        assert_eq!(fs::read_to_string(&input).expect("the input is there"), formulas(9), "{arguments:?}");
    });
    assert_eq!(tested.count(), 8);
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}

#[cfg(target_os = "linux")]
#[test]
fn memory_stays_as_it_is_and_a_line_is_answered_at_once() {
    let mut child = program()
        .args(["batch", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let mut stdout = BufReader::new(child.stdout.take().expect("standard output is a pipe")).lines();
    stdin.write_all(b"\"z^2\"\n").expect("the program reads");
    let first = stdout.next().expect("there is a line").expect("it is text");
    assert!(first.contains("\"2*z\""), "{first}");
    let status = format!("/proc/{}/status", child.id());
    let peak = || {
        let status = fs::read_to_string(&status).expect("the program runs");
        let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("the peak is told");
        line.split_whitespace().nth(1).expect("it is a number").parse::<u64>().expect("it is a number")
    };
    let mut peaks = Vec::new();
    for _ in 0..4 {
        let some = formulas(500);
        let writer = std::thread::spawn(move || {
            stdin.write_all(some.as_bytes()).expect("the program reads");
            stdin
        });
        assert_eq!(stdout.by_ref().take(500).filter(|line| line.is_ok()).count(), 500);
        stdin = writer.join().expect("all was written");
        peaks.push(peak());
    }
    drop(stdin);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
    let grown = peaks[3] - peaks[0];
    assert!(grown < 3_000, "{grown} KiB more after four times the lines: {peaks:?}");
}

#[test]
fn a_line_that_is_too_long_is_an_error_and_the_next_is_answered() {
    let mut input = vec![b'"'; 1];
    input.resize(MOST_BYTES + 2, b'z');
    input.extend(b"\"\n\"z^3\"\n");
    let mut written = String::new();
    let done = batch(
        &mut input.as_slice(),
        &Options::default(),
        &mut |lines| {
            written.push_str(lines);
            Ok(())
        },
        &mut |_| {},
    );
    let done = done.expect("the input is read");
    assert_eq!((done.results, done.errors, done.bytes), (2, 1, input.len() as u64));
    let found = objects(&written);
    assert_eq!(found[0]["message"], "the line has more than 16 MiB");
    assert_eq!(found[1]["derivative"], "3*z^2");
}

#[test]
fn results_are_the_same_on_one_thread_and_an_output_that_fails_ends_the_batch() {
    let input = formulas(300);
    let on_threads = |count| {
        let mut program = program();
        program.env("RAYON_NUM_THREADS", count).args(["batch", "-"]);
        let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        let text = input.clone();
        let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()).expect("the program reads"));
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("all was written");
        out(&output)
    };
    let one = on_threads("1");
    assert_eq!(one.lines().count(), 300);
    assert!(one == on_threads("3"), "other bytes on three threads");
    let options = Options { before: Some(Before { results: 4, bytes: 0, line: 4 }), ..Options::default() };
    let mut written = 0;
    let failed = batch(
        &mut input.as_bytes(),
        &options,
        &mut |lines| {
            written = lines.lines().count();
            Err(std::io::ErrorKind::StorageFull.into())
        },
        &mut |_| {},
    );
    assert_eq!((failed.map_err(|e| e.kind()), written), (Err(std::io::ErrorKind::StorageFull), 296));
    assert_eq!(options.fields, [Field::Derivative]);
}
