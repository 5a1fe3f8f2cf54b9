//! Pairs of formulas that are equal by construction wherever both are defined, and pairs made from them by one edit.
//!
//! A pair is built from the leaves up, both sides at once: either the same operation is applied to both sides, or a law
//! whose two forms agree wherever both are defined. No step passes through a third formula, so that a pair stays true
//! though its sides may be defined in different places. Every part stands in parentheses, so that readers agree.

use super::Random;

/// Two formulas in `z` and `a`.
#[derive(Debug, Clone)]
pub struct Pair {
    pub left: String,
    pub right: String,
    /// What is assumed: `z > 0`.
    pub assume: Vec<String>,
    /// The laws and edits that made it.
    pub made_by: Vec<&'static str>,
}

/// Equations that hold wherever both sides are defined, for all `?u` and `?v`, and for positive `?p` and `?q`.
pub const LAWS: &[(&str, &str)] = &[
    // hyperbolic functions and their kin by exponentials
    ("sinh(?u)", "(e^?u - e^(-?u))/2"),
    ("cosh(?u)", "(e^?u + e^(-?u))/2"),
    ("tanh(?u)", "(e^(2*?u) - 1)/(e^(2*?u) + 1)"),
    ("tanh(?u)", "2*sigmoid(2*?u) - 1"),
    ("sigmoid(?u)", "1/(1 + e^(-?u))"),
    ("sigmoid(?u)", "(1 + tanh(?u/2))/2"),
    ("sech(?u)^2", "1 - tanh(?u)^2"),
    ("cosh(?u)^2 - sinh(?u)^2", "1"),
    ("sinh(2*?u)", "2*sinh(?u)*cosh(?u)"),
    ("softplus(?u)", "ln(1 + e^?u)"),
    ("softplus(?u) - softplus(-?u)", "?u"),
    ("e^(-softplus(-?u))", "sigmoid(?u)"),
    // circular functions
    ("sin(?u)", "2*tan(?u/2)/(1 + tan(?u/2)^2)"),
    ("cos(?u)", "(1 - tan(?u/2)^2)/(1 + tan(?u/2)^2)"),
    ("sin(?u)^2", "1 - cos(?u)^2"),
    ("sin(2*?u)", "2*sin(?u)*cos(?u)"),
    ("cos(2*?u)", "1 - 2*sin(?u)^2"),
    ("cos(?u + ?v)", "cos(?u)*cos(?v) - sin(?u)*sin(?v)"),
    ("tan(?u)*cos(?u)", "sin(?u)"),
    ("sec(?u)^2", "1 + tan(?u)^2"),
    ("asin(?u) + acos(?u)", "pi/2"),
    ("atan(?u) + atan(1/?u)", "pi/2*sign(?u)"),
    ("sin(acos(?u))", "sqrt(1 - ?u^2)"),
    ("tan(atan(?u))", "?u"),
    ("cos(atan(?u))", "1/sqrt(1 + ?u^2)"),
    // inverse hyperbolic functions
    ("asinh(?u)", "ln(?u + sqrt(?u^2 + 1))"),
    ("acosh(?u)", "ln(?u + sqrt(?u^2 - 1))"),
    ("atanh(?u)", "ln((1 + ?u)/(1 - ?u))/2"),
    ("sinh(asinh(?u))", "?u"),
    ("cosh(asinh(?u))", "sqrt(1 + ?u^2)"),
    ("acosh(cosh(?u))", "abs(?u)"),
    // roots, sizes and signs
    ("sqrt(?u^2)", "abs(?u)"),
    ("(?u^2)^(3/2)", "abs(?u)^3"),
    ("sqrt(?u)^2", "?u"),
    ("sqrt(?u)*sqrt(?v)", "sqrt(?u*?v)"),
    ("sqrt(?u)/sqrt(?v)", "sqrt(?u/?v)"),
    ("sqrt(?u^2*?v)", "abs(?u)*sqrt(?v)"),
    ("1/(sqrt(?u) + sqrt(?v))", "(sqrt(?u) - sqrt(?v))/(?u - ?v)"),
    ("abs(?u)*abs(?v)", "abs(?u*?v)"),
    ("abs(?u)^2", "?u^2"),
    ("?u/abs(?u)", "sign(?u)"),
    ("abs(?u)", "max(?u, -?u)"),
    ("max(?u, ?v)", "(?u + ?v + abs(?u - ?v))/2"),
    ("min(?u, ?v)", "?u + ?v - max(?u, ?v)"),
    ("{?u if z < 1; ?v otherwise} + ?u", "{2*?u if z < 1; ?u + ?v otherwise}"),
    ("max(?u, 0) - max(-?u, 0)", "?u"),
    // exponentials, logarithms and powers
    ("e^(?u + ?v)", "e^?u*e^?v"),
    ("(e^?u)^?v", "e^(?u*?v)"),
    ("2^?u", "e^(?u*ln(2))"),
    ("e^(ln(?u))", "?u"),
    ("ln(e^?u)", "?u"),
    ("ln(?u) + ln(?v)", "ln(?u*?v)"),
    ("ln(?u) - ln(?v)", "ln(?u/?v)"),
    ("ln(?u^2)", "2*ln(abs(?u))"),
    ("ln(sqrt(?u))", "ln(?u)/2"),
    ("log2(?u)*ln(2)", "ln(?u)"),
    ("log_b(?p, ?u)*ln(?p)", "ln(?u)"),
    ("expm1(?u)", "e^?u - 1"),
    // error functions
    ("erf(?u) + erfc(?u)", "1"),
    ("Phi(?u)", "(1 + erf(?u/sqrt(2)))/2"),
    ("phi(?u)", "e^(-?u^2/2)/sqrt(2*pi)"),
    ("Phi(?u) + Phi(-?u)", "1"),
    // rational functions
    ("(?u + ?v)^2", "?u^2 + 2*?u*?v + ?v^2"),
    ("(?u - ?v)^3", "?u^3 - 3*?u^2*?v + 3*?u*?v^2 - ?v^3"),
    ("(?u + ?v)*(?u - ?v)", "?u^2 - ?v^2"),
    ("1/?u + 1/?v", "(?u + ?v)/(?u*?v)"),
    ("?u/?v - ?v/?u", "(?u^2 - ?v^2)/(?u*?v)"),
    ("(?u^3 - ?v^3)/(?u - ?v)", "?u^2 + ?u*?v + ?v^2"),
    ("?u/(1 + ?u)", "1 - 1/(1 + ?u)"),
    ("?u", "(?u + ?v) - ?v"),
    ("?u", "?u*?v/?v"),
    ("?u*(?v + z)", "?u*?v + ?u*z"),
    // what needs a positive part
    ("sqrt(?p^2)", "?p"),
    ("abs(?p)", "?p"),
    ("sign(?p)*?u", "?u"),
    ("ln(?p^3)", "3*ln(?p)"),
    ("ln(?p*?q)", "ln(?p) + ln(?q)"),
    ("(?p*?q)^a", "?p^a*?q^a"),
    ("?p^a/?p", "?p^(a - 1)"),
    ("(?p^a)^2", "?p^(2*a)"),
    ("e^(?u*ln(?p))", "?p^?u"),
    ("?p^(1/2)*?p^(3/2)", "?p^2"),
    ("sqrt(?p^2*?q)", "?p*sqrt(?q)"),
    ("atan(?p) + atan(1/?p)", "pi/2"),
    ("max(?p, 0)", "?p"),
];

/// Equations that people write and that fail somewhere for most `?u` and `?v`.
pub const SLIPS: &[(&str, &str)] = &[
    ("sqrt(?u^2)", "?u"),
    ("(?u^2)^(3/2)", "?u^3"),
    ("(?u^4)^(1/4)", "?u"),
    ("sqrt(?u^2*?p)", "?u*sqrt(?p)"),
    ("sqrt(?u^2 + ?v^2)", "?u + ?v"),
    ("abs(?u)", "?u"),
    ("abs(?u + ?v)", "abs(?u) + abs(?v)"),
    ("?u/abs(?u)", "1"),
    ("sign(?u)^2", "sign(?u)"),
    ("sign(?u)^2", "1"),
    ("sqrt(?u)^2", "-?u"),
    ("sqrt(?u)^3", "?u"),
    ("sqrt(?u)^4", "?u"),
    ("sqrt(?u)^4 + ?v", "?u + ?v"),
    ("sqrt(?u)^3 + ?v", "?u + ?v"),
    ("max(?u, ?v)", "(?u + ?v - abs(?u - ?v))/2"),
    ("max(?u, 0)", "?u"),
    ("ln(?u^2)", "2*ln(?p)"),
    ("ln(?u*?v)", "ln(abs(?u))*ln(abs(?v))"),
    ("ln(abs(?u*?v))", "ln(abs(?u)) - ln(abs(?v))"),
    ("ln(?p + ?q)", "ln(?p) + ln(?q)"),
    ("ln(e^?u)", "abs(?u)"),
    ("e^(?u + ?v)", "e^?u + e^?v"),
    ("(e^?u)^?v", "e^(?u + ?v)"),
    ("(?p^a)^2", "?p^(a^2)"),
    ("(?p*?q)^a", "?p^a*?q"),
    ("(?u + ?v)^2", "?u^2 + ?v^2"),
    ("1/(?u + ?v)", "1/?u + 1/?v"),
    ("cosh(?u)^2 + sinh(?u)^2", "1"),
    ("sech(?u)^2", "1 + tanh(?u)^2"),
    ("tanh(?u)", "(e^?u - 1)/(e^?u + 1)"),
    ("sigmoid(-?u)", "sigmoid(?u)"),
    ("softplus(?u) - softplus(-?u)", "abs(?u)"),
    ("sin(2*?u)", "2*sin(?u)"),
    ("cos(2*?u)", "2*sin(?u)^2 - 1"),
    ("cos(?u)", "sqrt(1 - sin(?u)^2)"),
    ("sin(?u + ?v)", "sin(?u) + sin(?v)"),
    ("cos(?u + ?v)", "cos(?u)*cos(?v) + sin(?u)*sin(?v)"),
    ("asin(sin(?u))", "?u"),
    ("atan(tan(?u))", "?u"),
    ("acosh(cosh(?u))", "?u"),
    ("atan(?u) + atan(1/?u)", "pi/2"),
    ("cosh(?u)", "sqrt(1 + sinh(?u)^2) + 1/10^9"),
    ("Phi(?u)", "(1 + erf(?u))/2"),
    ("erf(?u) - erfc(?u)", "1"),
    ("atanh(?u)", "ln((1 - ?u)/(1 + ?u))/2"),
    ("{?u if z < 1; ?v otherwise}", "{?u if z < 2; ?v otherwise}"),
    ("?u*?p", "?u*(?p + 1/1000)"),
    ("sqrt(?u)*sqrt(?v)", "-sqrt(?u*?v)"),
];

/// What both sides of a pair may be wrapped in.
const CONTEXTS: &[&str] = &[
    "?u + ?v",
    "?u - ?v",
    "?u*?v",
    "?v*?u",
    "?u/?v",
    "?v/?u",
    "-?u",
    "?u^2",
    "?u^3",
    "3*?u",
    "?u/2",
    "e^?u",
    "sin(?u)",
    "tanh(?u)",
    "sigmoid(?u)",
    "1/?u",
    "sqrt(?u)",
    "ln(?u)",
    "atan(?u)",
    "abs(?u)",
    "?p^?u",
    "z*?u",
    "a*?u",
];

const ASSUMPTIONS: &[&[&str]] =
    &[&[], &[], &["a > 0"], &["a > 0"], &["z > 0"], &["z > 0", "a > 0"], &["z < 0"], &["z > -1", "z < 1"], &["a < 0"]];

/// Both sides of a pair on the way.
type Sides = (String, String);

/// A maker of pairs.
pub struct Maker<'a> {
    random: &'a mut Random,
    assume: &'static [&'static str],
    made_by: Vec<&'static str>,
}

/// The longest side.
const MOST_LETTERS: usize = 140;

/// A pair that is true wherever both sides are defined.
pub fn true_pair(random: &mut Random) -> Pair {
    loop {
        let mut maker = Maker::new(random);
        let sides = maker.pair(2, LAWS);
        if let Some(pair) = maker.finished(sides) {
            return pair;
        }
    }
}

/// A pair with a slip in it or one edit in its right side; a few are true all the same.
pub fn edited_pair(random: &mut Random) -> Pair {
    loop {
        let mut maker = Maker::new(random);
        let sides = if maker.random.below(2) == 0 {
            let slip = maker.law(1, SLIPS);
            let wraps = maker.random.below(3);
            (0..wraps).fold(slip, |sides, _| maker.wrapped(sides, 0))
        } else {
            let (left, right) = maker.pair(2, LAWS);
            match maker.edited(&right) {
                Some(edited) => (left, edited),
                None => continue,
            }
        };
        if let Some(pair) = maker.finished(sides) {
            return pair;
        }
    }
}

impl Maker<'_> {
    fn new(random: &mut Random) -> Maker<'_> {
        let assume = ASSUMPTIONS[random.below(ASSUMPTIONS.len() as u64) as usize];
        Maker { random, assume, made_by: Vec::new() }
    }

    fn finished(self, (mut left, mut right): Sides) -> Option<Pair> {
        if self.random.below(2) == 0 {
            (left, right) = (right, left);
        }
        let fits = left != right && left.len().max(right.len()) <= MOST_LETTERS;
        let assume = self.assume.iter().map(|&text| text.to_owned()).collect();
        (fits && left.contains('z')).then_some(Pair { left, right, assume, made_by: self.made_by })
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.random.below(choices.len() as u64) as usize]
    }

    /// A pair by a law, or by the same operation on both sides of one.
    fn pair(&mut self, depth: u32, laws: &'static [(&'static str, &'static str)]) -> Sides {
        match self.random.below(3) {
            0 if depth > 0 => {
                let inner = self.pair(depth - 1, laws);
                self.wrapped(inner, depth - 1)
            }
            _ => self.law(depth, laws),
        }
    }

    fn law(&mut self, depth: u32, laws: &'static [(&'static str, &'static str)]) -> Sides {
        let (mut left, mut right) = self.pick(laws);
        self.made_by.push(left);
        if self.random.below(2) == 0 {
            (left, right) = (right, left);
        }
        self.filled(left, right, None, depth)
    }

    fn wrapped(&mut self, sides: Sides, depth: u32) -> Sides {
        let context = self.pick(CONTEXTS);
        self.made_by.push(context);
        self.filled(context, context, Some(sides), depth)
    }

    /// Puts parts for the names in both forms; the first is given or made.
    fn filled(&mut self, left: &str, right: &str, first: Option<Sides>, depth: u32) -> Sides {
        let mut sides = (left.to_owned(), right.to_owned());
        let mut first = first;
        for name in ["?u", "?v", "?p", "?q"] {
            if !left.contains(name) && !right.contains(name) {
                continue;
            }
            let positive = name == "?p" || name == "?q";
            let part = match first.take() {
                Some(given) => given,
                None if positive => self.positive(depth),
                None => self.part(depth),
            };
            sides.0 = sides.0.replace(name, &parenthesized(&part.0));
            sides.1 = sides.1.replace(name, &parenthesized(&part.1));
        }
        sides
    }

    /// A part of either side, the same on both in all but a quarter of the cases.
    fn part(&mut self, depth: u32) -> Sides {
        if depth > 0 && self.random.below(4) == 0 {
            return self.law(depth - 1, LAWS);
        }
        let n = self.random.between(2, 5);
        let plain = match self.random.below(16) {
            0..=4 => "z".to_owned(),
            5 => "a".to_owned(),
            6 => format!("{n}"),
            7 => format!("z/{n}"),
            8 => format!("{n}*z - 1"),
            9 => "z + a".to_owned(),
            10 => "a*z".to_owned(),
            11 => "z^2 - 1".to_owned(),
            12 => "-z".to_owned(),
            13 => format!("{}(z)", self.pick(&["sin", "tanh", "exp", "ln", "sqrt", "atan", "erf", "sigmoid"])),
            14 => "1/z".to_owned(),
            _ => format!("z^{n}"),
        };
        (plain.clone(), plain)
    }

    /// A part that is positive wherever it is defined and the assumptions hold.
    fn positive(&mut self, depth: u32) -> Sides {
        let sure = self.assume.iter().filter(|text| text.ends_with("> 0")).map(|text| &text[..1]);
        let sure: Vec<&str> = sure.collect();
        if !sure.is_empty() && self.random.below(2) == 0 {
            let name = self.pick(&sure).to_owned();
            return (name.clone(), name);
        }
        let (left, right) = self.part(depth);
        let (left, right) = (parenthesized(&left), parenthesized(&right));
        let form = self.pick(&["e^?u", "1 + ?u^2", "cosh(?u)", "sigmoid(?u)", "2 + sin(?u)", "1 + e^?u", "3/2"]);
        (form.replace("?u", &left), form.replace("?u", &right))
    }
}

fn parenthesized(text: &str) -> String {
    let is_word = text.chars().all(|c| c.is_ascii_alphanumeric());
    if is_word { text.to_owned() } else { format!("({text})") }
}

/// What an edit may put for a word or a sign.
const EDITS: &[(&str, &[&str])] = &[
    ("+", &["-", "*"]),
    ("-", &["+"]),
    ("*", &["+", "/"]),
    ("/", &["*"]),
    ("abs", &[""]),
    ("sqrt", &["", "abs", "ln"]),
    ("ln", &["", "sqrt", "log2"]),
    ("sin", &["cos", "sinh", "asin"]),
    ("cos", &["sin", "cosh"]),
    ("tan", &["tanh", "cot"]),
    ("sinh", &["cosh", "sin"]),
    ("cosh", &["sinh", "cos"]),
    ("tanh", &["tan", "sigmoid", "atan"]),
    ("sigmoid", &["tanh", "softplus"]),
    ("softplus", &["sigmoid", "exp"]),
    ("erf", &["erfc", "Phi"]),
    ("Phi", &["phi", "erf"]),
    ("max", &["min"]),
    ("min", &["max"]),
    ("sign", &["abs", ""]),
    ("z", &["(-z)", "(2*z)", "a", "(z + 1)", "abs(z)"]),
    ("a", &["(-a)", "(a + 1)", "z"]),
    ("e", &["2", "pi"]),
    ("pi", &["3", "e"]),
    ("1", &["2", "0", "(1 + 1/10^9)"]),
    ("2", &["3", "1", "(-2)", "(2 - 1/10^12)"]),
    ("3", &["2", "4"]),
    ("<", &[">"]),
];

impl Maker<'_> {
    /// The text with one word or sign changed; none if it has nothing to change.
    fn edited(&mut self, text: &str) -> Option<String> {
        let mut places: Vec<(usize, usize, &[&str])> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let word: usize = rest.chars().take_while(char::is_ascii_alphanumeric).map(char::len_utf8).sum();
            let length = word.max(1);
            let is_prefix = rest.starts_with('-') && !rest.starts_with("- "); // a sign has nothing before it
            match EDITS.iter().find(|(from, _)| *from == &rest[..length]) {
                Some((_, edits)) if !is_prefix => places.push((at, length, edits)),
                _ => {} // stays as it is
            }
            at += length;
        }
        if places.is_empty() {
            return None;
        }
        let (at, length, edits) = self.pick(&places);
        let edit = self.pick(edits);
        self.made_by.push(if edit.is_empty() { "left out" } else { edit });
        Some(format!("{}{edit}{}", &text[..at], &text[at + length..]))
    }
}
