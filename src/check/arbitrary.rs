//! Rules about functions of which nothing is said, such as `(u v)' = u' v + u v'`.
//!
//! A derivative at a place depends on a function's value and slopes there alone (Spivak, Calculus, chapters 10 and 11). So such
//! a rule holds at any place for all functions with enough derivatives if it holds there for polynomials with any coefficients,
//! which is asked of the kernel; and where it fails for polynomials, it fails.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::assumptions::condition_of;
use super::claim::{Code, Verdict};
use super::claims::{Item, Side};
use super::elsewhere::letters;
use super::judged::Judged;
use super::scope::{Basis, Definition, LETTERS, Part, Piece, canonical};
use super::walk::Walk;
use super::words;
use crate::syntax::{self, Node, Statement};

/// So many functions may stand in a rule.
const MOST: usize = 3;
/// Derivatives of so many orders are looked at.
const ORDERS: u32 = 4;
/// So many definitions are looked into.
const DEFINITIONS: usize = 48;
/// Letters that stand for a function or for a number, by the company that they keep.
const FAMILIES: [&[&str]; 2] = [&["u", "v"], &LETTERS];

/// What a relation says of functions of which nothing is said.
struct Rule {
    /// What is applied or differentiated.
    functions: Vec<String>,
    /// Letters inside what is differentiated that may be functions as well.
    letters: Vec<String>,
    variable: Box<str>,
    /// The order of the highest derivative that a side comes to.
    order: u32,
}

impl Rule {
    fn all(&self) -> Vec<String> {
        self.functions.iter().chain(&self.letters).cloned().collect()
    }
}

fn part_of(side: &Side) -> Option<&Part> {
    match side {
        Side::Part(part) | Side::Derivative(part) => Some(part),
        Side::Head { .. } => None,
    }
}

/// How many derivatives stand in each other at most.
fn nesting(side: &Side) -> u32 {
    let Some(part) = part_of(side) else { return 0 };
    let mut deepest: Vec<u32> = Vec::new();
    for (_, node) in part.tree.nodes().take_while(|(id, _)| *id <= part.at) {
        let own = match node {
            Node::Derivative(_, _, order) | Node::Prime(_, order, _) => *order,
            _ => 0, // nothing is differentiated
        };
        let inside = node.parts().iter().filter_map(|of| deepest.get(of.0 as usize).copied()).max();
        deepest.push(inside.unwrap_or(0).saturating_add(own));
    }
    let whole = deepest.last().copied().unwrap_or(0);
    if matches!(side, Side::Derivative(_)) { whole.saturating_add(1) } else { whole }
}

/// The variable of the derivatives in some sides, if the functions, and what is made of them, stand at the variable only.
fn variable(sides: [&Side; 2], functions: &[String], made: &[String], usual: &str) -> Option<Box<str>> {
    let mut variable: Option<Box<str>> = None;
    for node in sides.into_iter().filter_map(part_of).flat_map(|part| applied(part, functions, made)) {
        match (&variable, node?) {
            (Some(one), other) if *one != other => return None,
            (_, found) => variable = Some(found),
        }
    }
    Some(variable.unwrap_or_else(|| usual.into())).filter(|name| !functions.iter().any(|own| **own == **name))
}

/// At what functions and derivatives stand in a part: `None` for each that stands at something else than a name.
fn applied(part: &Part, functions: &[String], made: &[String]) -> Vec<Option<Box<str>>> {
    let at = |argument| match part.tree.node(argument) {
        Node::Name(name) => Some(name.as_str().into()),
        _ => None, // at another place
    };
    let is_own = |name: &str| functions.iter().chain(made).any(|own| **own == *canonical(name));
    let found = part.nodes().filter_map(|node| match node {
        Node::Derivative(_, by, _) => Some(Some(by.clone())),
        Node::Prime(_, _, argument) => argument.map(at),
        Node::Call(name, arguments) if is_own(name) => match arguments.as_slice() {
            [argument] => Some(at(*argument)),
            _ => Some(None), // of several arguments
        },
        _ => None, // nothing is differentiated or applied
    });
    found.collect()
}

/// Whether a rule is told: something that is made of functions is differentiated, and one of the functions by itself.
fn is_rule(sides: [&Side; 2], functions: &[String]) -> bool {
    let (mut whole, mut part) = (false, false);
    for own in sides.into_iter().filter_map(part_of) {
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

/// Whether no function stands before an argument, and each letter is one of a pair with a function.
fn are_alike(sides: [&Side; 2], rule: &Rule) -> bool {
    let functions = &rule.functions;
    let bare = |part: &Part| {
        part.nodes().all(|node| match node {
            Node::Call(name, _) => !functions.iter().any(|own| **own == **name),
            Node::Prime(_, _, argument) => argument.is_none(),
            _ => true, // it has no argument
        })
    };
    let family = |name: &String| FAMILIES.iter().position(|family| family.contains(&name.as_str()));
    let families: Vec<_> = functions.iter().map(family).collect();
    sides.into_iter().filter_map(part_of).all(bare) && rule.letters.iter().all(|name| families.contains(&family(name)))
}

/// The names inside what is differentiated in a part, and by what it is.
fn inside(part: &Part) -> (FxHashSet<String>, FxHashSet<String>) {
    let (mut names, mut by) = (FxHashSet::default(), FxHashSet::default());
    for node in part.nodes() {
        let Node::Derivative(of, variable, _) = node else { continue };
        by.insert(variable.to_string());
        let of = Part { tree: Rc::clone(&part.tree), at: *of };
        names.extend(of.names().iter().map(|name| name.to_string()));
    }
    (names, by)
}

/// `u_0 + u_1*(x - x_0) + u_2*(x - x_0)^2/2 + …`
fn polynomial(name: &str, variable: &str, degree: u32) -> Option<Part> {
    let term = |power: u32| match power {
        0 => format!("{name}_0"),
        1 => format!("{name}_1*({variable} - {variable}_0)"),
        _ => format!("{name}_{power}*({variable} - {variable}_0)^{power}/{}", (1..=power).product::<u32>()),
    };
    let text: Vec<String> = (0..=degree).map(term).collect();
    let tree = syntax::parse(&text.join(" + ")).ok()?;
    match tree.statement {
        Statement::Expression(at) => Some(Part { tree: Rc::new(tree), at }),
        _ => None, // it is a sum
    }
}

fn holds(judged: &Judged) -> bool {
    matches!(judged.verdict, Verdict::Proved | Verdict::Assumed)
}

impl Walk<'_> {
    /// The definitions that stand behind some sides, with their names; `None` where they are too many.
    fn behind(&self, sides: [&Side; 2]) -> Option<Vec<(String, Definition)>> {
        let mut open: Vec<Part> = sides.into_iter().filter_map(part_of).cloned().collect();
        let mut found: Vec<(String, Definition)> = Vec::new();
        while let Some(part) = open.pop() {
            for node in part.nodes() {
                let (Node::Name(name) | Node::Call(name, _)) = node else { continue };
                let name = canonical(name);
                let Some(definition) = self.scope.find(&name) else { continue };
                if found.iter().any(|(known, _)| *known == name) {
                    continue;
                }
                if found.len() >= DEFINITIONS {
                    return None;
                }
                let pieces = definition.pieces.iter();
                open.extend(pieces.flat_map(|piece| piece.when.iter().chain([&piece.body])).cloned());
                found.push((name, definition.clone()));
            }
        }
        Some(found)
    }

    /// What a relation says of functions of which nothing is said, if a polynomial can stand for each.
    fn rule(&self, sides: [&Side; 2], on: &[Part]) -> Option<Rule> {
        let behind = self.behind(sides)?;
        let bodies =
            || behind.iter().flat_map(|(_, of)| &of.pieces).flat_map(|piece| piece.when.iter().chain([&piece.body]));
        let is_slope = |node: &Node| matches!(node, Node::Prime(..) | Node::Derivative(..));
        let hides_derivatives = bodies().any(|body| body.nodes().any(is_slope));
        let all: Vec<Side> = bodies().cloned().map(Side::Part).collect();
        let all: Vec<&Side> = sides.into_iter().chain(&all).collect();
        let functions: Vec<String> = letters(&all).into_iter().filter(|name| self.scope.find(name).is_none()).collect();
        let (mut names, mut by) = (FxHashSet::default(), FxHashSet::default());
        for part in sides.into_iter().filter_map(part_of) {
            let own = inside(part);
            names.extend(own.0);
            by.extend(own.1);
        }
        let may_be_function = |name: &&str| {
            names.contains(*name)
                && !by.contains(*name)
                && !functions.iter().any(|own| own == name)
                && self.is_unsaid(name, on)
        };
        let letters: Vec<String> =
            FAMILIES.into_iter().flatten().copied().filter(may_be_function).map(str::to_owned).collect();
        let rule = Rule { functions, letters, variable: "".into(), order: 0 };
        let own = rule.all();
        let are_letters = own.iter().all(|name| name.chars().count() == 1);
        if own.is_empty() || own.len() > MOST || !are_letters || hides_derivatives {
            return None;
        }
        let made: Vec<String> =
            behind.iter().filter(|(_, of)| !of.parameters.is_empty()).map(|(name, _)| name.clone()).collect();
        let variable = variable(sides, &own, &made, &self.usual)?;
        // in a definition functions stand at its variable
        let is_at_own = behind.iter().all(|(_, of)| {
            let pieces = of.pieces.iter().flat_map(|piece| piece.when.iter().chain([&piece.body]));
            let own_variable = |at: Option<Box<str>>| {
                at.is_some_and(|at| of.parameters.contains(&at) || of.parameters.is_empty() && at == variable)
            };
            pieces.flat_map(|part| applied(part, &own, &made)).all(own_variable)
        });
        let order = sides.into_iter().map(nesting).max()?;
        let is_new = |name: &str| {
            let mentions = |part: &Part| part.mentions(name);
            !all.iter().filter_map(|side| part_of(side)).any(mentions)
                && !on.iter().chain(self.conditions()).any(mentions)
        };
        let made_up = own.iter().map(String::as_str).chain([&*variable]);
        let are_new = made_up
            .flat_map(|name| (0..=order).map(move |power| format!("{name}_{power}")))
            .all(|name| is_new(&name) && self.scope.find(&name).is_none());
        (is_at_own && are_new && (1..=ORDERS).contains(&order)).then_some(Rule { variable, order, ..rule })
    }

    /// Whether a letter is no name of which the document says something.
    fn is_unsaid(&self, name: &str, on: &[Part]) -> bool {
        let is_heading = self.scope.heading.is_some() && LETTERS.contains(&name);
        self.scope.find(name).is_none()
            && !self.variables.contains(name)
            && *self.usual != *name
            && !self.scope.uses(name)
            && !is_heading
            && !on.iter().chain(self.conditions()).any(|part| part.mentions(name))
    }

    /// The verdict with a polynomial around any place for each of some functions.
    fn for_polynomials(
        &mut self,
        rule: &Rule,
        functions: &[String],
        (left, right): (&Side, &Side),
        on: &[Part],
    ) -> Option<Judged> {
        let Rule { variable, order, .. } = rule;
        let place = condition_of(&format!("{variable} = {variable}_0"), &self.scope)?;
        let on: Vec<Part> = on.iter().cloned().chain([place]).collect();
        let bodies = functions.iter().map(|name| polynomial(name, variable, *order)).collect::<Option<Vec<Part>>>()?;
        let last = self.scope.last().map(str::to_owned);
        for (name, body) in functions.iter().zip(bodies) {
            let (basis, pieces) = (Basis::Formula, vec![Piece { body, when: Vec::new() }]);
            let parameters = vec![variable.clone()];
            self.scope.define(name, Definition { basis, parameters, pieces, line: 0, section: self.section() });
        }
        let found = self.judge(left, syntax::Relation::Equal, right, &on);
        functions.iter().for_each(|name| self.scope.forget(name, last.clone()));
        Some(found)
    }

    /// The verdict on a relation with functions of which nothing is said.
    pub(super) fn about_any(&mut self, item: &Item<'_>, judged: Judged, sides: (&Side, &Side), on: &[Part]) -> Judged {
        let both = [sides.0, sides.1];
        let is_letter =
            |node: &Node| matches!(node, Node::Name(name) if FAMILIES.iter().any(|family| family.contains(&&**name)));
        let has_letter = both.into_iter().filter_map(part_of).any(|part| part.nodes().any(is_letter));
        if judged.code != Some(Code::NoMeaning) && !has_letter {
            return judged;
        }
        let Some(rule) = self.rule(both, on) else { return judged };
        if rule.functions.is_empty() {
            return self.about_letters(item, judged, &rule, sides, on);
        }
        if judged.code != Some(Code::NoMeaning) || !is_rule(both, &rule.functions) {
            return judged;
        }
        let Some(found) = self.for_polynomials(&rule, &rule.all(), sides, on) else { return judged };
        if holds(&found) {
            return Judged { reading: None, ..found.supposing(&[supposed(&rule)]) };
        }
        if found.verdict != Verdict::Refuted {
            return judged;
        }
        if !rule.letters.is_empty() && (!are_alike(both, &rule) || self.speaks_of_constants(item)) {
            let with_numbers = self.for_polynomials(&rule, &rule.functions, sides, on);
            if with_numbers.is_some_and(|judged| holds(&judged)) {
                return not_said(&rule);
            }
        }
        let because = format!(
            "it does not hold for all functions {}: not for polynomials with these coefficients",
            rule.all().join(" and ")
        );
        Judged { because, truth: None, mistake: None, ..found }
    }

    /// The verdict where letters that may be functions were taken for numbers: it stays if it is the same for functions.
    fn about_letters(
        &mut self,
        item: &Item<'_>,
        judged: Judged,
        rule: &Rule,
        sides: (&Side, &Side),
        on: &[Part],
    ) -> Judged {
        let is_partial = item.text.contains("\\partial") || item.text.contains('∂');
        let is_known =
            matches!(judged.verdict, Verdict::Proved | Verdict::Assumed | Verdict::Refuted | Verdict::Formal);
        if is_partial || !is_known || self.speaks_of_constants(item) {
            return judged;
        }
        match self.for_polynomials(rule, &rule.letters, sides, on) {
            Some(found) if holds(&found) && holds(&judged) => judged,
            _ => not_said(rule), // or that is not known
        }
    }

    /// Whether the words near a formula speak of constants.
    fn speaks_of_constants(&self, item: &Item<'_>) -> bool {
        words::speaks_of_constants(self.tables.source.until(item.before))
            || words::speaks_of_constants(item.before)
            || words::speaks_of_constants(words::first_sentence(item.after))
    }
}

/// What is supposed of the functions of a rule, in words.
fn supposed(rule: &Rule) -> String {
    let all = rule.all();
    let (variable, named) = (&rule.variable, all.join(" and "));
    let functions = match all.len() {
        1 => format!("{named} is a function of {variable} that can be differentiated"),
        _ => format!("{named} are functions of {variable} that can be differentiated"),
    };
    if rule.order == 1 { functions } else { format!("{functions} {} times", rule.order) }
}

fn not_said(rule: &Rule) -> Judged {
    let because = format!("whether {} is a function or a number is not said", rule.letters.join(" or "));
    Judged::undecided(Code::NoMeaning, because)
}
