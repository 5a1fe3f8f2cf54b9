//! The page of an entry, with the rows of the user's own that it rests on.

use std::collections::BTreeMap;

use super::entry::{Asked, Entry};
use super::stored::Stored;
use crate::passes::equal::{self, Verdict};
use crate::passes::simplify::{self, simplify};
use crate::passes::{DeriveError, Request, derive};
use crate::render::{self, Answer, Layout};
use crate::syntax::{self, Statement};
use crate::theory::Theory;
use crate::trace::{Derivation, Reason};
use crate::{activations, rules};

/// What is written about an entry.
pub(super) struct Page {
    pub(super) text: String,
    /// The rows of the user's own in it: what they are called, and what they say.
    pub(super) rows: BTreeMap<String, String>,
    pub(super) is_unreadable: bool,
}

/// How many columns a page has.
const WIDTH: usize = 100;

fn layout() -> Layout {
    Layout { width: WIDTH, ..Layout::default() }
}

/// The page of an entry.
pub(super) fn of(entry: &Entry) -> Page {
    let found = match (entry.asked, sides(&entry.formula)) {
        (Asked::Simplify, _) => simplified(entry),
        (Asked::Derive, Some((left, right))) => compared(entry, left, right),
        (Asked::Derive, None) => derived(entry),
    };
    let (text, mut rows, is_unreadable) = match found {
        Ok((text, rows)) => (text, rows, false),
        Err(error) => (super::super::stopped::message(&error), BTreeMap::new(), is_unreadable(&error)),
    };
    let words: Vec<&str> = entry.text.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let named = activations::own()
        .iter()
        .filter(|row| std::iter::once(&row.name).chain(row.aliases).any(|n| words.contains(n)));
    rows.extend(named.map(|row| (row.name.to_owned(), row.formula.to_owned())));
    // the name of the file depends on where the program was started
    let lines = text.lines().filter(|line| !line.starts_with("note: with the rows of ")).map(str::trim_end);
    let text: Vec<&str> = lines.collect();
    Page { text: text.join("\n").trim().to_owned() + "\n", rows, is_unreadable }
}

fn is_unreadable(error: &DeriveError) -> bool {
    super::super::stopped::stopped(error).is_none()
}

/// Both sides of a claim.
fn sides(text: &str) -> Option<(&str, &str)> {
    let tree = syntax::parse(text).ok()?;
    let Statement::Equation(left, right) = tree.statement else { return None };
    let (left, right) = (tree.span(left), tree.span(right));
    let between = text.get(left.end..right.start)?.find('=')? + left.end;
    Some((text.get(..between)?, text.get(between + 1..)?))
}

type Found = Result<(String, BTreeMap<String, String>), DeriveError>;

fn derived(entry: &Entry) -> Found {
    let found = derive(&Request { assume: entry.conditions.clone(), ..Request::new(&entry.formula) })?;
    let format = render::formats().first().map_or("text", |format| format.name);
    let format = render::formats().iter().find(|row| row.name == format);
    let text = format.map(|format| (format.write)(&Answer::Derived(&found), &layout())).unwrap_or_default();
    let pieces = found.pieces.iter().map(|piece| &piece.branch.derivation);
    Ok((text, rows(std::iter::once(&found.whole.derivation).chain(pieces))))
}

fn compared(entry: &Entry, left: &str, right: &str) -> Found {
    let request = equal::Request { on: entry.conditions.clone(), ..equal::Request::new(left.trim(), right.trim()) };
    let found = equal::equal(&request)?;
    let cells = match &found.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => proof.cells.as_slice(),
        Verdict::Different(_) | Verdict::Undecided(_) => &[],
    };
    let rows = rows(cells.iter().map(|cell| &cell.0));
    Ok((render::equality_text(&found, &layout()), rows))
}

fn simplified(entry: &Entry) -> Found {
    let request = simplify::Request { assume: entry.conditions.clone(), ..simplify::Request::new(&entry.formula) };
    let found = simplify(&request)?;
    let format = render::formats().first();
    let text = format.map(|format| render::simplified(&found, format, &layout())).unwrap_or_default();
    Ok((text, rows(found.cells.iter().map(|cell| &cell.0))))
}

/// The rules of the user's own that steps follow from.
fn rows<'a>(derivations: impl Iterator<Item = &'a Derivation>) -> BTreeMap<String, String> {
    let theory = Theory::builtin();
    let steps = derivations.flat_map(Derivation::steps);
    let names = steps.filter_map(|step| match step.reason {
        Reason::Rule(id) => theory.instance(id).map(|instance| instance.name),
        _ => None, // no other reason is a row of the user's own
    });
    names.filter(|name| rules::own::is_own(name)).filter_map(|name| Some((name.to_owned(), said(name)?))).collect()
}

/// What a rule or an activation of the user's own says now.
fn said(name: &str) -> Option<String> {
    if let Some(rule) = rules::own::all().find(|rule| rule.name == name) {
        let when = if rule.when.is_empty() { String::new() } else { format!(" for {}", rule.when.join(", ")) };
        return Some(format!("{} = {}{when}", rule.left, rule.right));
    }
    activations::own().iter().find(|row| row.name == name).map(|row| row.formula.to_owned())
}

/// The rows whose edit may have changed a page: those that it rested on and that say something else now, those that are
/// gone, and those that it rests on only now.
pub(super) fn edits(before: &Stored, page: &Page) -> String {
    let mut text = String::new();
    for (name, old) in &before.rows {
        match said(name) {
            Some(new) if new != *old => text += &format!("  {name} was edited: {old}  ->  {new}\n"),
            Some(_) if !page.rows.contains_key(name) => text += &format!("  {name} is no longer used here\n"),
            Some(_) => {}
            None => text += &format!("  {name} is gone: {old}\n"),
        }
    }
    for (name, new) in page.rows.iter().filter(|(name, _)| !before.rows.contains_key(*name)) {
        text += &format!("  {name} is used here for the first time: {new}\n");
    }
    text
}
