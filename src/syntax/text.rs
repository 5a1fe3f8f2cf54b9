//! A tree as text with every parenthesis written, and the comparison of two trees.

use std::fmt::Write;

use super::names::{Names, TableNames};
use super::symbols::relation_sign;
use super::tree::{Binary, Node, Statement, Tree, TreeId};

enum Piece<'a> {
    Text(&'a str),
    Node(TreeId),
}

impl Tree {
    /// The input in plain notation with every operation in parentheses, so that no precedence is left to know.
    ///
    /// Reading it again gives the same tree. Takes time linear in the text that it writes.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for (at, (name, body)) in self.bindings.iter().enumerate() {
            out.push_str(if at == 0 { "let " } else { "" });
            out.push_str(name);
            out.push_str(" = ");
            self.write(*body, &mut out);
            out.push_str("; ");
        }
        match &self.statement {
            Statement::Expression(id) => self.write(*id, &mut out),
            Statement::Condition(id) => self.write_chain(*id, &mut out),
            Statement::Definition { name, parameters, body } => {
                out.push_str(name);
                if !parameters.is_empty() {
                    let _ = write!(out, "({})", parameters.join(", "));
                }
                out.push_str(" = ");
                self.write(*body, &mut out);
            }
            Statement::Equation(left, right) => {
                // Without parentheses a name, or a function applied to one, would be defined.
                let open = matches!(self.node(*left), Node::Name(_) | Node::Call(..));
                out.push_str(if open { "(" } else { "" });
                self.write(*left, &mut out);
                out.push_str(if open { ") = " } else { " = " });
                self.write(*right, &mut out);
            }
        }
        out
    }

    /// One part of the tree as [`Tree::to_text`] writes it.
    pub fn part_to_text(&self, id: TreeId) -> String {
        let mut out = String::new();
        self.write(id, &mut out);
        out
    }

    /// A chain such as `g(z) = a = b` as it was written: what it defines is told by how it begins.
    fn write_chain(&self, id: TreeId, out: &mut String) {
        let mut links = Vec::new();
        let mut first = id;
        while let Node::And(before, link) = self.node(first)
            && let (Node::Compare(relation, shared, right), Some(end)) = (self.node(*link), self.chain_end(*before))
            && *shared == end
        {
            links.push((*relation, *right));
            first = *before;
        }
        if links.is_empty() {
            return self.write(id, out);
        }
        let Node::Compare(relation, left, right) = self.node(first) else { return self.write(id, out) };
        links.push((*relation, *right));
        self.write(*left, out);
        for (relation, right) in links.into_iter().rev() {
            let _ = write!(out, " {} ", relation_sign(relation));
            self.write(right, out);
        }
    }

    /// The last right side of a comparison or of a chain of them.
    fn chain_end(&self, id: TreeId) -> Option<TreeId> {
        let last = match self.node(id) {
            Node::And(_, link) => *link,
            _ => id, // only `and` joins the links of a chain
        };
        match self.node(last) {
            Node::Compare(_, _, right) => Some(*right),
            _ => None, // not a chain
        }
    }

    fn write(&self, id: TreeId, out: &mut String) {
        let mut pieces = vec![Piece::Node(id)];
        let mut parts = Vec::new();
        while let Some(piece) = pieces.pop() {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Node(id) => {
                    self.parts(id, out, &mut parts);
                    pieces.extend(parts.drain(..).rev());
                }
            }
        }
    }

    /// Writes how a node begins and lists the rest.
    fn parts<'a>(&'a self, id: TreeId, out: &mut String, rest: &mut Vec<Piece<'a>>) {
        use Piece::{Node as Part, Text};
        match self.node(id) {
            Node::Number(text) | Node::Name(text) => out.push_str(text),
            Node::Meta(name) => {
                let _ = write!(out, "?{name}");
            }
            Node::Undefined => out.push_str("undefined"),
            Node::Neg(a) => rest.extend([Text("(-"), Part(*a), Text(")")]),
            // Without its own parentheses `dz` would make the quotient a derivative.
            Node::Binary(Binary::Div, a, b) if self.is_differential(*a) && self.is_differential(*b) => {
                rest.extend([Text("("), Part(*a), Text("/("), Part(*b), Text("))")]);
            }
            Node::Binary(op, a, b) => {
                rest.extend([Text("("), Part(*a), Text(binary_sign(*op)), Part(*b), Text(")")]);
            }
            Node::Compare(relation, a, b) => {
                rest.extend([Text("("), Part(*a), Text(" "), Text(relation_sign(*relation)), Text(" ")]);
                rest.extend([Part(*b), Text(")")]);
            }
            Node::And(a, b) => rest.extend([Text("("), Part(*a), Text(" and "), Part(*b), Text(")")]),
            Node::Or(a, b) => rest.extend([Text("("), Part(*a), Text(" or "), Part(*b), Text(")")]),
            Node::Call(name, arguments) => {
                out.push_str(name);
                for (at, argument) in arguments.iter().enumerate() {
                    rest.extend([Text(if at == 0 { "(" } else { ", " }), Part(*argument)]);
                }
                rest.push(Text(")"));
            }
            Node::Prime(name, order, argument) => {
                rest.push(Part(*name));
                rest.extend((0..*order).map(|_| Text("'")));
                if let Some(argument) = argument {
                    rest.extend([Text("("), Part(*argument), Text(")")]);
                }
            }
            Node::Derivative(body, variable, order) => {
                self.quotient(id, (*body, variable, *order), out, rest);
            }
            Node::Cases(cases) => {
                for (at, (value, condition)) in cases.iter().enumerate() {
                    rest.extend([Text(if at == 0 { "{" } else { "; " }), Part(*value)]);
                    match condition {
                        Some(condition) => rest.extend([Text(" if "), Part(*condition)]),
                        None => rest.push(Text(" otherwise")),
                    }
                }
                rest.push(Text("}"));
            }
        }
    }

    /// As [`Self::parts`], for a derivative of a body by a variable.
    fn quotient<'a>(
        &'a self,
        id: TreeId,
        (body, variable, order): (TreeId, &str, u32),
        out: &mut String,
        rest: &mut Vec<Piece<'a>>,
    ) {
        use Piece::{Node as Part, Text};
        // A function by itself can be written in the numerator only; behind the quotient it is a parameter.
        let in_numerator = self.span(body).start == self.span(id).start;
        let subject = match self.node(body) {
            Node::Name(name) if in_numerator && !is_plain(name) => name,
            _ => "", // anything else stands behind the quotient
        };
        let _ = match order {
            1 => write!(out, "(d{subject}/d{variable}"),
            n => write!(out, "(d^{n}{subject}/d{variable}^{n}"),
        };
        if subject.is_empty() {
            rest.extend([Text(" ("), Part(body), Text(")")]);
        }
        rest.push(Text(")"));
    }

    fn is_differential(&self, id: TreeId) -> bool {
        match self.node(id) {
            Node::Name(name) | Node::Call(name, _) => name.starts_with('d'),
            Node::Prime(name, ..) => self.is_differential(*name),
            _ => false, // nothing else begins with a name
        }
    }

    /// Whether both say the same, wherever their parts were read from.
    pub fn same(&self, other: &Tree) -> bool {
        let mut pairs = Vec::new();
        if self.bindings.len() != other.bindings.len() {
            return false;
        }
        for ((name, body), (other_name, other_body)) in self.bindings.iter().zip(&other.bindings) {
            if name != other_name {
                return false;
            }
            pairs.push((*body, *other_body));
        }
        match (&self.statement, &other.statement) {
            (Statement::Expression(a), Statement::Expression(b)) => pairs.push((*a, *b)),
            (Statement::Condition(a), Statement::Condition(b)) => pairs.push((*a, *b)),
            (Statement::Equation(a, b), Statement::Equation(c, d)) => pairs.extend([(*a, *c), (*b, *d)]),
            (
                Statement::Definition { name, parameters, body },
                Statement::Definition { name: other_name, parameters: other_parameters, body: other_body },
            ) => {
                if name != other_name || parameters != other_parameters {
                    return false;
                }
                pairs.push((*body, *other_body));
            }
            _ => return false, // two different kinds of statement
        }
        while let Some((a, b)) = pairs.pop() {
            if !same_node(self.node(a), other.node(b), &mut pairs) {
                return false;
            }
        }
        true
    }
}

/// Compares two nodes and lists the pairs of parts that have to agree.
fn same_node(a: &Node, b: &Node, pairs: &mut Vec<(TreeId, TreeId)>) -> bool {
    match (a, b) {
        (Node::Number(a), Node::Number(b)) | (Node::Name(a), Node::Name(b)) | (Node::Meta(a), Node::Meta(b)) => a == b,
        (Node::Undefined, Node::Undefined) => true,
        (Node::Neg(a), Node::Neg(b)) => {
            pairs.push((*a, *b));
            true
        }
        (Node::Binary(op, a, b), Node::Binary(other, c, d)) => {
            pairs.extend([(*a, *c), (*b, *d)]);
            op == other
        }
        (Node::Compare(relation, a, b), Node::Compare(other, c, d)) => {
            pairs.extend([(*a, *c), (*b, *d)]);
            relation == other
        }
        (Node::And(a, b), Node::And(c, d)) | (Node::Or(a, b), Node::Or(c, d)) => {
            pairs.extend([(*a, *c), (*b, *d)]);
            true
        }
        (Node::Call(name, a), Node::Call(other, b)) => {
            pairs.extend(a.iter().copied().zip(b.iter().copied()));
            name == other && a.len() == b.len()
        }
        (Node::Prime(name, order, a), Node::Prime(other, other_order, b)) => {
            pairs.push((*name, *other));
            pairs.extend(a.iter().copied().zip(b.iter().copied()));
            order == other_order && a.is_some() == b.is_some()
        }
        (Node::Derivative(a, variable, order), Node::Derivative(b, other, other_order)) => {
            pairs.push((*a, *b));
            variable == other && order == other_order
        }
        (Node::Cases(a), Node::Cases(b)) => {
            for ((value, condition), (other, other_condition)) in a.iter().zip(b) {
                pairs.push((*value, *other));
                match (condition, other_condition) {
                    (Some(a), Some(b)) => pairs.push((*a, *b)),
                    (None, None) => {}
                    (Some(_), None) | (None, Some(_)) => return false,
                }
            }
            a.len() == b.len()
        }
        _ => false, // two different kinds of node
    }
}

/// Whether a name is an ordinary variable or parameter.
fn is_plain(name: &str) -> bool {
    let names = TableNames;
    names.function(name).is_none() && names.activation(name).is_none()
}

fn binary_sign(op: Binary) -> &'static str {
    match op {
        Binary::Add => " + ",
        Binary::Sub => " - ",
        Binary::Mul => "*",
        Binary::Div => "/",
        Binary::Pow => "^",
    }
}
