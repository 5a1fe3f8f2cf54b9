//! Expressions in plain and LaTeX notation: the one file that decides on parentheses.
//!
//! How tightly each operator holds, and what its operands need, stands in a table for each notation; one
//! traversal writes both. There is no recursion: pending pieces wait on a stack, and time is linear in the text.

use std::borrow::Cow;

use super::brackets::levelled;
use super::names::latex_name;
use crate::expr::{Constant, ExprId, FunctionId, Node, Relation, Store};
use crate::theory::trusted;
use crate::trace::Condition;

pub(crate) use super::names::Names;

/// How tightly a piece of text holds together; an operand gets parentheses if it holds less tightly than its place needs.
mod strength {
    pub(super) const ANY: u8 = 0;
    pub(super) const OR: u8 = 1;
    pub(super) const AND: u8 = 2;
    pub(super) const COMPARISON: u8 = 3;
    pub(super) const SUM: u8 = 4;
    pub(super) const SIGN: u8 = 5;
    pub(super) const PRODUCT: u8 = 6;
    pub(super) const DERIVATIVE: u8 = 7;
    pub(super) const POWER: u8 = 8;
    pub(super) const ATOM: u8 = 9;
    /// Nothing holds as tightly, so that parentheses are written.
    pub(super) const MORE: u8 = 10;
}
use strength::{AND, ANY, ATOM, COMPARISON, DERIVATIVE, MORE, OR, POWER, PRODUCT, SIGN, SUM};

/// A part of what an operator writes.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// The first operand, which must hold at least this tightly.
    First(u8),
    /// The second operand, likewise.
    Second(u8),
    /// A sign.
    Sign(&'static str),
}
use Piece::{First, Second, Sign};

/// How tightly an operator holds, and what it writes.
type Form = (u8, &'static [Piece]);

/// A notation: what each operator writes.
pub(crate) struct Notation {
    negation: Form,
    sum: Form,
    difference: Form,
    product: Form,
    /// A number before something that does not begin with one.
    coefficient: Form,
    quotient: Form,
    power: Form,
    exponential: Form,
    absolute: Form,
    conjunction: Form,
    disjunction: Form,
    derivative: Form,
    brackets: (&'static str, &'static str),
    /// Around the arguments of a function, and between them.
    arguments: (&'static str, &'static str, &'static str),
    /// Before, between and after cases, before a condition, and in place of one.
    cases: (&'static str, &'static str, &'static str, &'static str, &'static str),
    /// Before the names of parts, between a name and what it stands for, and behind each.
    pub(super) lets: (&'static str, &'static str, &'static str),
    relations: fn(Relation) -> &'static str,
    /// Behind an expression: that it is defined.
    defined: &'static str,
    /// Around the name of a row that is trusted.
    trust: (&'static str, &'static str),
    leaf: for<'a> fn(&'a Store, ExprId) -> (u8, Cow<'a, str>),
    /// A name as it is written.
    symbol: fn(&str) -> String,
    function: fn(FunctionId) -> Head,
    /// Whether everything stands on one line, as in plain text: a derivative sign left of a quotient then needs
    /// parentheses for the eye, and bars inside bars could be read as the end of the outer ones.
    is_flat: bool,
}

impl Notation {
    /// A name as it is written.
    pub(crate) fn name(&self, name: &str) -> String {
        (self.symbol)(name)
    }

    /// A part's name, with a prime if it stands for the part's derivative.
    pub(crate) fn part(&self, name: &str, primed: bool) -> String {
        format!("{}{}", self.name(name), if primed { "'" } else { "" })
    }

    /// An expression with a prime, `(-z)'` and `tanh(z)'`.
    pub(crate) fn primed(&'static self, store: &Store, of: ExprId) -> String {
        let text = write(self, store, of, &Names::default());
        match store.node(of) {
            Node::Call(f, _) if f.row().name != "exp" => format!("{text}'"),
            Node::Call2(..) | Node::Symbol(_) => format!("{text}'"),
            // a prime holds its operand tightly
            _ if self.is_flat => format!("({text})'"),
            _ => levelled(&format!("{}{text}{}'", self.brackets.0, self.brackets.1)),
        }
    }

    /// A condition, with `names` for the parts that have one.
    pub(crate) fn condition(&'static self, store: &Store, condition: Condition, names: &Names) -> String {
        if let Some(row) = trusted(store, condition) {
            return format!("{}{row}{}", self.trust.0, self.trust.1);
        }
        let side = |id: ExprId| names.get(id).cloned().unwrap_or_else(|| write(self, store, id, names));
        if condition.relation == Relation::Equal && condition.left == condition.right {
            return format!("{}{}", side(condition.left), self.defined);
        }
        format!("{}{}{}", side(condition.left), (self.relations)(condition.relation), side(condition.right))
    }
}

/// How a function is written: a name before its arguments, or a template with `#1` and `#2`.
enum Head {
    Name(&'static str),
    Template(&'static str),
}

/// The language that gprime reads.
pub(crate) static PLAIN: Notation = Notation {
    negation: (SIGN, &[Sign("-"), First(PRODUCT)]),
    sum: (SUM, &[First(SUM), Sign(" + "), Second(PRODUCT)]),
    difference: (SUM, &[First(SUM), Sign(" - "), Second(PRODUCT)]),
    product: (PRODUCT, &[First(PRODUCT), Sign("*"), Second(DERIVATIVE)]),
    coefficient: (PRODUCT, &[First(PRODUCT), Sign("*"), Second(DERIVATIVE)]),
    quotient: (PRODUCT, &[First(PRODUCT), Sign("/"), Second(POWER)]),
    power: (POWER, &[First(ATOM), Sign("^"), Second(ATOM)]),
    exponential: (POWER, &[Sign("e^"), First(ATOM)]),
    absolute: (ATOM, &[Sign("|"), First(ANY), Sign("|")]),
    conjunction: (AND, &[First(AND), Sign(" and "), Second(COMPARISON)]),
    disjunction: (OR, &[First(OR), Sign(" or "), Second(AND)]),
    derivative: (DERIVATIVE, &[Sign("d/d"), Second(ANY), Sign(" ["), First(ANY), Sign("]")]),
    brackets: ("(", ")"),
    arguments: ("(", ", ", ")"),
    cases: ("{", "; ", "}", " if ", " otherwise"),
    lets: ("let ", " = ", "; "),
    relations: plain_relation,
    defined: " is defined",
    trust: ("trust in ", ""),
    leaf: plain_leaf,
    symbol: str::to_owned,
    function: |f| Head::Name(f.row().name),
    is_flat: true,
};

/// LaTeX, in math mode.
pub(crate) static LATEX: Notation = Notation {
    negation: (SIGN, &[Sign("-"), First(PRODUCT)]),
    sum: (SUM, &[First(SUM), Sign(" + "), Second(PRODUCT)]),
    difference: (SUM, &[First(SUM), Sign(" - "), Second(PRODUCT)]),
    product: (PRODUCT, &[First(PRODUCT), Sign(" \\cdot "), Second(DERIVATIVE)]),
    coefficient: (PRODUCT, &[First(PRODUCT), Sign("\\,"), Second(DERIVATIVE)]),
    quotient: (POWER, &[Sign("\\frac{"), First(ANY), Sign("}{"), Second(ANY), Sign("}")]),
    power: (POWER, &[First(ATOM), Sign("^{"), Second(ANY), Sign("}")]),
    exponential: (POWER, &[Sign("e^{"), First(ANY), Sign("}")]),
    absolute: (ATOM, &[Sign("\\left\\lvert "), First(ANY), Sign("\\right\\rvert ")]),
    conjunction: (AND, &[First(AND), Sign(" \\text{ and } "), Second(COMPARISON)]),
    disjunction: (OR, &[First(OR), Sign(" \\text{ or } "), Second(AND)]),
    derivative: (DERIVATIVE, &[Sign("\\frac{d}{d"), Second(ANY), Sign("}\\left["), First(ANY), Sign("\\right]")]),
    brackets: ("\\left(", "\\right)"),
    arguments: ("\\left(", ", ", "\\right)"),
    cases: ("\\begin{cases}", " \\\\ ", "\\end{cases}", " & \\text{if } ", " & \\text{otherwise}"),
    lets: ("\\text{let } ", " = ", ";\\ "),
    relations: latex_relation,
    defined: " \\text{ is defined}",
    trust: ("\\text{trust in ", "}"),
    leaf: latex_leaf,
    symbol: latex_name,
    function: |f| {
        let row = f.row();
        if row.latex.contains('#') { Head::Template(row.latex) } else { Head::Name(row.latex) }
    },
    is_flat: false,
};

fn plain_relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => " < ",
        Relation::LessEqual => " <= ",
        Relation::Greater => " > ",
        Relation::GreaterEqual => " >= ",
        Relation::Equal => " = ",
        Relation::NotEqual => " != ",
    }
}

fn latex_relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => " < ",
        Relation::LessEqual => " \\le ",
        Relation::Greater => " > ",
        Relation::GreaterEqual => " \\ge ",
        Relation::Equal => " = ",
        Relation::NotEqual => " \\ne ",
    }
}

fn plain_leaf(store: &Store, id: ExprId) -> (u8, Cow<'_, str>) {
    let text = match store.node(id) {
        Node::Number(numeral) => &store.numeral(numeral).text,
        Node::Symbol(symbol) => store.name(symbol),
        Node::Constant(Constant::E) => "e",
        Node::Constant(Constant::Pi) => "pi",
        Node::Always => "otherwise",
        _ => "undefined", // every other leaf is the undefined value
    };
    (ATOM, Cow::Borrowed(text))
}

fn latex_leaf(store: &Store, id: ExprId) -> (u8, Cow<'_, str>) {
    match store.node(id) {
        Node::Number(numeral) => {
            let text = &store.numeral(numeral).text;
            match text.split_once(['e', 'E']) {
                Some((digits, power)) => {
                    (PRODUCT, format!("{digits} \\cdot 10^{{{}}}", power.trim_start_matches('+')).into())
                }
                None => (ATOM, Cow::Borrowed(text)),
            }
        }
        Node::Symbol(symbol) => (ATOM, latex_name(store.name(symbol)).into()),
        Node::Constant(Constant::E) => (ATOM, Cow::Borrowed("e")),
        Node::Constant(Constant::Pi) => (ATOM, Cow::Borrowed("\\pi")),
        Node::Always => (ATOM, Cow::Borrowed("\\text{otherwise}")),
        _ => (ATOM, Cow::Borrowed("\\text{undefined}")), // every other leaf is the undefined value
    }
}

/// What is still to be written.
enum Item {
    /// An expression, in parentheses if it holds less tightly than this.
    Expr(ExprId, u8),
    /// The same, though it has a name.
    Body(ExprId, u8),
    Text(&'static str),
    /// The end of a pair of bars.
    Bar(&'static str),
}

/// An expression in a notation, with `names` for the parts that have one. Linear in the text.
pub(crate) fn write(notation: &'static Notation, store: &Store, expr: ExprId, names: &Names) -> String {
    write_within(notation, store, expr, names, usize::MAX).unwrap_or_default() // no text is longer
}

/// The same if it has at most so many bytes.
pub(crate) fn write_within(
    notation: &'static Notation,
    store: &Store,
    expr: ExprId,
    names: &Names,
    most: usize,
) -> Option<String> {
    let mut writer = Writer { notation, store, bars: 0, out: String::new(), open: Vec::new() };
    writer.open.push(Item::Body(expr, ANY));
    while let Some(item) = writer.open.pop() {
        if writer.out.len() > most {
            return None;
        }
        match item {
            Item::Text(text) => writer.out.push_str(text),
            Item::Bar(text) => {
                writer.out.push_str(text);
                writer.bars -= 1;
            }
            Item::Expr(id, least) => match names.get(id) {
                Some(name) => writer.out.push_str(name),
                None => writer.node(id, least),
            },
            Item::Body(id, least) => writer.node(id, least),
        }
    }
    Some(if notation.is_flat { writer.out } else { levelled(&writer.out) })
}

struct Writer<'a> {
    notation: &'static Notation,
    store: &'a Store,
    /// How many pairs of bars stand open.
    bars: usize,
    out: String,
    open: Vec<Item>,
}

impl<'a> Writer<'a> {
    fn node(&mut self, id: ExprId, least: u8) {
        let mark = self.open.len();
        let (own, head) = self.parts(id);
        if own < least {
            self.out.push_str(self.notation.brackets.0);
            self.open.push(Item::Text(self.notation.brackets.1));
            // the closing bracket is written last, so it lies deepest on the stack, under the parts
            self.open[mark..].rotate_right(1);
        }
        self.out.push_str(&head);
    }

    /// Puts the node's pieces on the stack; how tightly it holds together, and what stands before the pieces.
    fn parts(&mut self, id: ExprId) -> (u8, Cow<'a, str>) {
        let n = self.notation;
        let (form, a, b) = match self.store.node(id) {
            Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => {
                return (n.leaf)(self.store, id);
            }
            Node::Neg(a) => (n.negation, a, a),
            Node::Add(a, b) => (n.sum, a, b),
            Node::Sub(a, b) => (n.difference, a, b),
            Node::Mul(a, b) if self.is_coefficient(a, b) => (n.coefficient, a, b),
            Node::Mul(a, b) => (n.product, a, b),
            Node::Div(a, b) => return (self.quotient(a, b), Cow::Borrowed("")),
            Node::Pow(a, b) => (n.power, a, b),
            Node::Call(f, a) => return self.call(f, a, None),
            Node::Call2(f, a, b) => return self.call(f, a, Some(b)),
            Node::Compare(r, a, b) => {
                let sign = Item::Text((n.relations)(r));
                self.put([Item::Expr(a, SUM), sign, Item::Expr(b, SUM)]);
                return (COMPARISON, Cow::Borrowed(""));
            }
            Node::And(a, b) => match self.chain(a, b) {
                Some(items) => {
                    self.put(items);
                    return (AND, Cow::Borrowed(""));
                }
                None => (n.conjunction, a, b),
            },
            Node::Or(a, b) => (n.disjunction, a, b),
            Node::Branch(when, value) => {
                let items = self.branch(when, value);
                self.put(items);
                return (ANY, Cow::Borrowed(""));
            }
            Node::Cases(..) => return (ATOM, Cow::Borrowed(self.cases(id))),
            Node::Derivative(of, by) => (n.derivative, of, by),
        };
        self.put(form.1.iter().map(|&piece| item(piece, a, b)));
        (form.0, Cow::Borrowed(""))
    }

    fn put(&mut self, items: impl IntoIterator<Item = Item, IntoIter: DoubleEndedIterator>) {
        self.open.extend(items.into_iter().rev());
    }

    fn quotient(&mut self, a: ExprId, b: ExprId) -> u8 {
        let stands_open = |id| matches!(self.store.node(id), Node::Derivative(..));
        let open = stands_open(a) || matches!(self.store.node(a), Node::Mul(_, last) if stands_open(last));
        let own = self.notation.quotient;
        let for_the_eye = |item| match item {
            Item::Expr(id, _) if id == a && open && self.notation.is_flat => Item::Expr(id, ATOM),
            other => other,
        };
        let mut items: Vec<Item> = own.1.iter().map(|&piece| for_the_eye(item(piece, a, b))).collect();
        if self.notation.is_flat && looks_like_derivative(self.store, a, b) {
            items.pop();
            items.push(Item::Expr(b, MORE));
        }
        self.put(items);
        own.0
    }

    /// Whether `a*b` can be written without a sign between: a number and something that begins with none.
    fn is_coefficient(&self, a: ExprId, b: ExprId) -> bool {
        let is_number = |id| matches!(self.store.node(id), Node::Number(_));
        is_number(a)
            && match self.store.node(b) {
                Node::Number(_) | Node::Div(..) => false,
                Node::Pow(base, _) => !is_number(base),
                _ => true, // nothing else begins with a digit, or it stands in parentheses
            }
    }

    fn call(&mut self, f: FunctionId, a: ExprId, b: Option<ExprId>) -> (u8, Cow<'a, str>) {
        let n = self.notation;
        match (f.row().name, b) {
            ("exp", None) => {
                self.put(n.exponential.1.iter().map(|&piece| item(piece, a, a)));
                return (n.exponential.0, Cow::Borrowed(""));
            }
            ("abs", None) if self.bars == 0 || !n.is_flat => {
                self.bars += 1;
                let [open, inner, close] = n.absolute.1 else { unreachable!("bars stand around one operand") };
                let (Sign(open), Sign(close)) = (open, close) else { unreachable!("bars are signs") };
                self.put([item(*inner, a, a), Item::Bar(close)]);
                return (n.absolute.0, Cow::Borrowed(*open));
            }
            _ => {} // every other function has a name or a template
        }
        match (n.function)(f) {
            Head::Template(template) => {
                let items = template_items(template, a, b.unwrap_or(a));
                self.put(items);
                (ATOM, Cow::Borrowed(""))
            }
            Head::Name(name) => {
                let (open, between, close) = n.arguments;
                match b {
                    None => self.put([Item::Text(open), Item::Expr(a, ANY), Item::Text(close)]),
                    Some(b) => {
                        let (first, second) = (Item::Expr(a, ANY), Item::Expr(b, ANY));
                        self.put([Item::Text(open), first, Item::Text(between), second, Item::Text(close)]);
                    }
                }
                (ATOM, Cow::Borrowed(name))
            }
        }
    }

    /// `a < x < b`, where both comparisons run in one direction.
    fn chain(&self, a: ExprId, b: ExprId) -> Option<Vec<Item>> {
        let (Node::Compare(r, low, x), Node::Compare(s, y, high)) = (self.store.node(a), self.store.node(b)) else {
            return None;
        };
        let up = |r| matches!(r, Relation::Less | Relation::LessEqual);
        let down = |r| matches!(r, Relation::Greater | Relation::GreaterEqual);
        let sign = |r| Item::Text((self.notation.relations)(r));
        (x == y && (up(r) && up(s) || down(r) && down(s)))
            .then(|| vec![Item::Expr(low, SUM), sign(r), Item::Expr(x, SUM), sign(s), Item::Expr(high, SUM)])
    }

    fn branch(&self, when: ExprId, value: ExprId) -> Vec<Item> {
        let (_, _, _, condition, otherwise) = self.notation.cases;
        match self.store.node(when) {
            Node::Always => vec![Item::Expr(value, ANY), Item::Text(otherwise)],
            _ => vec![Item::Expr(value, ANY), Item::Text(condition), Item::Expr(when, ANY)], // a condition
        }
    }

    fn cases(&mut self, mut id: ExprId) -> &'static str {
        let (open, between, close, ..) = self.notation.cases;
        let mut items = Vec::new();
        while let Node::Cases(branch, rest) = self.store.node(id) {
            if !items.is_empty() {
                items.push(Item::Text(between));
            }
            items.push(Item::Expr(branch, ANY));
            id = rest;
        }
        items.push(Item::Text(close));
        self.put(items);
        open
    }
}

/// Whether `a/b` without parentheses would be read as a derivative: `dg/dz` with the names `dg` and `dz`.
fn looks_like_derivative(store: &Store, numerator: ExprId, denominator: ExprId) -> bool {
    let differential = |id: ExprId| match store.node(id) {
        Node::Symbol(symbol) => store.name(symbol).starts_with('d'),
        _ => false, // only a name begins with the letter
    };
    let mut last = numerator;
    let ends_so = loop {
        last = match store.node(last) {
            Node::Pow(base, _) if differential(base) => break true,
            Node::Mul(_, end) | Node::Div(_, end) | Node::Pow(_, end) | Node::Neg(end) => end,
            Node::Call(f, end) if f.row().name == "exp" => end,
            _ => break differential(last), // every other numerator ends with a sign
        };
    };
    let base = match store.node(denominator) {
        Node::Pow(base, _) => base,
        _ => denominator, // it has no exponent
    };
    ends_so && differential(base)
}

fn item(piece: Piece, a: ExprId, b: ExprId) -> Item {
    match piece {
        First(least) => Item::Expr(a, least),
        Second(least) => Item::Expr(b, least),
        Sign(text) => Item::Text(text),
    }
}

fn template_items(template: &'static str, a: ExprId, b: ExprId) -> Vec<Item> {
    let mut items = Vec::new();
    let mut pieces = template.split('#');
    items.extend(pieces.next().map(Item::Text));
    for piece in pieces {
        let argument = if piece.starts_with('2') { b } else { a };
        items.extend([Item::Expr(argument, ANY), Item::Text(&piece[1..])]);
    }
    items
}
