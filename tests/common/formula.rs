//! Random formulas as text, nested to a given depth.

use gprime::functions;

use super::Random;

/// What a formula may be made of.
pub struct Language {
    /// Functions of one argument.
    pub functions: Vec<&'static str>,
    /// Whether `max`, `min`, `|u|`, `sign` and cases occur, over affine arguments.
    pub pieces: bool,
}

/// The rows of the table that are smooth inside their domain.
pub fn smooth() -> Language {
    let rough = ["abs", "sign"];
    let names = functions::all().iter().filter(|row| row.arity == 1).map(|row| row.name);
    Language { functions: names.filter(|name| !rough.contains(name)).collect(), pieces: false }
}

/// As [`smooth`], with kinks.
pub fn rough() -> Language {
    Language { pieces: true, ..smooth() }
}

const EXPONENTS: &[&str] = &["2", "3", "(-1)", "(-2)", "(1/2)", "(-3/2)", "(2/3)", "0.5", "1.25", "0", "a", "(a - 1)"];
const NUMERALS: &[&str] = &["1", "2", "3", "0.5", "0.01", "1.702", "7", "1e-3", "pi", "e", "2/3"];

impl Language {
    /// A formula in `z` and `a` that is at most `depth` deep.
    pub fn formula(&self, random: &mut Random, depth: u32) -> String {
        if depth == 0 || random.below(12) == 0 {
            return leaf(random);
        }
        if self.pieces && random.below(3) == 0 {
            return self.piece(random, depth);
        }
        let u = self.formula(random, depth - 1);
        if random.below(2) == 0 {
            match random.below(10) {
                0..=5 => format!("{}({u})", self.functions[random.below(self.functions.len() as u64) as usize]),
                6 | 7 => format!("({u})^{}", pick(random, EXPONENTS)),
                8 => format!("{}*({u})", pick(random, NUMERALS)),
                _ => format!("-({u})"),
            }
        } else {
            // only one part is deep, so that the text does not grow with every level
            let mut v = self.formula(random, depth.saturating_sub(3));
            if u == v {
                v = "z + a".to_owned(); // u/u is a constant, which the conditions do not see through
            }
            match random.below(16) {
                0..=3 => format!("({u}) + ({v})"),
                4..=6 => format!("({u}) - ({v})"),
                7..=10 => format!("({u})*({v})"),
                11..=13 => format!("({u})/({v})"),
                14 => format!("(2 + sin({u}))^({v})"),
                _ => format!("log_b(2 + ({u})^2, 1 + ({v})^2)"),
            }
        }
    }

    /// A part with a kink where its argument, affine in `z`, is 0 or equals another.
    fn piece(&self, random: &mut Random, depth: u32) -> String {
        let (u, v) = (affine(random), affine(random));
        let border = pick(random, &["-2", "-1/2", "0", "0.75", "3"]);
        match random.below(6) {
            0 => format!("max({u}, {v})"),
            1 => format!("min({u}, {v})"),
            2 => format!("|{u}|"),
            3 => format!("sign({u})"),
            4 => {
                let f = self.formula(random, depth.min(3) - 1);
                format!("({f})*max(0, {u})")
            }
            _ => {
                let inner = Language { functions: self.functions.clone(), pieces: false };
                let (f, g) = (inner.formula(random, depth.min(3) - 1), inner.formula(random, depth.min(3) - 1));
                let sign = pick(random, &["<", "<=", ">", ">="]);
                format!("{{{f} if z {sign} {border}; {g} otherwise}}")
            }
        }
    }
}

fn leaf(random: &mut Random) -> String {
    match random.below(8) {
        0 => pick(random, NUMERALS).to_owned(),
        1 => "a".to_owned(),
        _ => "z".to_owned(),
    }
}

fn affine(random: &mut Random) -> String {
    let (factor, shift) = (random.between(-3, 3), random.between(-2, 2));
    if factor == 0 { "z".to_owned() } else { format!("{factor}*z + {shift}/2") }
}

fn pick<'a>(random: &mut Random, choices: &[&'a str]) -> &'a str {
    choices[random.below(choices.len() as u64) as usize]
}
