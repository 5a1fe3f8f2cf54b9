//! One form for all pieces: the derivative on every cell through the size of the output or the variable, through their
//! part above or below 0, or by cases of the output.
//!
//! A form is proposed from what is known of the pieces. On each cell its branches are taken and it is compared with the
//! derivative there, all of it checked; a form that fails on one cell is none.

use super::close::{self, Open};
use super::derived::{BorderKind, Branch, Derived, Piece};
use super::equal::prove::forms;
use super::piecewise::{Cell, Line};
use super::task::{Task, compare};
use super::{borders, relations};
use crate::algebra::shape::{Notation, cost};
use crate::algebra::{self, Budget, Pool};
use crate::eval;
use crate::expr::{ExprId, FunctionId, Node, Relation, Store};
use crate::kernel;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// What a row of a table costs besides what stands in it, in hundredths of a node.
const ROW: u64 = 150;
/// What cases of the output cost besides.
const CASES: u64 = 400;
/// How many forms are tried.
const MOST_TRIED: usize = 12;

/// The cells of a function in pieces, each with its piece.
pub(crate) struct Cells<'a> {
    pub(crate) line: &'a Line,
    pub(crate) task: &'a Task,
    pub(crate) function: ExprId,
    pub(crate) cells: Vec<Cell>,
}

/// Looks for forms that hold on all pieces: the closed form, and one through the output alone.
pub(crate) fn find(store: &mut Store, on: &Cells<'_>, derived: &mut Derived) {
    if derived.pieces.len() < 2 || derived.pieces.len() != on.cells.len() {
        return;
    }
    let notation = Notation {
        variable: Some(on.task.variable),
        output: Some(on.task.name),
        places: Notation::places_of(store, on.function),
    };
    let of_piece = |piece: &Piece| cost(store, piece.branch.closed_form, &notation) + ROW;
    let together: u64 = derived.pieces.iter().map(of_piece).sum();
    let mut forms: Vec<(u64, ExprId)> = Vec::new();
    for form in proposed(store, on, &derived.pieces) {
        let own = cost(store, form, &notation);
        let is_alone = without(store, form, on.task.variable);
        let most = together + if is_alone { CASES } else { 0 };
        if own < most && !forms.iter().any(|known| known.1 == form) {
            forms.push((own, form));
        }
    }
    forms.sort_unstable();
    let mut closed = None;
    for &(own, form) in forms.iter().take(MOST_TRIED) {
        let is_alone = without(store, form, on.task.variable);
        if closed.is_some() && !is_alone || !on.fits_borders(store, derived, form) {
            continue;
        }
        if !on.holds(store, &mut derived.pieces, form) {
            continue;
        }
        closed = closed.or((own < together).then_some(form));
        if is_alone {
            derived.whole.from_output = Some(form);
            break;
        }
    }
    if let Some(form) = closed {
        derived.whole.closed_form = form;
        derived.common = Some(form);
    }
    if derived.whole.from_output.is_none()
        && let Some(form) = cases(store, on, &derived.pieces)
        && on.fits_borders(store, derived, form)
        && on.holds(store, &mut derived.pieces, form)
    {
        derived.whole.from_output = Some(form);
    }
}

fn without(store: &Store, expr: ExprId, symbol: ExprId) -> bool {
    !store.reachable(expr).contains(&symbol)
}

/// Forms of single pieces, as they are, with sizes, and with the parts above and below 0.
fn proposed(store: &mut Store, on: &Cells<'_>, pieces: &[Piece]) -> Vec<ExprId> {
    let mut found = Vec::new();
    let (name, variable) = (on.task.name, on.task.variable);
    for piece in pieces {
        let branch = &piece.branch;
        for form in [Some(branch.closed_form), branch.from_output, Some(branch.derivative)].into_iter().flatten() {
            found.push(form);
            for symbol in [name, variable] {
                let size = store.call(FunctionId::named("abs"), symbol);
                let [lower, upper] = ["min", "max"].map(FunctionId::named);
                let [lower, upper] = [lower, upper].map(|f| store.intern(Node::Call2(f, Store::ZERO, symbol)));
                found.extend([size, lower, upper].map(|part| store.replace(form, symbol, part)));
            }
        }
    }
    if let [left, right] = pieces {
        let minus = store.neg(right.branch.closed_form);
        if algebra::equal_fractions(store, left.branch.closed_form, minus) == Ok(true) {
            let sign = store.call(FunctionId::named("sign"), variable);
            let form = right.branch.closed_form;
            found.push(if form == Store::ONE { sign } else { store.mul(sign, form) });
        }
    }
    found
}

/// The forms of the pieces through the output, as cases of the output.
fn cases(store: &mut Store, on: &Cells<'_>, pieces: &[Piece]) -> Option<ExprId> {
    let mut rows: Vec<(ExprId, Vec<ExprId>)> = Vec::new();
    for (cell, piece) in on.cells.iter().zip(pieces) {
        let form = piece.branch.from_output?;
        let image = image(store, on, cell, &piece.branch)?;
        match rows.iter_mut().find(|(known, _)| *known == form) {
            Some((_, images)) => images.push(image),
            None => rows.push((form, vec![image])),
        }
    }
    if rows.len() < 2 {
        return None;
    }
    // the values that are single numbers come last, as what is left
    let points = |store: &Store, images: &[ExprId]| {
        let is_point = |&&id: &&ExprId| matches!(store.node(id), Node::Compare(Relation::Equal, ..));
        images.iter().filter(is_point).count()
    };
    rows.sort_by_key(|(_, images)| points(store, images));
    let (last, others) = rows.split_last()?;
    let always = store.intern(Node::Always);
    let rest = store.intern(Node::Branch(always, last.0));
    let undefined = store.intern(Node::Undefined);
    let mut cases = store.intern(Node::Cases(rest, undefined));
    for (form, images) in others.iter().rev() {
        let mut images = images.iter();
        let first = *images.next()?;
        let when = images.fold(first, |when, &image| store.intern(Node::Or(when, image)));
        let branch = store.intern(Node::Branch(when, *form));
        cases = store.intern(Node::Cases(branch, cases));
    }
    Some(cases)
}

/// A condition on the output that holds on the cell: its values lie between those at the ends.
fn image(store: &mut Store, on: &Cells<'_>, cell: &Cell, branch: &Branch) -> Option<ExprId> {
    let name = on.task.name;
    if without(store, branch.function, on.task.variable) {
        return Some(compare(store, Relation::Equal, name, branch.function));
    }
    let assumed = branch.derivation.assumptions().to_vec();
    let mut bounds: Vec<(Relation, ExprId)> = Vec::new();
    for end in [cell.lo, cell.hi].into_iter().flatten() {
        let there = store.replace(branch.function, on.task.variable, end);
        let Some(value) = borders::simplified(store, there, &assumed) else { continue };
        for relation in [Relation::Greater, Relation::Less] {
            let condition = Condition { left: branch.function, relation, right: value };
            if kernel::decide(store, &assumed, condition) == Some(true) {
                bounds.push((relation, value));
            }
        }
    }
    bounds.sort_unstable_by_key(|&(relation, _)| relation == Relation::Less);
    match bounds[..] {
        [(relation, value)] => Some(compare(store, relation, name, value)),
        [(Relation::Greater, lower), (Relation::Less, upper)] => {
            let above = compare(store, Relation::Less, lower, name);
            let below = compare(store, Relation::Less, name, upper);
            Some(store.intern(Node::And(above, below)))
        }
        _ => None, // the ends tell nothing
    }
}

impl Cells<'_> {
    /// Whether the form has the slope for its value wherever both sides have the same slope.
    fn fits_borders(&self, store: &mut Store, derived: &Derived, form: ExprId) -> bool {
        let smooth = derived.borders.iter().filter(|border| border.kind == BorderKind::Smooth);
        let borders: Vec<(ExprId, Option<ExprId>)> = smooth.map(|border| (border.at, border.left)).collect();
        borders.into_iter().all(|(at, slope)| {
            let written = store.replace(form, self.task.name, self.function);
            let there = store.replace(written, self.task.variable, at);
            let value = borders::simplified(store, there, &derived.assumed);
            let same = |(a, b)| a == b || algebra::equal_fractions(store, a, b) == Ok(true);
            let exact = slope.and_then(|slope| eval::exact(store, slope, &[]));
            value.zip(slope).is_some_and(same) || exact.is_some() && exact == eval::exact(store, there, &[])
        })
    }

    /// Whether the form is the derivative on every cell, as checked steps say, which are added to the pieces.
    fn holds(&self, store: &mut Store, pieces: &mut [Piece], form: ExprId) -> bool {
        let pool = Pool::new(Budget::OF_A_DERIVATION / 8, None);
        let mut longer = Vec::with_capacity(pieces.len());
        for (cell, piece) in self.cells.iter().zip(pieces.iter()) {
            let Some(derivation) = self.concluded(store, cell, &piece.branch, form, &pool) else { return false };
            longer.push(derivation);
        }
        for (piece, derivation) in pieces.iter_mut().zip(longer) {
            piece.branch.derivation = derivation;
        }
        true
    }

    /// Whether the form has no root of a difference that is 0 on the whole piece, where parameters are rounded and it may
    /// come out less.
    fn is_steady(&self, store: &Store, branch: &Branch, written: ExprId) -> bool {
        let is_number = algebra::rational(store, branch.function).is_some();
        if is_number || !without(store, branch.function, self.task.variable) {
            return true;
        }
        let assumed = branch.derivation.assumptions();
        store.reachable(written).into_iter().all(|id| match store.node(id) {
            Node::Call(f, left) if f.row().name == "sqrt" => {
                let positive = Condition { left, relation: Relation::Greater, right: Store::ZERO };
                left == Store::ZERO || kernel::decide(store, assumed, positive) == Some(true)
            }
            _ => true, // no root
        })
    }

    /// The piece's derivation with the steps to the form, if the kernel accepts them without a further condition.
    fn concluded(
        &self,
        store: &mut Store,
        cell: &Cell,
        branch: &Branch,
        form: ExprId,
        pool: &Pool,
    ) -> Option<Derivation> {
        let equal = |left, right| Judgement::Equal { left, right };
        let slope = |is| Judgement::Derivative { of: self.function, by: self.task.variable, is };
        let mut derivation = branch.derivation.clone();
        let start = derivation.find(slope(branch.derivative))?;
        let located = derivation.find(equal(self.function, branch.function))?;
        let open = Open {
            name: self.task.name,
            function: branch.function,
            of: branch.derivative,
            raw: branch.derivative,
            variable: self.task.variable,
            located: Some((self.function, located)),
        };
        let written = store.replace(form, self.task.name, branch.function);
        if !self.is_steady(store, branch, written) {
            return None;
        }
        let mut back: Vec<(ExprId, StepId)> = Vec::new();
        if written != form {
            let definition = close::definition(&mut derivation, &open);
            back.push((written, derivation.push(equal(form, written), Reason::Substitution, &[definition], &[])));
        }
        let (taken, step) = self.line.taken(store, &mut derivation, written, cell)?;
        back.extend(step.map(|step| (taken, step)));
        let mut current = branch.derivative;
        let mut total = None;
        if current != taken {
            let step = relations::conclude(store, &mut derivation, current, taken)
                .or_else(|| forms::conclude(store, &mut derivation, (current, taken), pool))?;
            (current, total) = (taken, Some(step));
        }
        for (at, &(_, step)) in back.iter().enumerate().rev() {
            let left = if at == 0 { form } else { back[at - 1].0 };
            let turned = derivation.push(equal(current, left), Reason::Symmetry, &[step], &[]);
            total = Some(close::joined(&mut derivation, branch.derivative, left, total, turned));
            current = left;
        }
        let step = match total {
            Some(total) => derivation.push(slope(form), Reason::Transitivity, &[start, total], &[]),
            None => start,
        };
        let theorems = kernel::check(store, Theory::builtin(), &derivation).ok()?;
        let theorem = theorems.theorem(step)?;
        let given: Vec<Condition> = derivation.assumptions().iter().chain(&branch.conditions).copied().collect();
        let definition = (self.task.name, branch.function);
        let follows = |&condition: &Condition| {
            given.contains(&condition)
                || close::follows(store, &given, condition, definition)
                || close::follows_by_kernels(store, &derivation, &given, condition, definition, pool)
        };
        theorem.conditions().to_vec().iter().all(follows).then_some(derivation)
    }
}
