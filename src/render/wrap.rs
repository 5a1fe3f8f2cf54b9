//! Long lines: formulas are broken before an operator, words between words.

/// How much further a continued formula is indented.
const HANG: usize = 4;
/// No line of a formula is narrower, however far it is indented.
const NARROWEST: usize = 20;

/// `front` and the formula, broken before operators, where it disturbs least; further lines hang. Linear in the text.
pub(super) fn formula_lines(front: &str, text: &str, width: usize) -> Vec<String> {
    let indent = front.chars().count();
    let room = width.saturating_sub(indent).max(NARROWEST);
    let hang = " ".repeat(indent + HANG);
    let line = |(at, text): (usize, &str)| format!("{}{text}", if at == 0 { front } else { &hang });
    cut(text, room).into_iter().enumerate().map(line).collect()
}

/// A place before an operator: where, in bytes, and how bad it is to break a line there.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    cost: usize,
}

/// What a break costs for each bracket that it stands in, and before the operators; a line that is left quite empty costs `EMPTY`.
const INSIDE: usize = 40;
const SUM: usize = 12;
const PRODUCT: usize = 24;
const QUOTIENT: usize = 30;
const EMPTY: usize = 50;

fn places(text: &str) -> Vec<Place> {
    let mut open = 0usize;
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let after_space = at > 0 && bytes[at - 1] == b' ';
        let cost = match byte {
            b'(' | b'[' | b'{' => {
                open += 1;
                continue;
            }
            b')' | b']' | b'}' => {
                open = open.saturating_sub(1);
                continue;
            }
            b'=' if after_space => 0,
            b'+' | b'-' if after_space => SUM,
            b'*' => PRODUCT,
            b'/' if bytes[at..].starts_with(b"/(") => QUOTIENT,
            _ => continue, // no break is before anything else
        };
        found.push(Place { at, cost: open * INSIDE + cost });
    }
    found
}

/// The text on lines that fit the room, the further ones with less room; a piece without operators may be longer.
fn cut(text: &str, room: usize) -> Vec<&str> {
    if text.chars().count() <= room {
        return vec![text];
    }
    let places = places(text);
    let mut lines = Vec::new();
    let (mut start, mut next, mut room) = (0, 0, room);
    while text.len() - start > room {
        let near = places[next..].iter().take_while(|place| place.at - start <= room).count();
        let cost = |place: &Place| place.cost + (room + start - place.at) * EMPTY / room;
        let window = places[next..next + near].iter().enumerate().filter(|(_, place)| place.at > start);
        let chosen = window.min_by_key(|(_, place)| cost(place)).map(|(at, _)| at);
        let Some(place) = places.get(next + chosen.unwrap_or(0)) else { break };
        lines.push(text[start..place.at].trim_end());
        start = place.at;
        next += chosen.unwrap_or(0) + 1;
        if lines.len() == 1 {
            room = room.saturating_sub(HANG).max(NARROWEST);
        }
    }
    lines.push(&text[start..]);
    lines
}

/// Reasons on lines of this width: each begins on the line where it fits, and long ones are broken between words.
pub(super) fn reason_lines(reason: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if reason.is_empty() {
        return lines;
    }
    let count = reason.split("; ").count();
    for (at, part) in reason.split("; ").enumerate() {
        let part = if at + 1 < count { format!("{part};") } else { part.to_owned() };
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + part.chars().count() <= width => {
                line.push(' ');
                line.push_str(&part);
            }
            _ => lines.extend(one_reason(&part, width)),
        }
    }
    lines
}

/// A reason on lines of this width; a formula behind a colon stays together if it can.
fn one_reason(text: &str, width: usize) -> Vec<String> {
    if let Some((name, formula)) = text.split_once(": ")
        && text.chars().count() > width
        && formula.chars().count() + 2 <= width
    {
        return vec![format!("{name}:"), format!("  {formula}")];
    }
    if text.contains(" = ") && text.chars().count() > width {
        let (name, formula) = text.split_once(": ").unwrap_or(("", text));
        let name = (!name.is_empty()).then(|| format!("{name}:"));
        let begun = name.is_some();
        let line = |(at, line): (usize, &str)| if at > 0 || begun { format!("  {line}") } else { line.to_owned() };
        let formula = cut(formula, width.saturating_sub(2)).into_iter().enumerate().map(line);
        return name.into_iter().chain(formula).collect();
    }
    sentence_lines(text, width)
}

/// A word in pieces that are no longer than this where it can be broken before an operator.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), word);
    while rest.chars().count() > width {
        let operators = rest.char_indices().filter(|&(at, c)| at > 0 && matches!(c, '*' | '/' | '^'));
        let mut fitting = operators.filter(|&(at, _)| rest[..at].chars().count() <= width);
        let Some((at, _)) = fitting.next_back() else { break };
        let (piece, after) = rest.split_at(at);
        found.push(piece);
        rest = after;
    }
    found.push(rest);
    found
}

/// Words on lines of this width, the further ones a little indented.
pub(super) fn sentence_lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let words = text.split(' ').flat_map(|word| {
        let pieces = pieces(word, width.saturating_sub(2).max(1));
        pieces.into_iter().enumerate().map(|(at, piece)| (at > 0, piece))
    });
    for (goes_on, word) in words {
        if goes_on {
            lines.push(format!("  {word}"));
            continue;
        }
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("  {word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{formula_lines, reason_lines, sentence_lines};

    #[test]
    fn a_formula_is_broken_before_its_loosest_operators() {
        let lines = formula_lines("g = ", "(a + b)*c*d + e*f + h", 24);
        assert_eq!(lines, ["g = (a + b)*c*d + e*f", "        + h"]);
        let product = formula_lines("", "(a + b + c + d)*(e + f + h)", 20);
        assert_eq!(product, ["(a + b + c + d)", "    *(e + f + h)"]);
        assert_eq!(formula_lines("g = ", "a", 3), ["g = a"]);
        let long = "x".repeat(50);
        assert_eq!(formula_lines("", &long, 20), [long.as_str()]);
    }

    #[test]
    fn a_long_word_of_a_sentence_is_broken_before_an_operator() {
        let lines = sentence_lines("it is 1234567890*0987654321/12345 there", 16);
        assert_eq!(lines, ["it is 1234567890", "  *0987654321", "  /12345 there"]);
        assert_eq!(sentence_lines("1234567890123456789 it is", 16), ["1234567890123456789", "  it is"]);
    }

    #[test]
    fn a_reason_keeps_its_formula_together() {
        let lines = reason_lines("sum rule; quotient rule: (u/v)' = (u'*v - u*v')/v^2", 36);
        assert_eq!(lines, ["sum rule;", "quotient rule:", "  (u/v)' = (u'*v - u*v')/v^2"]);
    }
}
