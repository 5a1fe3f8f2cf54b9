//! Branches that are known.

use super::slots::Prover;
use super::steps::Stop;
use crate::expr::ExprId;
use crate::passes::equal::pieces;
use crate::trace::Reason;

impl Prover<'_> {
    /// Takes the branch of a switch that is known to hold, whether there was one.
    pub(super) fn branched(&mut self, kernel: ExprId) -> Result<bool, Stop> {
        let inner = self.steps.store.reachable(kernel);
        let later = pieces::later_branches(self.steps.store, &inner);
        for id in inner {
            if id != kernel && !later.contains(&id) && pieces::is_switch(self.steps.store, id) {
                self.settle(id)?;
            }
        }
        let mut resolved = kernel;
        let mut parts = Vec::new();
        for (switch, branch, step) in self.branches.clone().into_iter().rev() {
            let next = self.steps.store.replace(resolved, switch, branch);
            if next != resolved {
                parts.push(Some(step));
                resolved = next;
            }
        }
        let Some(branch) = pieces::taken(self.steps.store, &self.assumptions, resolved) else { return Ok(false) };
        let first = self.steps.substitute(kernel, resolved, &parts)?;
        let second = self.steps.by(resolved, branch, Reason::Branch, &[], &[])?;
        let step = self.steps.chain(kernel, &[(resolved, first), (branch, second)])?;
        self.branches.extend(step.map(|step| (kernel, branch, step)));
        self.replace(kernel, branch, step)?;
        Ok(true)
    }
}
