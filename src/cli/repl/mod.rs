//! `gprime repl`: formulas and questions, one a line, with names of one's own.

mod names;
mod session;

use std::io::IsTerminal;
use std::path::PathBuf;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{Context, Editor, Helper, Highlighter, Hinter, Validator};

use self::session::{Session, VERBS};
use super::output::{Output, complain};
use super::{DONE, UNREADABLE};
use crate::{activations, functions, rules};

/// What is shown where a line is expected.
const PROMPT: &str = "gprime> ";

/// Completes names: of questions at the beginning of a line, of functions, activations and rules, and of one's own.
#[derive(Helper, Hinter, Highlighter, Validator)]
struct Names {
    own: Vec<String>,
}

impl Completer for Names {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(completions(line, at, &self.own))
    }
}

/// Where the word at a place begins, and what it may become.
fn completions(line: &str, at: usize, own: &[String]) -> (usize, Vec<String>) {
    let before = line.get(..at).unwrap_or(line);
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-' && before.trim_start().starts_with("explain ");
    let start = before.char_indices().rev().take_while(|&(_, c)| is_word(c)).last().map_or(before.len(), |(at, _)| at);
    let word = &before[start..];
    let mut found: Vec<&str> = own.iter().map(String::as_str).collect();
    if before[..start].trim().is_empty() {
        found.extend(VERBS.iter().map(|(name, _)| *name));
    }
    found.extend(functions::all().iter().map(|row| row.name));
    found.extend(activations::all().map(|row| row.name));
    if before.trim_start().starts_with("explain ") {
        found.extend(rules::all().map(|rule| rule.name));
    }
    found.retain(|name| name.starts_with(word));
    found.sort_unstable();
    found.dedup();
    (start, found.into_iter().map(str::to_owned).collect())
}

/// The file in which lines are remembered, where there is a place for it.
fn history() -> Option<PathBuf> {
    let given = std::env::var_os("GPRIME_HISTORY").map(PathBuf::from);
    let state = std::env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".local/state"));
    given.or_else(|| Some(state.or_else(home)?.join("gprime").join("history")))
}

pub(super) fn run() -> u8 {
    let mut editor: Editor<Names, DefaultHistory> = match Editor::new() {
        Ok(editor) => editor,
        Err(error) => {
            complain(&format!("error: lines cannot be read: {error}\n"));
            return UNREADABLE;
        }
    };
    let is_terminal = std::io::stdin().is_terminal();
    let history = history().filter(|_| is_terminal);
    editor.set_helper(Some(Names { own: Vec::new() }));
    if let Some(file) = &history {
        // there is no history yet at the first start
        let _ = editor.load_history(file);
    }
    let mut output = Output::standard();
    let mut session = Session::new(output.width, output.colour);
    if is_terminal {
        output.write(&session.greeting());
    }
    loop {
        let line = match editor.readline(if is_terminal { PROMPT } else { "" }) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => break,
            Err(error) => {
                complain(&format!("error: the line could not be read: {error}\n"));
                return UNREADABLE;
            }
        };
        // a line that is not remembered is answered all the same
        let _ = editor.add_history_entry(line.trim());
        match session.answer(&line) {
            Ok(Some(text)) => output.write(&text),
            Ok(None) => break,
            Err(message) => complain(&message),
        }
        if let Some(names) = editor.helper_mut() {
            names.own = session.names();
        }
    }
    if let Some(file) = history {
        // the answers were given; without a place for it the history is lost
        let _ = file.parent().map(std::fs::create_dir_all);
        let _ = editor.save_history(&file);
    }
    DONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_completed_where_they_stand() {
        let own = vec!["flat".to_owned()];
        assert_eq!(completions("der", 3, &own), (0, vec!["derive".to_owned()]));
        assert_eq!(completions("derive fl", 9, &own).1[0], "flat");
        let (start, found) = completions("derive 2*softs", 14, &own);
        assert_eq!((start, found), (9, vec!["softsign".to_owned()]));
        assert_eq!(completions("explain quotient-r", 18, &own), (8, vec!["quotient-rule".to_owned()]));
        assert_eq!(completions("derive zzz", 10, &own).1, Vec::<String>::new());
    }
}
