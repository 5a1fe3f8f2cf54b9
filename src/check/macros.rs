//! Commands that a document defines for a letter, a function or another command: `\newcommand{\sig}{\sigma}`.

use rustc_hash::FxHashMap;

/// Longer bodies are not looked at.
const LONGEST: usize = 60;

/// The commands that a text defines without arguments, with what they stand for: a command with its backslash, or a word.
pub(super) fn commands(text: &str) -> FxHashMap<String, String> {
    const DEFINING: [&str; 6] =
        ["\\newcommand", "\\renewcommand", "\\providecommand", "\\DeclareMathOperator", "\\def", "\\let"];
    let mut found = FxHashMap::default();
    for (at, _) in text.match_indices('\\') {
        let rest = &text[at..];
        let Some(sign) = DEFINING.iter().find(|sign| rest.starts_with(**sign)) else { continue };
        let behind = &rest[sign.len()..];
        let behind = behind.strip_prefix('*').unwrap_or(behind).trim_start();
        if let Some((name, body)) = defined(behind, *sign == "\\let") {
            found.insert(name.to_owned(), body);
        }
    }
    found
}

/// The name and the body of a definition, if it has no arguments and the body is one command or word.
fn defined(text: &str, is_let: bool) -> Option<(&str, String)> {
    let (name, rest) = match text.strip_prefix('{') {
        Some(inside) => {
            let end = inside.char_indices().take(LONGEST).find(|(_, c)| *c == '}')?.0;
            (&inside[..end], &inside[end + 1..])
        }
        None => {
            let letters = text.strip_prefix('\\')?.bytes().take_while(u8::is_ascii_alphabetic).count();
            (&text[..letters + 1], &text[letters + 1..])
        }
    };
    let name = name.trim().strip_prefix('\\')?;
    let rest = rest.trim_start();
    let rest = if is_let { rest.strip_prefix('=').unwrap_or(rest).trim_start() } else { rest };
    let body = match rest.strip_prefix('{') {
        Some(inside) => within_braces(inside)?,
        None if is_let => &rest[..rest.find(|c: char| c != '\\' && !c.is_ascii_alphabetic()).unwrap_or(rest.len())],
        None => return None, // it has arguments
    };
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
    Some((name, one(body)?)).filter(|(name, body)| is_name && body.strip_prefix('\\') != Some(name))
}

/// What stands before the brace that closes.
fn within_braces(inside: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, c) in inside.char_indices().take(LONGEST) {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(&inside[..at]),
            '}' => depth -= 1,
            _ => {} // no other sign groups
        }
    }
    None
}

/// A body that is one command or word, without what only sets it upright.
fn one(body: &str) -> Option<String> {
    const UPRIGHT: [&str; 5] = ["\\mathrm", "\\operatorname", "\\text", "\\mathop", "\\ensuremath"];
    let body = body.trim().trim_end_matches("\\xspace").trim();
    let upright = UPRIGHT.iter().find_map(|sign| body.strip_prefix(sign)?.trim().strip_prefix('{')?.strip_suffix('}'));
    let body = upright.unwrap_or(body).trim();
    let letters = body.strip_prefix('\\').unwrap_or(body);
    let is_one = !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_alphabetic());
    is_one.then(|| body.to_owned())
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn commands_without_arguments_stand_for_one_command_or_word() {
        let text = r"\newcommand{\sig}{\sigma} \newcommand\sech{\operatorname{sech}} \DeclareMathOperator{\relu}{ReLU}
            \def\half{\frac12} \newcommand{\dd}[2]{\frac{d#1}{d#2}} \let\act=\tanh \newcommand{\loop}{\loop}";
        let found = commands(text);
        let expected = [("sig", "\\sigma"), ("sech", "sech"), ("relu", "ReLU"), ("act", "\\tanh")];
        for (name, body) in expected {
            assert_eq!(found.get(name).map(String::as_str), Some(body), "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{found:?}");
    }
}
