//! From a formula to everything that is found about it: reading, differentiating, pieces, closed form, checking.

use thiserror::Error;

use super::close::joined;
use super::derived::{Branch, Derived, Line, Status};
use super::differentiate::{Found, Stuck, differentiate};
use super::{arguments, close, known, lines, meaning, piecewise, points, relations, spelled};
use crate::activations::{self, Activation};
use crate::expr::{self, ExprId, FunctionId, LowerError, Node, Relation, Store};
use crate::functions;
use crate::kernel::{self, Refusal};
use crate::syntax;
use crate::theory::Theory;
use crate::trace::{Condition, Derivation, Judgement, Reason, StepId};

/// What to derive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// A formula, a definition, or the name of an activation or a function.
    pub formula: String,
    /// The variable, if it is not the one that the formula suggests.
    pub wrt: Option<String>,
    /// How many times to differentiate, at least 1.
    pub order: u32,
    /// Points at which the derivative's value is wanted, `z=1/2`.
    pub at: Vec<String>,
    /// Assumptions on parameters, `a > 0`.
    pub assume: Vec<String>,
    /// Whether the derivatives of functions are to be proved from what the functions mean, as far as that is possible.
    pub from_meaning: bool,
}

impl Request {
    /// The first derivative of `formula`, with nothing else asked or assumed.
    pub fn new(formula: &str) -> Request {
        Request {
            formula: formula.into(),
            wrt: None,
            order: 1,
            at: Vec::new(),
            assume: Vec::new(),
            from_meaning: false,
        }
    }
}

impl From<&str> for Request {
    fn from(formula: &str) -> Request {
        Request::new(formula)
    }
}

/// Why there is no derivation.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Error {
    /// A text could not be read; the text is the one that the error's span is of.
    #[error("{error}")]
    Syntax {
        /// The text that was read.
        text: String,
        /// What is wrong with it.
        error: Box<syntax::Error>,
    },
    /// A text was read but says nothing that can be differentiated.
    #[error("{error}")]
    Meaning {
        /// The text that was read.
        text: String,
        /// What is wrong with it.
        error: LowerError,
    },
    /// The request does not fit the formula.
    #[error("{0}")]
    Request(String),
    /// No rule speaks of a part of the formula.
    #[error("{0}")]
    Stuck(String),
    /// The kernel refused a step; this is a fault of the program and never of the formula.
    #[error("the kernel refuses the derivation: {0}")]
    Refused(#[from] Refusal),
}

/// The highest order that is differentiated step by step.
pub const MOST_ORDERS: u32 = 64;
/// The most distinct subexpressions that repeated differentiation may reach.
const MOST_NODES: usize = 4_000_000;

/// A formula that has been read.
struct Question {
    store: Store,
    name: String,
    row: Option<&'static Activation>,
    function: ExprId,
    variable: ExprId,
    assumed: Vec<Condition>,
    notes: Vec<String>,
}

/// Differentiates a formula, with every step checked by the kernel.
///
/// Time and memory are linear in the formula's distinct subexpressions for the first derivative.
///
/// # Errors
/// The formula, an assumption or a point cannot be read, or a part of the formula has no derivative rule.
///
/// ```
/// use gprime::passes::{Request, derive};
/// let derived = derive(&Request::new("z^2"))?;
/// assert_eq!(derived.name, "g");
/// # Ok::<(), gprime::passes::DeriveError>(())
/// ```
pub fn derive(request: &Request) -> Result<Derived, Error> {
    if request.order == 0 || request.order > MOST_ORDERS {
        return Err(Error::Request(format!("the order is a number from 1 to {MOST_ORDERS}")));
    }
    let question = read(request)?;
    answer(question, request)
}

fn answer(mut question: Question, request: &Request) -> Result<Derived, Error> {
    let theory = Theory::builtin();
    let store = &mut question.store;
    let name = store.symbol(&question.name);
    let mut derived = Derived {
        status: Status::Finished,
        notes: question.notes,
        name: question.name,
        title: question.row.map(|row| row.title.to_owned()),
        variable: question.variable,
        order: request.order,
        whole: Branch::undifferentiated(store, question.function),
        pieces: Vec::new(),
        pieces_reason: None,
        borders: Vec::new(),
        meanings: Vec::new(),
        assumed: question.assumed,
        from_output_reason: None,
        values: Vec::new(),
        store: Store::new(),
    };
    let from_meaning = request.from_meaning && request.order == 1;
    let task = Task { theory, name, variable: question.variable, order: request.order, from_meaning };
    if piecewise::needs_pieces(store, question.function) {
        piecewise::derive(store, &task, question.function, &mut derived)?;
    } else {
        derived.whole = task.branch(store, question.function, question.function, &derived.assumed, None)?;
    }
    let call = matches!(store.node(question.function), Node::Call(_, argument) if argument == question.variable);
    if from_meaning && !call {
        derived.meanings = meaning::all(store, question.function, question.variable);
    }
    derived.store = question.store;
    if let (Some(row), 1) = (question.row, request.order) {
        known::note_conventions(row, &mut derived);
    }
    points::evaluate(&mut derived, &request.at)?;
    Ok(derived)
}

/// What is asked of each piece alike.
pub(crate) struct Task {
    pub(crate) theory: &'static Theory,
    pub(crate) name: ExprId,
    pub(crate) variable: ExprId,
    pub(crate) order: u32,
    /// Whether the derivative of a single function is to be proved from what the function means.
    pub(crate) from_meaning: bool,
}

impl Task {
    /// The derivation of `function` under assumptions. On a piece, `piece` holds the steps that show `whole = function`.
    pub(crate) fn branch(
        &self,
        store: &mut Store,
        whole: ExprId,
        function: ExprId,
        assumed: &[Condition],
        piece: Option<(Derivation, StepId)>,
    ) -> Result<Branch, Error> {
        let (mut derivation, located) = match piece {
            Some((derivation, step)) => (derivation, Some(step)),
            None => (Derivation::new(store.brand()), None),
        };
        derivation.assumptions = assumed.to_vec();
        derivation.definitions = vec![(self.name, whole)];
        let (mut below, mut of, mut raw) = (function, function, function);
        let mut lines = Vec::new();
        let mut conclusion = StepId(0);
        for order in 1..=self.order {
            if store.len() > MOST_NODES {
                return Err(Error::Stuck(format!("the derivative of order {order} has too many parts")));
            }
            if self.from_meaning
                && let Some(proved) = meaning::derive(store, &mut derivation, of, self.variable)
            {
                (of, raw, conclusion, lines) = (proved.is, proved.is, proved.step, proved.lines);
                continue;
            }
            let start = derivation.steps().len();
            let found = differentiate(store, self.theory, &mut derivation, of, self.variable)
                .map_err(|stuck| Error::Stuck(stuck_text(store, &stuck)))?;
            let chain = lines::chain(store, self.theory, &mut derivation, start, of, self.variable);
            let ended = self.finish(store, &mut derivation, of, found, chain);
            (below, of, raw, conclusion, lines) = (of, ended.is, ended.raw, ended.step, ended.lines);
        }
        if let (Some(located), 1) = (located, self.order) {
            let judgement = Judgement::Derivative { of: whole, by: self.variable, is: of };
            conclusion = derivation.push(judgement, Reason::Locality, &[located, conclusion], &[]);
        }
        let located = located.map(|step| (whole, step));
        let open = close::Open { name: self.name, function, of, raw, variable: self.variable, located };
        let closed = close::close(store, &mut derivation, &mut conclusion, &open, &mut lines);
        name_domains(store, function);
        let theorems = kernel::check(store, self.theory, &derivation)?;
        let conditions = theorems.theorem(conclusion).map(|t| t.conditions().to_vec()).unwrap_or_default();
        let mut branch = Branch::undifferentiated(store, function);
        branch.below = below;
        branch.derivative = of;
        branch.closed_form = closed.form;
        branch.from_output = closed.from_output;
        branch.formal = theorems.theorem(conclusion).is_some_and(|t| t.is_formal());
        let formal = theorems.theorem(conclusion).is_some_and(|t| t.is_formal());
        branch.conditions = if formal { conditions } else { told(store, conditions, assumed) };
        branch.derivation = derivation;
        branch.conclusion = conclusion;
        branch.lines = lines;
        Ok(branch)
    }

    /// Shortens what the rules found, and adds the lines that show it.
    fn finish(
        &self,
        store: &mut Store,
        derivation: &mut Derivation,
        of: ExprId,
        found: Found,
        chain: Option<lines::Chain>,
    ) -> Ended {
        let (raw, mut lines) = chain.map_or((found.is, Vec::new()), |chain| (chain.end, chain.lines));
        let unshortened = |lines| Ended { is: found.is, raw: found.is, step: found.step, lines };
        let mut total: Option<StepId> = None;
        let mut current = found.is;
        let mut shown = raw;
        if raw != found.is && relations::equal(store, found.is, raw) {
            total = relations::conclude(store, derivation, found.is, raw);
            current = raw;
        }
        if let Some((tidied, step, because)) = arguments::tidied(store, derivation, current, of) {
            total = Some(joined(derivation, found.is, tidied, total, step));
            if !lines.is_empty() {
                lines.push(Line { expr: tidied, step: Some(step), because, key: false, paragraph: false });
            }
            (current, shown) = (tidied, tidied);
        }
        let end = close::simplest(store, current).unwrap_or(current);
        if end != current {
            let Some(step) = relations::conclude(store, derivation, current, end) else { return unshortened(lines) };
            total = Some(joined(derivation, found.is, end, total, step));
        }
        let Some(equal) = total else { return unshortened(lines) };
        if end != shown && !lines.is_empty() {
            spelled::spell(store, derivation, shown, end, &mut lines);
        }
        let judgement = Judgement::Derivative { of, by: self.variable, is: end };
        let step = derivation.push(judgement, Reason::Transitivity, &[found.step, equal], &[]);
        Ended { is: end, raw, step, lines }
    }
}

/// A derivative as it is shown in the end.
struct Ended {
    is: ExprId,
    /// The derivative as the rules leave it.
    raw: ExprId,
    step: StepId,
    lines: Vec<Line>,
}

/// More conditions than this are told as they are.
const MOST_CONDITIONS: usize = 12;

/// The conditions worth telling: those that do not follow from the assumptions and the other ones.
fn told(store: &Store, conditions: Vec<Condition>, assumed: &[Condition]) -> Vec<Condition> {
    let mut kept: Vec<Condition> = conditions.into_iter().filter(|c| !assumed.contains(c)).collect();
    if kept.len() > MOST_CONDITIONS {
        return kept;
    }
    let mut order: Vec<Condition> = kept.clone();
    order.sort_by_key(|c| std::cmp::Reverse(store.reachable(c.left).len() + store.reachable(c.right).len()));
    for condition in order {
        let others = kept.iter().copied().filter(|&other| other != condition);
        let given: Vec<Condition> = assumed.iter().copied().chain(others).collect();
        if condition.left != condition.right && kernel::decide(store, &given, condition) == Some(true) {
            kept.retain(|&other| other != condition);
        }
    }
    kept
}

/// Makes the expressions in which the domains of the formula's functions are told, `cos(u)` for `tan(u)`.
fn name_domains(store: &mut Store, function: ExprId) {
    for id in store.reachable(function) {
        let Node::Call(f, argument) = store.node(id) else { continue };
        for (name, _) in f.row().domain.iter().filter_map(|text| text.split_once("(?u)")) {
            if functions::find(name).is_some() {
                store.call(FunctionId::named(name), argument);
            }
        }
    }
}

fn stuck_text(store: &Store, stuck: &Stuck) -> String {
    match stuck {
        Stuck::NoRule(id) => match store.node(*id) {
            Node::Undefined => "the formula is undefined".into(),
            Node::Compare(..) | Node::And(..) | Node::Or(..) => "a condition has no derivative".into(),
            _ => stuck.to_string(), // the message says all there is to say
        },
    }
}

impl Branch {
    /// A branch of which nothing is known yet.
    pub(crate) fn undifferentiated(store: &Store, function: ExprId) -> Branch {
        Branch {
            function,
            below: function,
            derivative: function,
            closed_form: function,
            from_output: None,
            conditions: Vec::new(),
            formal: false,
            derivation: Derivation::new(store.brand()),
            conclusion: StepId(0),
            lines: Vec::new(),
        }
    }
}

fn parse(text: &str) -> Result<syntax::Tree, Error> {
    syntax::parse(text).map_err(|error| Error::Syntax { text: text.into(), error: Box::new(error) })
}

fn read(request: &Request) -> Result<Question, Error> {
    let given = request.formula.trim();
    let row = activations::find(given);
    let text = match (&row, functions::find(given)) {
        (Some(row), _) => row.formula.to_owned(),
        (None, Some(index)) if functions::all()[index].arity == 1 => format!("{given}(z)"),
        (None, _) => request.formula.clone(),
    };
    let tree = parse(&text)?;
    let mut store = Store::new();
    let lowered = expr::lower(&tree, &mut store).map_err(|error| Error::Meaning { text: text.clone(), error })?;
    if lowered.right.is_some() {
        return Err(Error::Request("this is an equation; a formula or a definition g(z) = … is differentiated".into()));
    }
    let mut notes: Vec<String> = tree.notes.iter().map(|note| note.text.clone()).collect();
    notes.extend(lowered.notes);
    let variable = variable(&store, lowered.body, request.wrt.as_deref(), &lowered.parameters)?;
    let variable = store.symbol(&variable);
    let mut assumed = Vec::new();
    let own = row.into_iter().flat_map(|row| row.parameters).map(|p| p.assume).filter(|text| !text.is_empty());
    for text in own.chain(request.assume.iter().map(String::as_str)) {
        assume(&mut store, text, &mut assumed)?;
    }
    let taken = |name: &str| store.find_symbol(name).is_some();
    let fallback = ["g", "f", "h", "y", "g1", "f1"].into_iter().find(|name| !taken(name)).unwrap_or("g_");
    let name = lowered.name.map_or_else(|| fallback.to_owned(), String::from);
    let row = row.or_else(|| known::find(&store, lowered.body, variable));
    Ok(Question { store, name, row, function: lowered.body, variable, assumed, notes })
}

/// The variable: the one asked for, the definition's first, `z`, `x` or `t` if it occurs, or the only symbol.
fn variable(store: &Store, body: ExprId, wrt: Option<&str>, parameters: &[Box<str>]) -> Result<String, Error> {
    if let Some(name) = wrt {
        return Ok(name.to_owned());
    }
    if let Some(first) = parameters.first() {
        return Ok(String::from(first.as_ref()));
    }
    let symbols: Vec<&str> = store
        .reachable(body)
        .into_iter()
        .filter_map(|id| match store.node(id) {
            Node::Symbol(symbol) => Some(store.name(symbol)),
            _ => None, // only symbols are variables
        })
        .collect();
    let usual = ["z", "x", "t", "u", "y"].into_iter().find(|name| symbols.contains(name));
    match (usual, symbols.as_slice()) {
        (Some(name), _) => Ok(name.to_owned()),
        (None, [name]) => Ok((*name).to_owned()),
        (None, []) => Ok("z".into()),
        (None, several) => Err(Error::Request(format!(
            "which variable? the formula has {}; say --wrt {}",
            several.join(", "),
            several[0]
        ))),
    }
}

fn assume(store: &mut Store, text: &str, assumed: &mut Vec<Condition>) -> Result<(), Error> {
    let tree =
        syntax::parse_condition(text).map_err(|error| Error::Syntax { text: text.into(), error: Box::new(error) })?;
    let body = expr::lower(&tree, store).map_err(|error| Error::Meaning { text: text.into(), error })?.body;
    for id in store.reachable(body) {
        match store.node(id) {
            Node::Compare(relation, left, right) => assumed.push(Condition { left, relation, right }),
            Node::Or(..) => return Err(Error::Request(format!("{text}: an assumption has no or"))),
            _ => {} // the parts of comparisons, and their conjunction
        }
    }
    Ok(())
}

/// A comparison as a condition node.
pub(crate) fn compare(store: &mut Store, relation: Relation, left: ExprId, right: ExprId) -> ExprId {
    store.intern(Node::Compare(relation, left, right))
}
