//! The page for the terminal: the verdict, what shows it, and how both sides were read.

use super::values::{digits, readable};
use super::{conditions, named, read_as};
use crate::expr::{Node, Relation, Store};
use crate::kernel::{Point, Refutation};
use crate::passes::equal::{Equality, Proof, Verdict};
use crate::render::format::Layout;
use crate::render::plain::{Sizes, condition_or_let};
use crate::render::sentences::thousands;
use crate::render::wrap::{formula_lines, sentence_lines};
use crate::trace::Condition;

/// The page. Linear in what it says.
pub(super) fn page(equality: &Equality, layout: &Layout) -> String {
    let mut page = Page { equality, layout, out: String::new() };
    page.verdict();
    page.read();
    page.foot();
    page.out
}

struct Page<'a> {
    equality: &'a Equality,
    layout: &'a Layout,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    /// A sentence on as many lines as it takes.
    fn sentence(&mut self, text: &str) {
        sentence_lines(text, self.layout.width).iter().for_each(|line| self.line(line));
    }

    fn verdict(&mut self) {
        let store = &self.equality.store;
        let given = given(store, &self.equality.rests_on(), &self.equality.on);
        let text = match &self.equality.verdict {
            Verdict::Equal(_) => match resting_on(&self.equality.trusted()) {
                trusted if trusted.is_empty() => format!("equal{given}{}", self.holds()),
                trusted => format!("assumed equal{given}{}: it {trusted}", self.holds()),
            },
            Verdict::Formal(proof) => format!("equal formally only{given}: {}", nowhere(proof)),
            Verdict::Different(_) => format!("different{given}"),
            Verdict::Undecided(undecided) => format!("undecided{given}, {}: {}", undecided.code.name(), undecided.why),
        };
        let colour = match &self.equality.verdict {
            Verdict::Equal(_) => "\u{1b}[32m",
            Verdict::Different(_) => "\u{1b}[31m",
            Verdict::Formal(_) | Verdict::Undecided(_) => "\u{1b}[33m",
        };
        for line in sentence_lines(&text, self.layout.width) {
            match self.layout.colour {
                true => self.line(&format!("{colour}{line}\u{1b}[0m")),
                false => self.line(&line),
            }
        }
        if let Verdict::Different(refutation) = &self.equality.verdict {
            counterexample(store, refutation, self.layout.width).iter().for_each(|line| self.line(line));
        }
    }

    /// ` for z != 0`, or that no condition is needed.
    fn holds(&self) -> String {
        let needed: Vec<Condition> =
            conditions(self.equality).into_iter().filter(|c| !self.equality.on.contains(c)).collect();
        let store = &self.equality.store;
        let is_given = !self.equality.rests_on().is_empty() || !self.equality.on.is_empty();
        if !needed.is_empty() {
            let comma = if is_given { "," } else { "" };
            return format!("{comma}{}", told(store, "for", &needed));
        }
        if is_given {
            return String::new();
        }
        let names = symbols(self.equality);
        if names.is_empty() { String::new() } else { format!(" for every {}", names.join(", ")) }
    }

    fn read(&mut self) {
        self.line("");
        let store = &self.equality.store;
        let sizes = Sizes::of(store);
        for (front, side) in [("left:  ", self.equality.sides.0), ("right: ", self.equality.sides.1)] {
            let text = read_as(store, &sizes, side);
            formula_lines(front, &text, self.layout.width).iter().for_each(|line| self.line(line));
        }
        for note in &self.equality.notes {
            let note: String = note.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            self.sentence(&format!("note: {note}"));
        }
    }

    fn foot(&mut self) {
        let (Verdict::Equal(proof) | Verdict::Formal(proof)) = &self.equality.verdict else { return };
        let steps = steps(proof.cells.iter().map(|(derivation, _)| derivation.steps().len()).sum());
        let at = proof.witness.as_ref().map(|point| place(&self.equality.store, point));
        let witness = match at {
            Some(at) if !at.is_empty() => format!("; both sides have a value at {at}"),
            Some(_) | None => String::new(),
        };
        self.line("");
        self.sentence(&format!("{steps}{witness}"));
    }
}

/// `at z = 1/2: left = 0.25, right = 0.5`, on lines of their own where that is long.
pub(in crate::render) fn counterexample(store: &Store, refutation: &Refutation, width: usize) -> Vec<String> {
    let (left, right) = refutation.values();
    let digits = digits(left, right);
    let (left, right) = (readable(left, digits), readable(right, digits));
    let at = place(store, refutation.point());
    let front = if at.is_empty() { String::new() } else { format!("at {at}: ") };
    let line = format!("{front}left = {left}, right = {right}");
    if line.chars().count() <= width {
        return vec![line];
    }
    let mut lines = if at.is_empty() { Vec::new() } else { sentence_lines(&format!("at {at}:"), width) };
    lines.extend([format!("  left  = {left}"), format!("  right = {right}")]);
    lines
}

/// `rests on trust in a-rule and another`; nothing where nothing is trusted.
pub(in crate::render) fn resting_on(trusted: &[&str]) -> String {
    if trusted.is_empty() { String::new() } else { format!("rests on trust in {}", trusted.join(" and ")) }
}

/// `12 steps, each checked`
pub(in crate::render) fn steps(count: usize) -> String {
    match count {
        1 => "1 step, checked".to_owned(),
        count => format!("{} steps, each checked", thousands(count)),
    }
}

/// ` for a > 0 and z != 0 where ln(z) is defined`, with another word for the first, or nothing.
pub(in crate::render) fn told(store: &Store, word: &str, conditions: &[Condition]) -> String {
    let sizes = Sizes::of(store);
    let is_definedness = |c: &&Condition| c.relation == Relation::Equal && c.left == c.right;
    let (defined, compared): (Vec<&Condition>, Vec<&Condition>) = conditions.iter().partition(is_definedness);
    let said = |word: &str, conditions: &[&Condition]| {
        let all: Vec<String> = conditions.iter().map(|&&c| condition_or_let(store, &sizes, c)).collect();
        if all.is_empty() { String::new() } else { format!(" {word} {}", all.join(" and ")) }
    };
    said(word, &compared) + &said("where", &defined)
}

/// ` under a > 0, on z > 0`
fn given(store: &Store, assumed: &[Condition], on: &[Condition]) -> String {
    let comma = if assumed.is_empty() || on.is_empty() { "" } else { "," };
    format!("{}{comma}{}", told(store, "under", assumed), told(store, "on", on))
}

/// Why a theorem is formal.
fn nowhere(proof: &Proof) -> &'static str {
    match proof.theorem.is_formal() {
        true => "no number fulfils the conditions",
        false => "no number is known that fulfils the conditions",
    }
}

/// `a = 1, z = 1/2`
pub(in crate::render) fn place(store: &Store, point: &Point) -> String {
    named(store, point).iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ")
}

/// The names in both sides, in order.
fn symbols(equality: &Equality) -> Vec<String> {
    let store = &equality.store;
    let ids = [equality.sides.0, equality.sides.1].into_iter().flat_map(|side| store.reachable(side));
    let mut names: Vec<String> = ids
        .filter_map(|id| match store.node(id) {
            Node::Symbol(symbol) => Some(store.name(symbol).to_owned()),
            _ => None, // only symbols have names
        })
        .collect();
    names.sort();
    names.dedup();
    names
}
