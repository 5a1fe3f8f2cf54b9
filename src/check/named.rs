//! Functions that words name: "the sigmoid function, g(z)", "f is the hyperbolic tangent", a heading.

use crate::activations;
use crate::functions;

/// How much of the text beside a formula is looked at, in bytes.
const NEAR: usize = 120;

/// A heading of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// How deep it stands, 1 for the highest.
    pub(super) level: usize,
    /// The functions that it names.
    pub(super) functions: Vec<String>,
    /// The line of the text, from 0.
    pub(super) line: usize,
}

/// A name with an argument in running text, and the function that the words beside it say it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) name: String,
    pub(super) parameter: String,
    pub(super) function: String,
}

/// A word with the bytes at which it stands.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    at: usize,
}

impl Word<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }

    fn is(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut start = None;
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_part(c), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Word { text: text[from..at].trim_end_matches('-'), at: from });
                start = None;
            }
            (true, Some(_)) | (false, None) => {}
        }
    }
    found
}

/// The function of the tables with one argument that some words name, in the spelling of the tables.
fn function(words: &[Word<'_>]) -> Option<String> {
    let name = words.iter().map(|word| word.text.to_lowercase().replace('-', "_")).collect::<Vec<_>>().join("_");
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 {
        return None;
    }
    let own = functions::find(&name).filter(|&index| functions::all()[index].arity == 1);
    own.map(|index| functions::all()[index].name.to_owned())
        .or_else(|| activations::find(&name).map(|row| row.name.to_owned()))
}

/// The longest name that ends with the word before `end`: the function and its first word.
fn ending(words: &[Word<'_>], end: usize) -> Option<(String, usize)> {
    let from = |length: usize| end.checked_sub(length);
    (1..=4).rev().filter_map(from).find_map(|from| Some((function(&words[from..end])?, from)))
}

/// The longest name that begins with a word: the function and the word behind it.
fn beginning(words: &[Word<'_>], from: usize) -> Option<(String, usize)> {
    let to = |length: usize| Some(from + length).filter(|to| *to <= words.len());
    (1..=4).rev().filter_map(to).find_map(|to| Some((function(&words[from..to])?, to)))
}

const KINDS: &[&str] = &["function", "activation", "unit", "nonlinearity", "non-linearity"];

/// The function that the words right before a formula name: "the sigmoid function, ".
pub(super) fn before(text: &str) -> Option<String> {
    const FILLING: &[&str] = &["the", "is", "called", "denoted", "by", "written", "as", "say", "here"];
    const VERBS: &[&str] = &["is", "called", "denoted", "by", "written", "as"];
    const OTHERS: &[&str] = &["derivative", "gradient", "slope", "inverse", "integral", "derivate"];
    let from = text.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let near = &text[from..];
    let near = near.rsplit(". ").next().unwrap_or(near);
    let near = near.rsplit("\n\n").next().unwrap_or(near);
    let words = words(near);
    let mut end = words.len();
    let mut seen = Vec::new();
    while end > 0 && (words[end - 1].is(FILLING) || words[end - 1].is(KINDS)) {
        end -= 1;
        seen.push(words[end]);
    }
    let (found, from) = ending(&words, end)?;
    let of_other = words[..from].iter().any(|word| word.is(OTHERS)) && seen.iter().any(|word| word.is(VERBS));
    let is_close = seen.is_empty() || seen.iter().any(|word| word.is(KINDS));
    (is_close && !of_other && seen.len() <= 5).then_some(found)
}

/// The function that the words right behind `name(parameter)` name: " is the sigmoid function".
pub(super) fn after(text: &str, parameter: &str) -> Option<String> {
    const VERBS: &[&str] = &["be", "is", "denote", "denotes", "means"];
    const ARTICLES: &[&str] = &["the", "a", "an", "our", "simply"];
    const LIMITS: &[&str] = &["of", "for", "if", "when", "on", "where", "at", "near", "and", "or"];
    let to = text.char_indices().nth(NEAR).map_or(text.len(), |(at, _)| at);
    let near = text[..to].trim_start_matches(['$', ' ', ')', '\\', '`', '\n']);
    let near = near.split(". ").next().unwrap_or(near);
    let words = words(near);
    let verb = words.first().filter(|word| word.at == 0 && word.is(VERBS))?;
    let from = words.iter().take_while(|word| word.at == verb.at || word.is(ARTICLES)).count();
    let (found, to) = beginning(&words, from)?;
    let behind = near[words[to - 1].end()..].trim_start();
    let applied = behind.strip_prefix('(').map(|inside| inside.trim_start().starts_with(&format!("{parameter})")));
    let limited = words.get(to).is_some_and(|word| word.is(LIMITS) && !behind.starts_with(['.', ',', ';']));
    let kind = words.get(to).is_some_and(|word| word.is(KINDS));
    let named = from > 1 || kind || applied == Some(true);
    (named && applied != Some(false) && !limited).then_some(found)
}

/// The functions that a sentence names, in order.
pub(super) fn functions(sentence: &str) -> Vec<String> {
    let words = words(sentence);
    let (mut found, mut from) = (Vec::new(), 0);
    while from < words.len() {
        match beginning(&words, from) {
            Some((name, to)) => {
                found.push(name);
                from = to;
            }
            None => from += 1,
        }
    }
    found
}

/// The names with arguments in running text that the words beside them say something about.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for (open, _) in text.match_indices('(') {
        let (Some(name), Some(parameter)) = (text[..open].chars().next_back(), text[open + 1..].chars().next()) else {
            continue;
        };
        let (at, end) = (open - name.len_utf8(), open + 1 + parameter.len_utf8());
        if !text[end..].starts_with(')') {
            continue;
        }
        let inside_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '\\' | '\'' | '^'));
        if inside_word || !name.is_alphabetic() || !parameter.is_alphabetic() {
            continue;
        }
        let rest = &text[end + 1..];
        if rest.trim_start().starts_with(['=', '\'', '(', '<', '>', '*', '+', '-', '/', '^', ':']) {
            continue;
        }
        let parameter = parameter.to_string();
        if let Some(function) = before(&text[..at]).or_else(|| after(rest, &parameter)) {
            found.push(Mention { name: name.to_string(), parameter, function });
        }
    }
    found
}

/// The level of a line as a heading, if it is one. `above` is the line before it.
fn level<'t>(line: &'t str, below: Option<&str>) -> Option<(usize, &'t str)> {
    const SECTIONS: [(&str, usize); 5] =
        [("\\chapter", 1), ("\\section", 1), ("\\subsection", 2), ("\\subsubsection", 3), ("\\paragraph", 4)];
    let line = line.trim();
    let signs = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&signs) && line[signs..].starts_with(' ') {
        return Some((signs, &line[signs..]));
    }
    let section = SECTIONS.iter().find_map(|(name, level)| Some((*level, line.strip_prefix(name)?)));
    let ruled = below.map(str::trim).filter(|below| below.len() > 2 && !line.is_empty());
    let under = ruled.and_then(|below| match below.as_bytes()[0] {
        b'=' => below.bytes().all(|b| b == b'=').then_some((1, line)),
        b'-' => below.bytes().all(|b| b == b'-').then_some((2, line)),
        _ => None, // no rule
    });
    section.or(under)
}

/// The headings in a text, in order.
pub(super) fn headings(text: &str) -> Vec<Heading> {
    let below = text.lines().skip(1).map(Some).chain([None]);
    let found = text.lines().zip(below).enumerate().filter_map(|(at, (line, below))| Some((at, level(line, below)?)));
    found.map(|(line, (level, title))| Heading { level, functions: in_title(title), line }).collect()
}

/// The functions that a title names.
fn in_title(title: &str) -> Vec<String> {
    const LEADING: &[&str] = &["of", "for", "the", "differentiating", "deriving", "derive", "and"];
    const TRAILING: &[&str] = &["derivative", "gradient", "derivation", "backward", "and"];
    let words = words(title);
    let (mut found, mut from) = (Vec::new(), 0);
    while from < words.len() {
        let Some((name, to)) = beginning(&words, from) else {
            from += 1;
            continue;
        };
        let led = from > 0 && words[from - 1].is(LEADING);
        let trailed = words.get(to).is_some_and(|word| word.is(TRAILING) || word.is(KINDS));
        let alone = from == 0 && to == words.len();
        if (led || trailed || alone) && !found.contains(&name) {
            found.push(name);
        }
        from = to;
    }
    found
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::{after, before, headings, mentions};

    #[test]
    fn words_beside_a_formula_name_a_function() {
        let named = [
            "the slope of the sigmoid function, ",
            "Let us write the sigmoid activation function as ",
            "consider the sigmoid ",
        ];
        let not_named = [
            "the derivative of the sigmoid function is ",
            "a sigmoid-shaped function ",
            "the sigmoid saturates. Then ",
            "we use the function ",
        ];
        let sigmoid = crate::activations::all().next().map(|row| row.name.to_owned());
        for text in named {
            assert_eq!(before(text), sigmoid, "{text}");
        }
        for text in not_named {
            assert_eq!(before(text), None, "{text}");
        }
    }

    #[test]
    fn words_behind_a_formula_name_a_function() {
        let named = ["$ is the logistic function.", " be the logistic.", " is sinh(z), so"];
        let not_named = [" is linear for", " is the sinh of 2z", " is sinh(2z)", " grows", " is small"];
        for text in named {
            assert!(after(text, "z").is_some(), "{text}");
        }
        for text in not_named {
            assert_eq!(after(text, "z"), None, "{text}");
        }
    }

    #[test]
    fn mentions_are_no_claims() {
        assert_eq!(mentions("the sigmoid function, g(z).").len(), 1);
        assert_eq!(mentions("the sigmoid function is g(z) = 1/(1+e^(-z)).").len(), 0);
        assert_eq!(mentions("a function g(z) of z").len(), 0);
    }

    #[test]
    fn headings_name_functions() {
        let text =
            "# Notes\n\n## Derivation of Sigmoid Function\n\nStep by step\n---\n### ReLU and Leaky ReLU\n### ReLU\n";
        let counts: Vec<(usize, usize, usize)> =
            headings(text).iter().map(|heading| (heading.level, heading.functions.len(), heading.line)).collect();
        assert_eq!(counts, [(1, 0, 0), (2, 1, 2), (2, 0, 4), (3, 2, 6), (3, 1, 7)]);
    }
}
