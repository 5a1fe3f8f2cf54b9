//! The compiled theory: the written rules, and for each function a chain rule and its meaning, as patterns.
//!
//! A calculus rule is kept in specialised instances, one for each class that the derivatives of its parts may
//! have (0, 1, -1, a negation, anything), with trivial factors already removed. Each is compared with the plain
//! rule as a rational function when it is first asked for; an instance that does not agree is not used.

mod own;
mod pattern;
mod steady;
mod tidy;

use std::sync::OnceLock;

use crate::algebra;
use crate::expr::{self, ExprId, FunctionId, Node, Relation, Store};
use crate::functions::{self, Parity};
use crate::rules::{self, Kind, Rule};
use crate::syntax;
use crate::trace::InstanceId;

pub(crate) use own::admit;
pub use own::{all_trusted, is_trust, trusted};
pub use pattern::Pattern;
pub use steady::Steady;
pub use tidy::{arranged, tidy};

/// The row that an instance comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The written rule with this name.
    Rule(&'static str),
    /// The chain rule of a function.
    Chain(FunctionId),
}

/// What the derivative of a part looks like, as far as trivial factors go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// The numeral 0.
    Zero,
    /// The numeral 1.
    One,
    /// The expression -1.
    MinusOne,
    /// A negation of something else than 1.
    Negation,
    /// Anything else.
    Other,
}

impl Class {
    const ALL: [Class; 5] = [Class::Zero, Class::One, Class::MinusOne, Class::Negation, Class::Other];

    /// The class of an expression.
    #[inline]
    pub fn of(store: &Store, expr: ExprId) -> Class {
        match (expr, store.node(expr)) {
            (Store::ZERO, _) => Class::Zero,
            (Store::ONE, _) => Class::One,
            (Store::MINUS_ONE, _) => Class::MinusOne,
            (_, Node::Neg(_)) => Class::Negation,
            _ => Class::Other, // every other node has no trivial factor to remove
        }
    }
}

/// A premise that an instance needs: the derivative of a slot's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Premise {
    /// The slot of what is differentiated.
    pub of: usize,
    /// What its derivative must be.
    pub is: Pattern,
    /// The slot that stands for the derivative (without its sign, where the class is a negation), if one does.
    pub slot: Option<usize>,
}

/// What a slot of a calculus rule stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// `?u`, a part that is differentiated.
    First,
    /// `?v`, another one.
    Second,
    /// `?c`, a constant part.
    Constant,
    /// `?n`, a number.
    Number,
    /// `?m`, that number plus an integer of the rule.
    Shifted,
    /// `?u'`, the derivative of the first part.
    SlopeOfFirst,
    /// `?v'`, that of the second.
    SlopeOfSecond,
    /// Anything else, which no calculus rule has.
    Other,
}

impl Place {
    fn named(name: &str) -> Place {
        match name {
            "?u" => Place::First,
            "?v" => Place::Second,
            "?c" => Place::Constant,
            "?n" => Place::Number,
            "?m" => Place::Shifted,
            "?u'" => Place::SlopeOfFirst,
            "?v'" => Place::SlopeOfSecond,
            _ => Place::Other, // a metavariable of an identity
        }
    }
}

/// A rule for one class of operands, ready to be compared and built.
#[derive(Debug, Clone)]
pub struct Instance {
    /// The row it comes from: a rule's name, or `chain-rule` for a function.
    pub name: &'static str,
    /// What the row says.
    pub because: String,
    /// A derivative or an identity.
    pub kind: Kind,
    /// How many slots the substitution has.
    pub slots: usize,
    /// The names of the slots, in order, such as `?u`.
    pub names: Vec<String>,
    /// What the slots of a calculus rule stand for, in order.
    pub places: Vec<Place>,
    /// The left side.
    pub left: Pattern,
    /// The right side.
    pub right: Pattern,
    /// The premises, in order.
    pub premises: Vec<Premise>,
    /// Conditions, besides that both sides are defined.
    pub conditions: Vec<(Pattern, Relation, Pattern)>,
    /// A slot, and the slot and the integer whose exact sum it must be.
    pub number: Option<(usize, usize, i64)>,
    /// The slot that must be an exact integer.
    pub integer: Option<usize>,
}

/// A row as it is written, over a store of its own.
struct Row {
    store: Store,
    name: &'static str,
    because: String,
    kind: Kind,
    left: ExprId,
    right: ExprId,
    when: Vec<ExprId>,
    shift: i64,
    integer: bool,
}

/// The tables, each row compiled when it is first asked for.
pub struct Theory {
    rows: Vec<OnceLock<Row>>,
    /// How many rows are written rules; the rows after them are the functions', in the table's order.
    written: usize,
    instances: Vec<OnceLock<Option<Instance>>>,
    meanings: Vec<OnceLock<Option<Instance>>>,
    parities: Vec<OnceLock<Option<Instance>>>,
    listed: Vec<OnceLock<Vec<Instance>>>,
}

const CLASSES: usize = Class::ALL.len();
const PER_ROW: usize = CLASSES * CLASSES;

/// The classes of `?u'` and `?v'` for a place among a row's instances.
fn classes(within: usize) -> (Class, Class) {
    (Class::ALL[within / CLASSES], Class::ALL[within % CLASSES])
}

impl Theory {
    /// The theory of the built-in tables.
    pub fn builtin() -> &'static Theory {
        static BUILTIN: OnceLock<Theory> = OnceLock::new();
        BUILTIN.get_or_init(|| {
            let (written, functions) = (rules::builtin().count(), functions::all().len());
            let rows = written + functions;
            Theory {
                rows: (0..rows).map(|_| OnceLock::new()).collect(),
                written,
                instances: (0..rows * PER_ROW).map(|_| OnceLock::new()).collect(),
                meanings: (0..functions).map(|_| OnceLock::new()).collect(),
                parities: (0..functions).map(|_| OnceLock::new()).collect(),
                listed: (0..functions).map(|_| OnceLock::new()).collect(),
            }
        })
    }

    /// The row at `index`, which is in the built-in tables.
    fn compiled(&self, index: usize) -> &Row {
        self.rows[index].get_or_init(|| match rules::builtin().nth(index) {
            Some(rule) => written_row(rule),
            None => function_row(functions::all()[index - self.written]),
        })
    }

    /// The rule with this name as the first of its instances' row, if there is one.
    pub fn row(&self, name: &str) -> Option<usize> {
        let own = || rules::own::index(name).map(|index| self.own_row(index));
        rules::builtin().position(|rule| rule.name == name).or_else(own)
    }

    /// The row of the added rule with this index. Added rows come behind those of the functions, each at a place of its own
    /// for as long as the process lasts.
    pub(crate) fn own_row(&self, index: usize) -> usize {
        self.rows.len() + index
    }

    /// The row of a function's chain rule.
    pub fn chain_row(&self, function: FunctionId) -> usize {
        self.written + usize::from(function.0)
    }

    /// The id of a row's instance for these classes of `?u'` and `?v'`.
    pub fn id(&self, row: usize, u: Class, v: Class) -> InstanceId {
        InstanceId((row * PER_ROW + u as usize * CLASSES + v as usize) as u32)
    }

    /// The row that an id is of, and the classes of `?u'` and `?v'`: the other way round from [`Theory::id`].
    pub fn origin(&self, id: InstanceId) -> Option<(Origin, Class, Class)> {
        let (row, within) = (id.0 as usize / PER_ROW, id.0 as usize % PER_ROW);
        let origin = match (rules::builtin().nth(row), row.checked_sub(self.rows.len())) {
            (Some(rule), _) => Origin::Rule(rule.name),
            (None, Some(own)) => Origin::Rule(rules::own::at(own)?.name),
            (None, None) => Origin::Chain(FunctionId::named(functions::all().get(row - self.written)?.name)),
        };
        let (u, v) = classes(within);
        Some((origin, u, v))
    }

    /// The instance with this id, or `None` if there is none: a foreign id, or one that does not follow from its row.
    pub fn instance(&self, id: InstanceId) -> Option<&Instance> {
        let index = id.0 as usize;
        let (row, within) = (index / PER_ROW, index % PER_ROW);
        if let Some(own) = row.checked_sub(self.rows.len()) {
            return own::instance(own, within);
        }
        if own::is_out_of_force(row, self.written) {
            return None; // and it is not kept, as it may come into force
        }
        let slot = self.instances.get(index)?;
        let (u, v) = classes(within);
        slot.get_or_init(|| specialise(self.compiled(row), u, v)).as_ref()
    }

    /// The identity that says what a function means in others, if it has a meaning.
    pub fn meaning(&self, function: FunctionId) -> Option<&Instance> {
        let slot = self.meanings.get(usize::from(function.0))?;
        slot.get_or_init(|| {
            let row = function.row();
            if row.meaning.is_empty() {
                return None;
            }
            let mut store = Store::new();
            let left = call(&mut store, function);
            let right = pattern_expr(&mut store, row.meaning);
            identity(store, "definition", format!("definition of {}", row.name), left, right)
        })
        .as_ref()
    }

    /// The identity that says what negating the argument does to a function, if its row says so.
    pub fn parity(&self, function: FunctionId) -> Option<&Instance> {
        let slot = self.parities.get(usize::from(function.0))?;
        slot.get_or_init(|| {
            let row = function.row();
            let mut store = Store::new();
            let plain = call(&mut store, function);
            let u = store.symbol("?u");
            let minus = store.neg(u);
            let (right, name) = match row.parity {
                Parity::Even => (plain, "even-function"),
                Parity::Odd => (store.neg(plain), "odd-function"),
                Parity::Neither => return None,
            };
            let left = store.call(function, minus);
            identity(store, name, format!("{} is an {}", row.name, name.replace('-', " ")), left, right)
        })
        .as_ref()
    }
}

impl Theory {
    /// The values at numbers that a function's row lists, limits left out: `atan(1) = pi/4`.
    pub fn listed(&self, function: FunctionId) -> &[Instance] {
        let Some(slot) = self.listed.get(usize::from(function.0)) else { return &[] };
        slot.get_or_init(|| {
            let is_limit = |text: &str| text.contains("inf") || text.ends_with(['+', '-']);
            let values = function.row().values.iter().filter(|(at, value)| !is_limit(at) && !is_limit(value));
            let instance = |&(at, value): &(&'static str, &'static str)| {
                let mut store = Store::new();
                let at = pattern_expr(&mut store, at);
                let left = store.call(function, at);
                let right = pattern_expr(&mut store, value);
                identity(store, "value", format!("a value of {}", function.row().name), left, right)
            };
            values.filter_map(instance).collect()
        })
    }
}

/// An identity of a function's row as an instance.
fn identity(store: Store, name: &'static str, because: String, left: ExprId, right: ExprId) -> Option<Instance> {
    let plain =
        Row { store, name, because, kind: Kind::Identity, left, right, when: Vec::new(), shift: 0, integer: false };
    specialise(&plain, Class::Other, Class::Other)
}

fn pattern_expr(store: &mut Store, text: &'static str) -> ExprId {
    let tree = syntax::parse_pattern(text).unwrap_or_else(|e| panic!("the table's text {text} is not readable: {e}"));
    expr::lower(&tree, store).unwrap_or_else(|e| panic!("the table's text {text} has no expression: {e}")).body
}

fn written_row(rule: &'static Rule) -> Row {
    let mut store = Store::new();
    Row {
        name: rule.name,
        because: rule.because.to_owned(),
        kind: rule.kind,
        left: pattern_expr(&mut store, rule.left),
        right: pattern_expr(&mut store, rule.right),
        when: rule.when.iter().map(|text| pattern_expr(&mut store, text)).collect(),
        store,
        shift: rule.shift,
        integer: rule.shift != 0 && rule.when.is_empty(),
    }
}

fn call(store: &mut Store, function: FunctionId) -> ExprId {
    let u = store.symbol("?u");
    if function.row().arity == 1 {
        return store.call(function, u);
    }
    let v = store.symbol("?v");
    store.intern(Node::Call2(function, u, v))
}

/// A function's chain rule as on a blackboard: `tanh(u)' = (1 - tanh(u)^2)*u'`, `ln(u)' = u'/u`.
fn spoken_chain(f: &functions::Function) -> String {
    let plain =
        |text: &str| text.replace('?', "").replace("exp(u)", "e^u").replace("exp(", "e^(").replace("abs(u)", "|u|");
    let (call, slope) = (plain(&format!("{}(?u)", f.name)), plain(f.derivative));
    if f.arity > 1 {
        return format!("{}(u, v)' = {slope}", f.name);
    }
    let call = if call.contains('^') { format!("({call})") } else { call };
    match slope.strip_prefix("1/") {
        Some(below) => format!("{call}' = u'/{below}"),
        None if is_sum(&slope) => format!("{call}' = ({slope})*u'"),
        None if slope == "0" => format!("{call}' = 0"),
        None => format!("{call}' = {slope}*u'"),
    }
}

/// Whether a text has an operator of sums outside of all parentheses.
fn is_sum(text: &str) -> bool {
    let mut open = 0usize;
    text.char_indices().any(|(at, c)| {
        match c {
            '(' => open += 1,
            ')' => open = open.saturating_sub(1),
            _ => {} // nothing else nests in a table's derivative
        }
        open == 0 && (text[at..].starts_with(" + ") || text[at..].starts_with(" - "))
    })
}

fn function_row(f: &'static functions::Function) -> Row {
    let mut store = Store::new();
    let id = FunctionId::named(f.name);
    let left = call(&mut store, id);
    let derivative = pattern_expr(&mut store, f.derivative);
    let trust = f.is_opaque().then(|| own::trust(&mut store, f.name));
    let right = if f.arity == 1 {
        let inner = store.symbol("?u'");
        store.mul(derivative, inner)
    } else {
        derivative
    };
    Row {
        name: "chain-rule",
        because: spoken_chain(f),
        kind: Kind::Calculus,
        left,
        right,
        when: f.differentiable.iter().map(|text| pattern_expr(&mut store, text)).chain(trust).collect(),
        store,
        shift: 0,
        integer: false,
    }
}

/// The row's instance for classes of `?u'` and `?v'`, if it agrees with the row as a rational function.
fn specialise(row: &Row, u: Class, v: Class) -> Option<Instance> {
    let mut store = row.store.clone();
    let mut right = row.right;
    for (name, class) in [("?u'", u), ("?v'", v)] {
        let prime = store.symbol(name);
        let value = match class {
            Class::Zero => Store::ZERO,
            Class::One => Store::ONE,
            Class::MinusOne => Store::MINUS_ONE,
            Class::Negation => store.neg(prime),
            Class::Other => prime,
        };
        right = store.replace(right, prime, value);
    }
    let tidied = match row.kind {
        Kind::Calculus => tidy(&mut store, right),
        Kind::Identity => right,
    };
    if tidied != right && !matches!(algebra::equal_fractions(&store, right, tidied), Ok(true)) {
        return None;
    }
    let names = slot_names(&store, row, tidied, u, v);
    let slot = |name: &str| names.iter().position(|n| n == name);
    let premises = premises(&mut store, row, u, v, &slot);
    let compile = |store: &Store, expr| Pattern::compile(store, expr, &names);
    let conditions = row.when.iter().filter_map(|&when| match store.node(when) {
        Node::Compare(relation, a, b) => Some((compile(&store, a), relation, compile(&store, b))),
        _ => None, // a table's condition is a comparison; a test holds this
    });
    Some(Instance {
        name: row.name,
        because: row.because.clone(),
        kind: row.kind,
        slots: names.len(),
        left: compile(&store, row.left),
        right: compile(&store, tidied),
        premises,
        conditions: conditions.collect(),
        number: slot("?m").zip(slot("?n")).filter(|_| row.shift != 0).map(|(m, n)| (m, n, row.shift)),
        integer: slot("?n").filter(|_| row.integer),
        places: names.iter().map(|name| Place::named(name)).collect(),
        names,
    })
}

/// The metavariables of the instance: those on the left, the computed number, and the derivatives that are not trivial.
fn slot_names(store: &Store, row: &Row, right: ExprId, u: Class, v: Class) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for root in [row.left, row.right, right] {
        for id in store.reachable(root) {
            if let Node::Symbol(symbol) = store.node(id)
                && !names.iter().any(|n| n == store.name(symbol))
            {
                names.push(store.name(symbol).to_owned());
            }
        }
    }
    let trivial = |class| matches!(class, Class::Zero | Class::One | Class::MinusOne);
    names.retain(|name| match name.as_str() {
        "?u'" => !trivial(u),
        "?v'" => !trivial(v),
        _ => true, // every other metavariable has a slot
    });
    names
}

fn premises(store: &mut Store, row: &Row, u: Class, v: Class, slot: &dyn Fn(&str) -> Option<usize>) -> Vec<Premise> {
    if row.kind == Kind::Identity {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (of, prime, class) in [("?u", "?u'", u), ("?v", "?v'", v)] {
        let Some(of) = slot(of) else { continue };
        let own = slot(prime);
        let is = match (class, own) {
            (Class::Zero, _) => Pattern::node(Store::ZERO, store),
            (Class::One, _) => Pattern::node(Store::ONE, store),
            (Class::MinusOne, _) => Pattern::node(Store::MINUS_ONE, store),
            (Class::Negation, Some(own)) => Pattern::negated_slot(own),
            (Class::Other, Some(own)) => Pattern::slot(own),
            (Class::Negation | Class::Other, None) => continue,
        };
        found.push(Premise { of, is, slot: own });
    }
    if let Some(of) = slot("?c") {
        found.push(Premise { of, is: Pattern::node(Store::ZERO, store), slot: None });
    }
    found
}
