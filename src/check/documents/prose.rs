//! Formulas in prose: around a relation, as far as the signs look like mathematics.

use std::ops::Range;

use super::likeness::{Kind, Token, WORDS, tokens};

/// So many tokens of a line are kept at least, before they are forgotten where no formula can go on.
const LONGEST: usize = 1_000;

/// The formulas in the part of a line in `range`; `begins` says whether the line begins there. Linear.
pub(super) fn formulas(text: &str, range: Range<usize>, begins: bool) -> Vec<Range<usize>> {
    let line = &text[range.clone()];
    if !line.contains(super::likeness::RELATIONS) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let start = range.start + if begins { marker(line) } else { 0 };
    let mut goes_on = is_line_start(text, start);
    let mut kept: Vec<Token> = Vec::new();
    for token in tokens(&text[start..range.end], start) {
        if token.spaced && kept.len() >= LONGEST && kept.last().is_some_and(|last| ends_formulas(text, last)) {
            let part = without_addresses(std::mem::take(&mut kept), text);
            found.extend(around_relations(text, &part, goes_on));
            goes_on = false;
        }
        kept.push(token);
    }
    found.extend(around_relations(text, &without_addresses(kept, text), goes_on));
    found
}

/// Whether no formula has tokens on both sides of this one.
fn ends_formulas(text: &str, token: &Token) -> bool {
    match token.kind {
        Kind::Other => true,
        Kind::Stop => &text[token.start..token.end] != ";",
        Kind::Number
        | Kind::Name
        | Kind::Word
        | Kind::Relation
        | Kind::Operator
        | Kind::Open
        | Kind::Close
        | Kind::Comma => false,
    }
}

/// The length of what marks a list item, quotation or heading.
fn marker(line: &str) -> usize {
    let mut rest = line;
    loop {
        let shorter = rest.trim_start_matches([' ', '\t']);
        let shorter = ["> ", "* ", "- ", "+ ", "• ", "# ", "## ", "### "]
            .iter()
            .find_map(|sign| shorter.strip_prefix(sign))
            .or_else(|| {
                let digits = shorter.bytes().take_while(u8::is_ascii_digit).count();
                let behind = shorter[digits..].strip_prefix(['.', ')'])?;
                (digits > 0 && behind.starts_with(' ')).then_some(behind)
            });
        match shorter {
            Some(shorter) => rest = shorter,
            None => return line.len() - rest.len(),
        }
    }
}

/// The tokens that are no part of an address or attribute.
fn without_addresses(mut tokens: Vec<Token>, text: &str) -> Vec<Token> {
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        while end < tokens.len() && !tokens[end].spaced {
            end += 1;
        }
        let chunk = &text[tokens[at].start..tokens[end - 1].end];
        if chunk.contains("://") || chunk.contains("=\"") || chunk.starts_with("--") && chunk.len() > 3 {
            tokens[at..end].iter_mut().for_each(|token| token.kind = Kind::Other);
        }
        at = end;
    }
    tokens
}

/// Whether nothing but space and the marks of comments stands before a place in its line.
fn is_line_start(text: &str, at: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..at].chars().all(|c| c.is_whitespace() || matches!(c, '/' | '#' | '*' | '>' | '%' | '!' | ';'))
}

/// The formulas around the relations of a line; one at its beginning `goes_on` from the line before.
fn around_relations(text: &str, tokens: &[Token], goes_on: bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut floor = 0;
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].kind != Kind::Relation {
            at += 1;
            continue;
        }
        let left = leftmost(text, tokens, floor, at);
        let (right, reached) = rightmost(text, tokens, at);
        if (left < at || at == 0 && goes_on) && right > at + 1 {
            found.push(tokens[left].start..tokens[right - 1].end);
            floor = right;
        }
        at = reached.max(at + 1);
    }
    found
}

/// The first token of the formula whose relation is at `at`.
fn leftmost(text: &str, tokens: &[Token], floor: usize, at: usize) -> usize {
    let mut depth = 0usize;
    let mut left = at;
    while left > floor {
        let token = tokens[left - 1];
        let word = &text[token.start..token.end];
        if depth == 0 && is_column(token, tokens[left]) {
            break;
        }
        let takes = match token.kind {
            Kind::Close => {
                depth += 1;
                true
            }
            Kind::Open => {
                let inside = depth > 0;
                depth = depth.saturating_sub(1);
                inside
            }
            Kind::Number | Kind::Operator | Kind::Name => true,
            Kind::Relation => depth > 0,
            Kind::Comma => depth > 0,
            // A longer word is a name beside the relation, and a function before its parenthesis.
            Kind::Word => is_name(word) && (left == at || adjoins(tokens, left)),
            Kind::Stop | Kind::Other => false,
        };
        if !takes {
            break;
        }
        left -= 1;
    }
    // An operator without a left operand belongs to the prose, but for a sign and a root.
    while left < at && is_dangling(text, tokens[left]) {
        left += 1;
    }
    left
}

/// Whether another column begins between two tokens.
fn is_column(before: Token, behind: Token) -> bool {
    let joins = |token: Token| matches!(token.kind, Kind::Operator | Kind::Relation);
    behind.apart && !joins(before) && !joins(behind)
}

/// A longer word is applied where its parenthesis follows at once.
fn adjoins(tokens: &[Token], next: usize) -> bool {
    tokens.get(next).is_some_and(|token| token.kind == Kind::Open && !token.spaced)
}

/// Whether a longer word, or `a`, can be a name in a formula.
fn is_name(word: &str) -> bool {
    const PROSE: [&str; 16] = [
        "the", "and", "then", "that", "this", "with", "for", "when", "where", "have", "has", "not", "are", "was",
        "than", "from",
    ];
    let lower = word.to_lowercase();
    word.is_ascii() && !PROSE.contains(&&*lower) && (word.len() == 1 || !WORDS.contains(&&*lower))
}

fn is_dangling(text: &str, token: Token) -> bool {
    let sign = &text[token.start..token.end];
    token.kind == Kind::Operator && !matches!(sign, "-" | "−" | "|" | "√" | "∂" | "+")
}

/// One behind the last token of the formula whose relation is at `at`, and where the search for others goes on.
fn rightmost(text: &str, tokens: &[Token], at: usize) -> (usize, usize) {
    let mut depth = 0usize;
    let mut right = at + 1;
    let mut last = right;
    let mut outermost = right;
    let mut choices = 0_usize;
    while let Some(&token) = tokens.get(right) {
        let word = &text[token.start..token.end];
        let before = tokens[right - 1].kind;
        if depth == 0 && is_column(tokens[right - 1], token) {
            break;
        }
        let takes = match token.kind {
            Kind::Open => {
                if depth == 0 {
                    outermost = right;
                }
                depth += 1;
                true
            }
            Kind::Close => {
                let inside = depth > 0;
                depth = depth.saturating_sub(1);
                inside
            }
            Kind::Number | Kind::Operator | Kind::Relation => true,
            // After a finished operand a name goes on only if no prose can begin there.
            Kind::Name => true,
            Kind::Comma => depth > 0,
            Kind::Stop => depth > 0 && matches!(word, ";"),
            Kind::Word if depth == 0 && chooses(text, tokens, right, &mut choices) => true,
            Kind::Word if matches!(word, "if" | "otherwise" | "and" | "or" | "undefined") => {
                depth > 0 && before != Kind::Open
            }
            Kind::Word if depth > 0 && word.len() == 1 && before != Kind::Word => true,
            Kind::Word => {
                let wants = is_choice(text, tokens[right - 1])
                    || matches!(before, Kind::Operator | Kind::Relation | Kind::Open);
                is_name(word)
                    && (adjoins(tokens, right + 1) && (wants || !token.spaced) || wants && before != Kind::Open)
            }
            Kind::Other => false,
        };
        if !takes {
            break;
        }
        right += 1;
        if !matches!(token.kind, Kind::Operator | Kind::Relation) || is_suffix(word) {
            last = right;
        }
    }
    // Words in parentheses are prose.
    let words = depth > 0 && right < tokens.len() && tokens[outermost].spaced;
    if words && outermost > at + 1 { (outermost, outermost) } else { (last, right) }
}

fn is_choice(text: &str, token: Token) -> bool {
    matches!(&text[token.start..token.end], "if" | "else")
}

/// Whether the word at `at` is an `if` with its `else` behind it, or the `else` of one of the `open` ones before it.
fn chooses(text: &str, tokens: &[Token], at: usize, open: &mut usize) -> bool {
    match &text[tokens[at].start..tokens[at].end] {
        "if" if else_follows(text, tokens, at) => {
            *open += 1;
            true
        }
        "else" if *open > 0 => {
            *open -= 1;
            true
        }
        _ => false, // no other word chooses
    }
}

/// Whether `else` follows an `if` before the sentence ends.
fn else_follows(text: &str, tokens: &[Token], at: usize) -> bool {
    let behind = tokens[at..].iter().take_while(|token| !matches!(token.kind, Kind::Stop | Kind::Other));
    behind.take(60).any(|token| &text[token.start..token.end] == "else")
}

/// Operators that end an operand.
fn is_suffix(sign: &str) -> bool {
    matches!(sign, "'" | "′" | "’" | "″" | "|")
        || crate::syntax::SUPERSCRIPTS.iter().any(|row| sign.starts_with(row.0))
        || sign.starts_with(|c| ('₀'..='₉').contains(&c))
}
