//! Numbers that nobody can write out: what asks for them is kept as it stands, or refused, and no call takes long or much.
//!
//! Each call is a process of its own that the system ends when it takes more than [`SECONDS`] or [`MEGABYTES`]; the calls
//! take a small part of either, so that a slow machine changes nothing.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const SECONDS: u32 = 120;
const MEGABYTES: u32 = 2_000;

/// Formulas in `z`, some of which have no value that fits.
const FORMULAS: &[&str] = &[
    "10^100000*z",
    "10^100000/3^50000*z",
    "z^(10^9)",
    "z^(-10^9)",
    "2^(2^40)*z",
    "(1/3)^(10^12)*z",
    "10^(-10^9)*z",
    "z^(10^100)",
    "z^(10^100000)",
    "1e999999999*z",
    "1e-999999999*z",
    "1e99999999999999999999999*z",
    "((((((((((((z^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9",
    "((((((((((((3^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9*z",
    "9^9^9^9*z",
    "(1+z)^(10^6)",
    "(1+z)^(10^100)",
    "(1+z+z^2)^(10^6)",
    "1/(1+z)^(10^6)",
    "((1+z)^1000+1)^1000",
    "(z^100000-1)/(z^99999-1)",
    "(z^2+1)^(2^40)/(z^2+1)^(2^40-1)",
    "(1+10^(-100000))^(10^9)*z",
    "(2^(10^6)+1)^(10^6)*z",
    "(1+sqrt(2))^(10^6)*z",
    "pi^(10^9)*z",
    "z^(1/10^9)",
    "z^(1/10^100)",
    "(-1)^(10^100)*z",
    "sqrt(10^100001)*z",
    "log_2(2^(10^9))*z",
    "e^(10^9*z)",
    "e^(e^(e^(e^(e^z))))",
    "sin(10^100*z)",
    "sin(10^(10^9)*z)",
    "tanh(z/10^(10^9))",
    "sigmoid(10^(10^9)*z)",
    "max(0, 10^(10^9)*z)",
    "|z^(10^9) - 2^(10^9)|",
    "{z^(10^9) if z < 10^(10^9); 0 otherwise}",
    "min(z, 1e400)",
    "((((z^z)^z)^z)^z)^z",
    "cosh(z)^(10^6)",
    "e^(10^6*z)/(1+e^z)^(10^6)",
    "swish(swish(swish(swish(swish(z)))))",
    "srelu(srelu(srelu(srelu(srelu(srelu(srelu(srelu(srelu(srelu(srelu(srelu(z))))))))))))",
];

/// The formulas whose numeral has too many digits, with the place that the message points at.
const REFUSED: &[(&str, &str)] = &[
    ("1e999999999*z", "^^^^^^^^^^^"),
    ("1e-999999999*z", "^^^^^^^^^^^^"),
    ("1e99999999999999999999999*z", "^^^^^^^^^^^^^^^^^^^^^^^^^"),
];

/// Those of which a report is made: most look at many places.
const REPORTED: &[&str] = &[
    "(1/3)^(10^12)*z",
    "((((((((((((z^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9",
    "((((((((((((3^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9)^9*z",
    "sin(10^100*z)",
    "(z^2+1)^(2^40)/(z^2+1)^(2^40-1)",
    "tanh(z/10^(10^9))",
    "z^(10^100)",
    "|z^(10^9) - 2^(10^9)|",
];

fn run(arguments: &[&str], input: &str) -> Output {
    let limits = format!("ulimit -t {SECONDS} -v {}; exec \"$0\" \"$@\"", MEGABYTES * 1_000);
    let mut child = Command::new("sh")
        .args(["-c", &limits, env!("CARGO_BIN_EXE_gprime")])
        .args(arguments)
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell starts the program");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    stdin.write_all(input.as_bytes()).expect("the program reads");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// Holds a call to an exit code of its own, and no panic.
fn answered(arguments: &[&str], input: &str) -> Output {
    let output = run(arguments, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    let called = || arguments.join(" ");
    assert!(matches!(output.status.code(), Some(0..=3)), "{}: {}: {errors}", called(), output.status);
    assert!(!errors.contains("panicked") && !errors.contains("memory allocation"), "{}: {errors}", called());
    output
}

fn lines() -> String {
    FORMULAS.iter().map(|formula| format!("{formula}\n")).collect()
}

/// Calls a command for each formula in a process of its own.
fn each(formulas: &'static [&str], arguments: impl Fn(&'static str) -> Vec<String>) {
    let tested = formulas.iter().filter(|formula| {
        let arguments = arguments(formula);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        answered(&arguments, "");
        true
    });
    assert_eq!(tested.count(), formulas.len());
}

#[test]
fn derivatives_of_many_orders_are_found_or_refused() {
    for options in [&["--order", "1"][..], &["--order", "3"], &["--at", "z=1/3"]] {
        let output = answered(&[&["derive", "-", "--format", "json"], options].concat(), &lines());
        let text = String::from_utf8_lossy(&output.stdout);
        let found = text.lines().filter(|line| serde_json::from_str::<Value>(line).is_ok());
        let refused = String::from_utf8_lossy(&output.stderr).matches("error: ").count();
        assert_eq!(found.count() + refused, FORMULAS.len(), "{options:?}");
    }
}

/// Primes are carried out one after the other, as polynomials and fractions where that is shorter, or there are too many parts.
#[test]
fn many_primes_are_carried_out_or_given_up() {
    let primes = |name: &str, count: usize| format!("{name}{}(z)", "'".repeat(count));
    let mut tested = 0;
    for (name, count, code) in [("tan", 64, 0), ("sin", 200, 0), ("tan", 150, 3), ("mish", 80, 3), ("tan", 300, 3)] {
        let output = answered(&["derive", &primes(name, count)], "");
        assert_eq!(output.status.code(), Some(code), "{name} with {count} primes");
        let steps = String::from_utf8_lossy(&output.stdout).lines().count();
        assert!(steps < 2_000, "{name} with {count} primes: {steps} lines");
        tested += 1;
    }
    assert_eq!(tested, 5);
}

#[test]
fn a_derivative_keeps_what_it_cannot_write_out() {
    let table = [("z^(10^9)", "1000000000*z^999999999"), ("2^(2^40)*z", "2^(2^40)"), ("10^(-10^9)*z", "10^(-10^9)")];
    let tested = table.iter().filter(|(formula, derivative)| {
        let output = answered(&["derive", formula, "--format", "json"], "");
        let found: Value = serde_json::from_slice(&output.stdout).expect("an answer is JSON");
        assert_eq!(found["derivative"]["text"], *derivative, "{formula}");
        true
    });
    assert_eq!(tested.count(), 3);
}

#[test]
fn a_numeral_with_too_many_digits_is_pointed_at() {
    for (formula, place) in REFUSED {
        let output = answered(&["derive", formula], "");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{formula}");
        assert!(errors.lines().any(|line| line.trim_start_matches(['|', ' ']) == *place), "{errors}");
    }
}

#[test]
fn simpler_forms_are_found_or_given_up() {
    each(FORMULAS, |formula| vec!["simplify".into(), formula.into()]);
}

#[test]
fn equalities_are_decided_or_not() {
    each(FORMULAS, |formula| vec!["equal".into(), formula.into(), format!("({formula})*(1 + z^2)/(1 + z^2)")]);
}

#[test]
fn differences_are_decided_or_not() {
    each(FORMULAS, |formula| vec!["equal".into(), formula.into(), format!("({formula}) + 1")]);
}

#[test]
fn reports_end() {
    each(REPORTED, |formula| vec!["report".into(), formula.into()]);
}

#[test]
fn a_document_of_them_is_checked() {
    let claims = |formula: &&str| {
        format!("g(z) = {formula}\n\ng'(z) = {formula}\n\n{formula} > 1\n\n{formula} = 1 + {formula}\n\n")
    };
    let document: String = FORMULAS.iter().map(claims).collect();
    let output = answered(&["check", "-", "--format", "json"], &document);
    let found: Value = serde_json::from_slice(&output.stdout).expect("an answer is JSON");
    let claims = found["claims"].as_array().expect("there are claims");
    assert!(claims.len() >= 3 * FORMULAS.len(), "only {} claims", claims.len());
}

#[test]
fn a_batch_of_them_has_a_result_for_each() {
    let fields = ["batch", "-", "--fields", "derivative,closed_form,from_output"];
    let quoted: String = FORMULAS.iter().map(|formula| format!("{formula:?}\n")).collect();
    let output = answered(&fields, &quoted);
    let results: Vec<Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a result is JSON"))
        .collect();
    assert_eq!(results.len(), FORMULAS.len());
    let refused = results.iter().filter(|result| result["status"] == "error").count();
    assert_eq!(refused, REFUSED.len());
}
