//! The file: a name and a formula or a claim on each line.

/// What is asked about an entry's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// Its derivative; an equation is judged instead.
    Derive,
    /// A shorter form.
    Simplify,
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) asked: Asked,
    /// The formula or claim, without what is assumed.
    pub(super) formula: String,
    /// What is assumed, or where a claim is made.
    pub(super) conditions: Vec<String>,
    /// The text behind the name.
    pub(super) text: String,
}

/// Reads the entries; a fault comes with its line.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, (usize, String)> {
    let mut found: Vec<Entry> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let fault = |why: String| (at + 1, why);
        let (name, rest) = line
            .split_once(':')
            .ok_or_else(|| fault("a name with a colon behind it is expected, as in slope: tanh(z)".into()))?;
        let (name, rest) = (name.trim(), rest.trim());
        let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if name.is_empty() || name.len() > 80 || !name.chars().all(is_letter) {
            return Err(fault(format!("{name:?} is no name: letters, digits, _ and - are")));
        }
        if found.iter().any(|entry| entry.name == name) {
            return Err(fault(format!("there is an entry named {name} already")));
        }
        if rest.is_empty() {
            return Err(fault(format!("{name} has no formula")));
        }
        found.push(entry(name, rest));
    }
    if found.is_empty() { Err((1, "there is no entry".into())) } else { Ok(found) }
}

fn entry(name: &str, text: &str) -> Entry {
    let (asked, rest) = match text.split_once(' ') {
        Some(("simplify", rest)) => (Asked::Simplify, rest.trim()),
        Some(("derive" | "claim", rest)) => (Asked::Derive, rest.trim()),
        _ => (Asked::Derive, text), // a formula without a verb in front
    };
    let (formula, conditions) = match rest.split_once(" for ") {
        Some((formula, conditions)) => (formula.trim(), conditions.split(',').map(|c| c.trim().to_owned()).collect()),
        None => (rest, Vec::new()),
    };
    Entry { name: name.to_owned(), asked, formula: formula.to_owned(), conditions, text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_names_formulas_and_conditions() {
        let found =
            read("# a comment\n\nslope: tanh(z)\nroot: sqrt(z^2) = z for z >= 0, z < 9\n").expect("it is well formed");
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].formula.as_str(), found[1].conditions.len()), ("sqrt(z^2) = z", 2));
        assert_eq!(read("slope tanh(z)").expect_err("there is no colon").0, 1);
        assert_eq!(read("a: z\na: z").expect_err("the name is there twice").0, 2);
        assert_eq!(read("a b: z").expect_err("a name has no space").0, 1);
    }
}
