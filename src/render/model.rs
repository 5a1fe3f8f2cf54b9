//! The page as data: composed once from what was found, and written by each format in its own notation.

use rustc_hash::FxHashSet;

use super::borders::border_row;
use super::names::Fresh;
use super::plain::{Sizes, WRITTEN_OUT};
use super::reason::reason;
use super::repeated::repeated;
use super::sentences::{alone, counted, domain, no_output, spaced};
use crate::expr::{ExprId, Node, Store};
use crate::passes::{Branch, Derived, Line, Piece};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, Step};

/// Which steps a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Steps {
    /// None: the function and the result.
    None,
    /// The lines that matter.
    Key,
    /// The lines that are read.
    #[default]
    Lines,
    /// The lines, and every checked step.
    All,
}

/// A page in the order in which it is read.
pub(crate) struct Page<'a> {
    pub(crate) derived: &'a Derived,
    pub(super) sizes: Sizes,
    /// Names for the parts of a formula that is too large for lines, in order.
    pub(super) parts: Vec<(ExprId, Part)>,
    /// How many numbered names have been given.
    pub(super) numbered: usize,
    pub(crate) blocks: Vec<Block>,
}

/// The name of a part: its number, and whether it is the part's derivative.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) primed: bool,
}

/// What stands together on a page.
pub(crate) enum Block {
    /// A line in front of a block.
    Heading(Say),
    /// `g'(z) = … = …`, or the derivative of another expression.
    /// Parts that the lines repeat are called by a name.
    Chain { of: Option<ExprId>, lines: Vec<Line>, with: Vec<(ExprId, String)> },
    /// Derivatives, each on a line of its own.
    Equations(Vec<(Left, ExprId)>),
    /// Named parts with their derivatives; where rows are left out, how many and before which row.
    Parts { rows: Vec<PartRow>, left_out: Option<(usize, usize)> },
    /// Every checked step.
    Steps(Vec<StepRow>),
    /// The open cells from left to right, then the borders.
    Pieces(Vec<PieceRow>, Vec<BorderRow>),
    /// What was found in the end.
    Verdict(Verdict),
    /// Further facts, one sentence each.
    Facts(Vec<Say>),
}

/// What a derivative is one of.
#[derive(Clone, Copy)]
pub(crate) enum Left {
    /// The function, and so many times.
    Order(u32),
    /// Another expression.
    Of(ExprId),
}

/// `u1 = …` and `u1' = …`
pub(crate) struct PartRow {
    pub(crate) name: String,
    pub(crate) part: ExprId,
    pub(crate) derivative: ExprId,
    pub(crate) because: String,
    /// How many of the page's names come before this row.
    pub(crate) known: usize,
}

/// A checked step: its number, what it says, why, and from which steps.
pub(crate) struct StepRow {
    pub(crate) number: usize,
    pub(crate) judgement: Judgement,
    pub(crate) because: String,
    pub(crate) premises: Vec<usize>,
}

pub(crate) struct PieceRow {
    pub(crate) when: Say,
    pub(crate) function: ExprId,
    /// The derivative, and the closed form if it is another.
    pub(crate) derivative: Vec<ExprId>,
    pub(crate) because: String,
}

pub(crate) struct BorderRow {
    pub(crate) at: ExprId,
    /// How many of the pieces lie to the left.
    pub(crate) after: usize,
    pub(crate) says: Say,
    pub(crate) convention: Option<String>,
}

pub(crate) struct Verdict {
    /// The closed form; `None` for a function in pieces that have no form in common, whose table says it.
    pub(crate) form: Option<ExprId>,
    /// Where it holds, and by how many steps.
    pub(crate) says: Say,
    /// The derivative through the output alone, or why there is none.
    pub(crate) from_output: Option<Say>,
    /// The form that is told of there.
    pub(crate) output: Option<ExprId>,
}

/// A sentence of words and expressions.
pub(crate) type Say = Vec<Inline>;

/// A part of a sentence.
pub(crate) enum Inline {
    Words(String),
    Math(ExprId),
    Condition(Condition),
    /// The name of a part.
    Named(String),
    /// An expression in which other parts have names.
    Part(ExprId, Vec<(ExprId, String)>),
    /// `g'(z)`
    Slope,
}

pub(super) fn words(text: impl Into<String>) -> Inline {
    Inline::Words(text.into())
}

/// Lines with one of more nodes than this are replaced by named parts.
const LONG_LINE: u32 = 240;
/// So many rows of named parts are shown at the beginning and at the end where rows are left out.
const ROWS: (usize, usize) = (14, 6);
/// Every checked step is listed only if all of them together have at most this many nodes.
const LISTED: u64 = 60_000;

impl<'a> Page<'a> {
    /// Composes the page. Linear in the distinct expressions.
    pub(crate) fn new(derived: &'a Derived, steps: Steps) -> Page<'a> {
        let sizes = Sizes::of(&derived.store);
        let mut page = Page { derived, sizes, parts: Vec::new(), numbered: 0, blocks: Vec::new() };
        if derived.pieces.is_empty() {
            page.branch(&derived.whole, steps);
            let branch = &derived.whole;
            page.meanings();
            let says = domain(&page.sizes, derived, branch);
            let from_output = alone(branch).or(no_output(derived));
            page.blocks.push(Block::Verdict(Verdict {
                form: Some(branch.closed_form),
                says,
                from_output,
                output: branch.from_output,
            }));
        } else {
            page.pieces(steps);
        }
        let mut facts: Vec<Say> = Vec::new();
        if let Some(reason) = &derived.pieces_reason {
            facts.push(vec![words(format!("no list of pieces: {reason}"))]);
        }
        facts.extend(derived.values.iter().map(|value| {
            let is = if value.missing { " is not known:" } else { " is" };
            vec![Inline::Slope, words(format!(" at {}{is} {}", spaced(&value.at), value.value))]
        }));
        if !facts.is_empty() {
            page.blocks.push(Block::Facts(facts));
        }
        page
    }

    fn branch(&mut self, branch: &Branch, steps: Steps) {
        if steps == Steps::None {
            return;
        }
        if let Some(recurrence) = &branch.recurrence {
            self.recurrence(recurrence);
            self.blocks.extend((steps == Steps::All).then(|| step_rows(&self.sizes, branch)).flatten());
            return;
        }
        let longest = branch.lines.iter().map(|line| self.sizes.get(line.expr)).max();
        let most = if steps == Steps::All { WRITTEN_OUT } else { LONG_LINE };
        if longest.is_none_or(|longest| longest > most) {
            self.parts(branch, steps);
            let closing = closing(&branch.lines, &self.sizes);
            self.blocks.extend((!closing.is_empty()).then_some(Block::Chain {
                of: None,
                lines: closing,
                with: Vec::new(),
            }));
        } else {
            self.chain(None, lines(&branch.lines, steps));
        }
        if steps == Steps::All {
            self.blocks.extend(step_rows(&self.sizes, branch));
        }
    }

    /// The derivatives of the functions in the formula, from what they mean in others.
    fn meanings(&mut self) {
        for branch in self.derived.meanings.iter().filter(|branch| !branch.lines.is_empty()) {
            let heading = vec![words("from what "), Inline::Math(branch.function), words(" means:")];
            self.blocks.push(Block::Heading(heading));
            self.chain(Some(branch.function), lines(&branch.lines, Steps::All));
        }
    }

    /// A chain of lines, before it the parts that it calls by a name.
    fn chain(&mut self, of: Option<ExprId>, lines: Vec<Line>) {
        let store = &self.derived.store;
        let parts = repeated(store, &self.sizes, self.derived.variable, &lines);
        let mut fresh = Fresh::after(store, "u", self.numbered);
        let with: Vec<(ExprId, String)> = parts.into_iter().filter_map(|part| Some((part, fresh.next()?))).collect();
        self.numbered = fresh.given();
        for (at, (part, name)) in with.iter().enumerate() {
            let earlier = with[..at].to_vec();
            let says = vec![words("with "), Inline::Named(name.clone()), words(" = "), Inline::Part(*part, earlier)];
            self.blocks.push(Block::Heading(says));
        }
        self.blocks.push(Block::Chain { of, lines, with });
    }

    /// Each derivative step by a rule as a named part.
    fn parts(&mut self, branch: &Branch, steps: Steps) {
        let store = &self.derived.store;
        let mut fresh = Fresh::after(store, "u", self.numbered);
        let mut named: FxHashSet<ExprId> = FxHashSet::default();
        let mut rows = Vec::new();
        for step in branch.derivation.steps() {
            let (Judgement::Derivative { of, is, .. }, Reason::Rule(_)) = (step.judgement, step.reason) else {
                continue;
            };
            if !named.insert(of) {
                continue;
            }
            let Some(name) = fresh.next() else { break };
            let known = self.parts.len();
            self.parts.push((of, Part { name: name.clone(), primed: false }));
            if store.node(is).children().next().is_some() && named.insert(is) {
                self.parts.push((is, Part { name: name.clone(), primed: true }));
            }
            let because = reason(Theory::builtin(), step.reason).1;
            rows.push(PartRow { name, part: of, derivative: is, because, known });
        }
        self.numbered = fresh.given();
        let most = ROWS.0 + ROWS.1;
        let left_out = (steps != Steps::All && rows.len() > most + 1).then(|| {
            let gone = rows.drain(ROWS.0..rows.len() - ROWS.1).count();
            (gone, ROWS.0)
        });
        self.blocks.push(Block::Parts { rows, left_out });
    }

    fn pieces(&mut self, steps: Steps) {
        let derived = self.derived;
        let rows = derived.pieces.iter().map(|piece| piece_row(derived, piece));
        let borders = derived.borders.iter().map(|border| border_row(derived, border));
        self.blocks.push(Block::Pieces(rows.collect(), borders.collect()));
        let (mut count, mut by_recurrence) = (0, false);
        for piece in &derived.pieces {
            count += steps_of(&piece.branch);
            by_recurrence |= piece.branch.recurrence.is_some();
            let told_in_the_table = match &piece.branch.recurrence {
                Some(recurrence) => recurrence.over.is_empty(),
                None => piece.branch.lines.len() <= 2 && !piece.branch.lines.is_empty(),
            };
            let silent = steps == Steps::None || has_no_value(&derived.store, &piece.branch);
            if silent || told_in_the_table && steps != Steps::All {
                continue;
            }
            let mut heading = on(derived, piece);
            heading.push(words(":"));
            self.blocks.push(Block::Heading(heading));
            self.branch(&piece.branch, steps);
        }
        let facts: Vec<Say> = derived.pieces.iter().flat_map(|piece| piece_facts(derived, piece)).collect();
        if !facts.is_empty() {
            self.blocks.push(Block::Facts(facts));
        }
        let mut says = vec![words(match (derived.common, derived.pieces.len()) {
            (None, 1) => "1 piece".to_owned(),
            (None, several) => format!("{several} pieces"),
            (Some(_), 2) => "on both pieces".to_owned(),
            (Some(_), several) => format!("on all {several} pieces"),
        })];
        for &condition in &derived.assumed {
            says.extend([words(", "), Inline::Condition(condition)]);
        }
        says.push(words(counted(count, by_recurrence)));
        let from_output = alone(&derived.whole).or(no_output(derived));
        self.blocks.push(Block::Verdict(Verdict {
            form: derived.common,
            says,
            from_output,
            output: derived.whole.from_output,
        }));
    }
}

/// The lines that are shown, with the reasons of those that are left out before them.
pub(super) fn lines(lines: &[Line], steps: Steps) -> Vec<Line> {
    let mut shown = Vec::new();
    let mut waiting = Vec::new();
    let mut paragraph = false;
    let last = lines.len() - 1;
    for (at, line) in lines.iter().enumerate() {
        waiting.extend(line.because.iter().cloned());
        paragraph |= line.paragraph;
        if steps != Steps::Key || line.key || at == 0 || at == last {
            shown.push(Line {
                because: std::mem::take(&mut waiting),
                paragraph: std::mem::take(&mut paragraph),
                ..line.clone()
            });
        }
    }
    shown
}

/// The lines from the raw derivative to the closed form, without those that are too long; none where one alone is left.
fn closing(lines: &[Line], sizes: &Sizes) -> Vec<Line> {
    let begin = lines.iter().position(|line| line.paragraph).and_then(|at| at.checked_sub(1));
    let Some(begin) = begin else { return Vec::new() };
    let fitting = lines[begin..].iter().rev().take_while(|line| sizes.get(line.expr) <= LONG_LINE).count();
    let mut shown: Vec<Line> = lines[lines.len() - fitting..].to_vec();
    if let Some(first) = shown.first_mut() {
        (first.because, first.paragraph) = (Vec::new(), false);
    }
    if shown.len() > 1 { shown } else { Vec::new() }
}

/// What a judgement speaks of.
pub(super) fn sides(judgement: Judgement) -> [ExprId; 2] {
    match judgement {
        Judgement::Equal { left, right } => [left, right],
        Judgement::Derivative { of, is, .. } | Judgement::NthDerivative { of, is, .. } => [of, is],
    }
}

/// Every step, unless they are too long to be listed.
fn step_rows(sizes: &Sizes, branch: &Branch) -> Option<Block> {
    let steps = branch.derivation.steps();
    let nodes: u64 = steps.iter().flat_map(|step| sides(step.judgement)).map(|id| u64::from(sizes.get(id))).sum();
    (nodes <= LISTED && (!branch.lines.is_empty() || branch.recurrence.is_some()))
        .then(|| Block::Steps(listed(&branch.derivation)))
}

/// Every step of a derivation.
pub(super) fn listed(derivation: &Derivation) -> Vec<StepRow> {
    let row = |(at, step): (usize, &Step)| StepRow {
        number: at + 1,
        judgement: step.judgement,
        because: reason(Theory::builtin(), step.reason).1,
        premises: derivation.premises(step).iter().map(|premise| premise.0 as usize + 1).collect(),
    };
    derivation.steps().iter().enumerate().map(row).collect()
}

/// Whether the function has no value anywhere on a piece; then it has no derivative either, and nothing is said of one.
fn has_no_value(store: &Store, branch: &Branch) -> bool {
    store.node(branch.function) == Node::Undefined
}

/// `on z < 0`, or `for every z`.
fn on(derived: &Derived, piece: &Piece) -> Say {
    match derived.store.node(piece.when) {
        Node::Always => vec![words("for every "), Inline::Math(derived.variable)],
        _ => vec![words("on "), Inline::Math(piece.when)], // a condition on the variable
    }
}

/// What is to be said of a piece besides its row: where its derivative holds, and that no gradient flows.
fn piece_facts(derived: &Derived, piece: &Piece) -> Vec<Say> {
    let (store, branch) = (&derived.store, &piece.branch);
    let with = |end: Vec<Inline>| on(derived, piece).into_iter().chain(end).collect();
    if has_no_value(store, branch) {
        return vec![with(vec![words(" the function is not defined")])];
    }
    let mut facts = Vec::new();
    let output = derived.store.find_symbol(&derived.name);
    if let (Some(form), Some(says)) = (branch.from_output, alone(branch))
        && derived.whole.from_output.is_none()
        && output.is_some_and(|output| store.reachable(form).contains(&output))
    {
        facts.push(with([words(", from the output: ")].into_iter().chain(says).collect()));
    }
    if !branch.conditions.is_empty() {
        let mut says = with(vec![words(" the derivative holds where ")]);
        for (at, &condition) in branch.conditions.iter().enumerate() {
            says.extend((at > 0).then(|| words(" and ")));
            says.push(Inline::Condition(condition));
        }
        facts.push(says);
    }
    if branch.derivative == Store::ZERO && branch.conditions.is_empty() {
        let end = " the derivative is exactly 0: no gradient flows back";
        facts.push(with(vec![words(end)]));
    }
    facts
}

fn piece_row(derived: &Derived, piece: &Piece) -> PieceRow {
    let (store, branch) = (&derived.store, &piece.branch);
    let when = match store.node(piece.when) {
        Node::Always => vec![words("every "), Inline::Math(derived.variable)],
        _ => vec![Inline::Math(piece.when)], // a condition on the variable
    };
    if has_no_value(store, branch) {
        let function = branch.function;
        return PieceRow { when, function, derivative: vec![function], because: String::new() };
    }
    let mut derivative = vec![branch.derivative];
    if branch.closed_form != branch.derivative {
        derivative.push(branch.closed_form);
    }
    let named: Vec<&str> = branch.lines.iter().flat_map(|line| &line.because).map(|b| b.name.as_str()).collect();
    let mut because: Vec<&str> = Vec::new();
    for name in named {
        if !because.contains(&name) {
            because.push(name);
        }
    }
    // where there are more reasons, the chain below the table tells them
    let because = if because.len() <= 2 { because.join(", ") } else { String::new() };
    PieceRow { when, function: branch.function, derivative, because }
}

/// How many steps a reader sees: the lines, or the steps themselves where there are none.
pub(super) fn steps_of(branch: &Branch) -> usize {
    match branch.lines.iter().filter(|line| line.step.is_some()).count() {
        0 => branch.derivation.steps().len(),
        lines => lines,
    }
}
