//! Checking a certificate: the kernel judges the derivation, and what it finds must be what is claimed.

use rustc_hash::FxHashSet;
use thiserror::Error;

use super::format::{Certificate, Claim, Coordinate, Different, Index, SCHEMA};
use super::read::{Read, read};
use super::values;
use crate::expr::{ExprId, Node, Number, Relation, Store};
use crate::kernel::{self, MOST_PRECISION, Refutation, Side, Theorem, Value};
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, StepId};

/// The longest certificate that is read, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// The most steps, as each may take the kernel a while.
const MOST_STEPS: usize = 100_000;
/// The most cells times expressions, as the kernel looks at all expressions for each cell.
const MOST_LOOKED_AT: usize = 1 << 27;
/// How many bits deciding a condition at a witness may take.
const WITNESS_BITS: usize = 512;

/// Why a certificate shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Invalid {
    /// It is not a certificate of this schema.
    #[error("{0}")]
    Unreadable(String),
    /// It can be read, and does not show what it claims.
    #[error("{0}")]
    Refused(String),
}

impl Invalid {
    pub(super) fn unreadable(why: String) -> Invalid {
        Invalid::Unreadable(why)
    }

    pub(super) fn within(self, what: &str, at: usize) -> Invalid {
        match self {
            Invalid::Unreadable(why) => Invalid::Unreadable(format!("{what} {at}: {why}")),
            Invalid::Refused(why) => Invalid::Refused(format!("{what} {at}: {why}")),
        }
    }
}

/// What a certificate shows: made by the kernel from the certificate's derivation.
#[derive(Debug, Clone)]
pub struct Verified {
    /// The store of all expressions here.
    pub store: Store,
    /// The derivation that the kernel has checked; one without steps if the proof is divided into cells.
    pub derivation: Derivation,
    /// How many steps the kernel has checked.
    pub steps: usize,
    /// What it shows.
    pub shown: Shown,
}

/// What the kernel made of a certificate.
#[derive(Debug, Clone)]
pub enum Shown {
    /// Two sides are equal wherever the theorem's conditions hold, and at this point they hold if there is one.
    Equal(Box<Theorem>, Option<Vec<(ExprId, Number)>>),
    /// Two sides are different at a point.
    Different(Box<Refutation>),
}

fn misread(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Eof => format!("the certificate ends too early: {error}"),
        _ => format!("this is no certificate: {error}"), // it says something else
    }
}

/// Checks a certificate with the kernel and none of the search.
///
/// The store and the derivation are rebuilt from the text, the kernel checks each step, and the theorem or the refutation
/// that it makes must be the one that is claimed.
///
/// # Errors
/// The text is no certificate, a step is not what its reason allows, or something else is claimed than is shown.
pub fn verify(text: &str) -> Result<Verified, Invalid> {
    if text.len() > MOST_BYTES {
        return Err(Invalid::unreadable("the certificate is too long".into()));
    }
    let certificate: Certificate = serde_json::from_str(text).map_err(|error| Invalid::unreadable(misread(&error)))?;
    if certificate.schema != SCHEMA {
        return Err(Invalid::unreadable(format!("the schema is not {SCHEMA}")));
    }
    let steps =
        certificate.cells.iter().fold(certificate.steps.len(), |sum, cell| sum.saturating_add(cell.steps.len()));
    if steps > MOST_STEPS {
        return Err(Invalid::unreadable("there are too many steps".into()));
    }
    if certificate.cells.len().saturating_mul(certificate.expressions.len()) > MOST_LOOKED_AT {
        return Err(Invalid::unreadable("there are too many cells".into()));
    }
    let read = read(&certificate)?;
    let sides = (read.expr(certificate.sides[0])?, read.expr(certificate.sides[1])?);
    let shown = match &certificate.claim {
        Claim::Equal(claim) => {
            proved(&read, &certificate, (sides, claim.conclusion), &claim.conditions, Some(&claim.witness))?
        }
        Claim::Formal(claim) => proved(&read, &certificate, (sides, claim.conclusion), &claim.conditions, None)?,
        Claim::Different(claim) => refuted(&read, sides, claim)?,
    };
    Ok(Verified { store: read.store, derivation: read.derivation, steps, shown })
}

fn refused(why: impl ToString) -> Invalid {
    Invalid::Refused(why.to_string())
}

/// The theorem of a step.
fn concluded(read: &Read, derivation: &Derivation, conclusion: Index) -> Result<Theorem, Invalid> {
    let theorems = kernel::check(&read.store, Theory::builtin(), derivation).map_err(refused)?;
    theorems.theorem(StepId(conclusion)).ok_or_else(|| refused("the conclusion is no step"))
}

/// The theorem of a proof: it must be about the sides, and need the conditions that are claimed and no others.
fn proved(
    read: &Read,
    certificate: &Certificate,
    ((left, right), conclusion): ((ExprId, ExprId), Index),
    conditions: &[super::format::Condition],
    witness: Option<&Vec<Coordinate>>,
) -> Result<Shown, Invalid> {
    let conditions: Vec<Condition> = conditions.iter().map(|&c| read.condition(c)).collect::<Result<_, _>>()?;
    let witness = witness.map(|point| read.point(point)).transpose()?;
    let theorem = match certificate.cells.as_slice() {
        [] => concluded(read, &read.derivation, conclusion)?,
        cells => {
            let mut theorems = Vec::with_capacity(cells.len());
            for (at, cell) in cells.iter().enumerate() {
                let derivation = read.cell(cell).map_err(|error| error.within("cell", at))?;
                theorems.push(concluded(read, &derivation, cell.conclusion).map_err(|error| error.within("cell", at))?);
            }
            let common = read.derivation.assumptions().len();
            kernel::cover(&read.store, &theorems, common).ok_or_else(|| refused("the cells leave something out"))?
        }
    };
    if theorem.judgement() != (Judgement::Equal { left, right }) {
        return Err(refused("the conclusion is not that the sides are equal"));
    }
    let set = |conditions: &[Condition]| conditions.iter().copied().collect::<FxHashSet<_>>();
    if set(&conditions) != set(theorem.conditions()) {
        return Err(refused("the conditions are not those that the proof needs"));
    }
    if let Some(point) = &witness {
        fulfilled(read, &theorem, (left, right), point)?;
    }
    Ok(Shown::Equal(Box::new(theorem), witness))
}

/// At the point of a witness all that is assumed and needed must hold, and both sides must have a value.
fn fulfilled(
    read: &Read,
    theorem: &Theorem,
    sides: (ExprId, ExprId),
    point: &[(ExprId, Number)],
) -> Result<(), Invalid> {
    without_definitions(read)?;
    let has_derivative =
        |side: ExprId| read.store.reachable(side).iter().any(|&id| matches!(read.store.node(id), Node::Derivative(..)));
    // where a derivative stands, that both sides are defined follows from the conditions
    let defined = [sides.0, sides.1].into_iter().filter(|&side| !has_derivative(side));
    let defined = defined.map(|side| Condition { left: side, relation: Relation::Equal, right: side });
    for condition in theorem.assumptions().iter().chain(theorem.conditions()).copied().chain(defined) {
        if kernel::holds_at(&read.store, condition, point, WITNESS_BITS) != Some(true) {
            return Err(refused("the conditions do not hold at the witness, or it could not be decided"));
        }
    }
    Ok(())
}

/// A defined name has no value of its own, so a point says nothing about it.
fn without_definitions(read: &Read) -> Result<(), Invalid> {
    if read.derivation.definitions().is_empty() {
        Ok(())
    } else {
        Err(refused("a point is claimed where names are defined"))
    }
}

/// The refutation at a point: the claimed values must contain those that the kernel finds, and be apart.
fn refuted(read: &Read, sides: (ExprId, ExprId), claim: &Different) -> Result<Shown, Invalid> {
    without_definitions(read)?;
    let point = read.point(&claim.point)?;
    let value = |value| values::read(value).ok_or_else(|| Invalid::unreadable("a value is no number".into()));
    let claimed = (value(&claim.left)?, value(&claim.right)?);
    let by = claim.rests_on.map(|step| step.map(StepId));
    let sides = (Side { expr: sides.0, by: by[0] }, Side { expr: sides.1, by: by[1] });
    let bits = usize::try_from(claim.bits).unwrap_or(MOST_PRECISION).min(MOST_PRECISION);
    let refutation =
        kernel::refute(&read.store, Theory::builtin(), &read.derivation, sides, &point, bits).map_err(refused)?;
    let (left, right) = refutation.values();
    if !contains(&claimed.0, left) || !contains(&claimed.1, right) {
        return Err(refused("the values at the point are not those that are claimed"));
    }
    if !are_apart(&claimed) {
        return Err(refused("the values that are claimed do not show a difference"));
    }
    Ok(Shown::Different(Box::new(refutation)))
}

/// Whether the claim about a value follows from what the kernel found.
fn contains(claimed: &Value, found: &Value) -> bool {
    match (claimed, found) {
        (Value::Exact(claimed), Value::Exact(found)) => claimed == found,
        (Value::Enclosed(claimed), Value::Enclosed(found)) => claimed.encloses(found),
        (Value::Exact(_), Value::Enclosed(_)) | (Value::Enclosed(_), Value::Exact(_)) => false,
    }
}

fn are_apart((left, right): &(Value, Value)) -> bool {
    let enclosed = |number: &Number| crate::eval::interval::Interval::from_number(number, MOST_PRECISION);
    match (left, right) {
        (Value::Exact(a), Value::Exact(b)) => a != b,
        (Value::Enclosed(a), Value::Enclosed(b)) => a.is_disjoint(b),
        (Value::Exact(a), Value::Enclosed(b)) | (Value::Enclosed(b), Value::Exact(a)) => enclosed(a).is_disjoint(b),
    }
}
