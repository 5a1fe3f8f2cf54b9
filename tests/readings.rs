//! Garbled formulas: what they may have been is proposed, the likely reading first, and nothing for prose.

use gprime::check::readings::{self, Guess, MOST_GUESSES};
use gprime::syntax::parse;
use pretty_assertions::assert_eq;

/// A text and the reading that is expected first.
const FIRST: &[(&str, &str)] = &[
    ("e(-z)", "e^(-z)"),
    ("1/(1 + e(-z))", "1/(1 + e^(-z))"),
    ("(1 + e(-z))(2)", "(1 + e^(-z))^2"),
    ("e(-z) / (1 + e(-z)(2)", "e^(-z) / (1 + e^(-z))^2"),
    ("g'(z) = e(-z) / (1 + e(-z)(2)", "g'(z) = e^(-z) / (1 + e^(-z))^2"),
    ("tanh(2)(z)", "tanh^2(z)"),
    ("1 - tanh(2)(z)", "1 - tanh^2(z)"),
    ("g'(z) = 1 - tanh(2)(z)", "g'(z) = 1 - tanh^2(z)"),
    ("g(z)(2)", "g(z)^2"),
    ("g'(z) = 1 - g(z)(2)", "g'(z) = 1 - g(z)^2"),
    ("1 / (1 + e(-z)", "1 / (1 + e^(-z))"),
    ("g'z = d / dz ( 1 / (1 + e(-z)))", "g'(z) = d/dz ( 1 / (1 + e^(-z)))"),
    ("s(z) = ln(1 + e(z))", "s(z) = ln(1 + e^(z))"),
    ("s'(z) = e(z) / (1 + e(z))", "s'(z) = e^(z) / (1 + e^(z))"),
    ("tanh'(z) = 1 - tanh(2)(z)", "tanh'(z) = 1 - tanh^2(z)"),
    ("e-z", "e^(-z)"),
    ("e−x", "e^(-x)"),
    ("1/(1+e-x)", "1/(1+e^(-x))"),
    ("(1+e-x)-1", "(1+e^(-x))^(-1)"),
    ("x2", "x^2"),
    ("2x2 + 3x", "2x^2 + 3x"),
    ("x3 - 3x2", "x^3 - 3x^2"),
    ("ez", "e^z"),
    ("ez/(1+ez)", "e^z/(1+e^z)"),
    ("e2z", "e^(2z)"),
    ("(ex - e-x)/(ex + e-x)", "(e^x - e^(-x))/(e^x + e^(-x))"),
    ("1/1+e^-x", "1/(1+e^-x)"),
    ("1/1+e-x", "1/1+e^(-x)"),
    ("σ(x) = 1/1+e^(-x)", "σ(x) = 1/(1+e^(-x))"),
    ("e-x2", "e^(-x^2)"),
    ("f(x) = e-2x", "f(x) = e^(-2x)"),
    ("y = (x+1)2", "y = (x+1)^2"),
    ("y = (x+1)3", "y = (x+1)^3"),
    ("1 - tanh2(z)", "1 - tanh^2(z)"),
    ("(1+e-z)-2", "(1+e^(-z))^(-2)"),
    ("z(2)", "z^2"),
    ("3z(2) + 1", "3z^2 + 1"),
    ("(z + 1)(3)", "(z + 1)^3"),
    ("e(-z)(2)", "(e^(-z))^2"),
    ("f'x = 2x", "f'(x) = 2x"),
    ("sigmoid(z)(1 - sigmoid(z)", "sigmoid(z)(1 - sigmoid(z))"),
    ("ln(1 + e(z)", "ln(1 + e^(z))"),
    ("1/(1 + z(2))", "1/(1 + z^2)"),
    ("z/(1 + e(-z)", "z/(1 + e^(-z))"),
    ("sin(2)(x) + cos(2)(x)", "sin^2(x) + cos^2(x)"),
    ("((z + 1)^2", "((z + 1))^2"),
    ("e(2z)/(1 + e(2z))(2)", "e^(2z)/(1 + e^(2z))^2"),
    ("z/1+|z|", "z/(1+|z|)"),
    ("y' = 1/2+x", "y' = 1/(2+x)"),
    ("2*max(0, z", "2*max(0, z)"),
];

/// A text and a reading that is among those proposed.
const AMONG: &[(&str, &str)] = &[
    ("1/1+e-x", "1/(1+e^(-x))"),
    ("(1+e-x)-1", "(1+e^(-x))-1"),
    ("e(-z) / 1 + e(-z))^2", "e^(-z) / (1 + e^(-z))^2"),
    ("e(-z) / (1 + e(-z)(2)", "e^(-z) / (1 + (e^(-z))^2)"),
    ("tanh(z))", "tanh(z)"),
];

/// Texts that are not garbled, and texts that are not formulas.
const NONE: &[&str] = &[
    "",
    "is a function of z",
    "the derivative is g'(z), which is easy to compute",
    "z > 0, 0:the slope is one",
    "see section 3 (page 2)",
    "z^2 + 1",
    "1/(1 + e^(-z))",
    "g'(z) = g(z)*(1 - g(z))",
    "max(0, z)",
    "{0.01*z if z < 0; z otherwise}",
    "dy/dx = 2*x",
    "σ′ (x) = σ(x)*(1 - σ(x))",
    "f(2)",
    "2",
    "hello",
    "C++ (2)",
];

fn texts(guesses: &[Guess]) -> Vec<&str> {
    guesses.iter().map(|guess| guess.text.as_str()).collect()
}

#[test]
fn the_likely_reading_comes_first() {
    let (mut right, mut wrong) = (0, Vec::new());
    for (text, wanted) in FIRST {
        let found = readings::of(text);
        match texts(&found).first() == Some(wanted) {
            true => right += 1,
            false => wrong.push(format!("{text}: {:?}, not {wanted}", texts(&found))),
        }
    }
    assert_eq!((right, FIRST.len()), (50, 50), "{wrong:#?}");
}

#[test]
fn other_readings_are_proposed_as_well() {
    let tested = AMONG.iter().inspect(|(text, wanted)| {
        let found = readings::of(text);
        assert!(texts(&found).contains(wanted), "{text}: {:?}", texts(&found));
    });
    assert_eq!(tested.count(), 5);
}

#[test]
fn nothing_is_proposed_for_prose_and_for_formulas_that_are_whole() {
    let tested = NONE.iter().inspect(|text| assert_eq!(readings::of(text), [], "{text}"));
    assert_eq!(tested.count(), 16);
}

#[test]
fn each_reading_says_what_was_guessed_and_can_be_read() {
    let found = readings::of("e(-z) / (1 + e(-z)(2)");
    assert_eq!(found[0].says, "if `e(-z)` is e^(-z) and a parenthesis is closed before `(2)` and `(2)` is a square");
    assert_eq!(readings::of("1 - tanh(2)(z)")[0].says, "if `(2)` is a square");
    assert_eq!(readings::of("1/1+e^-x")[0].says, "if all of `1+e^-x` is below the fraction bar");
    let mut tested = 0;
    for (text, _) in FIRST.iter().chain(AMONG) {
        let found = readings::of(text);
        assert!(found.len() <= MOST_GUESSES);
        for guess in found {
            assert!(guess.says.starts_with("if ") && !guess.says.ends_with('.'), "{}", guess.says);
            assert!(parse(&guess.text).is_ok(), "{}", guess.text);
            assert_ne!(guess.text, *text);
            tested += 1;
        }
    }
    assert!(tested >= 55, "only {tested} readings");
}

#[test]
fn no_text_harms() {
    let hostile =
        ["(", ")", "e(", "e((((((", "))))2", "'", "''z", "/", "1/", "e-", "x2x2x2", ")(2)(2)(2", "−−−", "=(=)=("];
    let long =
        ["(".repeat(399), ")2".repeat(199), "e(".repeat(199), "e-z+".repeat(99), "=".repeat(400), "(2)".repeat(133)];
    let mut tested = 0;
    for text in hostile.iter().map(|text| (*text).to_owned()).chain(long) {
        assert!(readings::of(&text).len() <= MOST_GUESSES);
        tested += 1;
    }
    assert_eq!(tested, 20);
    assert_eq!(readings::of(&"e(-z) + ".repeat(60)), []);
}
