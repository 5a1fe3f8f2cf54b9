//! Claims from tables of real formulas: what each asks, and whether it is true.

use std::path::{Path, PathBuf};

use gprime::passes::equal::{Code, Equality, Request, Verdict};

/// One claim.
pub struct Claim {
    pub id: String,
    pub request: Request,
    /// Whether both sides are equal wherever both are defined.
    pub truth: bool,
}

/// The tables, by the columns that they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `id, variable, F, f`: the derivative of F is f. With a fifth column `slip` it is not.
    Derivatives,
    /// `name, assume, left, right, true`
    Equalities,
    /// `id, name, params, formula, derivative, uses, domain, true`, where `y` is the formula's value.
    Frameworks,
}

impl Kind {
    pub fn named(name: &str) -> Option<Kind> {
        match name {
            "derivatives" => Some(Kind::Derivatives),
            "equalities" => Some(Kind::Equalities),
            "frameworks" => Some(Kind::Frameworks),
            _ => None, // a word that means no table
        }
    }
}

/// Derivatives that are written with rounded constants: true to 15 digits, and false as they are written, because
/// numerals are exact.
pub const ROUNDED: &[&str] = &["fw-212", "fw-230", "fw-231"];

/// The folder of the tables, if it is there: `GPRIME_CORPORA` names it, and then it must be there.
pub fn folder() -> Option<PathBuf> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    match std::env::var_os("GPRIME_CORPORA").map(PathBuf::from) {
        Some(folder) => {
            assert!(folder.is_dir(), "GPRIME_CORPORA names {}, which is no folder", folder.display());
            Some(folder)
        }
        None => usual.is_dir().then_some(usual),
    }
}

/// The claims of a table, in its order.
pub fn read(kind: Kind, text: &str) -> Vec<Claim> {
    let rows = text.lines().skip(1).filter(|line| !line.trim().is_empty());
    rows.map(|line| claim(kind, line).unwrap_or_else(|| panic!("no row of {kind:?}: {line}"))).collect()
}

fn claim(kind: Kind, line: &str) -> Option<Claim> {
    let fields: Vec<&str> = line.split('\t').collect();
    match (kind, fields.as_slice()) {
        (Kind::Derivatives, [id, variable, of, is, slip @ ..]) => {
            let request = Request::new(&format!("d/d{variable} ({of})"), is);
            Some(Claim { id: (*id).to_owned(), request, truth: slip.is_empty() })
        }
        (Kind::Equalities, [name, assume, left, right, truth]) => {
            let assume = assume.split(',').filter(|text| !text.is_empty()).map(str::to_owned).collect();
            let request = Request { assume, ..Request::new(left, right) };
            Some(Claim { id: (*name).to_owned(), request, truth: *truth == "true" })
        }
        (Kind::Frameworks, [id, _, parameters, formula, derivative, _, domain, truth, ..]) => {
            let mut assume: Vec<String> = domain_of(domain)?.iter().map(|&text| text.to_owned()).collect();
            assume.extend(parameters.split(',').filter(|name| !name.is_empty()).map(|name| format!("{name} > 0")));
            let formula = with_cases(formula);
            let derivative = with_output(&with_cases(derivative), &formula);
            let request = Request { assume, ..Request::new(&format!("d/dx ({formula})"), &derivative) };
            let truth = *truth == "true" && !ROUNDED.contains(id);
            Some(Claim { id: (*id).to_owned(), request, truth })
        }
        _ => None, // a row of another table
    }
}

/// The assumptions that a domain's name stands for.
fn domain_of(name: &str) -> Option<&'static [&'static str]> {
    match name {
        "all" => Some(&[]),
        "pos" => Some(&["x > 0"]),
        "neg" => Some(&["x < 0"]),
        "gt1" => Some(&["x > 1"]),
        "01" => Some(&["x > 0", "x < 1"]),
        "unit" => Some(&["x > -1", "x < 1"]),
        "out1" => Some(&["|x| > 1"]),
        _ => None, // no domain
    }
}

/// A formula with `if(c, a, b)` written as cases, `{a if c; b otherwise}`.
pub fn with_cases(formula: &str) -> String {
    let Some(start) = formula.find("if(") else { return formula.to_owned() };
    let (mut depth, mut commas) = (0, Vec::new());
    let inside = start + 3;
    let mut end = formula.len();
    for (at, c) in formula.char_indices().skip_while(|&(at, _)| at < inside) {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = at;
                break;
            }
            ')' => depth -= 1,
            ',' if depth == 0 => commas.push(at),
            _ => {} // stands in a part
        }
    }
    let [first, second] = commas.as_slice() else { panic!("{formula}: `if` has three parts") };
    let (condition, a, b) = (&formula[inside..*first], &formula[first + 1..*second], &formula[second + 1..end]);
    let cases = format!("{{{} if {}; {} otherwise}}", with_cases(a).trim(), condition.trim(), with_cases(b).trim());
    format!("{}({cases}){}", &formula[..start], with_cases(&formula[end + 1..]))
}

/// A formula with the function put for its value `y`.
pub fn with_output(formula: &str, function: &str) -> String {
    let mut written = String::new();
    let mut word = String::new();
    for c in formula.chars().chain(std::iter::once(' ')) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        written += &if word == "y" { format!("({function})") } else { std::mem::take(&mut word) };
        word.clear();
        written.push(c);
    }
    written.trim_end().to_owned()
}

/// A verdict in one word: `equal`, `formal`, `different`, or the code of the reason for which there is none.
pub fn word(equality: &Equality) -> &'static str {
    match &equality.verdict {
        Verdict::Equal(_) => "equal",
        Verdict::Formal(_) => "formal",
        Verdict::Different(_) => "different",
        Verdict::Undecided(why) => Code::name(why.code),
        _ => "another verdict",
    }
}

/// Whether a verdict says something false. A formal theorem speaks of no known point, so that it is never false.
pub fn is_wrong(claim: &Claim, equality: &Equality) -> bool {
    match equality.verdict {
        Verdict::Equal(_) => !claim.truth,
        Verdict::Different(_) => claim.truth,
        _ => false, // nothing is said about the function
    }
}
