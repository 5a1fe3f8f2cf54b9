//! A certificate as expressions and a derivation, which claim nothing yet.
//!
//! Whatever stands in the file, each expression has parts that come before it and are of the sort that it needs, so that
//! the store holds nothing that the language could not say.

use super::check::Invalid;
use super::format::{Certificate, Class, Condition, Coordinate, Expression, Index, Judgement, Reason, Relation};
use super::values;
use crate::expr::{self, Constant, ExprId, FunctionId, Node, Number, Store};
use crate::functions;
use crate::syntax;
use crate::theory::{self, Theory};
use crate::trace::{self, Derivation, StepId};

/// How many bits all numerals may have together.
const MOST_BITS: u64 = 1 << 26;
/// How many conditions may be joined.
const MOST_JOINED: usize = 10_000;

/// The expressions and the derivation of a certificate.
pub(super) struct Read {
    pub(super) store: Store,
    pub(super) derivation: Derivation,
    ids: Vec<ExprId>,
}

/// What kind of thing an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Value,
    Condition,
    Branch,
}

/// Rebuilds what a certificate speaks of. Linear in the certificate.
pub(super) fn read(certificate: &Certificate) -> Result<Read, Invalid> {
    let (store, ids) = expressions(&certificate.expressions)?;
    let derivation = Derivation::new(store.brand());
    let mut read = Read { store, derivation, ids };
    for &[name, body] in &certificate.definitions {
        let (name, body) = (read.expr(name)?, read.expr(body)?);
        read.derivation.define(name, body);
    }
    for &condition in &certificate.assumptions {
        let condition = read.condition(condition)?;
        read.derivation.assume(condition);
    }
    for (at, step) in certificate.steps.iter().enumerate() {
        let mut derivation = std::mem::take(&mut read.derivation);
        let added = read.step(step, &mut derivation).map_err(|error| error.within("the step", at));
        read.derivation = derivation;
        added?;
    }
    Ok(read)
}

impl Read {
    pub(super) fn expr(&self, index: Index) -> Result<ExprId, Invalid> {
        let found = self.ids.get(index as usize).copied();
        found.ok_or_else(|| Invalid::unreadable(format!("there is no expression {index}")))
    }

    fn exprs(&self, indices: &[Index]) -> Result<Vec<ExprId>, Invalid> {
        indices.iter().map(|&index| self.expr(index)).collect()
    }

    pub(super) fn condition(&self, condition: Condition) -> Result<trace::Condition, Invalid> {
        let Condition(left, relation, right) = condition;
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        if [left, right].iter().any(|&side| sort(self.store.node(side)) != Sort::Value) {
            return Err(Invalid::unreadable("a condition compares what has no value".into()));
        }
        Ok(trace::Condition { left, relation: relation.read(), right })
    }

    /// A point has each symbol once.
    pub(super) fn point(&self, coordinates: &[Coordinate]) -> Result<Vec<(ExprId, Number)>, Invalid> {
        let mut point: Vec<(ExprId, Number)> = Vec::with_capacity(coordinates.len());
        for Coordinate(symbol, text) in coordinates {
            let symbol = self.expr(*symbol)?;
            let number = values::number(text).ok_or_else(|| Invalid::unreadable(format!("{text} is no number")))?;
            if !matches!(self.store.node(symbol), Node::Symbol(_)) || point.iter().any(|(other, _)| *other == symbol) {
                return Err(Invalid::unreadable("a point has a number for each symbol once".into()));
            }
            point.push((symbol, number));
        }
        Ok(point)
    }

    /// The derivation on a cell.
    pub(super) fn cell(&self, cell: &super::format::Cell) -> Result<Derivation, Invalid> {
        let mut derivation = self.derivation.clone();
        for &condition in &cell.assumptions {
            derivation.assume(self.condition(condition)?);
        }
        for (at, step) in cell.steps.iter().enumerate() {
            self.step(step, &mut derivation).map_err(|error| error.within("the step", at))?;
        }
        Ok(derivation)
    }

    fn step(&self, step: &super::format::Step, derivation: &mut Derivation) -> Result<(), Invalid> {
        let judgement = match step.says {
            Judgement::Equal(left, right) => {
                trace::Judgement::Equal { left: self.expr(left)?, right: self.expr(right)? }
            }
            Judgement::Derivative(of, by, is) => {
                trace::Judgement::Derivative { of: self.expr(of)?, by: self.expr(by)?, is: self.expr(is)? }
            }
            Judgement::NthDerivative(of, by, order, is) => {
                trace::Judgement::NthDerivative { of: self.expr(of)?, by: self.expr(by)?, order, is: self.expr(is)? }
            }
        };
        let premises: Vec<StepId> = step.from.iter().map(|&premise| StepId(premise)).collect();
        let values = self.exprs(&step.with)?;
        derivation.push(judgement, reason(&step.by)?, &premises, &values);
        Ok(())
    }
}

fn expressions(expressions: &[Expression]) -> Result<(Store, Vec<ExprId>), Invalid> {
    let mut reading = Reading { store: Store::new(), ids: Vec::with_capacity(expressions.len()), bits: 0, joined: 0 };
    for (at, expression) in expressions.iter().enumerate() {
        let id = reading.expression(expression).map_err(|error| error.within("expression", at))?;
        reading.ids.push(id);
    }
    Ok((reading.store, reading.ids))
}

struct Reading {
    store: Store,
    ids: Vec<ExprId>,
    /// The bits of all numerals so far.
    bits: u64,
    /// How many conditions were joined so far.
    joined: usize,
}

impl Reading {
    fn expression(&mut self, expression: &Expression) -> Result<ExprId, Invalid> {
        use Sort::{Branch, Condition, Value};
        let node = match expression {
            Expression::Number(text) => return self.numeral(text),
            Expression::Symbol(name) => return self.symbol(name),
            Expression::E => Node::Constant(Constant::E),
            Expression::Pi => Node::Constant(Constant::Pi),
            Expression::Undefined => Node::Undefined,
            Expression::Always => Node::Always,
            Expression::Neg(a) => Node::Neg(self.part(*a, Value)?),
            Expression::Add(a, b) => Node::Add(self.part(*a, Value)?, self.part(*b, Value)?),
            Expression::Sub(a, b) => Node::Sub(self.part(*a, Value)?, self.part(*b, Value)?),
            Expression::Mul(a, b) => Node::Mul(self.part(*a, Value)?, self.part(*b, Value)?),
            Expression::Div(a, b) => Node::Div(self.part(*a, Value)?, self.part(*b, Value)?),
            Expression::Pow(a, b) => Node::Pow(self.part(*a, Value)?, self.part(*b, Value)?),
            Expression::Call(name, a) => Node::Call(function(name, Some(1))?, self.part(*a, Value)?),
            Expression::Call2(name, a, b) => {
                Node::Call2(function(name, Some(2))?, self.part(*a, Value)?, self.part(*b, Value)?)
            }
            Expression::Compare(a, relation, b) => {
                Node::Compare(relation.read(), self.part(*a, Value)?, self.part(*b, Value)?)
            }
            Expression::And(a, b) => self.joined(Node::And(self.part(*a, Condition)?, self.part(*b, Condition)?))?,
            Expression::Or(a, b) => self.joined(Node::Or(self.part(*a, Condition)?, self.part(*b, Condition)?))?,
            Expression::Branch(when, value) => Node::Branch(self.part(*when, Condition)?, self.part(*value, Value)?),
            Expression::Cases(branch, rest) => {
                let (branch, rest) = (self.part(*branch, Branch)?, self.part(*rest, Value)?);
                if !matches!(self.store.node(rest), Node::Cases(..) | Node::Undefined) {
                    return Err(Invalid::unreadable("cases end with further cases or undefined".into()));
                }
                Node::Cases(branch, rest)
            }
            Expression::Derivative(of, by) => {
                let (of, by) = (self.part(*of, Value)?, self.part(*by, Value)?);
                if !matches!(self.store.node(by), Node::Symbol(_)) {
                    return Err(Invalid::unreadable("a derivative is by a symbol".into()));
                }
                Node::Derivative(of, by)
            }
        };
        Ok(self.store.intern(node))
    }

    /// An earlier expression of the sort that is needed.
    fn part(&self, index: Index, needed: Sort) -> Result<ExprId, Invalid> {
        let id = self.ids.get(index as usize).copied();
        let id = id.ok_or_else(|| Invalid::unreadable(format!("there is no earlier expression {index}")))?;
        if sort(self.store.node(id)) == needed {
            Ok(id)
        } else {
            Err(Invalid::unreadable(format!("expression {index} is of another sort than is needed")))
        }
    }

    fn numeral(&mut self, text: &str) -> Result<ExprId, Invalid> {
        let wrong = || Invalid::unreadable("this is no numeral, or it is too long".into());
        let id = self.store.number(text).ok_or_else(wrong)?;
        if let Node::Number(numeral) = self.store.node(id) {
            self.bits += self.store.numeral(numeral).value.bits();
        }
        if self.bits <= MOST_BITS { Ok(id) } else { Err(wrong()) }
    }

    /// A name that the language reads as this name, so that `e` or a function's name stand for nothing else.
    fn symbol(&mut self, name: &str) -> Result<ExprId, Invalid> {
        let mut alone = Store::new();
        let lowered = syntax::parse(name).ok().and_then(|tree| expr::lower(&tree, &mut alone).ok());
        let is_name = lowered.is_some_and(|read| {
            read.right.is_none()
                && read.name.is_none()
                && matches!(alone.node(read.body), Node::Symbol(symbol) if alone.name(symbol) == name)
        });
        if is_name { Ok(self.store.symbol(name)) } else { Err(Invalid::unreadable("this is no name".into())) }
    }

    fn joined(&mut self, node: Node) -> Result<Node, Invalid> {
        self.joined += 1;
        if self.joined <= MOST_JOINED {
            Ok(node)
        } else {
            Err(Invalid::unreadable("too many conditions are joined".into()))
        }
    }
}

fn sort(node: Node) -> Sort {
    match node {
        Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Neg(_) => Sort::Value,
        Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) => Sort::Value,
        Node::Call(..) | Node::Call2(..) | Node::Cases(..) | Node::Derivative(..) => Sort::Value,
        Node::Always | Node::Compare(..) | Node::And(..) | Node::Or(..) => Sort::Condition,
        Node::Branch(..) => Sort::Branch,
    }
}

/// The function with this name, of so many arguments if that matters.
fn function(name: &str, arity: Option<usize>) -> Result<FunctionId, Invalid> {
    let found = functions::find(name).filter(|&at| arity.is_none_or(|arity| functions::all()[at].arity == arity));
    match found {
        Some(at) => Ok(FunctionId::named(functions::all()[at].name)),
        None => Err(Invalid::unreadable("there is no such function, or it has another number of arguments".into())),
    }
}

fn reason(reason: &Reason) -> Result<trace::Reason, Invalid> {
    let theory = Theory::builtin();
    Ok(match reason {
        Reason::Rule(name, u, v) => {
            let row = theory.row(name).ok_or_else(|| Invalid::unreadable("there is no such rule".into()))?;
            trace::Reason::Rule(theory.id(row, u.read(), v.read()))
        }
        Reason::ChainRule(name, u, v) => {
            let row = theory.chain_row(function(name, None)?);
            trace::Reason::Rule(theory.id(row, u.read(), v.read()))
        }
        Reason::Meaning(name) => trace::Reason::Meaning(function(name, None)?),
        Reason::Parity(name) => trace::Reason::Parity(function(name, None)?),
        Reason::ConstantRule => trace::Reason::Constant,
        Reason::IdentityRule => trace::Reason::Identity,
        Reason::Definition => trace::Reason::Definition,
        Reason::Algebra => trace::Reason::Algebra,
        Reason::Reduction => trace::Reason::Reduction,
        Reason::Logarithms => trace::Reason::Logarithms,
        Reason::Arithmetic => trace::Reason::Arithmetic,
        Reason::Value => trace::Reason::Value,
        Reason::Assumption => trace::Reason::Assumption,
        Reason::Contradiction => trace::Reason::Contradiction,
        Reason::Substitution => trace::Reason::Substitution,
        Reason::Symmetry => trace::Reason::Symmetry,
        Reason::Transitivity => trace::Reason::Transitivity,
        Reason::Branch => trace::Reason::Branch,
        Reason::Cases => trace::Reason::Cases,
        Reason::Uniqueness => trace::Reason::Uniqueness,
        Reason::Locality => trace::Reason::Locality,
        Reason::Recurrence => trace::Reason::Recurrence,
    })
}

impl Class {
    fn read(self) -> theory::Class {
        match self {
            Class::Zero => theory::Class::Zero,
            Class::One => theory::Class::One,
            Class::MinusOne => theory::Class::MinusOne,
            Class::Negation => theory::Class::Negation,
            Class::Other => theory::Class::Other,
        }
    }
}

impl Relation {
    fn read(self) -> expr::Relation {
        match self {
            Relation::Less => expr::Relation::Less,
            Relation::LessEqual => expr::Relation::LessEqual,
            Relation::Greater => expr::Relation::Greater,
            Relation::GreaterEqual => expr::Relation::GreaterEqual,
            Relation::Equal => expr::Relation::Equal,
            Relation::NotEqual => expr::Relation::NotEqual,
        }
    }
}
