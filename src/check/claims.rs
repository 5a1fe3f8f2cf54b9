//! What a row of a passage says: chains of sides with relations between them.

use std::rc::Rc;

use super::assumptions::condition_of;
use super::claim::Place;
use super::documents::Kind;
use super::scope::{Part, Scope, canonical};
use super::special::{self, Special};
use super::spelled;
use crate::syntax::{self, Node, Relation, Statement, Tree, TreeId};

/// One side of a relation.
#[derive(Debug, Clone)]
pub(super) enum Side {
    Part(Part),
    /// A name before its parameters, as in a definition.
    Head {
        name: Box<str>,
        parameters: Vec<Box<str>>,
    },
    /// The derivative of a formula by its variable.
    Derivative(Part),
}

/// A chain of sides; a relation stands before each but the first.
#[derive(Debug, Clone)]
pub(super) struct Formula {
    pub(super) first: Side,
    pub(super) others: Vec<(Relation, Side)>,
    pub(super) notes: Vec<String>,
    /// Where it is said, if that stands in it.
    pub(super) at: Option<Part>,
    /// Whether it says what an integral is, by a derivative.
    pub(super) is_integral: bool,
}

/// What a row is found to be.
#[derive(Debug, Clone)]
pub(super) enum Said {
    Formula(Formula),
    Special(Special),
    Unreadable(String),
    /// It is longer than a formula may be, which is not looked at.
    TooLong(String),
}

/// Something that a document says, with its place.
#[derive(Debug, Clone)]
pub(super) struct Item<'d> {
    pub(super) place: Place,
    pub(super) text: &'d str,
    pub(super) said: Said,
    /// The relation with which it goes on from the item before.
    pub(super) continues: Option<Relation>,
    /// The words between the item before and this one.
    pub(super) before: &'d str,
    /// Whether the item before stands in the same row.
    pub(super) same_row: bool,
    pub(super) cell: Option<super::documents::Cell>,
    pub(super) after: &'d str,
    /// Whether nothing marks it as a formula.
    pub(super) in_prose: bool,
    /// Where in the text what was read begins.
    pub(super) from: usize,
}

/// What one row or part of a row says.
pub(super) fn read(text: &str, kind: Kind, names: &Scope) -> Result<Vec<Formula>, syntax::Error> {
    let text = without_punctuation(text);
    let tree = if kind.is_math() { syntax::parse_math(text, names)? } else { syntax::parse_with(text, names)? };
    Ok(formulas(&Rc::new(factored(tree))))
}

/// What a row or a part of a row says, of whatever kind.
pub(super) fn sayings(text: &str, kind: Kind, names: &Scope) -> Result<Vec<Said>, syntax::Error> {
    match special::read(text, kind, names) {
        Some(found) => found.map(|special| vec![Said::Special(special)]),
        None => {
            let found = told(text, kind, names).map_or_else(|| read(text, kind, names), Ok)?;
            if let (true, Some(part)) = (found.is_empty(), condition_of(text, names)) {
                return Ok(vec![Said::Special(Special::Either(part))]);
            }
            Ok(found.into_iter().map(Said::Formula).collect())
        }
    }
}

/// What a text says that is no formula and can be told by one.
fn told(text: &str, kind: Kind, names: &Scope) -> Option<Vec<Formula>> {
    let spelled = spelled::spelled(text, kind)?;
    let mut found = read(&spelled.text, kind, names).ok()?;
    let at = match &spelled.at {
        Some(condition) => Some(condition_of(condition, names)?),
        None => None,
    };
    for formula in &mut found {
        formula.notes.push(spelled.note.clone());
        formula.at.clone_from(&at);
        formula.is_integral = spelled.is_integral;
    }
    Some(found)
}

/// The text without the punctuation of the sentence around it; the full stop of `\right.` is a bracket.
fn without_punctuation(text: &str) -> &str {
    let mut trimmed = text.trim_end_matches(['.', ',', ';', ':', ' ']);
    while let Some(shorter) = trimmed.strip_suffix('\\').filter(|rest| text[rest.len()..].starts_with("\\,")) {
        trimmed = shorter.trim_end_matches(['.', ',', ';', ':', ' ']);
    }
    match trimmed.ends_with("\\right") && text[trimmed.len()..].starts_with('.') {
        true => &text[..trimmed.len() + 1],
        false => trimmed,
    }
}

/// The tree with `y(1 - y)` as a product: a function is not applied to an expression of itself.
fn factored(mut tree: Tree) -> Tree {
    let mut bare: Vec<(String, TreeId)> = Vec::new();
    let mut primed = rustc_hash::FxHashSet::default();
    for (_, node) in tree.nodes() {
        if let Node::Prime(id, ..) | Node::Derivative(id, ..) = node {
            primed.insert(*id);
        }
    }
    for at in 0..tree.nodes.len() {
        let id = TreeId(at as u32);
        match &tree.nodes[at] {
            Node::Name(name) if !primed.contains(&id) => bare.push((canonical(name), id)),
            Node::Call(name, arguments) => {
                let [argument] = arguments.as_slice() else { continue };
                let span = tree.span(*argument);
                let inside = |id: &TreeId| {
                    let own = tree.span(*id);
                    span.start <= own.start && own.end <= span.end && *id < *argument
                };
                let found = bare.iter().rev().take(64).find(|(other, id)| **name == **other && inside(id));
                if let Some((_, factor)) = found {
                    tree.nodes[at] = Node::Binary(syntax::Binary::Mul, *factor, *argument);
                }
            }
            _ => {} // no other node applies a function
        }
    }
    tree
}

fn formulas(tree: &Rc<Tree>) -> Vec<Formula> {
    /// A side of a larger tree gets one of its own, so that a long chain does not take its square in time.
    const LARGE: usize = 200;
    let is_large = tree.nodes.len() > LARGE && tree.bindings.is_empty();
    let part = |at| {
        let (tree, at) = match is_large {
            true => tree.apart(at),
            false => (Rc::clone(tree), at),
        };
        Side::Part(Part { tree, at })
    };
    let notes = || tree.notes.iter().map(|note| note.text.clone()).collect::<Vec<_>>();
    let one = |first, others| vec![Formula { first, others, notes: notes(), at: None, is_integral: false }];
    match &tree.statement {
        Statement::Expression(at) => one(part(*at), Vec::new()),
        Statement::Equation(left, right) => one(part(*left), vec![(Relation::Equal, part(*right))]),
        Statement::Definition { name, parameters, body } => {
            let head = Side::Head { name: name.clone(), parameters: parameters.clone() };
            one(head, vec![(Relation::Equal, part(*body))])
        }
        Statement::Condition(at) => {
            let mut found: Vec<(TreeId, Formula)> = Vec::new();
            for (relation, left, right) in comparisons(tree, *at) {
                match found.last_mut().filter(|(last, _)| *last == left) {
                    Some((last, formula)) => {
                        formula.others.push((relation, part(right)));
                        *last = right;
                    }
                    None => found.extend(
                        one(part(left), vec![(relation, part(right))]).into_iter().map(|formula| (right, formula)),
                    ),
                }
            }
            found.into_iter().map(|(_, formula)| formula).collect()
        }
    }
}

/// The comparisons of a conjunction in order; none where something else stands in it.
fn comparisons(tree: &Tree, at: TreeId) -> Vec<(Relation, TreeId, TreeId)> {
    let (mut open, mut found) = (vec![at], Vec::new());
    while let Some(at) = open.pop() {
        match tree.node(at) {
            Node::And(a, b) => open.extend([*b, *a]),
            Node::Compare(relation, a, b) => found.push((*relation, *a, *b)),
            _ => return Vec::new(), // a condition in another form is no claim
        }
    }
    found
}

impl Side {
    /// The names that stand before arguments or are differentiated.
    pub(super) fn functions(&self, found: &mut rustc_hash::FxHashSet<String>, variables: &mut Vec<(Box<str>, bool)>) {
        let (Side::Part(part) | Side::Derivative(part)) = self else { return };
        for (id, node) in part.tree.nodes().take_while(|(id, _)| *id <= part.at) {
            match node {
                Node::Call(name, _) => _ = found.insert(canonical(name)),
                Node::Prime(of, ..) => {
                    if let Node::Name(name) = part.tree.node(*of) {
                        found.insert(canonical(name));
                    }
                }
                Node::Derivative(of, by, _) => {
                    let named = matches!(part.tree.node(*of), Node::Name(_));
                    variables.push((by.clone(), named));
                    if let (Node::Name(name), true) =
                        (part.tree.node(*of), part.tree.span(*of).start == part.tree.span(id).start)
                    {
                        found.insert(canonical(name));
                    }
                }
                _ => {} // no other node names a function
            }
        }
    }

    /// The name and parameters that a definition could give a meaning to.
    pub(super) fn head(&self) -> Option<(Box<str>, Vec<Box<str>>)> {
        match self {
            Side::Head { name, parameters } => Some((name.clone(), parameters.clone())),
            Side::Part(part) => match part.tree.node(part.at) {
                Node::Name(name) => Some((name.as_str().into(), Vec::new())),
                Node::Call(name, arguments) => {
                    let names = arguments.iter().map(|&a| match part.tree.node(a) {
                        Node::Name(name) => Some(name.as_str().into()),
                        _ => None, // a value is no parameter
                    });
                    Some((name.as_str().into(), names.collect::<Option<_>>()?))
                }
                _ => None, // only a name can be defined
            },
            Side::Derivative(_) => None,
        }
    }

    /// The name, if this is its derivative.
    pub(super) fn primed(&self) -> Option<Box<str>> {
        let Side::Part(part) = self else { return None };
        let (Node::Prime(of, 1, _) | Node::Derivative(of, _, 1)) = part.tree.node(part.at) else { return None };
        match part.tree.node(*of) {
            Node::Name(name) => Some(name.as_str().into()),
            _ => None, // the derivative of a formula
        }
    }

    /// The formula and the variable, if this is the derivative of a formula that is written out.
    pub(super) fn differentiated(&self) -> Option<(Part, Box<str>)> {
        let Side::Part(part) = self else { return None };
        let Node::Derivative(of, by, 1) = part.tree.node(part.at) else { return None };
        match part.tree.node(*of) {
            Node::Name(_) => None,
            _ => Some((Part { tree: Rc::clone(&part.tree), at: *of }, by.clone())),
        }
    }

    /// Whether it is a name by itself.
    pub(super) fn is_name(&self) -> bool {
        match self {
            Side::Part(part) => matches!(part.tree.node(part.at), Node::Name(_)),
            Side::Head { parameters, .. } => parameters.is_empty(),
            Side::Derivative(_) => false,
        }
    }

    /// Whether it is a number, or a sum or quotient of numbers.
    pub(super) fn is_constant(&self) -> bool {
        let Side::Part(part) = self else { return false };
        part.nodes()
            .all(|node| !matches!(node, Node::Call(..) | Node::Prime(..) | Node::Derivative(..) | Node::Cases(_)))
            && part.nodes().all(|node| !matches!(node, Node::Name(name) if !matches!(&**name, "e" | "pi")))
    }

    /// Whether it is a name or a number, or has no name at all: `-a`, `|x|`, `2a`, `1/2`.
    pub(super) fn is_simple(&self) -> bool {
        let Side::Part(part) = self else { return matches!(self, Side::Head { .. }) };
        let names = part.nodes().filter(|node| matches!(node, Node::Name(_))).count();
        let sums = part.nodes().any(|node| matches!(node, Node::Binary(op, ..) if *op != syntax::Binary::Mul));
        names == 0 || names == 1 && !sums
    }

    /// All names of values in it; none where something is differentiated, of which claims are made.
    pub(super) fn names_without_slopes(&self) -> Option<Vec<Box<str>>> {
        let Side::Part(part) = self else { return self.plain_names() };
        let is_slope = |node: &Node| matches!(node, Node::Prime(..) | Node::Derivative(..));
        (!part.nodes().any(is_slope)).then(|| part.names())
    }

    /// Names in arithmetic alone, `None` where something else stands in it.
    pub(super) fn plain_names(&self) -> Option<Vec<Box<str>>> {
        match self {
            Side::Head { name, parameters } if parameters.is_empty() => Some(vec![name.clone()]),
            Side::Head { .. } | Side::Derivative(_) => None,
            Side::Part(part) => {
                let mut names = Vec::new();
                for node in part.nodes() {
                    match node {
                        Node::Name(name) => names.push(name.as_str().into()),
                        Node::Number(_) | Node::Neg(_) | Node::Binary(..) => {}
                        Node::Call(name, _) if &**name == "abs" => {}
                        _ => return None, // a function is no name
                    }
                }
                Some(names)
            }
        }
    }
}

impl Part {
    /// Whether a name stands in both.
    pub(super) fn shares_a_name(&self, other: &Part) -> bool {
        let own = self.names();
        other.names().iter().any(|name| own.contains(name))
    }

    pub(super) fn names(&self) -> Vec<Box<str>> {
        let name = |node: &Node| if let Node::Name(name) = node { Some(name.as_str().into()) } else { None };
        self.nodes().filter_map(name).collect()
    }

    /// The nodes of which the part consists.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &Node> {
        let reached = self.tree.reachable(self.at);
        self.tree.nodes().zip(reached).filter(|(_, reached)| *reached).map(|((_, node), _)| node)
    }
}
