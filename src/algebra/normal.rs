//! The normal form of an expression: a reduced fraction over its kernels.

use rustc_hash::FxHashMap;

use super::identity::{Arithmetic, arithmetic, arithmetic_parts};
use super::poly::cost_of;
use super::{Budget, Fraction, Refused, Var};
use crate::expr::{ExprId, Number, Store};

/// The variables that stand for kernels, in the order in which they were met.
#[derive(Debug, Clone, Default)]
pub struct Kernels {
    exprs: Vec<ExprId>,
    vars: FxHashMap<ExprId, Var>,
    opaque_decimals: bool,
}

/// Decimals with a denominator up to this are numbers even where decimals are kernels: `0.5`, `0.125`.
const ROUND_DENOMINATOR: i64 = 8;

impl Kernels {
    /// No kernels yet.
    pub fn new() -> Kernels {
        Kernels::default()
    }

    /// No kernels yet, and decimals with a denominator above 8 are to be kernels: `1.7159` keeps its spelling, and
    /// `1.7159*2/3` is not multiplied out.
    pub fn with_opaque_decimals() -> Kernels {
        Kernels { opaque_decimals: true, ..Kernels::default() }
    }

    /// Whether a number is to be a kernel.
    fn is_opaque(&self, value: &Number) -> bool {
        self.opaque_decimals && value.denominator() > Number::from(ROUND_DENOMINATOR)
    }

    /// The variable of a kernel, a new one if it has none.
    pub fn var(&mut self, expr: ExprId) -> Var {
        *self.vars.entry(expr).or_insert_with(|| {
            self.exprs.push(expr);
            Var(self.exprs.len() as u32 - 1)
        })
    }

    /// The variable of a kernel, if it has one.
    pub fn find(&self, expr: ExprId) -> Option<Var> {
        self.vars.get(&expr).copied()
    }

    /// The expression that a variable stands for.
    pub fn expr(&self, var: Var) -> Option<ExprId> {
        self.exprs.get(var.0 as usize).copied()
    }

    /// Whether a symbol occurs in a kernel of the fraction.
    pub(crate) fn hold(&self, store: &Store, fraction: &Fraction, symbol: ExprId) -> bool {
        let kernels = fraction.vars().into_iter().filter_map(|var| self.expr(var));
        kernels.into_iter().any(|kernel| store.reachable(kernel).contains(&symbol))
    }

    /// All kernels; the index of each is the index of its variable.
    pub fn exprs(&self) -> &[ExprId] {
        &self.exprs
    }
}

/// The expression as a reduced fraction over its kernels, which are entered in `kernels`.
///
/// The two agree wherever every kernel has a value and no denominator in the expression vanishes; the fraction may
/// have values where the expression has none. Each subexpression is computed once, and nothing is recursive.
pub fn normal_form(
    store: &Store,
    expr: ExprId,
    kernels: &mut Kernels,
    budget: &mut Budget,
) -> Result<Fraction, Refused> {
    let mut forms: FxHashMap<ExprId, Fraction> = FxHashMap::default();
    for id in arithmetic_parts(store, &[expr], budget)? {
        let of = |part: ExprId| &forms[&part];
        let form = match arithmetic(store, id)? {
            Arithmetic::Number(value) if kernels.is_opaque(&value) => Fraction::variable(kernels.var(id)),
            Arithmetic::Number(value) => {
                budget.charge(cost_of(&value))?;
                Fraction::constant(value)
            }
            Arithmetic::Kernel => Fraction::variable(kernels.var(id)),
            Arithmetic::Neg(a) => of(a).neg(),
            Arithmetic::Add(a, b) => of(a).add(of(b), budget)?,
            Arithmetic::Sub(a, b) => of(a).sub(of(b), budget)?,
            Arithmetic::Mul(a, b) => of(a).mul(of(b), budget)?,
            Arithmetic::Div(a, b) => of(a).div(of(b), budget)?,
            Arithmetic::Pow(a, exponent) => of(a).pow(exponent, budget)?,
        };
        forms.insert(id, form);
    }
    Ok(forms.remove(&expr).expect("the whole is the last of its parts"))
}
