//! The words and signs of the language as data, which `grammar/gprime.ebnf` is held to.

use super::tree::Relation;

/// Where an operator stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Between its operands.
    Infix,
    /// In front of its operand.
    Prefix,
}

/// One operator: how it is written and how tightly it binds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operator {
    /// What it is called in messages.
    pub name: &'static str,
    /// Every way to write it; the first is how gprime prints it.
    pub spellings: &'static [&'static str],
    /// Where it stands.
    pub place: Place,
    /// The rule of the grammar that it belongs to.
    pub level: &'static str,
    /// Larger binds tighter.
    pub strength: u8,
    /// Whether `a op b op c` is `a op (b op c)`.
    pub binds_right: bool,
}

const fn infix(name: &'static str, spellings: &'static [&'static str], level: &'static str, strength: u8) -> Operator {
    Operator { name, spellings, place: Place::Infix, level, strength, binds_right: false }
}

const fn prefix(name: &'static str, spellings: &'static [&'static str], level: &'static str, strength: u8) -> Operator {
    Operator { name, spellings, place: Place::Prefix, level, strength, binds_right: true }
}

/// How tightly each level binds; the strengths of [`OPERATORS`] are these.
pub(super) mod strength {
    pub(in super::super) const OR: u8 = 1;
    pub(in super::super) const AND: u8 = 2;
    pub(in super::super) const COMPARISON: u8 = 3;
    pub(in super::super) const SUM: u8 = 4;
    pub(in super::super) const SIGN: u8 = 5;
    pub(in super::super) const PRODUCT: u8 = 6;
    /// A function without parentheses, over the implicit factors that follow.
    pub(in super::super) const BARE: u8 = 7;
    /// A sign after `*`, `/` or `^`, and `d/dz` before a parenthesis.
    pub(in super::super) const TIGHT: u8 = 8;
    pub(in super::super) const POWER: u8 = 9;
    pub(in super::super) const ROOT: u8 = 10;
}

/// Every operator, loosest first. An implicit product binds as `*`.
pub static OPERATORS: &[Operator] = &[
    infix("or", &["or"], "disjunction", strength::OR),
    infix("and", &["and"], "conjunction", strength::AND),
    infix("less than", &["<"], "relation", strength::COMPARISON),
    infix("at most", &["<=", "≤", "⩽"], "relation", strength::COMPARISON),
    infix("greater than", &[">"], "relation", strength::COMPARISON),
    infix("at least", &[">=", "≥", "⩾"], "relation", strength::COMPARISON),
    infix("equal to", &["=", "=="], "relation", strength::COMPARISON),
    infix("not equal to", &["!=", "≠"], "relation", strength::COMPARISON),
    infix("plus", &["+"], "sum", strength::SUM),
    infix("minus", &["-", "−"], "sum", strength::SUM),
    prefix("plus sign", &["+"], "signed", strength::SIGN),
    prefix("minus sign", &["-", "−"], "signed", strength::SIGN),
    infix("times", &["*", "·", "⋅", "×", "∗"], "product", strength::PRODUCT),
    infix("divided by", &["/", "⁄", "∕", "÷"], "product", strength::PRODUCT),
    Operator {
        name: "to the power of",
        spellings: &["^", "**"],
        place: Place::Infix,
        level: "power",
        strength: strength::POWER,
        binds_right: true,
    },
    prefix("square root", &["√"], "rooted", strength::ROOT),
    prefix("cube root", &["∛"], "rooted", strength::ROOT),
];

/// Words that cannot be names. `else` is reserved so that it can be answered with `otherwise`.
pub static KEYWORDS: &[&str] = &["if", "otherwise", "and", "or", "let", "undefined", "else"];

/// Pairs that enclose: parentheses, square brackets as parentheses, cases and exponents, exponents directly after `^`, absolute value.
pub static BRACKETS: &[(&str, &str)] = &[("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"), ("|", "|")];

/// Signs that separate.
pub static PUNCTUATION: &[&str] = &[",", ";"];

/// Signs after a name that differentiate it; `″` counts as two and `‴` as three.
pub static PRIMES: &[(char, u32)] = &[('\'', 1), ('′', 1), ('’', 1), ('″', 2), ('‴', 3)];

/// The letters that make a quotient a derivative: `d/dz`, `∂/∂z`.
pub static DIFFERENTIALS: &[&str] = &["d", "∂"];

/// The classes of tokens that the grammar spells letter by letter.
pub static TOKENS: &[&str] = &["number", "name", "function", "metavariable", "superscript", "constant"];

/// What an input can be.
pub static STATEMENTS: &[&str] = &["expression", "definition", "equation", "condition"];

/// The numbers that have names of their own and cannot be parameters.
pub static CONSTANTS: &[&str] = &["e", "pi"];

/// Greek letters and the names they stand for.
pub static GREEK: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ϵ', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ϑ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('µ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('ς', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('ϕ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
    ('Α', "Alpha"),
    ('Β', "Beta"),
    ('Γ', "Gamma"),
    ('Δ', "Delta"),
    ('Ε', "Epsilon"),
    ('Ζ', "Zeta"),
    ('Η', "Eta"),
    ('Θ', "Theta"),
    ('Ι', "Iota"),
    ('Κ', "Kappa"),
    ('Λ', "Lambda"),
    ('Μ', "Mu"),
    ('Ν', "Nu"),
    ('Ξ', "Xi"),
    ('Ο', "Omicron"),
    ('Π', "Pi"),
    ('Ρ', "Rho"),
    ('Σ', "Sigma"),
    ('Τ', "Tau"),
    ('Υ', "Upsilon"),
    ('Φ', "Phi"),
    ('Χ', "Chi"),
    ('Ψ', "Psi"),
    ('Ω', "Omega"),
];

/// Superscript signs and what they are on the line.
pub static SUPERSCRIPTS: &[(char, char)] = &[
    ('⁰', '0'),
    ('¹', '1'),
    ('²', '2'),
    ('³', '3'),
    ('⁴', '4'),
    ('⁵', '5'),
    ('⁶', '6'),
    ('⁷', '7'),
    ('⁸', '8'),
    ('⁹', '9'),
    ('⁺', '+'),
    ('⁻', '-'),
    ('⁽', '('),
    ('⁾', ')'),
    ('ᵃ', 'a'),
    ('ᵇ', 'b'),
    ('ᶜ', 'c'),
    ('ᵈ', 'd'),
    ('ᵉ', 'e'),
    ('ᶠ', 'f'),
    ('ᵍ', 'g'),
    ('ʰ', 'h'),
    ('ⁱ', 'i'),
    ('ʲ', 'j'),
    ('ᵏ', 'k'),
    ('ˡ', 'l'),
    ('ᵐ', 'm'),
    ('ⁿ', 'n'),
    ('ᵒ', 'o'),
    ('ᵖ', 'p'),
    ('ʳ', 'r'),
    ('ˢ', 's'),
    ('ᵗ', 't'),
    ('ᵘ', 'u'),
    ('ᵛ', 'v'),
    ('ʷ', 'w'),
    ('ˣ', 'x'),
    ('ʸ', 'y'),
    ('ᶻ', 'z'),
];

/// The name of a Greek letter.
pub(super) fn greek(letter: char) -> Option<&'static str> {
    GREEK.iter().find(|row| row.0 == letter).map(|row| row.1)
}

/// Whether `name` spells a Greek letter.
pub(super) fn is_greek(name: &str) -> bool {
    GREEK.iter().any(|row| row.1 == name)
}

/// What a superscript is on the line.
pub(super) fn superscript(sign: char) -> Option<char> {
    SUPERSCRIPTS.iter().find(|row| row.0 == sign).map(|row| row.1)
}

/// The digit of a subscript digit.
pub(super) fn subscript(sign: char) -> Option<char> {
    let digit = (sign as u32).checked_sub('₀' as u32).filter(|digit| *digit < 10)?;
    char::from_digit(digit, 10)
}

/// How many primes a sign stands for.
pub(super) fn prime(sign: char) -> Option<u32> {
    PRIMES.iter().find(|row| row.0 == sign).map(|row| row.1)
}

/// The sign of a relation as gprime prints it.
pub(super) fn relation_sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => "<",
        Relation::LessEqual => "<=",
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
        Relation::Equal => "=",
        Relation::NotEqual => "!=",
    }
}
