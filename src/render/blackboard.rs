//! What a rule says, as it is written on a blackboard, in LaTeX: `(1/v)' = -v'/v^2`.
//!
//! These texts are for the eye and need not be formulas of the language, so they are not parsed: signs and words
//! are replaced one by one, and whatever is unknown is shown as words.

use super::names::latex_name;
use crate::functions;

/// The text in LaTeX mathematics. Linear in the text.
pub(super) fn blackboard(text: &str) -> String {
    let mut out = String::new();
    let mut closing: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (taken, written) = match c {
            '(' => {
                closing.push(")");
                (1, "(".to_owned())
            }
            ')' => (1, closing.pop().unwrap_or(")").to_owned()),
            '^' => exponent(rest, &mut closing),
            '*' => (1, "\\,".to_owned()),
            '<' if rest.starts_with("<=") => (2, "\\le ".to_owned()),
            '>' if rest.starts_with(">=") => (2, "\\ge ".to_owned()),
            '!' if rest.starts_with("!=") => (2, "\\ne ".to_owned()),
            '{' | '}' | '%' | '#' | '&' | '$' | '_' => (1, format!("\\{c}")),
            '\\' | '~' => (1, "\\text{ }".to_owned()),
            '…' => (c.len_utf8(), "\\dots ".to_owned()),
            _ if c.is_ascii_alphabetic() => word(rest, &mut closing),
            _ if c.is_ascii() => (1, c.to_string()),
            _ => (c.len_utf8(), "\\text{?}".to_owned()), // no table of ours writes other signs
        };
        out.push_str(&written);
        rest = &rest[taken..];
    }
    out.extend(closing.iter().rev().copied().filter(|sign| *sign == "}"));
    out
}

/// `^(…)` and `^12` in braces.
fn exponent(rest: &str, closing: &mut Vec<&str>) -> (usize, String) {
    if rest.starts_with("^(") {
        closing.push("}");
        return (2, "^{".to_owned());
    }
    let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 { (1 + digits, format!("^{{{}}}", &rest[1..=digits])) } else { (1, "^".to_owned()) }
}

/// A variable, a function of the table, or a word.
fn word(rest: &str, closing: &mut Vec<&str>) -> (usize, String) {
    let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let (name, after) = rest.split_at(length);
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    if let Some(row) = functions::named(name).filter(|_| after.starts_with('(')) {
        let command = row.latex;
        return match command.split_once("#1") {
            Some((before, "}")) => {
                closing.push("}");
                (length + 1, before.to_owned())
            }
            Some(_) => (length, format!("\\operatorname{{{}}}", name.replace('_', "\\_"))),
            None => (length, command.to_owned()),
        };
    }
    let written = match latex_name(name) {
        command if command.starts_with('\\') && !command.starts_with("\\mathrm") => format!("{command} "),
        symbol if letters == 1 => symbol,
        _ => format!("\\text{{ {} }}", name.replace('_', "\\_")), // a word of a sentence
    };
    (length, written)
}

#[cfg(test)]
mod tests {
    use super::blackboard;

    #[test]
    fn rules_are_set_as_on_a_blackboard() {
        assert_eq!(blackboard("(1/v)' = -v'/v^2"), "(1/v)' = -v'/v^{2}");
        assert_eq!(blackboard("(u^n)' = n*u^(n - 1)*u'"), "(u^n)' = n\\,u^{n - 1}\\,u'");
        assert_eq!(blackboard("sqrt(u)*exp(-u)"), "\\sqrt{u}\\,e^{-u}");
        assert_eq!(blackboard("(tanh(u))' = (1 - tanh(u)^2)*u'"), "(\\tanh(u))' = (1 - \\tanh(u)^{2})\\,u'");
    }

    #[test]
    fn braces_are_paired_whatever_the_text() {
        for text in ["sqrt(", "^(", ")))", "a^(b", "_{}%", "x\\y", "100 % of ü"] {
            let written = blackboard(text);
            let mut open = 0i32;
            let mut before = ' ';
            for c in written.chars() {
                match c {
                    '{' if before != '\\' => open += 1,
                    '}' if before != '\\' => open -= 1,
                    _ => {}
                }
                assert!(open >= 0, "{text}: {written}");
                before = c;
            }
            assert_eq!(open, 0, "{text}: {written}");
        }
    }
}
