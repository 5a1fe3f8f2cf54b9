//! The table's texts as patterns: where they match, and what they make.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::table::{self, Slip};
use super::tidy;
use crate::expr::{self, ExprId, FunctionId, Node, Number, Store};
use crate::functions;
use crate::rules;
use crate::syntax::parse_pattern;

/// Two patterns of one slip: what is there, and what is made of it.
pub(super) struct Row {
    pub(super) slip: &'static Slip,
    left: ExprId,
    right: Template,
    /// Whether the function in it is any function.
    general: bool,
}

/// A pattern to be built, with its parts in order.
pub(super) struct Template {
    parts: Vec<ExprId>,
}

/// Everything that is compiled from the tables.
pub(super) struct Patterns {
    store: Store,
    /// The function of the table that stands for any function.
    any: FunctionId,
    /// What slips make of derivatives.
    pub(super) derivatives: Vec<Row>,
    /// What slips make from line to line.
    pub(super) lines: Vec<Row>,
    /// The derivative of each function of the table.
    functions: Vec<Template>,
    rules: FxHashMap<&'static str, Template>,
    /// Derivatives through the function itself.
    pub(super) forms: Vec<Template>,
}

/// What a pattern's letters stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    letters: Vec<(ExprId, ExprId)>,
    function: Option<FunctionId>,
}

impl Match {
    /// The function that is applied, where any function matches.
    pub(super) fn function(&self) -> Option<FunctionId> {
        self.function
    }

    /// Whether the opposite of an argument is another argument of that function, with a value of its own there.
    pub(super) fn tells_opposites(&self) -> bool {
        let tells = |row: &functions::Function| row.parity == functions::Parity::Neither && row.domain.is_empty();
        self.function.is_some_and(|f| tells(f.row()))
    }
}

/// How the table writes any function that is applied.
const ANY: &str = "f(";

/// The longest list of ways in which one pattern matches.
const MOST_WAYS: usize = 16;

impl Patterns {
    /// The compiled tables.
    pub(super) fn get() -> &'static Patterns {
        static PATTERNS: OnceLock<Patterns> = OnceLock::new();
        PATTERNS.get_or_init(Patterns::compile)
    }

    fn compile() -> Patterns {
        let mut store = Store::new();
        let any = functions::all().iter().position(|row| row.arity == 1).expect("the table has functions");
        let any = FunctionId::named(functions::all()[any].name);
        let any_call = format!("{}(", any.row().name);
        let mut rows = |of: fn(&'static Slip) -> &'static [(&'static str, &'static str)]| {
            let makes = table::all().flat_map(|slip| of(slip).iter().map(move |texts| (slip, texts)));
            let row = |(slip, (left, right)): (&'static Slip, &(&str, &str))| {
                let general = left.contains(ANY);
                let (left, right) = (left.replace(ANY, &any_call), right.replace(ANY, &any_call));
                Row { slip, left: read(&mut store, &left), right: template(&mut store, &right), general }
            };
            makes.map(row).collect::<Vec<_>>()
        };
        let derivatives = rows(|slip| slip.derivatives);
        let lines = rows(|slip| slip.lines);
        let functions = functions::all().iter().map(|row| template(&mut store, row.derivative)).collect();
        let rules = rules::all().filter(|rule| rule.kind == rules::Kind::Calculus);
        let rules = rules.map(|rule| (rule.name, template(&mut store, rule.right))).collect();
        let forms = table::FORMS.iter().map(|text| template(&mut store, text)).collect();
        Patterns { store, any, derivatives, lines, functions, rules, forms }
    }

    /// The ways in which a row's left side matches `expr`; `moves` tells what depends on the variable.
    pub(super) fn matches(&self, row: &Row, store: &Store, expr: ExprId, moves: &dyn Fn(ExprId) -> bool) -> Vec<Match> {
        let work = Matching { patterns: self, store, moves, general: row.general };
        work.part(row.left, expr, Match::default())
    }

    /// The name of a letter, without its question mark.
    fn letter(&self, id: ExprId) -> &str {
        match self.store.node(id) {
            Node::Symbol(symbol) => self.store.name(symbol).trim_start_matches('?'),
            _ => "", // a part of a pattern that is no letter
        }
    }

    /// What a row makes, where `given` says what its letters stand for that its left side does not have.
    pub(super) fn made(
        &self,
        row: &Row,
        store: &mut Store,
        found: &Match,
        given: &dyn Fn(&str, &mut Store) -> Option<ExprId>,
    ) -> Option<ExprId> {
        self.build(&row.right, store, found.function, &|name, store| {
            let bound = |wanted: &str| found.letters.iter().find(|(letter, _)| self.letter(*letter) == wanted);
            match bound(name) {
                Some(&(_, value)) => Some(value),
                None => given(name, store),
            }
        })
    }

    /// What a letter stands for.
    pub(super) fn bound(&self, found: &Match, name: &str) -> Option<ExprId> {
        found.letters.iter().find(|(letter, _)| self.letter(*letter) == name).map(|&(_, value)| value)
    }

    /// A template with its letters replaced.
    pub(super) fn build(
        &self,
        template: &Template,
        store: &mut Store,
        function: Option<FunctionId>,
        value: &dyn Fn(&str, &mut Store) -> Option<ExprId>,
    ) -> Option<ExprId> {
        let mut made: Vec<ExprId> = Vec::with_capacity(template.parts.len());
        for &id in &template.parts {
            let at = |part: ExprId| template.parts.binary_search(&part).expect("parts come before wholes");
            let node = self.store.node(id);
            let new = match node {
                Node::Symbol(_) => value(self.letter(id), store)?,
                Node::Number(numeral) => store.number(&self.store.numeral(numeral).text)?,
                Node::Call(f, part) if f == self.any && function.is_some() => {
                    tidy::make(store, Node::Call(function.unwrap_or(f), made[at(part)]))
                }
                _ => {
                    // the same kind of node over the new parts
                    let mut parts = node.children().map(|part| made[at(part)]);
                    let first = parts.next().unwrap_or(Store::ZERO);
                    let second = parts.next().unwrap_or(Store::ZERO);
                    tidy::make(store, node.with_children(first, second))
                }
            };
            made.push(new);
        }
        made.last().copied()
    }

    /// The derivative of a function of one argument at `at`.
    pub(super) fn derivative(&self, store: &mut Store, f: FunctionId, at: ExprId) -> Option<ExprId> {
        let index = functions::find(f.row().name)?;
        self.build(&self.functions[index], store, None, &|name, _| (name == "u").then_some(at))
    }

    /// The whole derivative of a function of two arguments.
    pub(super) fn derivative2(&self, store: &mut Store, f: FunctionId, letters: &[(&str, ExprId)]) -> Option<ExprId> {
        let index = functions::find(f.row().name)?;
        self.build(&self.functions[index], store, None, &|name, _| letter_in(letters, name))
    }

    /// What the rule of differentiation with this name makes.
    pub(super) fn rule(&self, store: &mut Store, name: &str, letters: &[(&str, ExprId)]) -> Option<ExprId> {
        self.build(self.rules.get(name)?, store, None, &|name, _| letter_in(letters, name))
    }
}

fn letter_in(letters: &[(&str, ExprId)], name: &str) -> Option<ExprId> {
    letters.iter().find(|(letter, _)| *letter == name).map(|&(_, value)| value)
}

/// A text of the tables as an expression.
fn read(store: &mut Store, text: &str) -> ExprId {
    let tree = parse_pattern(text).unwrap_or_else(|error| panic!("the pattern {text} is not readable: {error}"));
    expr::lower(&tree, store).unwrap_or_else(|error| panic!("the pattern {text} means nothing: {error}")).body
}

fn template(store: &mut Store, text: &str) -> Template {
    let whole = read(store, text);
    Template { parts: store.reachable(whole) }
}

struct Matching<'a> {
    patterns: &'a Patterns,
    store: &'a Store,
    moves: &'a dyn Fn(ExprId) -> bool,
    general: bool,
}

impl Matching<'_> {
    /// All ways in which `pattern` is `expr` that go on from `given`. As deep as the pattern, which is small.
    fn part(&self, pattern: ExprId, expr: ExprId, given: Match) -> Vec<Match> {
        let (wanted, found) = (self.patterns.store.node(pattern), self.store.node(expr));
        match (wanted, found) {
            (Node::Symbol(_), _) => self.letter(pattern, expr, given).into_iter().collect(),
            (Node::Number(numeral), _) => {
                let value: &Number = &self.patterns.store.numeral(numeral).value;
                let same = expr::constant(self.store, expr).is_some_and(|found| found == *value);
                if same { vec![given] } else { Vec::new() }
            }
            (Node::Call(f, part), Node::Call(g, argument)) => {
                if self.general && f == self.patterns.any {
                    if given.function.is_some_and(|other| other != g) || g.row().arity != 1 {
                        return Vec::new();
                    }
                    return self.part(part, argument, Match { function: Some(g), ..given });
                }
                if f == g { self.part(part, argument, given) } else { Vec::new() }
            }
            (Node::Add(a, b), Node::Add(c, d)) | (Node::Mul(a, b), Node::Mul(c, d)) => {
                let mut ways = self.both((a, b), (c, d), given.clone());
                ways.extend(self.both((a, b), (d, c), given));
                ways.truncate(MOST_WAYS);
                ways
            }
            (Node::Sub(a, b), Node::Sub(c, d))
            | (Node::Div(a, b), Node::Div(c, d))
            | (Node::Pow(a, b), Node::Pow(c, d)) => self.both((a, b), (c, d), given),
            (Node::Call2(f, a, b), Node::Call2(g, c, d)) if f == g => self.both((a, b), (c, d), given),
            (Node::Neg(a), Node::Neg(c)) => self.part(a, c, given),
            _ => Vec::new(), // nodes of different kinds, and kinds that no left side has
        }
    }

    fn both(&self, patterns: (ExprId, ExprId), exprs: (ExprId, ExprId), given: Match) -> Vec<Match> {
        let first = self.part(patterns.0, exprs.0, given);
        first.into_iter().flat_map(|way| self.part(patterns.1, exprs.1, way)).collect()
    }

    /// The letter stands for `expr`, if it may.
    fn letter(&self, letter: ExprId, expr: ExprId, mut given: Match) -> Option<Match> {
        if let Some(&(_, known)) = given.letters.iter().find(|(known, _)| *known == letter) {
            return (known == expr).then_some(given);
        }
        let fits = match self.patterns.letter(letter) {
            "u" | "v" | "w" => (self.moves)(expr),
            "k" => !(self.moves)(expr),
            "m" | "n" => expr::constant(self.store, expr).is_some(),
            _ => true, // any other letter stands for anything
        };
        if fits {
            given.letters.push((letter, expr));
        }
        fits.then_some(given)
    }
}
