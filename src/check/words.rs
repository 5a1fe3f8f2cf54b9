//! The words between formulas, as far as they say what a formula is there for.

use super::scope::canonical;

/// Whether a sentence ends in a text, so that what it supposes ends there.
pub(super) fn is_break(text: &str) -> bool {
    let has_heading = !super::named::headings(text).is_empty();
    let body = text.trim_matches(['$', ' ', '`', '\\', '(', '[']).trim_end();
    let text = match body.strip_suffix(':') {
        Some(body) if !has_heading => body,
        _ => text,
    };
    let items = ["\n* ", "\n- ", "\n+ ", "\n\n", ". ", ".\n", "|"];
    let numbered = text.lines().skip(1).any(|line| {
        let line = line.trim_start();
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && line[digits..].starts_with(['.', ')'])
    });
    numbered || items.iter().any(|sign| text.contains(sign)) || has_heading
}

/// Whether the words before a formula say that it is a reason for what stands before them.
pub(super) fn gives_a_reason(before: &str) -> bool {
    words(before).any(|word| matches!(word.as_str(), "since" | "because" | "as" | "using" | "recall"))
}

/// Whether the words between a claim and a formula say that the formula explains a name: `, where `.
pub(super) fn explains(before: &str) -> bool {
    let words = before.trim_matches(['$', ' ', ',', ';', '`', '\\', '(', ')', '\n']).to_lowercase();
    let mut words = words.split_whitespace();
    matches!(words.next(), Some("where" | "with")) && words.count() < 4 && !before.contains(". ")
}

/// What stands behind the last end of a sentence or line of a table.
pub(super) fn last_sentence(text: &str) -> &str {
    const FAR: usize = 300;
    let ends = ["\n* ", "\n- ", "\n+ ", "\n\n", ". ", ".\n", "|"];
    let text = text.char_indices().nth_back(FAR).map_or(text, |(at, _)| &text[at..]);
    let from = ends.iter().filter_map(|end| text.rfind(end).map(|at| at + end.len())).max();
    &text[from.unwrap_or(0)..]
}

/// A text up to the first end of a sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    const FAR: usize = 120;
    let text = text.char_indices().nth(FAR).map_or(text, |(at, _)| &text[..at]);
    let end = ["\n\n", ". ", ".\n"].iter().filter_map(|end| text.find(end)).min();
    &text[..end.unwrap_or(text.len())]
}

/// Whether words near a formula say that something does not depend on a variable.
pub(super) fn speaks_of_constants(text: &str) -> bool {
    const FAR: usize = 400;
    let near = text.char_indices().nth_back(FAR).map_or(text, |(at, _)| &text[at..]);
    words(near).any(|word| {
        ["constant", "number", "scalar", "independent", "parameter"].iter().any(|sign| word.starts_with(sign))
    })
}

/// What comments say to the program: the text behind `gprime:`, up to the end of the comment.
pub(super) fn directives(text: &str) -> Vec<&str> {
    let found = text.split("gprime:").skip(1).map(|rest| {
        let end = ["-->", "*/", "\n"].iter().filter_map(|sign| rest.find(sign)).min();
        rest[..end.unwrap_or(rest.len())].trim()
    });
    found.collect()
}

/// The words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether the sentence before a formula says that it defines something.
pub(super) fn defines(before: &str) -> bool {
    const DEFINING: [&str; 13] = [
        "let", "define", "defined", "where", "set", "put", "denote", "suppose", "consider", "write", "with", "given",
        "call",
    ];
    let end = before.char_indices().nth_back(80).map_or(before, |(at, _)| &before[at..]);
    let sentence = end.rsplit(". ").next().unwrap_or(end);
    let sentence = sentence.rsplit("\n\n").next().unwrap_or(sentence);
    words(sentence).any(|word| DEFINING.contains(&word.as_str()))
}

/// Whether a line of a text begins like a sentence, with a capital letter.
pub(super) fn begins_anew(text: &str) -> bool {
    let marks = ['/', '*', '#', '>', '-', '!', ' ', '\t', '%', '$', '\\', '[', '('];
    text.lines().skip(1).any(|line| line.trim_start_matches(marks).starts_with(char::is_uppercase))
}

/// Whether the words before a condition say that it is supposed.
pub(super) fn supposes(before: &str) -> bool {
    const SUPPOSING: [&str; 24] = [
        "for", "if", "when", "where", "assume", "assuming", "suppose", "with", "given", "let", "provided", "whenever",
        "on", "für", "falls", "wenn", "pour", "si", "quand", "para", "cuando", "voor", "当", "若",
    ];
    let end = before.char_indices().nth_back(40).map_or(before, |(at, _)| &before[at..]);
    let clause = end.rsplit(['.', ';', ':']).next().unwrap_or(end);
    words(clause).any(|word| SUPPOSING.contains(&word.as_str()))
}

/// Whether the word before an equation says that something is claimed where it holds: `for`, `at`.
pub(super) fn places(before: &str) -> bool {
    const PLACING: [&str; 14] = [
        "for", "if", "when", "at", "whenever", "für", "falls", "wenn", "pour", "si", "quand", "para", "cuando", "voor",
    ];
    let end = before.char_indices().nth_back(20).map_or(before, |(at, _)| &before[at..]);
    let is_near = !end.trim_end_matches(['$', '\\', '(', '`', ' ', '\n']).ends_with(|c: char| c.is_ascii_punctuation());
    is_near && words(end).last().is_some_and(|word| PLACING.contains(&word.as_str()))
}

/// Whether the words before a value say that it is one of many.
pub(super) fn is_example(before: &str) -> bool {
    const EXAMPLES: [&str; 12] = [
        "e.g.",
        "e.g",
        "for example",
        "for instance",
        "such as",
        "like",
        "say",
        "typically",
        "usually",
        "often",
        "commonly",
        "default",
    ];
    let end = before.char_indices().nth_back(40).map_or(before, |(at, _)| &before[at..]);
    let near = end.trim_end_matches(['$', '(', '\\', '[', ' ', ',', '`', ':', '\n']).to_lowercase();
    EXAMPLES.iter().any(|word| near.ends_with(word)) || near.ends_with("default value") || near.ends_with("default is")
}

/// Whether the words between a claim and a condition say that the claim holds under it.
pub(super) fn joins(between: &str, same_row: bool) -> bool {
    const JOINING: [&str; 15] = [
        "for", "if", "when", "where", "on", "at", "whenever", "provided", "with", "für", "falls", "wenn", "pour", "si",
        "para",
    ];
    const FAR: usize = 60;
    if between.len() > FAR || is_break(between) || begins_anew(between) {
        return false;
    }
    let said: Vec<String> = words(between).collect();
    if said.iter().any(|word| word.starts_with("equal")) {
        return false;
    }
    let joined = said.iter().any(|word| JOINING.contains(&word.as_str()));
    joined || same_row && said.iter().all(|word| word == "text" || word == "quad" || word == "qquad")
}

/// What words behind a name say about its sign, as a relation to 0, and whether they say it: a small constant may be meant to be
/// positive.
pub(super) fn sign(after: &str) -> Option<(&'static str, bool)> {
    const FILLING: [&str; 12] =
        ["a", "an", "some", "the", "strictly", "always", "fixed", "given", "real", "small", "large", "and"];
    const LIMITING: [&str; 12] =
        ["or", "if", "when", "iff", "for", "only", "unless", "whenever", "where", "definite", "semidefinite", "on"];
    let end = after.char_indices().nth(80).map_or(after.len(), |(at, _)| at);
    let clause = after[..end].split(['.', ',', ';', '(', ':']).next().unwrap_or_default();
    let said: Vec<String> = words(clause).collect();
    let (first, rest) = said.split_first()?;
    if first != "is" || rest.iter().any(|word| LIMITING.contains(&word.as_str())) {
        return None;
    }
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let from = rest.iter().position(|word| !FILLING.contains(word));
    let is_small = rest.iter().take(from.unwrap_or(rest.len())).any(|word| *word == "small");
    relation_to_zero(&rest[from.unwrap_or(rest.len())..])
        .map(|relation| (relation, true))
        .or_else(|| is_small.then_some((">", false)))
}

fn relation_to_zero(words: &[&str]) -> Option<&'static str> {
    match words {
        ["positive", ..] => Some(">"),
        ["negative", ..] => Some("<"),
        ["nonnegative", ..] | ["non", "negative", ..] => Some(">="),
        ["nonpositive", ..] | ["non", "positive", ..] => Some("<="),
        ["nonzero", ..] | ["non", "zero", ..] => Some("!="),
        _ => None, // nothing is said about its sign
    }
}

/// What the words before a name say about its sign, as a relation to 0: `for positive `.
pub(super) fn adjective(before: &str) -> Option<&'static str> {
    const LEADING: [&str; 10] = ["for", "if", "when", "with", "where", "all", "every", "any", "each", "on"];
    let near: Vec<String> = words(last_sentence(before)).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let last = near.len().checked_sub(1)?;
    let from = if last > 0 && near[last - 1] == "non" { last - 1 } else { last };
    let relation = relation_to_zero(&near[from..])?;
    (from > 0 && LEADING.contains(&near[from - 1])).then_some(relation)
}

/// Whether the word before a condition joins it to another one by `or`.
pub(super) fn is_or(before: &str) -> bool {
    words(last_sentence(before)).last().is_some_and(|word| matches!(word.as_str(), "or" | "oder" | "ou"))
}

/// Whether the words before a condition say that what comes behind it holds under it: a sentence begins with `for`, or `if` stands
/// in it.
pub(super) fn opens(before: &str) -> bool {
    const OPENING: [&str; 12] = [
        "if", "when", "whenever", "assume", "assuming", "suppose", "provided", "falls", "wenn", "si", "quand", "cuando",
    ];
    let sentence = last_sentence(before);
    let begins = words(sentence).next().is_some_and(|word| supposes(&word));
    begins || words(sentence).any(|word| OPENING.contains(&word.as_str()))
}

/// Whether nothing but `and` stands before a formula.
pub(super) fn is_and(before: &str) -> bool {
    let said: Vec<String> = words(before).collect();
    matches!(said.as_slice(), [word] if matches!(word.as_str(), "and" | "und" | "et" | "y" | "en"))
}

/// Whether formulas on both sides of a text are listed: `and` stands there, or a comma.
pub(super) fn lists(between: &str) -> bool {
    is_and(between) || between.trim_matches(['$', ' ', '\\', '(', ')', '`', '\n']) == ","
}

/// Whether the words before a condition say that it is not all: `not only for`.
pub(super) fn is_not_all(before: &str) -> bool {
    words(last_sentence(before)).collect::<Vec<_>>().join(" ").contains("not only")
}

/// Whether the words behind a condition go on with `or`.
pub(super) fn goes_on_with_or(after: &str) -> bool {
    let near = after.trim_start_matches(['$', ' ', '\\', ')', '`', ',', '\n']);
    !after.starts_with('.') && words(near).next().is_some_and(|word| matches!(word.as_str(), "or" | "oder" | "ou"))
}

/// Whether the words before a condition say that a claim holds where it does not: `unless`, `except at`.
pub(super) fn excepts(before: &str) -> bool {
    const EXCEPTING: [&str; 6] = ["unless", "except", "excepting", "excluding", "apart", "away"];
    let near: Vec<String> = words(last_sentence(before)).collect();
    near.iter().rev().take(3).any(|word| EXCEPTING.contains(&word.as_str()))
}

/// Whether the words before a claim say that what was supposed does not hold: `otherwise`.
pub(super) fn turns(before: &str) -> bool {
    words(last_sentence(before)).any(|word| matches!(word.as_str(), "otherwise" | "else" | "elsewhere"))
}

/// Whether the words before a condition say that it holds for more than its sentence: `Suppose `.
pub(super) fn assumes(before: &str) -> bool {
    const ASSUMING: [&str; 8] = ["assume", "assuming", "suppose", "let", "fix", "take", "sei", "soit"];
    words(last_sentence(before)).any(|word| ASSUMING.contains(&word.as_str()))
}

/// Whether a sentence ends right behind a formula.
pub(super) fn ends_here(after: &str) -> bool {
    after.trim_start_matches(['$', ' ', '\\', ')', '`']).starts_with('.')
}

/// Whether a text leads away from what was supposed.
pub(super) fn generalizes(text: &str) -> bool {
    const GENERAL: [&str; 8] = ["general", "generally", "every", "all", "always", "arbitrary", "conversely", "any"];
    words(text).any(|word| GENERAL.contains(&word.as_str()))
}

/// Whether a paragraph or an item of a list ends in a text.
pub(super) fn is_paragraph(text: &str) -> bool {
    ["\n\n", "\n* ", "\n- ", "\n+ ", "|"].iter().any(|sign| text.contains(sign))
}

/// Whether the words between two formulas say that one holds where the other does.
pub(super) fn equates(between: &str) -> bool {
    const SIGNS: [&str; 6] = ["\\iff", "\\Leftrightarrow", "\\Longleftrightarrow", "⇔", "⟺", "if and only if"];
    const FAR: usize = 60;
    let is_near = between.len() < FAR && !is_break(between);
    is_near && (SIGNS.iter().any(|sign| between.contains(sign)) || words(between).any(|word| word == "iff"))
}

/// Whether the words between two formulas say that the second follows from the first.
pub(super) fn implies(between: &str) -> bool {
    const SIGNS: [&str; 6] = ["\\implies", "\\Rightarrow", "\\Longrightarrow", "⇒", "⟹", "implies"];
    !is_break(between) && SIGNS.iter().any(|sign| between.contains(sign))
}

/// Whether the words right before a formula say that it does not hold.
pub(super) fn denies(before: &str) -> bool {
    const DENYING: [&str; 12] = [
        "not",
        "never",
        "nor",
        "not have",
        "t have",
        "not get",
        "not true that",
        "not the case that",
        "false that",
        "wrong that",
        "instead of",
        "rather than",
    ];
    let near = words(last_sentence(before)).collect::<Vec<_>>().join(" ");
    DENYING.iter().any(|words| near.strip_suffix(words).is_some_and(|front| front.is_empty() || front.ends_with(' ')))
}

/// Whether a formula of vectors is written, `x^T x`.
pub(super) fn transposes(text: &str) -> bool {
    ["^T", "^{T}", "^\\top", "^{\\top}", "^\\intercal", "ᵀ"].iter().any(|sign| text.contains(sign))
}

/// Whether the words before a formula say that it holds for some numbers.
pub(super) fn speaks_of_some(before: &str) -> bool {
    let near = words(last_sentence(before)).collect::<Vec<_>>().join(" ");
    ["for some", "there is", "there are", "exists", "there exist", "for no"].iter().any(|words| near.contains(words))
}

/// Whether the words right before a formula say that it defines something from here on: `Let `.
pub(super) fn lets(before: &str) -> bool {
    const LETTING: [&str; 8] = ["let", "define", "denote", "set", "put", "write", "let's", "sei"];
    let end = before.char_indices().nth_back(30).map_or(before, |(at, _)| &before[at..]);
    let clause = end.rsplit(['.', ';', ':', '\n']).find(|part| words(part).next().is_some()).unwrap_or(end);
    words(clause).take(3).any(|word| LETTING.contains(&word.as_str()))
}

/// Whether the words before a formula say that it follows.
pub(super) fn concludes(before: &str) -> bool {
    const CONCLUDING: [&str; 16] = [
        "so",
        "thus",
        "hence",
        "then",
        "therefore",
        "get",
        "gives",
        "obtain",
        "becomes",
        "equals",
        "simplifies",
        "that",
        "also",
        "follows",
        "implies",
        "consequently",
    ];
    let end = before.char_indices().nth_back(40).map_or(before, |(at, _)| &before[at..]);
    let clause = end.rsplit(['.', ';']).next().unwrap_or(end);
    words(clause).any(|word| CONCLUDING.contains(&word.as_str()))
}

/// Whether the left side of an equation has a name in letters, and not in signs as `|x|` has.
pub(super) fn writes(text: &str, name: &str) -> bool {
    let left = text.split('=').next().unwrap_or(text);
    let is_sign =
        |sign: char| crate::syntax::GREEK.iter().any(|row| row.0 == sign && canonical(row.1) == canonical(name));
    let words = left.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.into_iter().any(|word| canonical(word) == canonical(name) || word.eq_ignore_ascii_case(name))
        || left.contains(is_sign)
}

/// Whether a formula begins with a name of several letters rather than with a letter.
pub(super) fn is_word(text: &str) -> bool {
    let text = text.trim_start_matches(['&', ' ']);
    let command = text.strip_prefix('\\');
    let name = command.unwrap_or(text);
    let name: &str = &name[..name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len())];
    let lower = name.to_ascii_lowercase();
    let greek = crate::syntax::GREEK.iter().any(|row| row.1 == name || row.1 == lower);
    name.len() > 1 && !greek
}

/// Whether a formula begins with a function's command, `\tanh`.
pub(super) fn is_command(text: &str, name: &str) -> bool {
    let rest = text.trim_start_matches(['&', ' ']).strip_prefix('\\').and_then(|rest| rest.strip_prefix(name));
    is_word(text) && rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// The name that a note says was read as a factor before parentheses, and what stands in them.
pub(super) fn product(note: &str) -> Option<(&str, &str)> {
    let (front, _) = note.split_once(" is read as the product ")?;
    let (name, argument) = front.split_once('(')?;
    Some((name.trim().trim_start_matches('\\'), argument))
}

/// The numeral that a note says was read where a product with e could be meant.
pub(super) fn numeral(note: &str) -> Option<&str> {
    Some(note.split_once(" is read as a number, and e ")?.0)
}

/// Whether a letter usually stands for a function, so that parentheses behind it hold an argument.
pub(super) fn may_be_function(name: &str) -> bool {
    let letters = ["f", "g", "h", "F", "G", "H", "s", "S", "phi", "psi", "sigma", "Phi", "Psi", "rho", "tau"];
    letters.contains(&name)
}
