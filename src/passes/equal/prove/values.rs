//! Values of functions that the table lists.

use super::slots::Prover;
use super::steps::Stop;
use crate::expr::{ExprId, FunctionId, Node, Number};
use crate::theory::Theory;
use crate::trace::Reason;

impl Prover<'_> {
    /// Puts its value for a function of a constant, if that is known.
    pub(super) fn listed(&mut self, kernel: ExprId) -> Result<bool, Stop> {
        let Node::Call(f, u) = self.steps.store.node(kernel) else { return Ok(false) };
        let value = match self.read(u) {
            Ok(value) => value,
            Err(Stop::Again) => return Err(Stop::Again),
            Err(Stop::Budget | Stop::Stuck) => return Ok(false),
        };
        if let Some(number) = value.as_constant()
            && self.computed(kernel, (f, u), &number)?
        {
            return Ok(true);
        }
        let vars = [value.numerator().vars(), value.denominator().vars()].concat();
        if !vars.into_iter().filter_map(|var| self.of(var)).all(|kernel| self.is_without_symbols(kernel)) {
            return Ok(false);
        }
        for row in Theory::builtin().listed(f) {
            let listed = row.left.build(self.steps.store, &[]);
            let Node::Call(_, at) = self.steps.store.node(listed) else { continue };
            let listed_at = self.read(at)?;
            let same = listed_at == value;
            if !same && listed_at != value.neg() {
                continue;
            }
            let right = row.right.build(self.steps.store, &[]);
            let known = self.steps.by(listed, right, Reason::Value, &[], &[])?;
            let argument = if same { at } else { self.steps.store.neg(at) };
            let plain = self.steps.store.call(f, argument);
            let equal = self.steps.reduce(u, argument)?;
            let mut steps = vec![(plain, self.steps.substitute(kernel, plain, &[equal])?)];
            let mut end = right;
            if !same {
                let Some(parity) = Theory::builtin().parity(f) else { continue };
                let turned = parity.right.build(self.steps.store, &[at]);
                steps.push((turned, self.steps.by(plain, turned, Reason::Parity(f), &[], &[at])?));
                end = self.steps.store.replace(turned, listed, right);
                steps.push((end, self.steps.substitute(turned, end, &[known])?));
            } else {
                steps.push((right, known));
            }
            let step = self.steps.chain(kernel, &steps)?;
            self.replace(kernel, end, step)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// The value of a function of a number, if that is rational and known.
    fn computed(&mut self, kernel: ExprId, (f, u): (FunctionId, ExprId), number: &Number) -> Result<bool, Stop> {
        let argument = self.number(number)?;
        let plain = self.steps.store.call(f, argument);
        let Some(value) = crate::eval::exact(self.steps.store, plain, &[]) else { return Ok(false) };
        let right = self.number(&value)?;
        let equal = self.steps.reduce(u, argument)?;
        let first = self.steps.substitute(kernel, plain, &[equal])?;
        let second = self.steps.by(plain, right, Reason::Value, &[], &[])?;
        let step = self.steps.chain(kernel, &[(plain, first), (right, second)])?;
        self.replace(kernel, right, step)?;
        Ok(true)
    }

    /// Whether no symbol occurs.
    pub(super) fn is_without_symbols(&self, expr: ExprId) -> bool {
        let parts = self.steps.store.reachable(expr);
        !parts.into_iter().any(|id| matches!(self.steps.store.node(id), Node::Symbol(_)))
    }
}
