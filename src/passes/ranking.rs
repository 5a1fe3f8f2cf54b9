//! Which forms of a derivative are worth trying, the most readable first.

use super::close::{LARGEST, Open, without};
use super::closed::{self, Form, Wanted};
use super::eliminate::{self, Limits};
use super::sample::Sample;
use crate::algebra::shape::{Notation, cost};
use crate::expr::{ExprId, FunctionId, Node, Store};
use crate::trace::Condition;

/// A numeral of more digits than this that the function does not have costs a reader something extra.
const SHORT_NUMERAL: usize = 3;
const FOREIGN_NUMERAL: u64 = 150;

/// Where a form through the output alone costs no more than this, as `g*(1 - g)` and `1 - g^2`, no further one is looked for:
/// only single functions would be shorter.
const AT_A_GLANCE: u64 = 400;
/// How forms of one derivative are compared.
pub(super) struct Ranking<'a> {
    open: &'a Open,
    notation: Notation,
    /// The expressions whose numerals are not foreign.
    familiar: Vec<ExprId>,
    /// The cost of the derivative itself.
    pub(super) own: u64,
    sample: Sample,
    /// What the function and its derivative divide by, and the functions in them that are not defined everywhere.
    divisors: Vec<ExprId>,
}

impl Ranking<'_> {
    /// `None` if the derivative or the function is too large for any closed form.
    pub(super) fn new<'a>(store: &Store, open: &'a Open, assumed: &[Condition]) -> Option<Ranking<'a>> {
        let places = Notation::places_of(store, open.function);
        let notation = Notation { variable: Some(open.variable), output: Some(open.name), places };
        if cost(store, open.of, &notation) > LARGEST || cost(store, open.function, &notation) > LARGEST {
            return None;
        }
        let familiar = store.reachable(open.function).into_iter().chain(store.reachable(open.raw)).collect();
        let sample = Sample::new(store, open, assumed);
        let parts = [store.reachable(open.function), store.reachable(open.of)].concat();
        let divisors = closed::divisors(store, &parts);
        let ranking = Ranking { open, notation, familiar, own: 0, sample, divisors };
        Some(Ranking { own: ranking.cost(store, open.of), ..ranking })
    }

    /// What a form costs a reader.
    fn cost(&self, store: &Store, form: ExprId) -> u64 {
        let long = |id: &&ExprId| match store.node(**id) {
            Node::Number(numeral) => store.numeral(numeral).text.len() > SHORT_NUMERAL && !self.familiar.contains(id),
            _ => false, // only numerals are counted
        };
        let foreign = store.reachable(form).iter().filter(long).count() as u64;
        cost(store, form, &self.notation) + FOREIGN_NUMERAL * foreign
    }

    fn is_trivial(&self, store: &Store) -> bool {
        matches!(store.node(self.open.function), Node::Symbol(_) | Node::Number(_))
    }

    /// The forms that come from the function's name for its formula, and for one kernel; those only that may cost less than
    /// others of them, if these have a proof.
    pub(super) fn eliminated(&self, store: &mut Store, bounded: bool) -> Vec<ExprId> {
        if self.is_trivial(store) {
            return Vec::new();
        }
        let Open { name, function, of, raw, .. } = *self.open;
        let folded = store.replace(of, function, name);
        let mut forms: Vec<ExprId> = [folded].into_iter().filter(|&form| form != of).collect();
        let beside: &dyn Fn(&Store, ExprId) -> u64 =
            if bounded { &|store, form| self.beside(store, form) } else { &|_, _| u64::MAX };
        let limits = Limits { most: self.own, beside };
        forms.extend(eliminate::candidates(store, self.notation, function, &[of, raw], limits));
        forms
    }

    /// What others must cost less than that have the variable, where this form was found.
    fn beside(&self, store: &Store, form: ExprId) -> u64 {
        if self.sample.differs(store, form) {
            return u64::MAX;
        }
        self.cost(store, form).saturating_add(self.wanted(&[]).surcharge(store, form))
    }

    /// The most readable of these forms, if it is one through the output alone that no other form can be much shorter than.
    pub(super) fn at_a_glance(&self, store: &mut Store, forms: &[ExprId]) -> Option<ExprId> {
        let costs = forms.iter().map(|&form| (self.cost(store, form), form));
        let (cost, form) = costs.min()?;
        let is_short = cost <= AT_A_GLANCE && cost < self.own;
        let is_seen =
            is_short && without(store, form, self.open.variable).is_some() && !self.may_be_called(store, cost);
        is_seen.then_some(form)
    }

    /// Whether the derivative may be one function of the table, or its negation, that costs less: nothing that has been tried
    /// tells them apart.
    fn may_be_called(&self, store: &mut Store, most: u64) -> bool {
        let Open { function, of, variable, .. } = *self.open;
        let parts = [store.reachable(function), store.reachable(of)].concat();
        let mut arguments: Vec<ExprId> = parts.iter().filter_map(|&id| argument(store, id)).collect();
        arguments.push(variable);
        arguments.retain(|&u| store.reachable(u).contains(&variable));
        arguments.sort_unstable();
        arguments.dedup();
        for argument in arguments {
            for name in self.sample.called(store, argument) {
                let call = store.call(FunctionId::named(name), argument);
                if self.cost(store, call) < most {
                    return true;
                }
            }
        }
        false
    }

    /// These and all other forms with their costs, the most readable first, but those that are seen to be something else and
    /// those with the variable that cost `most`.
    pub(super) fn all(
        &self,
        store: &mut Store,
        forms: Vec<(u64, Form)>,
        most: u64,
        assumed: &[Condition],
    ) -> Vec<(u64, Form)> {
        let Open { function, of, .. } = *self.open;
        if self.is_trivial(store) {
            return forms;
        }
        let wanted = Wanted { most, ..self.wanted(assumed) };
        let more = closed::proposed(store, self.notation, (function, of), &wanted);
        self.all_of(store, forms.into_iter().map(|(_, form)| form).chain(more).collect())
    }

    fn wanted<'b>(&'b self, assumed: &'b [Condition]) -> Wanted<'b> {
        Wanted { sample: Some(&self.sample), divisors: Some(&self.divisors), ..Wanted::any(assumed) }
    }

    /// What a form divides by that neither the function nor its derivative divides by.
    pub(super) fn own_divisors(&self, store: &Store, form: ExprId) -> Vec<ExprId> {
        self.wanted(&[]).own_divisors(store, &self.notation, form).unwrap_or_default()
    }

    /// Forms with their costs, the most readable first, but those that are seen to be something else.
    pub(super) fn all_of(&self, store: &mut Store, forms: Vec<Form>) -> Vec<(u64, Form)> {
        let mut all: Vec<(u64, Form)> = forms.into_iter().map(|form| (self.cost(store, form.expr), form)).collect();
        all.sort_by_key(|(cost, form)| (*cost, form.expr));
        all.dedup_by_key(|(_, form)| form.expr);
        all.retain(|(_, form)| !self.sample.differs(store, form.expr));
        all
    }
}

fn argument(store: &Store, call: ExprId) -> Option<ExprId> {
    match store.node(call) {
        Node::Call(_, argument) => Some(argument),
        _ => None, // no function of one argument
    }
}
