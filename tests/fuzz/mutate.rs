//! Changes to texts that mostly leave them readable: words, numbers and brackets are exchanged as wholes.

use crate::common::Random;

/// What stands for a number.
const VALUES: &[&str] = &[
    "z",
    "x",
    "a",
    "b",
    "g",
    "e",
    "pi",
    "0",
    "1",
    "2",
    "3",
    "7",
    "1/2",
    "0.01",
    "1e-300",
    "1e400",
    "10^9",
    "7^77",
    "(-1)",
    "(z)",
    "99999999999999999999",
    "z^z",
    "z^2",
    "(z+1)",
    "(2*z)",
    "|z|",
    "e^z",
    "tanh(z)",
    "\\frac{1}{z}",
    "\\sqrt{z}",
    "σ(z)",
    "x²",
    "e⁻ˣ",
    "½",
    "\\alpha ",
    "α",
    "e^{-z}",
    "max(0, z)",
    "sin z",
    "(1-z)",
    "ln(z)",
    "(z^2-1)",
    "z^(1/3)",
    "(a*z)",
];
/// What stands between numbers.
const OPERATORS: &[&str] =
    &["+", "-", "*", "/", "^", "+", "-", "*", "/", "=", "<", "<=", ">", "\\cdot ", "·", "−", " "];
/// Names of functions.
const FUNCTIONS: &[&str] = &[
    "sin", "cos", "tan", "exp", "ln", "log", "sqrt", "cbrt", "abs", "sign", "max", "min", "tanh", "atanh", "sigmoid",
    "softplus", "erf", "Phi", "phi", "asin", "acosh", "gelu", "relu", "mish", "sinh", "cosh", "coth", "atan", "log1p",
    "expm1",
];
/// Everything else that the language has, and some that it has not.
const OTHERS: &[&str] = &[
    "(",
    ")",
    "|",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    "'",
    "''",
    "if",
    "otherwise",
    "and",
    "or",
    "log_2 ",
    "d/dz ",
    "d^2/dz^2 ",
    "dg/dz",
    "(x, a)",
    "sin^-1 ",
    "sin^2 ",
    "**",
    "!=",
    "\\sqrt[3]{z}",
    "\\left(",
    "\\right)",
    "\\begin{cases}",
    "\\end{cases}",
    " & ",
    " \\\\ ",
    "\\text{if } ",
    "\\partial ",
    "\\tanh^2 z",
    "e^<-z>",
    "×",
    "≤",
    "′",
    "√",
    "⁄",
    "∂",
    "\u{202e}",
    "é",
    "$",
    "$$",
    "`",
    "\n",
    "\n\n",
    "> ",
    "# ",
    "- ",
    "let u = z; ",
    " for z > 0",
    " where a > 0",
    "[0, 1]",
    "inf",
    "undefined",
    "lim",
    "?u",
    "!",
    "%",
    "@",
    "_1",
    "_{1}",
    "?",
    ":=",
    "==",
    "≈",
    "∞",
];

/// Makes inputs from seeds.
pub struct Mutator<'a> {
    seeds: &'a [String],
    /// Whether inputs are JSON, of which leaves are changed.
    json: bool,
}

impl<'a> Mutator<'a> {
    pub fn new(seeds: &'a [String], json: bool) -> Mutator<'a> {
        Mutator { seeds, json }
    }

    /// The next input.
    pub fn input(&self, random: &mut Random) -> String {
        let mut tokens = tokens(self.seed(random));
        for _ in 0..1 + random.below(3) {
            self.change(&mut tokens, random);
        }
        tokens.concat()
    }

    fn seed(&self, random: &mut Random) -> &'a str {
        &self.seeds[random.below(self.seeds.len() as u64) as usize]
    }

    fn change(&self, tokens: &mut Vec<String>, random: &mut Random) {
        if tokens.is_empty() {
            tokens.push(pick(random, VALUES));
        }
        let at = random.below(tokens.len() as u64) as usize;
        let old = tokens[at].clone();
        match random.below(if self.json { 4 } else { 16 }) {
            0..=2 if self.json => {
                // one number or name becomes another one that stands there
                let is_number = |token: &String| token.bytes().all(|b| b.is_ascii_digit());
                let others: Vec<&String> = tokens.iter().filter(|other| is_number(other) == is_number(&old)).collect();
                tokens[at] = others[random.below(others.len() as u64) as usize].clone();
            }
            0..=3 => tokens[at] = like(&old, random),
            4..=7 => {
                // the same everywhere, so that what was equal stays equal
                let other = like(&old, random);
                tokens.iter_mut().filter(|token| **token == old).for_each(|token| token.clone_from(&other));
            }
            8 | 9 => {
                // a part becomes a part of another seed
                let other = self::tokens(self.seed(random));
                let (from, to) = part(&other, random.below(other.len() as u64) as usize);
                let (begin, end) = part(tokens, at);
                tokens.splice(begin..end, other[from..to].iter().cloned());
            }
            10 | 11 => {
                let (begin, end) = part(tokens, at);
                let inside = tokens[begin..end].concat();
                let name = pick(random, &["sin", "e^", "-", "1/", "2*", "sqrt", "tanh", "abs", "d/dz "]);
                tokens.splice(begin..end, [format!("{name}({inside})")]);
            }
            12 => {
                tokens.remove(at);
            }
            13 => tokens.insert(at, old),
            14 => tokens[at] = pick(random, OTHERS),
            _ => tokens.insert(at, pick(random, OTHERS)),
        }
    }
}

fn pick(random: &mut Random, words: &[&str]) -> String {
    words[random.below(words.len() as u64) as usize].to_owned()
}

/// Something that may stand where a token stands.
fn like(token: &str, random: &mut Random) -> String {
    if FUNCTIONS.contains(&token) {
        pick(random, FUNCTIONS)
    } else if OPERATORS.contains(&token) {
        pick(random, OPERATORS)
    } else if token.chars().all(char::is_alphanumeric) {
        pick(random, VALUES)
    } else {
        token.to_owned()
    }
}

/// Words, numbers and single characters.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let class = |c: char| (c.is_alphabetic(), c.is_ascii_digit());
    let mut last = (false, false);
    for c in text.chars() {
        match found.last_mut() {
            Some(word) if class(c) == last && last != (false, false) => word.push(c),
            Some(_) | None => found.push(c.into()),
        }
        last = class(c);
    }
    found
}

/// The token at a place, with all up to its closing bracket if it opens one.
fn part(tokens: &[String], at: usize) -> (usize, usize) {
    let opens = |token: &str| matches!(token, "(" | "{" | "[");
    let closes = |token: &str| matches!(token, ")" | "}" | "]");
    let (mut end, mut depth) = (at, 0_i32);
    while end < tokens.len() {
        depth += i32::from(opens(&tokens[end])) - i32::from(closes(&tokens[end]));
        end += 1;
        if depth <= 0 {
            break;
        }
    }
    (at, end)
}
