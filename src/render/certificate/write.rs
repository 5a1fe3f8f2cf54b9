//! What was found as a certificate.

use super::format::{
    Cell, Certificate, Claim, Class, Condition, Coordinate, Different, Equal, Expression, Formal, Index, Judgement,
    Reason, Relation, SCHEMA, Step,
};
use super::{rows, values};
use crate::expr::{Constant, ExprId, Node, Store};
use crate::kernel::{Point, Refutation};
use crate::passes::equal::{Equality, Proof, Verdict};
use crate::theory::{self, Origin, Theory};
use crate::trace::{self, Derivation, StepId};

/// The certificate of a proof or a refutation; none where nothing was shown. Linear in the store and the derivation.
pub fn certificate(equality: &Equality) -> Option<String> {
    let store = &equality.store;
    let (cells, roots) = match &equality.verdict {
        Verdict::Equal(proof) | Verdict::Formal(proof) => (proof.cells.clone(), named_by_proof(proof)),
        Verdict::Different(refutation) => {
            let cells = vec![(refutation.rests_on().1.clone(), StepId(0))];
            (cells, refutation.point().iter().map(|p| p.0).collect())
        }
        Verdict::Undecided(_) => return None,
    };
    let writing = Writing { store, places: places(store, &cells, equality.sides, &roots) };
    let claim = match &equality.verdict {
        Verdict::Equal(proof) => writing.proof(proof),
        Verdict::Formal(proof) => Claim::Formal(Formal {
            conclusion: conclusion(proof),
            conditions: writing.conditions(proof.theorem.conditions()),
        }),
        Verdict::Different(refutation) => writing.refutation(refutation),
        Verdict::Undecided(_) => return None,
    };
    Some(rows::written(&writing.whole(&cells, equality, claim)))
}

/// The conclusion of a proof that is not divided into cells.
fn conclusion(proof: &Proof) -> Index {
    match proof.cells.as_slice() {
        [(_, conclusion)] => conclusion.0,
        _ => 0, // each cell has its own
    }
}

fn named_by_proof(proof: &Proof) -> Vec<ExprId> {
    let conditions = proof.theorem.conditions().iter().flat_map(|c| [c.left, c.right]);
    conditions.chain(proof.witness.iter().flatten().map(|coordinate| coordinate.0)).collect()
}

/// For each expression of the store its place among those that are written, if it is.
///
/// Written are all that the derivation and the claim speak of. The kernel tells conditions in expressions that exist, so
/// functions of what is written are written as well.
fn places(
    store: &Store,
    cells: &[(Derivation, StepId)],
    sides: (ExprId, ExprId),
    roots: &[ExprId],
) -> Vec<Option<Index>> {
    let mut needed = vec![false; store.len()];
    let mut mark = |id: ExprId| needed[id.index()] = true;
    [sides.0, sides.1].into_iter().chain(roots.iter().copied()).for_each(&mut mark);
    for (derivation, _) in cells {
        derivation.definitions().iter().flat_map(|&(name, body)| [name, body]).for_each(&mut mark);
        derivation.assumptions().iter().flat_map(|c| [c.left, c.right]).for_each(&mut mark);
        for step in derivation.steps() {
            match step.judgement {
                trace::Judgement::Equal { left, right } => [left, right].into_iter().for_each(&mut mark),
                trace::Judgement::Derivative { of, by, is } | trace::Judgement::NthDerivative { of, by, is, .. } => {
                    [of, by, is].into_iter().for_each(&mut mark);
                }
            }
            derivation.substitution(step).iter().copied().for_each(&mut mark);
        }
    }
    let ids = || (0..store.len()).filter_map(|at| store.id_at(at));
    for id in ids().rev().collect::<Vec<_>>() {
        if needed[id.index()] {
            store.node(id).children().for_each(|part| needed[part.index()] = true);
        }
    }
    let told = |id: ExprId| matches!(store.node(id), Node::Call(_, argument) if needed[argument.index()]);
    let mut next = 0;
    let mut place = |id: ExprId| {
        let written = needed[id.index()] || told(id);
        next += Index::from(written);
        written.then(|| next - 1)
    };
    ids().map(&mut place).collect()
}

struct Writing<'a> {
    store: &'a Store,
    places: Vec<Option<Index>>,
}

impl Writing<'_> {
    fn at(&self, id: ExprId) -> Index {
        self.places[id.index()].expect("every expression that is spoken of has a place")
    }

    fn whole(&self, cells: &[(Derivation, StepId)], equality: &Equality, claim: Claim) -> Certificate {
        let sides = equality.sides;
        let common = match &equality.verdict {
            Verdict::Equal(proof) | Verdict::Formal(proof) => proof.theorem.assumptions().len(),
            Verdict::Different(_) | Verdict::Undecided(_) => cells[0].0.assumptions().len(),
        };
        let (first, divided) = (&cells[0].0, cells.len() > 1);
        let steps =
            |derivation: &Derivation| derivation.steps().iter().map(|step| self.step(derivation, step)).collect();
        let cell = |(derivation, conclusion): &(Derivation, StepId)| Cell {
            assumptions: self.conditions(&derivation.assumptions()[common..]),
            steps: steps(derivation),
            conclusion: conclusion.0,
        };
        let written = (0..self.places.len()).filter(|&at| self.places[at].is_some());
        Certificate {
            schema: SCHEMA.into(),
            sides: [self.at(sides.0), self.at(sides.1)],
            claim,
            expressions: written
                .filter_map(|at| self.store.id_at(at))
                .map(|id| self.expression(self.store.node(id)))
                .collect(),
            definitions: first.definitions().iter().map(|d| [self.at(d.0), self.at(d.1)]).collect(),
            assumptions: self
                .conditions(&first.assumptions()[..if divided { common } else { first.assumptions().len() }]),
            steps: if divided { Vec::new() } else { steps(first) },
            cells: if divided { cells.iter().map(cell).collect() } else { Vec::new() },
        }
    }

    fn conditions(&self, conditions: &[trace::Condition]) -> Vec<Condition> {
        conditions.iter().map(|c| Condition(self.at(c.left), Relation::of(c.relation), self.at(c.right))).collect()
    }

    fn point(&self, point: &Point) -> Vec<Coordinate> {
        point.iter().map(|(symbol, number)| Coordinate(self.at(*symbol), number.to_string())).collect()
    }

    fn proof(&self, proof: &Proof) -> Claim {
        let conclusion = conclusion(proof);
        let conditions = self.conditions(proof.theorem.conditions());
        match &proof.witness {
            Some(witness) => Claim::Equal(Equal { conclusion, conditions, witness: self.point(witness) }),
            None => Claim::Formal(Formal { conclusion, conditions }),
        }
    }

    fn refutation(&self, refutation: &Refutation) -> Claim {
        let ((left, right), _) = refutation.rests_on();
        let (left_value, right_value) = refutation.values();
        Claim::Different(Different {
            rests_on: [left.by, right.by].map(|step| step.map(|step| step.0)),
            point: self.point(refutation.point()),
            left: values::written(left_value),
            right: values::written(right_value),
            bits: u32::try_from(refutation.bits()).unwrap_or(u32::MAX),
        })
    }

    fn expression(&self, node: Node) -> Expression {
        let at = |id| self.at(id);
        match node {
            Node::Number(numeral) => Expression::Number(self.store.numeral(numeral).text.as_str().into()),
            Node::Symbol(symbol) => Expression::Symbol(self.store.name(symbol).into()),
            Node::Constant(Constant::E) => Expression::E,
            Node::Constant(Constant::Pi) => Expression::Pi,
            Node::Undefined => Expression::Undefined,
            Node::Always => Expression::Always,
            Node::Neg(a) => Expression::Neg(at(a)),
            Node::Add(a, b) => Expression::Add(at(a), at(b)),
            Node::Sub(a, b) => Expression::Sub(at(a), at(b)),
            Node::Mul(a, b) => Expression::Mul(at(a), at(b)),
            Node::Div(a, b) => Expression::Div(at(a), at(b)),
            Node::Pow(a, b) => Expression::Pow(at(a), at(b)),
            Node::Call(f, a) => Expression::Call(f.row().name.into(), at(a)),
            Node::Call2(f, a, b) => Expression::Call2(f.row().name.into(), at(a), at(b)),
            Node::Compare(relation, a, b) => Expression::Compare(at(a), Relation::of(relation), at(b)),
            Node::And(a, b) => Expression::And(at(a), at(b)),
            Node::Or(a, b) => Expression::Or(at(a), at(b)),
            Node::Branch(a, b) => Expression::Branch(at(a), at(b)),
            Node::Cases(a, b) => Expression::Cases(at(a), at(b)),
            Node::Derivative(a, b) => Expression::Derivative(at(a), at(b)),
        }
    }

    fn step(&self, derivation: &Derivation, step: &trace::Step) -> Step {
        Step {
            says: match step.judgement {
                trace::Judgement::Equal { left, right } => Judgement::Equal(self.at(left), self.at(right)),
                trace::Judgement::Derivative { of, by, is } => {
                    Judgement::Derivative(self.at(of), self.at(by), self.at(is))
                }
                trace::Judgement::NthDerivative { of, by, order, is } => {
                    Judgement::NthDerivative(self.at(of), self.at(by), order, self.at(is))
                }
            },
            by: reason(step.reason),
            from: derivation.premises(step).iter().map(|premise| premise.0).collect(),
            with: derivation.substitution(step).iter().map(|&id| self.at(id)).collect(),
        }
    }
}

fn reason(reason: trace::Reason) -> Reason {
    match reason {
        trace::Reason::Rule(id) => {
            let (origin, u, v) = Theory::builtin().origin(id).expect("a checked step has a rule of the theory");
            match origin {
                Origin::Rule(name) => Reason::Rule(name.into(), Class::of(u), Class::of(v)),
                Origin::Chain(function) => Reason::ChainRule(function.row().name.into(), Class::of(u), Class::of(v)),
            }
        }
        trace::Reason::Meaning(function) => Reason::Meaning(function.row().name.into()),
        trace::Reason::Parity(function) => Reason::Parity(function.row().name.into()),
        trace::Reason::Constant => Reason::ConstantRule,
        trace::Reason::Identity => Reason::IdentityRule,
        trace::Reason::Definition => Reason::Definition,
        trace::Reason::Algebra => Reason::Algebra,
        trace::Reason::Reduction => Reason::Reduction,
        trace::Reason::Logarithms => Reason::Logarithms,
        trace::Reason::Arithmetic => Reason::Arithmetic,
        trace::Reason::Value => Reason::Value,
        trace::Reason::Assumption => Reason::Assumption,
        trace::Reason::Contradiction => Reason::Contradiction,
        trace::Reason::Substitution => Reason::Substitution,
        trace::Reason::Symmetry => Reason::Symmetry,
        trace::Reason::Transitivity => Reason::Transitivity,
        trace::Reason::Branch => Reason::Branch,
        trace::Reason::Cases => Reason::Cases,
        trace::Reason::Uniqueness => Reason::Uniqueness,
        trace::Reason::Locality => Reason::Locality,
        trace::Reason::Recurrence => Reason::Recurrence,
    }
}

impl Class {
    fn of(class: theory::Class) -> Class {
        match class {
            theory::Class::Zero => Class::Zero,
            theory::Class::One => Class::One,
            theory::Class::MinusOne => Class::MinusOne,
            theory::Class::Negation => Class::Negation,
            theory::Class::Other => Class::Other,
        }
    }
}

impl Relation {
    fn of(relation: crate::expr::Relation) -> Relation {
        match relation {
            crate::expr::Relation::Less => Relation::Less,
            crate::expr::Relation::LessEqual => Relation::LessEqual,
            crate::expr::Relation::Greater => Relation::Greater,
            crate::expr::Relation::GreaterEqual => Relation::GreaterEqual,
            crate::expr::Relation::Equal => Relation::Equal,
            crate::expr::Relation::NotEqual => Relation::NotEqual,
        }
    }
}
