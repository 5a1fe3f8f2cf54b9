//! From a parsed tree to an expression: names find their meaning, and nothing is improved on the way.

use rustc_hash::FxHashMap;
use thiserror::Error;

use super::{Constant, ExprId, FunctionId, Node, Store};
use crate::syntax::{self, Binary, Span, Statement, Tree, TreeId};
use crate::{activations, functions};

/// Why a tree has no expression.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct LowerError {
    /// The place in the text.
    pub span: Span,
    /// What is wrong there, in lower case.
    pub message: String,
}

/// A statement as expressions of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lowered {
    /// The name that the statement defines, if it does.
    pub name: Option<Box<str>>,
    /// The arguments of the definition, in order.
    pub parameters: Vec<Box<str>>,
    /// The formula, or the left side of an equation.
    pub body: ExprId,
    /// The right side of an equation.
    pub right: Option<ExprId>,
    /// Further notes: activations that were opened.
    pub notes: Vec<String>,
    /// Activations that were kept, in order: a symbol such as `swish(z)`, and what it stands for, in which earlier ones may
    /// occur.
    pub kept: Vec<(ExprId, ExprId)>,
}

/// Numerals with exponents up to this cost no more than their text.
const SMALL_EXPONENT: u64 = 1000;
/// A numeral with a larger exponent has at least so many bytes.
const SHORTEST_LARGE: usize = "1e1001".len();
/// The largest sum of exponents: `1e99999` is short to write and long to reckon with.
const MOST_EXPONENTS: u64 = 10_000_000;
/// How many activations are kept.
const MOST_KEPT: usize = 16;
/// How deep activations may use other activations in their formulas.
const OPENING_DEPTH: usize = 8;

/// What names stand for that no table has, such as those that a document defines. `None` leaves a name to the tables.
pub(crate) trait Meanings {
    /// A name by itself.
    fn name(&mut self, store: &mut Store, name: &str) -> Result<Option<ExprId>, String>;
    /// A name before arguments in parentheses.
    fn call(&mut self, store: &mut Store, name: &str, arguments: &[ExprId]) -> Result<Option<ExprId>, String>;
    /// The derivative of a named function, written with primes.
    fn prime(
        &mut self,
        store: &mut Store,
        name: &str,
        order: u32,
        argument: Option<ExprId>,
    ) -> Result<Option<ExprId>, String>;
    /// The derivative of a named function or value by a variable, `dg/dz`.
    fn quotient(&mut self, store: &mut Store, name: &str, by: &str, order: u32) -> Result<Option<ExprId>, String>;
}

/// No names but those of the tables.
struct Tables;

impl Meanings for Tables {
    fn name(&mut self, _: &mut Store, _: &str) -> Result<Option<ExprId>, String> {
        Ok(None)
    }

    fn call(&mut self, _: &mut Store, _: &str, _: &[ExprId]) -> Result<Option<ExprId>, String> {
        Ok(None)
    }

    fn prime(&mut self, _: &mut Store, _: &str, _: u32, _: Option<ExprId>) -> Result<Option<ExprId>, String> {
        Ok(None)
    }

    fn quotient(&mut self, _: &mut Store, _: &str, _: &str, _: u32) -> Result<Option<ExprId>, String> {
        Ok(None)
    }
}

/// The expressions of `last` and what it is made of, with values for some names and meanings for others, and the notes.
/// Zero stands for the other nodes of the tree.
///
/// # Errors
/// As [`lower`], or what the meanings say.
pub(crate) fn lower_nodes(
    tree: &Tree,
    last: TreeId,
    store: &mut Store,
    bound: FxHashMap<&str, ExprId>,
    meanings: &mut dyn Meanings,
) -> Result<(Vec<ExprId>, Vec<String>), LowerError> {
    let (ids, notes, kept, keeps) = (Vec::new(), Vec::new(), Vec::new(), false);
    let mut work = Lowering { tree, store, ids, bound, notes, depth: 0, keeps, kept, exponents: 0, meanings };
    for ((id, node), reached) in tree.nodes().zip(tree.reachable(last)) {
        let expr = if reached { work.node(id, node)? } else { Store::ZERO };
        work.ids.push(expr);
    }
    Ok((work.ids, work.notes))
}

/// The expression that `tree` states. Time and memory are linear in the tree.
///
/// # Errors
/// A number that is too large, a wrong number of arguments, or a prime on a name that is not defined.
pub fn lower(tree: &Tree, store: &mut Store) -> Result<Lowered, LowerError> {
    lower_with(tree, store, FxHashMap::default(), (0, false))
}

/// As [`lower`], but an activation of a name, or of another that is kept, stays what was written: a symbol.
///
/// # Errors
/// As for [`lower`].
pub(crate) fn lower_as_written(tree: &Tree, store: &mut Store) -> Result<Lowered, LowerError> {
    lower_with(tree, store, FxHashMap::default(), (0, true))
}

/// As [`lower`], with values for some names, inside `depth` activations.
fn lower_with<'a>(
    tree: &'a Tree,
    store: &'a mut Store,
    bound: FxHashMap<&'a str, ExprId>,
    (depth, keeps): (usize, bool),
) -> Result<Lowered, LowerError> {
    let (ids, notes, kept) = (Vec::with_capacity(tree.nodes.len()), Vec::new(), Vec::new());
    let meanings: &mut dyn Meanings = &mut Tables;
    let mut work = Lowering { tree, store, ids, bound, notes, depth, keeps, kept, exponents: 0, meanings };
    let mut bindings = tree.bindings.iter().peekable();
    for (id, node) in tree.nodes() {
        let expr = work.node(id, node)?;
        work.ids.push(expr);
        while let Some((name, _)) = bindings.next_if(|(_, body)| *body == id) {
            work.bound.insert(name, expr);
            if let (None, Statement::Definition { parameters, .. }) = (bindings.peek(), &tree.statement) {
                parameters.iter().for_each(|parameter| _ = work.bound.remove(&**parameter));
            }
        }
    }
    let ids = &work.ids;
    let at = |id: TreeId| ids[id.0 as usize];
    let (name, parameters, body, right) = match &tree.statement {
        Statement::Expression(body) | Statement::Condition(body) => (None, Vec::new(), at(*body), None),
        Statement::Definition { name, parameters, body } => (Some(name.clone()), parameters.clone(), at(*body), None),
        Statement::Equation(left, right) => (None, Vec::new(), at(*left), Some(at(*right))),
    };
    Ok(Lowered { name, parameters, body, right, notes: work.notes, kept: work.kept })
}

struct Lowering<'a> {
    tree: &'a Tree,
    store: &'a mut Store,
    ids: Vec<ExprId>,
    bound: FxHashMap<&'a str, ExprId>,
    notes: Vec<String>,
    depth: usize,
    /// Whether activations are kept, and those that were.
    keeps: bool,
    kept: Vec<(ExprId, ExprId)>,
    /// The sum of the numerals' exponents beyond [`SMALL_EXPONENT`].
    exponents: u64,
    meanings: &'a mut dyn Meanings,
}

impl<'a> Lowering<'a> {
    fn at(&self, id: TreeId) -> ExprId {
        self.ids[id.0 as usize]
    }

    fn node(&mut self, id: TreeId, node: &'a syntax::Node) -> Result<ExprId, LowerError> {
        Ok(match node {
            syntax::Node::Number(text) => self.number(id, text)?,
            syntax::Node::Name(name) => match !self.bound.is_empty() && self.bound.contains_key(&**name) {
                true => self.name(name),
                false => self.meant(id, |m, store| m.name(store, name))?.unwrap_or_else(|| self.name(name)),
            },
            syntax::Node::Meta(name) => self.store.symbol(&format!("?{name}")),
            syntax::Node::Neg(a) => self.store.neg(self.at(*a)),
            syntax::Node::Binary(operation, a, b) => self.binary(*operation, self.at(*a), self.at(*b)),
            syntax::Node::Call(name, arguments) => self.call(id, name, arguments)?,
            syntax::Node::Prime(name, order, argument) => self.prime(id, *name, *order, *argument)?,
            syntax::Node::Derivative(body, variable, order) => {
                if let syntax::Node::Name(of) = self.tree.node(*body)
                    && let Some(known) = self.meant(id, |m, store| m.quotient(store, of, variable, *order))?
                {
                    return Ok(known);
                }
                let by = self.variable(id, variable)?;
                let of = match self.tree.node(*body) {
                    // In `dtanh/dz` the name is part of the quotient.
                    syntax::Node::Name(of) if self.tree.span(*body).start == self.tree.span(id).start => {
                        self.applied(id, of, by)?
                    }
                    _ => self.at(*body), // a formula behind the quotient
                };
                (0..*order).fold(of, |of, _| self.store.intern(Node::Derivative(of, by)))
            }
            syntax::Node::Cases(cases) => {
                cases.iter().rev().fold(self.store.intern(Node::Undefined), |rest, (value, when)| {
                    let condition = match when {
                        Some(when) => self.at(*when),
                        None => self.store.intern(Node::Always),
                    };
                    let branch = self.store.intern(Node::Branch(condition, self.at(*value)));
                    self.store.intern(Node::Cases(branch, rest))
                })
            }
            syntax::Node::Compare(relation, a, b) => {
                self.store.intern(Node::Compare(*relation, self.at(*a), self.at(*b)))
            }
            syntax::Node::And(a, b) => self.store.intern(Node::And(self.at(*a), self.at(*b))),
            syntax::Node::Or(a, b) => self.store.intern(Node::Or(self.at(*a), self.at(*b))),
            syntax::Node::Undefined => self.store.intern(Node::Undefined),
        })
    }

    fn error(&self, id: TreeId, message: String) -> LowerError {
        LowerError { span: self.tree.span(id), message }
    }

    /// What the meanings say of the node, with their error at its place.
    fn meant(
        &mut self,
        id: TreeId,
        ask: impl FnOnce(&mut dyn Meanings, &mut Store) -> Result<Option<ExprId>, String>,
    ) -> Result<Option<ExprId>, LowerError> {
        ask(self.meanings, self.store).map_err(|message| self.error(id, message))
    }

    fn number(&mut self, id: TreeId, text: &str) -> Result<ExprId, LowerError> {
        if text.len() >= SHORTEST_LARGE {
            let exponent = text.split_once(['e', 'E']).and_then(|(_, exponent)| exponent.parse::<i64>().ok());
            self.exponents += exponent.map_or(0, i64::unsigned_abs).saturating_sub(SMALL_EXPONENT);
        }
        if self.exponents > MOST_EXPONENTS {
            return Err(self.error(id, "the numbers up to here are too large together".into()));
        }
        self.store.number(text).ok_or_else(|| self.error(id, "this number is too large".into()))
    }

    fn name(&mut self, name: &'a str) -> ExprId {
        match (name, self.bound.get(name)) {
            (_, Some(&value)) => value,
            ("e", None) => self.store.intern(Node::Constant(Constant::E)),
            ("pi", None) => self.store.intern(Node::Constant(Constant::Pi)),
            (_, None) => self.store.symbol(name),
        }
    }

    fn binary(&mut self, operation: Binary, a: ExprId, b: ExprId) -> ExprId {
        match operation {
            Binary::Add => self.store.add(a, b),
            Binary::Sub => self.store.sub(a, b),
            Binary::Mul => self.store.mul(a, b),
            Binary::Div => self.store.div(a, b),
            Binary::Pow if self.store.node(a) == Node::Constant(Constant::E) => {
                let exp = FunctionId::named("exp");
                self.store.call(exp, b)
            }
            Binary::Pow => self.store.pow(a, b),
        }
    }

    fn call(&mut self, id: TreeId, name: &str, arguments: &[TreeId]) -> Result<ExprId, LowerError> {
        let (one, several);
        let arguments: &[ExprId] = match arguments {
            [only] => {
                one = [self.at(*only)];
                &one
            }
            _ => {
                several = arguments.iter().map(|&a| self.at(a)).collect::<Vec<ExprId>>();
                &several
            }
        };
        if let Some(known) = self.meant(id, |m, store| m.call(store, name, arguments))? {
            return Ok(known);
        }
        if let Some(function) = functions::find(name) {
            let function = FunctionId(function as u16);
            return match (function.row().arity, arguments) {
                (1, [a]) => Ok(self.store.call(function, *a)),
                (2, [first, second]) => Ok(self.store.intern(Node::Call2(function, *first, *second))),
                (2, [first, rest @ ..]) if rest.len() > 1 && matches!(name, "max" | "min") => {
                    Ok(rest.iter().fold(*first, |a, &b| self.store.intern(Node::Call2(function, a, b))))
                }
                (arity, given) => {
                    Err(self.error(id, format!("{name} takes {arity} argument(s) and {} are given", given.len())))
                }
            };
        }
        self.activation(id, name, arguments)
    }

    /// The formula of a row of the catalogue, with the argument in place of its variable.
    fn activation(&mut self, id: TreeId, name: &str, arguments: &[ExprId]) -> Result<ExprId, LowerError> {
        let Some(row) = activations::find(name) else {
            return Err(self.error(id, format!("no function or activation is named {name}")));
        };
        let [argument] = arguments else {
            return Err(self.error(id, format!("{name} takes one argument")));
        };
        if self.depth >= OPENING_DEPTH {
            return Err(self.error(id, format!("the definition of {name} goes too deep")));
        }
        let broken = |_| LowerError {
            span: self.tree.span(id),
            message: format!("the table's formula of {name} is not readable"),
        };
        let tree = syntax::parse(row.formula).map_err(broken)?;
        let at_argument = FxHashMap::from_iter([("z", *argument)]);
        let body = lower_with(&tree, self.store, at_argument, (self.depth + 1, false))?.body;
        self.notes.push(format!("{name} is {} from the catalogue", row.formula));
        let keeps = self.keeps && self.kept.len() < MOST_KEPT;
        if let (true, Node::Symbol(argument)) = (keeps, self.store.node(*argument)) {
            let call = format!("{name}({})", self.store.name(argument));
            let symbol = self.store.symbol(&call);
            if !self.kept.contains(&(symbol, body)) {
                self.kept.push((symbol, body));
            }
            return Ok(symbol);
        }
        Ok(body)
    }

    /// What a derivative is taken by: a name that no `let` has given a value.
    fn variable(&mut self, id: TreeId, name: &str) -> Result<ExprId, LowerError> {
        match self.bound.contains_key(name) || matches!(name, "e" | "pi") {
            true => Err(self.error(id, format!("a derivative is taken by a variable and {name} has a value"))),
            false => Ok(self.store.symbol(name)),
        }
    }

    /// The function or activation with this name at `by`, or what a name that is neither stands for.
    fn applied(&mut self, id: TreeId, name: &'a str, by: ExprId) -> Result<ExprId, LowerError> {
        match functions::named(name).map(|row| row.arity) {
            Some(1) => Ok(self.store.call(FunctionId::named(name), by)),
            Some(_) => Err(self.error(id, format!("{name} has more than one argument to differentiate by"))),
            None if activations::find(name).is_some() => self.activation(id, name, &[by]),
            None => Ok(self.name(name)),
        }
    }

    fn prime(&mut self, id: TreeId, name: TreeId, order: u32, argument: Option<TreeId>) -> Result<ExprId, LowerError> {
        if let syntax::Node::Meta(name) = self.tree.node(name) {
            return Ok(self.store.symbol(&format!("?{name}'")));
        }
        let at = argument.map(|a| self.at(a));
        if let syntax::Node::Name(of) = self.tree.node(name)
            && let Some(known) = self.meant(id, |m, store| m.prime(store, of, order, at))?
        {
            return Ok(known);
        }
        let (syntax::Node::Name(of), by) = (self.tree.node(name), argument.map(|a| self.tree.node(a))) else {
            return Err(self.error(id, "a prime stands after the name of a function".into()));
        };
        let by = match by {
            Some(syntax::Node::Name(variable)) => self.variable(id, variable)?,
            None => self.store.symbol("z"),
            Some(_) => return Err(self.error(id, "a derivative is taken at a variable here".into())),
        };
        let of = self.applied(id, of, by)?;
        Ok((0..order).fold(of, |of, _| self.store.intern(Node::Derivative(of, by))))
    }
}
