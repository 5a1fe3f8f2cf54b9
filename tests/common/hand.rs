//! Derivations written by hand, step by step as texts, honest or not.

use gprime::expr::{ExprId, FunctionId, Node, Relation, Store};
use gprime::kernel::{RefusalKind, Theorem, check};
use gprime::theory::{Class, Theory};
use gprime::trace::{Condition, Derivation, Judgement, Reason, StepId};

use super::slope::reread;

/// A derivation by hand, by the variable `z`.
pub struct Hand {
    pub store: Store,
    pub derivation: Derivation,
}

impl Hand {
    pub fn new() -> Hand {
        let store = Store::new();
        let derivation = Derivation::new(store.brand());
        Hand { store, derivation }
    }

    /// The expression of a text; a text `d(...)` is the derivative by `z`.
    pub fn expr(&mut self, text: &str) -> ExprId {
        match text.strip_prefix("d(").and_then(|rest| rest.strip_suffix(')')) {
            Some(of) => {
                let (of, by) = (self.expr(of), self.store.symbol("z"));
                self.store.intern(Node::Derivative(of, by))
            }
            None => reread(&mut self.store, text),
        }
    }

    /// A step with the values of its substitution.
    pub fn step(&mut self, left: &str, right: &str, reason: Reason, premises: &[StepId], values: &[&str]) -> StepId {
        let (left, right) = (self.expr(left), self.expr(right));
        let values: Vec<ExprId> = values.iter().map(|text| self.expr(text)).collect();
        self.derivation.push(Judgement::Equal { left, right }, reason, premises, &values)
    }

    pub fn equal(&mut self, left: &str, right: &str, reason: Reason, premises: &[StepId]) -> StepId {
        self.step(left, right, reason, premises, &[])
    }

    pub fn slope(&mut self, of: &str, is: &str, reason: Reason, premises: &[StepId]) -> StepId {
        let (of, is, by) = (self.expr(of), self.expr(is), self.store.symbol("z"));
        self.derivation.push(Judgement::Derivative { of, by, is }, reason, premises, &[])
    }

    /// A derivative of higher order by a recurrence over generators.
    pub fn nth(&mut self, of: &str, order: u32, is: &str, premises: &[StepId], generators: &[&str]) -> StepId {
        let (of, is, by) = (self.expr(of), self.expr(is), self.store.symbol("z"));
        let values: Vec<ExprId> = generators.iter().map(|text| self.expr(text)).collect();
        self.derivation.push(Judgement::NthDerivative { of, by, order, is }, Reason::Recurrence, premises, &values)
    }

    /// The slopes of `z`, `2*z` and `z^2`, to be premises.
    pub fn slopes(&mut self) -> [StepId; 3] {
        let one = self.slope("z", "1", Reason::Identity, &[]);
        let constant = self.slope("2", "0", Reason::Constant, &[]);
        let twice = [("?c", "2"), ("?u", "z")];
        let two = self.rule("constant-factor-rule", (Class::One, Class::Other), "2*z", &twice, &[one, constant]);
        let two = self.chained(two, "2*1", "2");
        let square = self.rule("square-rule", (Class::One, Class::Other), "z^2", &[("?u", "z")], &[one]);
        [one, two, square]
    }

    /// A derivative with its result rewritten by algebra, if it is not that already.
    fn chained(&mut self, slope: StepId, from: &str, to: &str) -> StepId {
        let (from, is) = (self.expr(from), self.expr(to));
        let Judgement::Derivative { of, by, is: found } = self.derivation.step(slope).judgement else {
            panic!("the step is no derivative")
        };
        if found != from {
            return slope;
        }
        let equal = self.derivation.push(Judgement::Equal { left: from, right: is }, Reason::Algebra, &[], &[]);
        self.derivation.push(Judgement::Derivative { of, by, is }, Reason::Transitivity, &[slope, equal], &[])
    }

    /// The derivative that a rule, or the chain rule of a function, makes of `of`, given the values of its metavariables.
    pub fn rule(
        &mut self,
        rule: &str,
        (u, v): (Class, Class),
        of: &str,
        values: &[(&str, &str)],
        premises: &[StepId],
    ) -> StepId {
        let theory = Theory::builtin();
        let row = theory.row(rule).unwrap_or_else(|| theory.chain_row(FunctionId::named(rule)));
        let id = theory.id(row, u, v);
        let instance = theory.instance(id).unwrap_or_else(|| panic!("{rule} has no such instance"));
        let of = self.expr(of);
        let value = |name: &String| values.iter().find(|(other, _)| other == name).map(|(_, text)| *text);
        let texts: Vec<&str> =
            instance.names.iter().map(|name| value(name).unwrap_or_else(|| panic!("{rule}: {name}"))).collect();
        let values: Vec<ExprId> = texts.into_iter().map(|text| self.expr(text)).collect();
        let (is, by) = (instance.right.build(&mut self.store, &values), self.store.symbol("z"));
        self.derivation.push(Judgement::Derivative { of, by, is }, Reason::Rule(id), premises, &values)
    }

    pub fn assume(&mut self, left: &str, relation: Relation, right: &str) {
        let (left, right) = (self.expr(left), self.expr(right));
        self.derivation.assume(Condition { left, relation, right });
    }

    pub fn define(&mut self, name: &str, body: &str) {
        let (name, body) = (self.expr(name), self.expr(body));
        self.derivation.define(name, body);
    }

    pub fn refusal(&self) -> Option<RefusalKind> {
        check(&self.store, Theory::builtin(), &self.derivation).err().map(|refusal| refusal.kind)
    }

    /// The theorem of a step of an accepted derivation.
    pub fn theorem(&self, step: StepId) -> Theorem {
        let theorems = check(&self.store, Theory::builtin(), &self.derivation).unwrap_or_else(|e| panic!("{e}"));
        theorems.theorem(step).expect("the step is there")
    }

    /// Whether the theorem of a step carries this condition.
    pub fn carries(&mut self, step: StepId, left: &str, relation: Relation, right: &str) -> bool {
        let (left, right) = (self.expr(left), self.expr(right));
        self.theorem(step).conditions().contains(&Condition { left, relation, right })
    }
}
