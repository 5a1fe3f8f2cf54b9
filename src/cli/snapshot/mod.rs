//! `gprime snapshot`: a page for each formula and claim of a file, compared with the page that was accepted.
//!
//! The pages lie beside the file in `snapshots/`, in the form that insta writes: a header between `---` and the page.

mod entry;
mod page;
mod stored;

use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::path::Path;

use similar::{ChangeTag, TextDiff};

use self::entry::Entry;
use self::page::Page;
use self::stored::Folder;
use super::arguments::Snapshot;
use super::output::{Output, complain};
use super::{DONE, REFUTED, UNREADABLE, worse};

/// How a page compares with the one that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Same,
    Added,
    Changed,
}

/// What is done with a page that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Accept,
    Reject,
    Skip,
}

pub(super) fn run(arguments: &Snapshot) -> u8 {
    arguments.files.iter().fold(DONE, |code, file| worse(code, of_file(file, arguments)))
}

fn of_file(file: &Path, arguments: &Snapshot) -> u8 {
    let failed = |why: String| {
        complain(&format!("error: {}: {why}\n", file.display()));
        UNREADABLE
    };
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => return failed(format!("it could not be read: {error}")),
    };
    let entries = match entry::read(&text) {
        Ok(entries) => entries,
        Err((line, why)) => return failed(format!("line {line}: {why}")),
    };
    let folder = Folder::beside(file);
    match compared(&entries, &folder, arguments) {
        Ok(code) => code,
        Err(why) => failed(why),
    }
}

/// How many pages came to what.
#[derive(Debug, Default)]
struct Counts {
    same: usize,
    added: usize,
    changed: usize,
    gone: usize,
    accepted: usize,
    unreadable: usize,
}

fn compared(entries: &[Entry], folder: &Folder, arguments: &Snapshot) -> Result<u8, String> {
    let mut output = Output::standard();
    let mut counts = Counts::default();
    for entry in entries {
        let page = page::of(entry);
        counts.unreadable += usize::from(page.is_unreadable);
        let before = folder.accepted(&entry.name)?;
        let change = match &before {
            None => Change::Added,
            Some(before) if before.text == page.text => Change::Same,
            Some(_) => Change::Changed,
        };
        match change {
            Change::Same => {
                counts.same += 1;
                folder.forget_pending(&entry.name)?;
                continue;
            }
            Change::Added => {
                counts.added += 1;
                output.write(&format!("added    {}: {}\n", entry.name, entry.text));
            }
            Change::Changed => {
                counts.changed += 1;
                output.write(&format!("changed  {}: {}\n", entry.name, entry.text));
            }
        }
        if let Some(before) = &before {
            output.write(&page::edits(before, &page));
            output.write(&difference(&before.text, &page.text, output.colour));
        }
        settle(entry, &page, change, folder, arguments, &mut counts)?;
    }
    gone(entries, folder, arguments, &mut output, &mut counts)?;
    output.write(&summary(&counts));
    Ok(code(&counts, arguments))
}

/// Takes the page, or keeps it beside the accepted one, as it was asked for.
fn settle(
    entry: &Entry,
    page: &Page,
    change: Change,
    folder: &Folder,
    arguments: &Snapshot,
    counts: &mut Counts,
) -> Result<(), String> {
    if arguments.check {
        return Ok(());
    }
    let answer = match (change, arguments.accept, arguments.review) {
        (Change::Added, _, false) | (_, true, _) => Answer::Accept,
        (_, false, true) => asked("accept this page"),
        (Change::Changed | Change::Same, false, false) => Answer::Skip,
    };
    match answer {
        Answer::Accept => {
            counts.accepted += 1;
            folder.accept(entry, page)
        }
        Answer::Reject => folder.forget_pending(&entry.name),
        Answer::Skip => folder.keep_pending(entry, page),
    }
}

/// Pages whose entries are no longer in the file.
fn gone(
    entries: &[Entry],
    folder: &Folder,
    arguments: &Snapshot,
    output: &mut Output,
    counts: &mut Counts,
) -> Result<(), String> {
    let names: BTreeSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    for name in folder.names()?.iter().filter(|name| !names.contains(name.as_str())) {
        counts.gone += 1;
        output.write(&format!("gone     {name}\n"));
        let remove =
            !arguments.check && (arguments.accept || arguments.review && asked("remove its page") == Answer::Accept);
        if remove {
            counts.accepted += 1;
            folder.remove(name)?;
        }
    }
    Ok(())
}

/// Asks a question on the terminal; the end of the input leaves everything as it is.
fn asked(what: &str) -> Answer {
    loop {
        complain(&format!("{what}? [a]ccept, [r]eject, [s]kip: "));
        let _ = std::io::stderr().flush();
        let mut line = String::new();
        match std::io::stdin().lock().read_line(&mut line) {
            Ok(0) | Err(_) => return Answer::Skip,
            Ok(_) => {}
        }
        match line.trim() {
            "a" | "accept" | "y" | "yes" => return Answer::Accept,
            "r" | "reject" | "n" | "no" => return Answer::Reject,
            "s" | "skip" => return Answer::Skip,
            _ => {} // asked again
        }
    }
}

/// The lines that differ, with some that do not around them.
fn difference(before: &str, after: &str, colour: bool) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut text = String::new();
    for (at, group) in diff.grouped_ops(2).iter().enumerate() {
        if at > 0 {
            text += "    ...\n";
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, begin) = match change.tag() {
                ChangeTag::Delete => ("-", "\u{1b}[31m"),
                ChangeTag::Insert => ("+", "\u{1b}[32m"),
                ChangeTag::Equal => (" ", ""),
            };
            let line = format!("  {sign} {}", change.value().trim_end_matches('\n'));
            match colour && !begin.is_empty() {
                true => text += &format!("{begin}{}\u{1b}[0m\n", line.trim_end()),
                false => text += &format!("{}\n", line.trim_end()),
            }
        }
    }
    text
}

fn summary(counts: &Counts) -> String {
    let all = counts.same + counts.added + counts.changed;
    let parts: Vec<String> = [
        (counts.same, "unchanged"),
        (counts.added, "added"),
        (counts.changed, "changed"),
        (counts.gone, "gone"),
        (counts.accepted, "accepted"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    let plural = if all == 1 { "" } else { "s" };
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    let note = crate::passes::own::note().map(|note| format!("; {note}")).unwrap_or_default();
    format!("{all} page{plural}{parts}{note}\n")
}

fn code(counts: &Counts, arguments: &Snapshot) -> u8 {
    let open = match arguments.check {
        true => counts.added + counts.changed + counts.gone,
        false => (counts.added + counts.changed + counts.gone).saturating_sub(counts.accepted),
    };
    let own = if open > 0 { REFUTED } else { DONE };
    worse(own, if counts.unreadable > 0 { UNREADABLE } else { DONE })
}
