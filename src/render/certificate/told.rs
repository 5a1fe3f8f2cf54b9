//! What a certificate shows, in words.

use super::check::{Shown, Verified};
use crate::expr::{ExprId, Store};
use crate::kernel::{self, Refutation, Theorem};
use crate::render::equal::{counterexample, place, steps, told};
use crate::render::format::Layout;
use crate::render::plain::{Sizes, text_or_let};
use crate::render::wrap::{formula_lines, sentence_lines};
use crate::trace::{Condition, Judgement};

/// So many conditions are looked through for those that follow from the others.
const MOST_COMPARED: usize = 32;

/// `verified: z^2/z = z for z != 0`
pub fn verified_text(verified: &Verified, layout: &Layout) -> String {
    let mut page = Page { verified, width: layout.width, sizes: Sizes::of(&verified.store), out: String::new() };
    match &verified.shown {
        Shown::Equal(theorem, witness) => page.equal(theorem, witness.as_deref()),
        Shown::Different(refutation) => page.different(refutation),
    }
    page.out
}

struct Page<'a> {
    verified: &'a Verified,
    width: usize,
    sizes: Sizes,
    out: String,
}

impl Page<'_> {
    fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn text(&self, expr: ExprId) -> String {
        text_or_let(&self.verified.store, &self.sizes, "", expr)
    }

    /// The claim on its line, and where it holds behind it if there is room.
    fn claim(&mut self, front: &str, sides: (ExprId, ExprId), sign: &str, holds: &str) {
        let text = format!("{}{sign}{}", self.text(sides.0), self.text(sides.1));
        let line = format!("{front}{text}{holds}");
        if line.chars().count() <= self.width {
            return self.lines(&[line]);
        }
        self.lines(&formula_lines(front, &text, self.width));
        if !holds.is_empty() {
            self.lines(&sentence_lines(&format!(" {holds}"), self.width));
        }
    }

    /// What is assumed, what is needed besides, and what names stand for.
    fn holds(&self, assumed: &[Condition], needed: &[Condition]) -> String {
        let store = &self.verified.store;
        let said = |word: &str, conditions: &[Condition]| match conditions {
            [] => String::new(),
            conditions => format!(" {word} {}", told(store, conditions)),
        };
        let definitions = self.verified.derivation.definitions();
        let definitions: Vec<String> =
            definitions.iter().map(|&(name, body)| format!("{} is {}", self.text(name), self.text(body))).collect();
        let names =
            if definitions.is_empty() { String::new() } else { format!(" where {}", definitions.join(" and ")) };
        format!("{}{}{names}", said("under", assumed), said("for", needed))
    }

    fn equal(&mut self, theorem: &Theorem, witness: Option<&kernel::Point>) {
        let Judgement::Equal { left, right } = theorem.judgement() else { return };
        let needed = told_apart(&self.verified.store, theorem.assumptions(), theorem.conditions());
        let holds = self.holds(theorem.assumptions(), &needed);
        let front = if witness.is_some() { "verified: " } else { "verified, formally only: " };
        self.claim(front, (left, right), " = ", &holds);
        let steps = steps(self.verified.steps);
        let end = match witness {
            Some([]) => String::new(),
            Some(point) => format!("; both sides have a value at {}", place(&self.verified.store, point)),
            None if theorem.is_formal() => "; no number fulfils the conditions".into(),
            None => "; no number is given that fulfils the conditions".into(),
        };
        self.lines(&sentence_lines(&format!("{steps}{end}"), self.width));
    }

    fn different(&mut self, refutation: &Refutation) {
        let holds = self.holds(refutation.assumptions(), &[]);
        self.claim("verified: ", refutation.sides(), " is not ", &holds);
        self.lines(&counterexample(&self.verified.store, refutation, self.width));
    }
}

/// The conditions without those that the kernel decides from the others.
fn told_apart(store: &Store, assumed: &[Condition], conditions: &[Condition]) -> Vec<Condition> {
    let mut kept = conditions.to_vec();
    if kept.len() > MOST_COMPARED {
        return kept;
    }
    for &condition in conditions.iter().rev() {
        let others = kept.iter().copied().filter(|&other| other != condition);
        let given: Vec<Condition> = assumed.iter().copied().chain(others).collect();
        if condition.left != condition.right && kernel::decide(store, &given, condition) == Some(true) {
            kept.retain(|&other| other != condition);
        }
    }
    kept
}
