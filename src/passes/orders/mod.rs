//! Derivatives of higher order by a recurrence: once the first derivatives of some functions are polynomials in these
//! functions, all further ones are, and are computed with exact coefficients instead of being expanded.
//!
//! The functions are the formula's own name and what its first derivative is made of; each form that was found for the first
//! derivative is tried, and the one is taken whose further derivatives cost a reader least. The kernel repeats the recurrence.

mod tower;
mod write;

use self::tower::{Names, Tower};
use self::write::Writer;
use super::close::HOLE;
use super::derived::{Branch, Recurrence};
use super::differentiate::Found;
use super::equal::prove::forms;
use super::task::{Failure, Task, name_domains, theorem_of, told};
use crate::algebra::shape::{Notation, cost};
use crate::algebra::tower::{MOST_TERMS, Sum, WORK, single};
use crate::algebra::{Budget, Pool};
use crate::expr::{ExprId, Store};
use crate::kernel::{self, RefusalKind};
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// The order at which the forms are compared.
const COMPARED: u32 = 6;
/// The orders above 1 up to this one are shown before the result.
const SHOWN: u32 = 3;
/// Up to this order the result is also tried as a product with the first derivative.
const MOST_PRODUCTS: u32 = 64;

/// Why there is no derivative by a recurrence.
pub(super) enum NoRecurrence {
    /// No first derivative is a polynomial in few functions that have such derivatives.
    NotClosed,
    /// The polynomials become too large.
    TooLarge,
}

impl NoRecurrence {
    /// To be read behind a sentence that says that there are too many parts.
    pub(super) fn text(&self) -> &'static str {
        match self {
            NoRecurrence::NotClosed => ", and no recurrence was found that gives it without those before",
            NoRecurrence::TooLarge => ", and so has the recurrence that gives it without those before",
        }
    }
}

/// The branch of a higher order from the finished one of first order; `located` says that on a piece
/// `whole = first.function` is that step.
pub(super) fn branch(
    task: &Task,
    store: &mut Store,
    whole: ExprId,
    first: &Branch,
    located: Option<StepId>,
) -> Result<Result<Branch, NoRecurrence>, Failure> {
    if first.formal {
        return Ok(Err(NoRecurrence::NotClosed));
    }
    let places = Notation::places_of(store, first.function);
    let notation = Notation { variable: Some(task.variable), output: Some(task.name), places };
    let asking = Asking { task, whole, first, located, notation };
    let mut towers: Vec<(u64, Tower)> = Vec::new();
    for found in asking.forms(store) {
        towers.extend(asking.weighed(store, found));
    }
    towers.sort_by_key(|tower| tower.0);
    let Some((_, tower)) = towers.into_iter().next() else { return Ok(Err(NoRecurrence::NotClosed)) };
    let Some(found) = asking.concluded(store, tower) else { return Ok(Err(NoRecurrence::TooLarge)) };
    asking.checked(store, found)
}

struct Asking<'a> {
    task: &'a Task,
    whole: ExprId,
    first: &'a Branch,
    located: Option<StepId>,
    notation: Notation,
}

/// A branch with its steps, not yet checked.
struct Unchecked {
    branch: Branch,
    /// The steps whose theorems have to be the derivative, the closed form, and the form through the output.
    steps: [Option<StepId>; 3],
}

impl Asking<'_> {
    /// Forms of the first derivative with derivations that conclude them, those through the output first.
    fn forms(&self, store: &mut Store) -> Vec<(Derivation, Found)> {
        let mut forms: Vec<ExprId> = self.first.from_output.into_iter().collect();
        for form in [self.first.closed_form, self.first.derivative] {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let given = forms.into_iter().filter_map(|form| self.given(&self.first.derivation, form));
        let given: Vec<(Derivation, Found)> = given.collect();
        given.into_iter().chain(self.by_parts(store)).collect()
    }

    /// A form of the first derivative that is concluded already.
    fn given(&self, derivation: &Derivation, is: ExprId) -> Option<(Derivation, Found)> {
        let step = derivation.find(Judgement::Derivative { of: self.whole, by: self.task.variable, is })?;
        Some((derivation.clone(), Found { is, step }))
    }

    /// The first derivative through those of the functions that the formula is a polynomial in.
    fn by_parts(&self, store: &mut Store) -> Option<(Derivation, Found)> {
        let (mut derivation, found) = self.given(&self.first.derivation, self.first.derivative)?;
        let names = self.names(&mut derivation);
        let (tower, function) = Tower::of_parts(store, derivation.clone(), names)?;
        let sum = tower.recurrence.derivative(&function, 1, &mut Budget::new(WORK, MOST_TERMS)).ok()?;
        let is = self.written(store, &tower, &sum, None)?;
        let pool = Pool::new(Budget::OF_A_DERIVATION / 4, None);
        let equal = forms::conclude(store, &mut derivation, (found.is, is), &pool)?;
        let judgement = Judgement::Derivative { of: self.whole, by: self.task.variable, is };
        let step = derivation.push(judgement, Reason::Transitivity, &[found.step, equal], &[]);
        Some((derivation, Found { is, step }))
    }

    /// What towers speak of, with the step that the name is the function.
    fn names(&self, derivation: &mut Derivation) -> Names {
        let (name, function) = (self.task.name, self.first.function);
        let equal = |left, right| Judgement::Equal { left, right };
        let mut named = derivation.push(equal(name, self.whole), Reason::Definition, &[], &[]);
        if let Some(located) = self.located {
            named = derivation.push(equal(name, function), Reason::Transitivity, &[named, located], &[]);
        }
        Names { name, variable: self.task.variable, function, named }
    }

    /// The tower over one form.
    fn tower(&self, store: &mut Store, (mut derivation, found): (Derivation, Found)) -> Option<Tower> {
        let (name, by) = (self.task.name, self.task.variable);
        let names = self.names(&mut derivation);
        let definition = Judgement::Equal { left: name, right: self.whole };
        let definition = derivation.push(definition, Reason::Definition, &[], &[]);
        let judgement = Judgement::Derivative { of: name, by, is: found.is };
        let step = derivation.push(judgement, Reason::Locality, &[definition, found.step], &[]);
        let mut tower = Tower::of_name(store, derivation, names, Found { is: found.is, step })?;
        for at in 0..tower.generators.len() {
            let first = tower.firsts[at].clone();
            let written = self.written(store, &tower, &first, None)?;
            if cost(store, written, &self.notation) < cost(store, tower.shown[at], &self.notation) {
                tower.shown[at] = written;
            }
        }
        Some(tower)
    }

    /// The tower over one form with what it costs a reader; `None` if the kernel does not follow it.
    fn weighed(&self, store: &mut Store, found: (Derivation, Found)) -> Option<(u64, Tower)> {
        let mut tower = self.tower(store, found)?;
        let order = self.task.order.min(COMPARED);
        let (sum, before) = self.sums(&tower, order).ok()?;
        let is = self.written(store, &tower, &sum, Some(&before))?;
        let length = tower.derivation.steps().len();
        let step = tower.conclude(0, self.task.variable, order, is);
        let theorems = kernel::check(store, self.task.theory, &tower.derivation).ok()?;
        let conditions = theorems.theorem(step)?.conditions().to_vec();
        let assumed = tower.derivation.assumptions().to_vec();
        let definition = (self.task.name, self.first.function);
        let further = told(store, conditions, &assumed, definition).len();
        tower.derivation.truncate(length);
        Some((cost(store, is, &self.notation) + HOLE * further as u64, tower))
    }

    /// The polynomial of an order, and that of the order before.
    fn sums(&self, tower: &Tower, order: u32) -> Result<(Sum, Sum), NoRecurrence> {
        let mut budget = Budget::new(WORK, MOST_TERMS);
        let mut derive =
            |of: &Sum, times| tower.recurrence.derivative(of, times, &mut budget).map_err(|_| NoRecurrence::TooLarge);
        let before = derive(&single(0), order - 1)?;
        Ok((derive(&before, 1)?, before))
    }

    /// A polynomial as it is shown. If that before it is known and has one generator only, it is a product.
    fn written(&self, store: &mut Store, tower: &Tower, sum: &Sum, before: Option<&Sum>) -> Option<ExprId> {
        let generators = tower.generators.len();
        let step = before.and_then(|before| tower.product(before));
        let mut writer = Writer::new(store, &tower.letters, generators, self.notation);
        writer.write(sum, step.as_ref().map(|(first, rest)| (*first, rest)))
    }

    fn concluded(&self, store: &mut Store, mut tower: Tower) -> Option<Unchecked> {
        let (order, by, function) = (self.task.order, self.task.variable, self.first.function);
        let (sum, before) = self.sums(&tower, order).ok()?;
        let mut branch = Branch::undifferentiated(store, function);
        let mut shown = Vec::new();
        for early in 2..=SHOWN.min(order - 1) {
            let (sum, before) = self.sums(&tower, early).ok()?;
            let is = self.written(store, &tower, &sum, Some(&before))?;
            shown.push((early, is, tower.conclude(0, by, early, is)));
        }
        let product = (order <= MOST_PRODUCTS).then_some(&before);
        let is = self.written(store, &tower, &sum, product)?;
        let closed = tower.conclude(0, by, order, is);
        let mut steps: Vec<StepId> = shown.iter().map(|one| one.2).collect();
        let mut generators = Vec::new();
        for at in 0..tower.generators.len() {
            let (of, is) = (tower.generators[at].of, tower.shown[at]);
            if of != by {
                generators.push((of, is));
            }
            if is != tower.generators[at].found.is {
                steps.push(tower.conclude(at, by, 1, is));
            }
        }
        let first = shown.iter().map(|&(order, is, _)| (order, is)).collect();
        branch.recurrence = Some(Recurrence { generators, over: tower.occurring(), first });
        branch.closed_form = is;
        let derivative = self.opened(store, &mut tower, (is, closed));
        branch.derivative = derivative.0;
        if self.located.is_some() {
            let below = self.written(store, &tower, &before, None)?;
            branch.below = store.replace(below, self.task.name, function);
        }
        branch.derivation = tower.derivation;
        let output = self.through_output(store, &mut branch, closed);
        steps.extend([derivative.1, closed].into_iter().chain(output));
        let (sliced, mut steps) = branch.derivation.sliced_to(&steps);
        branch.derivation = sliced;
        let output = output.and_then(|_| steps.pop());
        let (closed, derivative) = (steps.pop()?, steps.pop()?);
        branch.conclusion = closed;
        Some(Unchecked { branch, steps: [Some(derivative), Some(closed), output] })
    }

    /// The derivative with the function in place of its name, and the step that concludes it.
    fn opened(&self, store: &mut Store, tower: &mut Tower, (form, step): (ExprId, StepId)) -> (ExprId, StepId) {
        let (name, by, order) = (self.task.name, self.task.variable, self.task.order);
        let is = store.replace(form, name, self.first.function);
        if is == form {
            return (form, step);
        }
        let equal = |left, right| Judgement::Equal { left, right };
        let derivation = &mut tower.derivation;
        let named = self.names(derivation).named;
        let put = match form == name {
            true => named,
            false => derivation.push(equal(form, is), Reason::Substitution, &[named], &[]),
        };
        let judgement = Judgement::NthDerivative { of: name, by, order, is };
        (is, derivation.push(judgement, Reason::Transitivity, &[step, put], &[]))
    }

    /// The form through the output alone, if there is one: the closed form, or by a recurrence of its own.
    fn through_output(&self, store: &mut Store, branch: &mut Branch, closed: StepId) -> Option<StepId> {
        let alone = |store: &Store, form| !store.reachable(form).contains(&self.task.variable);
        if alone(store, branch.closed_form) {
            branch.from_output = Some(branch.closed_form);
            return Some(closed);
        }
        let found = self.given(&branch.derivation, self.first.from_output?)?;
        let (_, mut tower) = self.weighed(store, found)?;
        let (sum, before) = self.sums(&tower, self.task.order).ok()?;
        let product = (self.task.order <= MOST_PRODUCTS).then_some(&before);
        let form = self.written(store, &tower, &sum, product).filter(|&form| alone(store, form))?;
        let step = tower.conclude(0, self.task.variable, self.task.order, form);
        branch.derivation = tower.derivation;
        branch.from_output = Some(form);
        Some(step)
    }

    /// The branch, every step of it checked. A recurrence that the kernel cannot follow is none.
    fn checked(&self, store: &mut Store, found: Unchecked) -> Result<Result<Branch, NoRecurrence>, Failure> {
        let Unchecked { mut branch, steps } = found;
        let (of, by, order) = (self.task.name, self.task.variable, self.task.order);
        name_domains(store, branch.function);
        let theorems = match kernel::check(store, self.task.theory, &branch.derivation) {
            Ok(theorems) => theorems,
            Err(refusal) => {
                return match refusal.kind {
                    RefusalKind::NotOpen => Ok(Err(NoRecurrence::NotClosed)),
                    RefusalKind::OutOfBudget => Ok(Err(NoRecurrence::TooLarge)),
                    _ => Err(Failure::Refused(refusal)), // a wrong step
                };
            }
        };
        let forms = [Some(branch.derivative), Some(branch.closed_form), branch.from_output];
        let mut conclusion = None;
        for (step, form) in steps.into_iter().zip(forms) {
            if let Some((step, is)) = step.zip(form) {
                let judgement = Judgement::NthDerivative { of, by, order, is };
                let theorem = theorem_of(&theorems, step, judgement)?;
                if step == branch.conclusion {
                    conclusion = Some(theorem);
                }
            }
        }
        let Some(theorem) = conclusion else { return Ok(Err(NoRecurrence::NotClosed)) };
        branch.formal = theorem.is_formal();
        let conditions = theorem.conditions().to_vec();
        let assumed = branch.derivation.assumptions().to_vec();
        let definition = (self.task.name, branch.function);
        branch.conditions = if branch.formal { conditions } else { told(store, conditions, &assumed, definition) };
        Ok(Ok(branch))
    }
}
