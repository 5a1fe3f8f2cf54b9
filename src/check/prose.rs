//! What running text says about the values of a function: "it takes values between 0 and 1".

use super::named;
use crate::syntax::Relation;

/// How firmly words say that values lie in an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken {
    /// Whether the interval is all of them.
    pub(super) exactly: bool,
    /// Whether it is clear of what they speak.
    pub(super) surely: bool,
}

/// A range that a sentence gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found<'t> {
    /// The words that give it.
    pub(super) text: &'t str,
    /// The interval as a formula: `[0, 1]`.
    pub(super) interval: String,
    /// The sentence up to there.
    pub(super) sentence: &'t str,
    pub(super) spoken: Spoken,
}

/// What words right behind a formula say about its sign: how it compares with 0.
pub(super) fn sign(after: &str) -> Option<Relation> {
    const FRONT: [&str; 4] = ["is", "always", "strictly", "everywhere"];
    let end = after.char_indices().nth(60).map_or(after.len(), |(at, _)| at);
    let clause = after[..end].split(['.', ',', ';', '(']).next().unwrap_or_default();
    let words = lower_words(clause);
    if words.first().map(String::as_str) != Some("is") {
        return None;
    }
    let skipped = words.iter().take_while(|word| FRONT.contains(&word.as_str())).count();
    let rest: Vec<&str> = words[skipped..].iter().map(String::as_str).collect();
    let (relation, used) = match rest.as_slice() {
        ["positive", ..] => (Relation::Greater, 1),
        ["negative", ..] => (Relation::Less, 1),
        ["never", "negative", ..] | ["non", "negative", ..] => (Relation::GreaterEqual, 2),
        ["nonnegative", ..] => (Relation::GreaterEqual, 1),
        ["never", "positive", ..] | ["non", "positive", ..] => (Relation::LessEqual, 2),
        ["never", "zero", ..] => (Relation::NotEqual, 2),
        _ => return None, // it says something else
    };
    let rest = &rest[used..];
    (rest.is_empty() || rest[0] == "everywhere").then_some(relation)
}

/// What a sentence speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// A function, by this name.
    Named(String),
    /// What was spoken of last.
    Last,
    /// More than one thing.
    Several,
}

fn lower_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The end of the last sentence of a text, which goes on behind it. Of a very long one the beginning is left out.
fn sentence(text: &str) -> &str {
    const FAR: usize = 2_000;
    let breaks = [". ", ".\n", "\n\n", "\n#", "\n* ", "\n- ", "; "];
    let mut begin = text.len().saturating_sub(FAR);
    while !text.is_char_boundary(begin) {
        begin += 1;
    }
    let text = &text[begin..];
    let from = breaks.iter().filter_map(|sign| text.rfind(sign).map(|at| at + sign.len())).max();
    &text[from.unwrap_or(0)..]
}

/// Whether words say that a limit is meant.
pub(super) fn leads(text: &str) -> bool {
    lower_words(text).iter().any(|word| matches!(word.as_str(), "as" | "when" | "for" | "if" | "with" | "where"))
}

/// Whether the slope of a function is spoken of, and not the function.
pub(super) fn speaks_of_slope(text: &str) -> bool {
    let about = ["deriv", "gradient", "slope"];
    lower_words(sentence(text)).iter().any(|word| about.iter().any(|sign| word.starts_with(sign)))
}

/// Whether the words before an interval say that values lie in it, and how firmly.
pub(super) fn range(before: &str) -> Option<Spoken> {
    const CUES: [&str; 22] = [
        "value",
        "values",
        "output",
        "outputs",
        "range",
        "ranges",
        "image",
        "lie",
        "lies",
        "bounded",
        "map",
        "maps",
        "mapping",
        "squash",
        "squashes",
        "squashing",
        "takes",
        "stays",
        "provides",
        "gives",
        "returns",
        "compresses",
    ];
    const OTHERS: [&str; 14] = [
        "input",
        "inputs",
        "domain",
        "when",
        "if",
        "for",
        "where",
        "uniform",
        "uniformly",
        "initialised",
        "initialized",
        "random",
        "weights",
        "data",
    ];
    let whole = sentence(before);
    // `for x > 0, the range of`: the clause in front says where
    let clause = whole.rsplit(',').find(|part| !lower_words(part).is_empty()).unwrap_or(whole);
    let is_range = lower_words(clause).windows(2).any(|two| matches!([&*two[0], &*two[1]], ["range" | "image", "of"]));
    let words = lower_words(if is_range { clause } else { whole });
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if !has(&CUES) || has(&OTHERS) {
        return None;
    }
    let exactly = (has(&["range", "image"]) && has(&["is", "are"])) && !has(&["in", "within", "inside", "between"]);
    Some(Spoken { exactly, surely: matches!(subject(before), Subject::Named(_)) })
}

/// What the last sentence of a text speaks of.
pub(super) fn subject(text: &str) -> Subject {
    let sentence = sentence(text);
    let mut found = named::functions(sentence);
    found.dedup();
    match found.as_slice() {
        [] => Subject::Last,
        [only] => Subject::Named(only.clone()),
        _ => Subject::Several,
    }
}

/// The ranges that the sentences of a text give.
pub(super) fn ranges(text: &str) -> Vec<Found<'_>> {
    const FAR: usize = 24;
    let mut found = Vec::new();
    for (behind, _) in text.match_indices("etween ") {
        let Some(at) = behind.checked_sub(1).filter(|&at| matches!(text.as_bytes()[at], b'b' | b'B')) else { continue };
        let rest = &text[behind + "etween ".len()..];
        let Some((low, behind)) = number(rest) else { continue };
        let Some(behind) = behind.trim_start().strip_prefix("and ") else { continue };
        let Some((high, behind)) = number(behind) else { continue };
        let text_here = &text[at..text.len() - behind.len()];
        found.extend(one(text, at, text_here, format!("[{low}, {high}]")));
    }
    for (at, _) in text.match_indices(['(', '[']) {
        let near = text.as_bytes()[at..].iter().take(FAR);
        let Some(end) = near.into_iter().position(|sign| matches!(sign, b')' | b']')) else { continue };
        let inside = &text[at + 1..at + end];
        let Some((low, high)) = inside.split_once(',') else { continue };
        let whole = |part: &str| number(part).is_some_and(|(_, rest)| rest.trim().is_empty());
        if whole(low) && whole(high) {
            let text_here = &text[at..=at + end];
            found.extend(one(text, at, text_here, text_here.to_owned()));
        }
    }
    found
}

fn one<'t>(text: &'t str, at: usize, here: &'t str, interval: String) -> Option<Found<'t>> {
    let sentence = sentence(&text[..at]);
    let spoken = range(sentence)?;
    Some(Found { text: here, interval, sentence, spoken })
}

/// A number at the beginning of a text, or infinity, and what stands behind it.
fn number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let sign = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    for word in ["infinity", "∞", "inf"] {
        if let Some(rest) = sign.strip_prefix(word) {
            return Some((&text[..text.len() - rest.len()], rest));
        }
    }
    let digits = sign.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '/').unwrap_or(sign.len());
    let digits = sign[..digits].trim_end_matches(['.', '/']).len();
    let end = text.len() - sign.len() + digits;
    sign.starts_with(|c: char| c.is_ascii_digit()).then(|| (&text[..end], &text[end..]))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::{Subject, ranges, subject};

    #[test]
    fn sentences_give_ranges() {
        let given = [
            ("The sigmoid function, and it provides any values between 0 and 1, making", "[0, 1]"),
            ("its outputs lie between -1 and 1.", "[-1, 1]"),
            ("the range of sinh is (-inf, inf)", "(-inf, inf)"),
            ("the slope takes values between 0 and 1/4.", "[0, 1/4]"),
        ];
        for (text, interval) in given {
            let found: Vec<String> = ranges(text).into_iter().map(|found| found.interval).collect();
            assert_eq!(found, [interval], "{text}");
        }
        let silent =
            ["for inputs between -2 and 2 the output is nearly linear", "choose between 2 and 3 layers", "see (1, 2)"];
        for text in silent {
            assert_eq!(ranges(text), [], "{text}");
        }
    }

    #[test]
    fn a_sentence_speaks_of_one_function_or_the_last() {
        assert_eq!(subject("Earlier. It takes values in"), Subject::Last);
        assert_eq!(subject("the range of sinh is"), Subject::Named("sinh".into()));
        assert_eq!(subject("unlike sinh, cosh takes values in"), Subject::Several);
    }
}
