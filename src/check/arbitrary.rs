//! Rules about functions of which nothing is said, such as `(u v)' = u' v + u v'`.
//!
//! A derivative at a place depends on a function's value and slopes there alone (Spivak, Calculus, chapters 10 and 11). So such
//! a rule holds for all differentiable functions if it holds at 0 for polynomials with any coefficients, which is asked of the
//! kernel; and where it fails for polynomials, it fails.

use std::rc::Rc;

use super::assumptions::condition_of;
use super::claim::{Code, Verdict};
use super::claims::Side;
use super::elsewhere::letters;
use super::judged::Judged;
use super::scope::{Basis, Definition, Part, Piece};
use super::walk::Walk;
use crate::expr::Relation;
use crate::syntax::{self, Node, Statement};

/// So many functions may stand in a rule.
const MOST: usize = 3;
/// Slopes of so many orders are looked at.
const ORDERS: u32 = 3;

/// The variable and the highest order of the derivatives in some sides, if their functions stand at the variable only.
fn derivatives(sides: [&Side; 2], functions: &[String], usual: &str) -> Option<(Box<str>, u32)> {
    let (mut variable, mut highest): (Option<Box<str>>, u32) = (None, 0);
    for side in sides {
        let (Side::Part(part) | Side::Derivative(part)) = side else { return None };
        for node in part.nodes() {
            let (by, order, argument) = match node {
                Node::Derivative(_, by, order) => (Some(by.clone()), *order, None),
                Node::Prime(_, order, argument) => (None, *order, *argument),
                Node::Call(name, arguments) if functions.iter().any(|own| **own == **name) => {
                    match arguments.as_slice() {
                        [argument] => (None, 0, Some(*argument)),
                        _ => return None, // of several arguments
                    }
                }
                _ => continue, // nothing is differentiated or applied
            };
            let at = match argument.map(|argument| part.tree.node(argument)) {
                Some(Node::Name(name)) => Some(name.as_str().into()),
                Some(_) => return None, // at another place
                None => by,
            };
            highest = highest.max(order);
            match (&variable, at) {
                (Some(one), Some(other)) if *one != other => return None,
                (None, Some(found)) => variable = Some(found),
                _ => {} // nothing new
            }
        }
    }
    // a derivative may stand in another one
    (1..=ORDERS).contains(&highest).then(|| (variable.unwrap_or_else(|| usual.into()), highest + 1))
}

/// Whether a rule is told: something that is made of functions is differentiated, and one of the functions by itself.
fn is_rule(sides: [&Side; 2], functions: &[String]) -> bool {
    let (mut whole, mut part) = (false, false);
    for side in sides {
        let Side::Part(own) = side else { continue };
        for node in own.nodes() {
            let (Node::Derivative(of, ..) | Node::Prime(of, ..)) = node else { continue };
            match own.tree.node(*of) {
                Node::Name(name) if functions.iter().any(|own| **own == **name) => part = true,
                _ => whole = true, // an expression, or a function that is defined by others
            }
        }
    }
    whole && part
}

/// `u_0 + u_1*x + u_2*x^2/2 + …`
fn polynomial(name: &str, variable: &str, degree: u32) -> Option<Part> {
    let term = |power: u32| match power {
        0 => format!("{name}_0"),
        1 => format!("{name}_1*{variable}"),
        _ => format!("{name}_{power}*{variable}^{power}/{}", (1..=power).product::<u32>()),
    };
    let text: Vec<String> = (0..=degree).map(term).collect();
    let tree = syntax::parse(&text.join(" + ")).ok()?;
    match tree.statement {
        Statement::Expression(at) => Some(Part { tree: Rc::new(tree), at }),
        _ => None, // it is a sum
    }
}

impl Walk<'_> {
    /// The verdict on a relation with functions of which nothing is said.
    pub(super) fn about_any(&mut self, judged: Judged, (left, right): (&Side, &Side), on: &[Part]) -> Judged {
        if judged.code != Some(Code::NoMeaning) {
            return judged;
        }
        let functions: Vec<String> =
            letters(&[left, right]).into_iter().filter(|name| self.scope.find(name).is_none()).collect();
        let are_letters = functions.iter().all(|name| name.chars().count() == 1);
        if functions.is_empty() || functions.len() > MOST || !are_letters || !is_rule([left, right], &functions) {
            return judged;
        }
        let Some((variable, degree)) = derivatives([left, right], &functions, &self.usual) else { return judged };
        let Some(place) = condition_of(&format!("{variable} = 0")) else { return judged };
        let on: Vec<Part> = on.iter().cloned().chain([place]).collect();
        let last = self.scope.last().map(str::to_owned);
        for name in &functions {
            let Some(body) = polynomial(name, &variable, degree) else { continue };
            let (basis, pieces) = (Basis::Formula, vec![Piece { body, when: Vec::new() }]);
            let parameters = vec![variable.clone()];
            self.scope.define(name, Definition { basis, parameters, pieces, line: 0, section: self.section() });
        }
        let found = self.judge(left, Relation::Equal, right, &on);
        functions.iter().for_each(|name| self.scope.forget(name, last.clone()));
        let named = functions.join(" and ");
        match found.verdict {
            Verdict::Proved | Verdict::Assumed => {
                let supposed = match functions.len() {
                    1 => format!("{named} is a differentiable function of {variable}"),
                    _ => format!("{named} are differentiable functions of {variable}"),
                };
                Judged { reading: None, ..found.supposing(&[supposed]) }
            }
            Verdict::Refuted => {
                let because =
                    format!("it does not hold for all functions {named}: not for these, where {variable} = 0");
                Judged { because, truth: None, ..found }
            }
            _ => judged,
        }
    }
}
