//! What the names of one claim stand for, opened into expressions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::claims::Side;
use super::judge::Derivative;
use super::scope::{Basis, LETTERS, Part, Piece, Scope, canonical};
use crate::expr::{ExprId, LowerError, Meanings, Node, Store, lower, lower_nodes};
use crate::syntax::{Names, TableNames};

/// So many definitions may stand in each other.
const DEEPEST: usize = 48;
/// Why definitions are not opened: there are too many in each other, or they are too large.
pub(super) const TOO_LARGE: &str = "what the names in it stand for is too large, or goes through too many definitions";
/// So many expressions are made for one claim.
pub(super) const MOST_NODES: usize = 10_000;

fn note(notes: &mut Vec<String>, text: &str) {
    if notes.iter().all(|note| note != text) {
        notes.push(text.to_owned());
    }
}

/// The meaning of names in one claim.
pub(super) struct Opening<'s> {
    scope: &'s Scope,
    /// Names of values that stay symbols, since a derivative is taken by them.
    pub(super) kept: FxHashSet<String>,
    /// Where the claim is made: pieces of definitions that hold there are taken as they are.
    pub(super) on: &'s [Part],
    /// Symbols that stand for an argument, with the names that they should have.
    pub(super) dummies: Vec<(ExprId, String)>,
    /// Symbols that stand for an expression, which has to be assumed.
    pub(super) equations: Vec<(ExprId, ExprId)>,
    /// The derivatives that are asked for: function, variable, order, and where.
    pub(super) derivatives: Vec<Derivative>,
    open: Vec<(String, usize)>,
    /// The variable of functions that stand without an argument.
    pub(super) usual: String,
    /// The functions that stand before arguments or are differentiated.
    pub(super) functions: FxHashSet<String>,
    /// How names were understood.
    pub(super) notes: Vec<String>,
    /// What is supposed of names.
    pub(super) supposed: Vec<String>,
    /// What names stand for that no formula of the document defines.
    pub(super) meanings: Vec<String>,
    /// Whether a derivative by something that depends on the function's variable is a quotient of two derivatives.
    pub(super) related: bool,
    /// Whether there is such a derivative.
    pub(super) ambiguous: bool,
}

impl<'s> Opening<'s> {
    pub(super) fn new(scope: &'s Scope, on: &'s [Part]) -> Opening<'s> {
        Opening {
            scope,
            on,
            kept: FxHashSet::default(),
            dummies: Vec::new(),
            equations: Vec::new(),
            derivatives: Vec::new(),
            open: Vec::new(),
            usual: "z".into(),
            functions: FxHashSet::default(),
            notes: Vec::new(),
            supposed: Vec::new(),
            meanings: Vec::new(),
            related: false,
            ambiguous: false,
        }
    }

    /// The expression of a side.
    pub(super) fn side(&mut self, store: &mut Store, side: &Side) -> Result<ExprId, String> {
        match side {
            Side::Part(part) => self.expression(store, part).map_err(|error| error.message),
            Side::Head { name, parameters } => {
                let arguments: Vec<ExprId> = parameters.iter().map(|p| store.symbol(p)).collect();
                let value = match (self.opened_if_defined(store, name, &arguments)?, arguments.as_slice()) {
                    (Some(value), _) => Some(value),
                    (None, [argument]) => self.undefined(store, name, *argument),
                    (None, _) => None,
                };
                value.ok_or_else(|| format!("{name} is not defined"))
            }
            Side::Derivative(part) => {
                let of = self.expression(store, part).map_err(|error| error.message)?;
                let by = Opening::own_variable(store, of)
                    .ok_or_else(|| "by which variable is differentiated is not said".to_owned())?;
                Ok(self.derivative(store, of, by, 1))
            }
        }
    }

    fn opened_if_defined(
        &mut self,
        store: &mut Store,
        name: &str,
        arguments: &[ExprId],
    ) -> Result<Option<ExprId>, String> {
        match self.scope.find(name).map(|definition| definition.parameters.len()) {
            Some(0) => self.opened(store, name, &[]),
            Some(1) if arguments.is_empty() => self.name(store, name),
            Some(_) => self.opened(store, name, arguments),
            None => Ok(None),
        }
    }

    /// The expression of a part.
    pub(super) fn expression(&mut self, store: &mut Store, part: &Part) -> Result<ExprId, LowerError> {
        let (ids, notes) = lower_nodes(&part.tree, part.at, store, FxHashMap::default(), self)?;
        notes.iter().for_each(|text| note(&mut self.notes, text));
        Ok(ids[part.at.0 as usize])
    }

    /// The expression that is defined by a name, at arguments where it is a function.
    fn opened(&mut self, store: &mut Store, name: &str, arguments: &[ExprId]) -> Result<Option<ExprId>, String> {
        let name = canonical(name);
        let from = self.open.last().map_or(usize::MAX, |(_, number)| *number);
        let Some((number, definition)) = self.scope.seen(&name, from) else { return Ok(None) };
        if self.open.iter().any(|open| *open == (name.clone(), number)) {
            return Err(format!("{name} is defined in terms of itself"));
        }
        if self.open.len() >= DEEPEST || store.len() > MOST_NODES {
            return Err(TOO_LARGE.into());
        }
        match &definition.basis {
            Basis::Formula => {}
            Basis::Words(says) => note(&mut self.meanings, says),
            Basis::Supposed(says) => note(&mut self.supposed, says),
        }
        if definition.parameters.len() != arguments.len() {
            return Err(format!("{name} is defined with {} argument(s)", definition.parameters.len()));
        }
        let bound: FxHashMap<&str, ExprId> =
            definition.parameters.iter().map(|p| &**p).zip(arguments.iter().copied()).collect();
        self.open.push((name, number));
        let value = self.pieces(store, &definition.pieces, &bound);
        self.open.pop();
        value.map(Some)
    }

    fn pieces(
        &mut self,
        store: &mut Store,
        pieces: &[Piece],
        bound: &FxHashMap<&str, ExprId>,
    ) -> Result<ExprId, String> {
        let mut value = None;
        let holds = |when: &Part| self.on.iter().any(|on| on.is_like(when));
        // the definition was made for this part of the line, in the same words and of the same variable
        let own = pieces.iter().find(|piece| !piece.when.is_empty() && piece.when.iter().all(holds));
        if let Some(piece) = own.filter(|_| bound.iter().all(|(name, id)| store.find_symbol(name) == Some(*id))) {
            return self.part(store, &piece.body, bound);
        }
        for piece in pieces.iter().rev() {
            let body = self.part(store, &piece.body, bound)?;
            let mut condition = None;
            for when in &piece.when {
                let one = self.part(store, when, bound)?;
                condition = Some(condition.map_or(one, |other| store.intern(Node::And(other, one))));
            }
            value = Some(match condition {
                None => body,
                Some(condition) => {
                    let branch = store.intern(Node::Branch(condition, body));
                    let rest = value.unwrap_or_else(|| store.intern(Node::Undefined));
                    store.intern(Node::Cases(branch, rest))
                }
            });
        }
        value.ok_or_else(|| "a definition has no formula".into())
    }

    fn part(&mut self, store: &mut Store, part: &Part, bound: &FxHashMap<&str, ExprId>) -> Result<ExprId, String> {
        let (ids, _) = lower_nodes(&part.tree, part.at, store, bound.clone(), self).map_err(|error| error.message)?;
        Ok(ids[part.at.0 as usize])
    }

    /// The variable of a value that is defined without one: a usual name in it, or the only one.
    fn own_variable(store: &Store, body: ExprId) -> Option<ExprId> {
        let symbols: Vec<ExprId> =
            store.reachable(body).into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect();
        let named = |name: &str| store.find_symbol(name).filter(|id| symbols.contains(id));
        ["z", "x", "t"].into_iter().find_map(named).or(match symbols.as_slice() {
            [only] => Some(*only),
            _ => None, // which one is meant is not said
        })
    }

    fn derivative(&mut self, store: &mut Store, of: ExprId, by: ExprId, order: u32) -> ExprId {
        self.derivatives.push((of, by, order, by));
        (0..order).fold(of, |of, _| store.intern(Node::Derivative(of, by)))
    }

    /// The derivative of a function with one parameter at an argument.
    fn at(
        &mut self,
        store: &mut Store,
        order: u32,
        (argument, own): (ExprId, Option<String>),
        mut function: impl FnMut(&mut Self, &mut Store, ExprId) -> Result<Option<ExprId>, String>,
    ) -> Result<Option<ExprId>, String> {
        if matches!(store.node(argument), Node::Symbol(_)) {
            let Some(of) = function(self, store, argument)? else { return Ok(None) };
            return Ok(Some(self.derivative(store, of, argument, order)));
        }
        let mut count = 1;
        while store.find_symbol(&format!("t{count}")).is_some() {
            count += 1;
        }
        let by = store.symbol(&format!("t{count}"));
        self.dummies.extend(own.map(|name| (by, name)));
        let Some(of) = function(self, store, by)? else { return Ok(None) };
        self.equations.push((by, argument));
        let value = self.derivative(store, of, by, order);
        if let Some(last) = self.derivatives.last_mut() {
            last.3 = argument;
        }
        Ok(Some(value))
    }

    /// The function or activation of the tables with this name, at an argument.
    fn standard(store: &mut Store, name: &str, argument: ExprId) -> Option<ExprId> {
        let name = canonical(name);
        let known = TableNames.function(&name).or_else(|| TableNames.activation(&name))?;
        if known.least != 1 {
            return None;
        }
        let tree = crate::syntax::parse(&format!("{name}(z)")).ok()?;
        let body = lower(&tree, store).ok()?.body;
        let z = store.symbol("z");
        Some(store.replace(body, z, argument))
    }

    /// A named function at an argument: what the document defines, else what the tables have.
    fn function(&mut self, store: &mut Store, name: &str, argument: ExprId) -> Result<Option<ExprId>, String> {
        match self.scope.find(name).map(|definition| definition.parameters.len()) {
            Some(0) => self.opened(store, name, &[]),
            Some(_) => self.opened(store, name, &[argument]),
            None => Ok(self.undefined(store, name, argument)),
        }
    }

    /// A function that the document does not define: one of the tables, or the one that the heading names.
    fn undefined(&mut self, store: &mut Store, name: &str, argument: ExprId) -> Option<ExprId> {
        if let Some(standard) = Opening::standard(store, name, argument) {
            return Some(standard);
        }
        let (heading, line, _) = self.scope.heading.as_ref().filter(|_| LETTERS.contains(&name))?;
        let value = Opening::standard(store, heading, argument)?;
        note(&mut self.supposed, &format!("{name} is {heading}, which the heading in line {line} names"));
        Some(value)
    }

    /// What a name without arguments stands for.
    fn value_of(&mut self, store: &mut Store, name: &str) -> Result<Option<ExprId>, String> {
        match self.scope.find(name).map(|definition| definition.parameters.is_empty()) {
            Some(true) => self.opened(store, name, &[]),
            _ => Ok(None), // it has no value
        }
    }

    /// The variable by which a prime without an argument differentiates.
    fn implied(&mut self, store: &mut Store, name: &str) -> Result<ExprId, String> {
        let definition = self.scope.find(name);
        match definition.map(|definition| definition.parameters.as_slice()) {
            Some([parameter]) => Ok(store.symbol(parameter)),
            Some([]) => {
                let body = self.opened(store, name, &[])?.ok_or_else(|| format!("{name} is not defined"))?;
                Opening::own_variable(store, body)
                    .ok_or_else(|| format!("by which variable {name} is differentiated is not said"))
            }
            Some(_) => Err(format!("{name} has several arguments, and by which it is differentiated is not said")),
            None => Ok(store.symbol(&self.usual)),
        }
    }
}

/// Whether a name is the word of a function, `tanh`, and no letter.
fn stands_for_a_function(name: &str) -> bool {
    name.len() > 2
        && crate::syntax::GREEK.iter().all(|row| row.1 != name)
        && TableNames.function(name).is_some_and(|known| known.least == 1)
}

fn is_number(store: &Store, expr: ExprId) -> bool {
    !store.reachable(expr).iter().any(|&id| matches!(store.node(id), Node::Symbol(_)))
}

impl Meanings for Opening<'_> {
    fn name(&mut self, store: &mut Store, name: &str) -> Result<Option<ExprId>, String> {
        if self.kept.contains(name) {
            return Ok(Some(store.symbol(name)));
        }
        let parameters = self.scope.find(name).map(|definition| definition.parameters.clone());
        match parameters.as_deref() {
            Some([]) => self.opened(store, name, &[]),
            Some([parameter]) => {
                let argument = store.symbol(parameter);
                self.opened(store, name, &[argument])
            }
            Some(_) => Ok(None),
            None if !self.functions.contains(&canonical(name)) && !stands_for_a_function(name) => Ok(None),
            None => {
                let argument = store.symbol(&self.usual);
                Ok(self.undefined(store, name, argument))
            }
        }
    }

    fn call(&mut self, store: &mut Store, name: &str, arguments: &[ExprId]) -> Result<Option<ExprId>, String> {
        let Some(count) = self.scope.find(name).map(|definition| definition.parameters.len()) else {
            return Ok(match arguments {
                [argument] if LETTERS.contains(&name) => self.undefined(store, name, *argument),
                _ => None, // what the tables have needs no help
            });
        };
        match arguments {
            // A value before parentheses is a factor, unless they hold a variable.
            [argument] if count == 0 => {
                let Some(value) = self.opened(store, name, &[])? else { return Ok(None) };
                if matches!(store.node(*argument), Node::Symbol(_)) {
                    return Ok(Some(value));
                }
                // `s(0)` is no product
                let own = Opening::own_variable(store, value).filter(|_| is_number(store, *argument));
                Ok(Some(match own {
                    Some(own) => store.replace(value, own, *argument),
                    None => store.mul(value, *argument),
                }))
            }
            _ => self.opened(store, name, arguments),
        }
    }

    fn prime(
        &mut self,
        store: &mut Store,
        name: &str,
        order: u32,
        argument: Option<ExprId>,
    ) -> Result<Option<ExprId>, String> {
        let is_value = self.scope.find(name).is_some_and(|definition| definition.parameters.is_empty());
        let factor = argument.filter(|&argument| {
            is_value && !is_number(store, argument) && !matches!(store.node(argument), Node::Symbol(_))
        });
        let argument = match argument.filter(|_| factor.is_none()) {
            Some(argument) => argument,
            None => self.implied(store, name)?,
        };
        if is_value && !matches!(store.node(argument), Node::Symbol(_)) {
            let own = self.implied(store, name)?;
            let own_name = match store.node(own) {
                Node::Symbol(id) => Some(store.name(id).to_owned()),
                _ => None, // it has no name
            };
            let of = name.to_owned();
            return self.at(store, order, (argument, own_name), |opening, store, by| {
                let value = opening.opened(store, &of, &[])?;
                Ok(value.map(|value| store.replace(value, own, by)))
            });
        }
        let of = name.to_owned();
        let parameter = self
            .scope
            .find(name)
            .map_or(Some(self.usual.clone()), |definition| definition.parameters.first().map(|name| name.to_string()));
        let found = self.at(store, order, (argument, parameter), |own, store, by| own.function(store, &of, by))?;
        if found.is_none() {
            return Err(format!("{name} is not defined"));
        }
        Ok(match (found, factor) {
            (Some(value), Some(factor)) => Some(store.mul(value, factor)),
            (found, _) => found,
        })
    }

    fn quotient(&mut self, store: &mut Store, name: &str, by: &str, order: u32) -> Result<Option<ExprId>, String> {
        if name == by && self.scope.find(name).is_none_or(|definition| definition.parameters.is_empty()) {
            let variable = store.symbol(by);
            return Ok(Some(self.derivative(store, variable, variable, order)));
        }
        let parameters = self.scope.find(name).map(|definition| definition.parameters.clone()).unwrap_or_default();
        if let [parameter] = parameters.as_slice()
            && **parameter != *by
        {
            let (argument, variable) = (store.symbol(parameter), store.symbol(by));
            let kept = self.kept.insert(by.to_owned());
            let of = self.opened(store, name, &[argument]);
            if kept {
                self.kept.remove(by);
            }
            let of = of?.ok_or_else(|| format!("{name} is not defined"))?;
            if store.reachable(of).contains(&variable) {
                // it has a parameter of its own, and the other name stands in it as well
                return Ok(Some(self.derivative(store, of, variable, order)));
            }
            if let Some(inner) = self.value_of(store, by)?.filter(|inner| store.reachable(*inner).contains(&argument)) {
                self.ambiguous = true;
                if self.related && order == 1 {
                    let above = self.derivative(store, of, argument, 1);
                    let below = self.derivative(store, inner, argument, 1);
                    note(
                        &mut self.notes,
                        &format!("d{name}/d{by} is read as (d{name}/d{parameter})/(d{by}/d{parameter})"),
                    );
                    return Ok(Some(store.div(above, below)));
                }
            }
        }
        let defined = self.scope.find(by).is_some_and(|definition| definition.parameters.is_empty());
        let inserted = defined && self.kept.insert(by.to_owned());
        let variable = store.symbol(by);
        let of = self.function(store, name, variable);
        if inserted {
            self.kept.remove(by);
            if let Some(value) = self.opened(store, by, &[])? {
                self.equations.push((variable, value));
            }
        }
        let of = of?.ok_or_else(|| format!("{name} is not defined"))?;
        Ok(Some(self.derivative(store, of, variable, order)))
    }
}
