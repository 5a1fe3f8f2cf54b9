//! Closed forms.
use super::Line;
use crate::expr::{ExprId, Store};
use crate::trace::{Derivation, StepId};
pub(crate) struct Closed { pub(crate) form: ExprId, pub(crate) from_output: Option<ExprId> }
pub(crate) fn close(_store: &mut Store, _d: &mut Derivation, _name: ExprId, _function: ExprId, of: ExprId, _located: Option<StepId>, _lines: &mut Vec<Line>) -> Closed { Closed { form: of, from_output: None } }
pub(crate) fn simplest(_store: &mut Store, _expr: ExprId) -> Option<ExprId> { None }
