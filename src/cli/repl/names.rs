//! The names that were given in a session, and formulas with their meanings put in.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::expr::{self, ExprId, LowerError, Meanings, Node, Store};
use crate::render;
use crate::syntax::{self, Known, Names, Statement, TableNames};

/// What a name stands for: a formula over its arguments, in which no other name of the session stands.
#[derive(Debug, Clone)]
struct Definition {
    parameters: Vec<String>,
    body: String,
}

/// The names of a session.
#[derive(Debug, Default)]
pub(super) struct Given {
    names: BTreeMap<String, Definition>,
}

impl Names for Given {
    fn function<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        TableNames.function(name)
    }

    fn activation<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        TableNames.activation(name)
    }

    fn defined<'a>(&'a self, name: &str) -> Option<Known<'a>> {
        let (name, of) = self.names.get_key_value(name)?;
        let count = of.parameters.len();
        (count > 0).then_some(Known { name, least: count, most: count })
    }

    fn suggestible(&self) -> Vec<&str> {
        TableNames.suggestible()
    }
}

impl Given {
    /// The names, in order.
    pub(super) fn all(&self) -> Vec<String> {
        self.names.keys().cloned().collect()
    }

    /// What each name stands for, a line each.
    pub(super) fn told(&self) -> String {
        let line = |(name, of): (&String, &Definition)| match of.parameters.is_empty() {
            true => format!("{name} = {}\n", of.body),
            false => format!("{name}({}) = {}\n", of.parameters.join(", "), of.body),
        };
        self.names.iter().map(line).collect()
    }

    /// Gives a name a meaning: `f(z) = z^2`, `k = 3`. The line that says so.
    pub(super) fn define(&mut self, text: &str) -> Result<String, String> {
        const EXPECTED: &str = "error: a definition is expected, as in let f(z) = z*tanh(z)\n";
        let (head, body) = text.split_once('=').ok_or(EXPECTED)?;
        // the name may have a meaning already, which the formula behind the = may use
        let head = format!("{head}= 0");
        let tree = syntax::parse(&head).map_err(|error| error.page(&head))?;
        let Statement::Definition { name, parameters, .. } = &tree.statement else { return Err(EXPECTED.into()) };
        let body = self.opened(body.trim())?;
        let parameters: Vec<String> = parameters.iter().map(|name| String::from(name.as_ref())).collect();
        let definition = Definition { parameters, body };
        let said = match definition.parameters.is_empty() {
            true => format!("{name} = {}\n", definition.body),
            false => format!("{name}({}) = {}\n", definition.parameters.join(", "), definition.body),
        };
        self.names.insert(name.to_string(), definition);
        Ok(said)
    }

    /// A formula with the names of the session replaced by what they stand for; a definition keeps its own name.
    pub(super) fn opened(&self, text: &str) -> Result<String, String> {
        if self.names.is_empty() {
            return Ok(text.to_owned());
        }
        let trimmed = text.trim();
        if let Some(of) = self.names.get(trimmed).filter(|of| !of.parameters.is_empty()) {
            return Ok(format!("{trimmed}({}) = {}", of.parameters.join(", "), of.body));
        }
        if trimmed.chars().all(|c| c.is_alphanumeric() || c == '_') && !self.names.contains_key(trimmed) {
            return Ok(trimmed.to_owned()); // a name of the tables by itself stands for its formula
        }
        let tree = syntax::parse_with(text, self).map_err(|error| error.page(text))?;
        let pointed = |error: LowerError| format!("error: {}\n", error.message);
        let mut store = Store::new();
        let part = |store: &mut Store, id: syntax::TreeId| -> Result<ExprId, String> {
            let mut meanings = self;
            let (ids, _) = expr::lower_nodes(&tree, id, store, FxHashMap::default(), &mut meanings).map_err(pointed)?;
            Ok(ids[id.0 as usize])
        };
        let text_of = |store: &Store, id: ExprId| render::text(store, id);
        match &tree.statement {
            _ if !tree.bindings.is_empty() => Ok(text.to_owned()),
            Statement::Expression(id) | Statement::Condition(id) => {
                let id = part(&mut store, *id)?;
                Ok(text_of(&store, id))
            }
            Statement::Equation(left, right) => {
                let sides = (part(&mut store, *left)?, part(&mut store, *right)?);
                Ok(format!("{} = {}", text_of(&store, sides.0), text_of(&store, sides.1)))
            }
            Statement::Definition { name, parameters, body } => {
                let body = part(&mut store, *body)?;
                let head = if parameters.is_empty() { String::new() } else { format!("({})", parameters.join(", ")) };
                Ok(format!("{name}{head} = {}", text_of(&store, body)))
            }
        }
    }
}

impl Meanings for &Given {
    fn name(&mut self, store: &mut Store, name: &str) -> Result<Option<ExprId>, String> {
        match self.names.get(name).filter(|of| of.parameters.is_empty()) {
            Some(of) => body(store, of, &[]).map(Some),
            None => Ok(None),
        }
    }

    fn call(&mut self, store: &mut Store, name: &str, arguments: &[ExprId]) -> Result<Option<ExprId>, String> {
        match self.names.get(name).filter(|of| !of.parameters.is_empty()) {
            Some(of) if of.parameters.len() == arguments.len() => body(store, of, arguments).map(Some),
            Some(of) => Err(format!("{name} takes {} argument(s)", of.parameters.len())),
            None => Ok(None),
        }
    }

    fn prime(
        &mut self,
        store: &mut Store,
        name: &str,
        order: u32,
        argument: Option<ExprId>,
    ) -> Result<Option<ExprId>, String> {
        let Some(of) = self.names.get(name) else { return Ok(None) };
        let [parameter] = of.parameters.as_slice() else { return Err(format!("{name} has not one argument")) };
        let by = argument.unwrap_or_else(|| store.symbol(parameter));
        if !matches!(store.node(by), Node::Symbol(_)) {
            return Err("a derivative is taken at a variable here".into());
        }
        let of = body(store, of, &[by])?;
        Ok(Some((0..order).fold(of, |of, _| store.intern(Node::Derivative(of, by)))))
    }

    fn quotient(&mut self, store: &mut Store, name: &str, by: &str, order: u32) -> Result<Option<ExprId>, String> {
        let by = store.symbol(by);
        self.prime(store, name, order, Some(by))
    }
}

/// What a name stands for, with the arguments in place of its parameters, all at once.
fn body(store: &mut Store, of: &Definition, arguments: &[ExprId]) -> Result<ExprId, String> {
    let tree = syntax::parse(&of.body).map_err(|error| error.to_string())?;
    let mut body = expr::lower(&tree, store).map_err(|error| error.message)?.body;
    let fresh: Vec<ExprId> = (0..arguments.len()).map(|at| store.symbol(&format!("?argument{at}"))).collect();
    for (parameter, &symbol) in of.parameters.iter().zip(&fresh) {
        let parameter = store.symbol(parameter);
        body = store.replace(body, parameter, symbol);
    }
    Ok(fresh.iter().zip(arguments).fold(body, |body, (&symbol, &argument)| store.replace(body, symbol, argument)))
}
