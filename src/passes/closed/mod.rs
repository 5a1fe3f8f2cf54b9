//! The search for closed forms: the derivative over few generators, among them the function itself and named functions.
//!
//! The derivative and the function are read as rational functions of the same independent kernels. A move puts a
//! generator, which is a rational function of one kernel, in the place of that kernel; what comes out is an equal form
//! that is only proposed. Forms are proved by the steps that lead to them, or not taken.

mod bound;
pub(crate) mod field;
mod inverse;
mod named;
mod undone;
mod wanted;
mod written;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::algebra::shape::{self, Notation, Shapes};
use crate::algebra::{Fraction, Kernels, Pool, Share, Var};
use crate::expr::{ExprId, FunctionId, Node, Store};
use crate::passes::equal::prove::forms::{Forms, Reading, Replaced, forms};
use crate::trace::Condition;

use bound::End;
use field::Move;
use named::Generator;
pub(crate) use named::folded;
pub(crate) use undone::undone;
pub(crate) use wanted::{Wanted, divisors};

/// The work that one search may spend.
const WORK: u64 = 1_000_000;
/// The most terms of a polynomial on the way.
const TERMS: usize = 400;
/// How many states are looked at.
const MOST_STATES: usize = 96;
/// How many functions get names.
const MOST_NAMES: usize = 2;

/// A form that is worth proving.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// The form, in which the function's name may occur.
    pub(crate) expr: ExprId,
    /// The form before the function's name was put in, if other names were.
    pub(crate) between: Option<ExprId>,
    /// The kernel that became an expression in the function's name, as an equation to show.
    pub(crate) through: Option<(ExprId, ExprId)>,
    /// What got names, as equations to show.
    pub(crate) names: Vec<(ExprId, ExprId)>,
}

impl Form {
    /// A form that only the function's name was put into.
    pub(crate) fn plain(expr: ExprId) -> Form {
        Form { expr, between: None, through: None, names: Vec::new() }
    }
}

/// The derivative and the function on the way.
#[derive(Debug, Clone)]
struct State {
    slope: Fraction,
    value: Fraction,
    relations: Vec<Replaced>,
    /// The derivative before the function's name was put in.
    before: Option<Fraction>,
    /// What got names.
    names: Vec<Rc<Generator>>,
    /// The kernel that went away for the function's name, and what it became.
    through: Vec<(ExprId, Fraction)>,
    /// What is left when variables go away for the function's name.
    ends: Vec<End>,
}

/// Forms of the derivative `of` of `function`, in which the notation's output stands for the function's value.
pub(crate) fn proposed(
    store: &mut Store,
    notation: Notation,
    (function, of): (ExprId, ExprId),
    wanted: &Wanted<'_>,
) -> Vec<Form> {
    let mut found = by_moves(store, notation, (function, of), wanted);
    let (is_alone, variable) = (|form: &Form, z| !store.reachable(form.expr).contains(&z), notation.variable);
    if found.iter().any(|form| variable.is_some_and(|z| is_alone(form, z))) {
        return found;
    }
    for form in inverse::proposed(store, notation, (function, of), wanted, Reading::Open) {
        if wanted.sample.is_some_and(|sample| sample.differs(store, form.expr)) {
            continue;
        }
        let named = renamed(store, notation, form.expr, wanted);
        found.extend(named.into_iter().map(|expr| Form { expr, ..form.clone() }));
        found.push(form);
    }
    found
}

/// Forms that moves from one generator to another lead to.
fn by_moves(store: &mut Store, notation: Notation, (function, of): (ExprId, ExprId), wanted: &Wanted<'_>) -> Vec<Form> {
    let &Wanted { assumed, most, pool, .. } = wanted;
    let Some(name) = notation.output else { return Vec::new() };
    let own = Pool::new(WORK, None);
    let pool = pool.unwrap_or(&own);
    let defined = named::defined(store, of);
    let mut exprs = [&[of, function], defined.as_slice()].concat();
    let Some(mut read) = forms(store, assumed, &exprs, Reading::Closed, pool) else { return Vec::new() };
    let arguments = arguments(store, &read.kernels);
    let names = named::of_errors(store, &read.kernels, pool);
    exprs.splice(2..2, arguments.iter().map(|&(_, u)| u));
    if !arguments.is_empty() || !names.is_empty() {
        match forms(store, assumed, &[exprs.as_slice(), &names].concat(), Reading::Closed, pool) {
            Some(more) => read = more,
            None => return Vec::new(),
        }
    }
    let Forms { fractions, kernels: exprs_of, relations } = read;
    let mut kernels = Kernels::new();
    exprs_of.into_iter().for_each(|kernel| _ = kernels.var(kernel));
    let mut given = Vec::new();
    for (&expr, value) in names.iter().zip(fractions.get(exprs.len()..).unwrap_or_default()) {
        for over in value.vars() {
            given.push(Rc::new(Generator { expr, over, value: value.clone(), step: None }));
        }
    }
    let inner = arguments.into_iter().zip(fractions[2..].iter()).map(|((call, _), fraction)| (call, fraction.clone()));
    let inner: Vec<(ExprId, Fraction)> = inner.collect();
    let defined = defined.iter().copied().zip(fractions[exprs.len() - defined.len()..].iter().cloned()).collect();
    let output = kernels.var(name);
    let base = State {
        slope: fractions[0].clone(),
        value: fractions[1].clone(),
        relations,
        before: None,
        names: Vec::new(),
        through: Vec::new(),
        ends: Vec::new(),
    };
    let budget = pool.share(WORK, TERMS);
    let search = Search::new(store, notation, (kernels, output), budget, base);
    let mut search = Search { inner, defined, given, most, ..search };
    search.run();
    search.written(wanted)
}

/// The expression with other names for what it is made of, in every way that is found.
fn renamed(store: &mut Store, notation: Notation, expr: ExprId, wanted: &Wanted<'_>) -> Vec<ExprId> {
    let Some(name) = notation.output else { return Vec::new() };
    let own = Pool::new(WORK, None);
    let pool = wanted.pool.unwrap_or(&own);
    let Some(read) = forms(store, wanted.assumed, &[expr], Reading::Closed, pool) else { return Vec::new() };
    let mut kernels = Kernels::new();
    read.kernels.into_iter().for_each(|kernel| _ = kernels.var(kernel));
    let value = read.fractions[0].clone();
    let (before, names, through, ends) = (None, Vec::new(), Vec::new(), Vec::new());
    let base = State { slope: value.clone(), value, relations: read.relations, before, names, through, ends };
    let output = kernels.var(name);
    let search = Search::new(store, notation, (kernels, output), pool.share(WORK, TERMS), base);
    let mut search = Search { most: wanted.most, ..search };
    search.powers();
    search.put_names();
    search.written(wanted).into_iter().map(|form| form.expr).collect()
}

/// The expression as a fraction over independent kernels.
pub(crate) fn written(store: &mut Store, expr: ExprId, assumed: &[Condition], pool: &Pool) -> Option<ExprId> {
    let Forms { fractions, kernels: exprs, .. } = forms(store, assumed, &[expr], Reading::Closed, pool)?;
    let mut kernels = Kernels::new();
    exprs.into_iter().for_each(|kernel| _ = kernels.var(kernel));
    shape::cheapest(store, fractions.first()?, &kernels)
}

/// The kernels that are calls of inverse functions, with their arguments.
fn arguments(store: &Store, kernels: &[ExprId]) -> Vec<(ExprId, ExprId)> {
    let calls = kernels.iter().filter_map(|&kernel| match store.node(kernel) {
        Node::Call(f, u) if !f.row().inverse_of.is_empty() => Some((kernel, u)),
        _ => None, // no inverse function
    });
    calls.collect()
}

struct Search<'a> {
    store: &'a mut Store,
    notation: Notation,
    kernels: Kernels,
    output: Var,
    /// Calls of inverse functions, and what their arguments are.
    inner: Vec<(ExprId, Fraction)>,
    /// Functions in the derivative that mean something in others, and what they are over the kernels.
    defined: Vec<(ExprId, Fraction)>,
    /// Names over kernels that were read with them.
    given: Vec<Rc<Generator>>,
    /// The names over the kernels that were looked at, and how many those are.
    names: Vec<Rc<Generator>>,
    seen: usize,
    /// How names are put in, by the name and what it is over.
    steps: FxHashMap<(ExprId, Var), Option<Rc<Move>>>,
    /// Fractions that were written before, and their parts.
    written: FxHashMap<Fraction, Option<ExprId>>,
    shapes: Shapes,
    /// Kernels with functions put for what they mean.
    folded: FxHashMap<Var, ExprId>,
    /// Whether the variable of the formula stands in kernels.
    moving: FxHashMap<Var, bool>,
    /// Forms with the variable cost less than this.
    most: u64,
    budget: Share<'a>,
    states: Vec<Rc<State>>,
}

impl<'a> Search<'a> {
    /// A search that knows no names but those of the table.
    fn new(
        store: &'a mut Store,
        notation: Notation,
        (kernels, output): (Kernels, Var),
        budget: Share<'a>,
        base: State,
    ) -> Search<'a> {
        Search {
            store,
            notation,
            kernels,
            output,
            inner: Vec::new(),
            defined: Vec::new(),
            given: Vec::new(),
            names: Vec::new(),
            seen: 0,
            steps: FxHashMap::default(),
            written: FxHashMap::default(),
            shapes: Shapes::default(),
            folded: FxHashMap::default(),
            moving: FxHashMap::default(),
            most: u64::MAX,
            budget,
            states: vec![Rc::new(base)],
        }
    }

    fn run(&mut self) {
        self.powers();
        let mut first = Vec::new();
        for state in std::mem::take(&mut self.states) {
            let through = self.through_output(&state);
            let ends = through.iter().map(|(x, next)| (*x, Some(next.slope.vars()))).collect();
            self.states.push(Rc::new(State { ends, ..State::clone(&state) }));
            first.push(through);
        }
        self.put_names();
        let mut first = first.into_iter();
        for state in self.states.clone() {
            let through = first.next().unwrap_or_else(|| self.through_output(&state));
            through.into_iter().for_each(|(_, next)| self.push(next));
        }
        for state in self.states.clone() {
            self.solve_relations(&state);
            if state.before.is_some() {
                for name in self.generators() {
                    self.name(&state, &name);
                }
            }
        }
    }

    /// The names for functions of the kernels that there are by now.
    fn generators(&mut self) -> Vec<Rc<Generator>> {
        let more = named::generators(self.store, &self.kernels, &self.notation, self.seen);
        self.seen = self.kernels.exprs().len();
        self.names.extend(more.into_iter().map(Rc::new));
        self.names.clone()
    }

    fn put_names(&mut self) {
        // what was put into which states before
        let (mut put, mut into) = (0, 0);
        for _ in 0..MOST_NAMES {
            let names = [self.given.clone(), self.generators()].concat();
            let states = self.states.clone();
            for (at, state) in states.iter().enumerate() {
                for name in names.iter().skip(if at < into { put } else { 0 }) {
                    self.name(state, name);
                }
            }
            (put, into) = (names.len(), states.len());
        }
    }

    fn push(&mut self, state: State) {
        let known = |other: &Rc<State>| {
            let same = other.slope == state.slope && other.value == state.value;
            same && other.through.len() == state.through.len()
        };
        if self.states.len() < MOST_STATES && !self.states.iter().any(known) {
            self.states.push(Rc::new(state));
        }
    }

    /// The derivative with the polynomials under roots written as powers of the roots.
    fn powers(&mut self) {
        for state in self.states.clone() {
            for relation in &state.relations {
                if relation.value.denominator().as_constant().is_none() {
                    continue;
                }
                let poly = relation.value.numerator().primitive().1;
                if poly.as_constant().is_some() {
                    continue;
                }
                let power = (relation.var, relation.exponent);
                if let Some(slope) = field::as_powers(&state.slope, &poly, power, &mut self.budget) {
                    self.push(State { slope, ..State::clone(&state) });
                }
            }
        }
    }

    /// How what a name is made of goes away in its favour.
    fn step(&mut self, name: &Generator) -> Option<Rc<Move>> {
        if let Some(known) = self.steps.get(&(name.expr, name.over)) {
            return known.clone();
        }
        let known = self.kernels.var(name.expr);
        let step = match name.step {
            Some(step) => Some(step.renamed(known)),
            None => Move::of(&name.value, &Fraction::variable(known), name.over, &mut self.budget),
        };
        let step = step.map(Rc::new);
        self.steps.insert((name.expr, name.over), step.clone());
        step
    }

    /// Puts a named function in the place of what it is made of.
    fn name(&mut self, state: &State, name: &Rc<Generator>) {
        if state.names.len() == MOST_NAMES || !state.slope.contains(name.over) {
            return;
        }
        let Some(step) = self.step(name) else { return };
        let known = self.kernels.var(name.expr);
        let ends = self.ends_with(state, name, known, &step);
        if self.is_lost(state, name, known, &ends) {
            return;
        }
        let budget = &mut *self.budget;
        let mut put = |fraction: &Fraction| step.applied(fraction, name.over, budget);
        let Some(slope) = put(&state.slope) else { return };
        let solved = matches!(*step, Move::Solved(_));
        let value = match put(&state.value) {
            Some(value) => value,
            None if solved => return,
            None => state.value.clone(),
        };
        let mut relations = state.relations.clone();
        for relation in relations.iter_mut().filter(|_| solved) {
            let Some(value) = put(&relation.value) else { return };
            relation.value = value;
        }
        let names = [state.names.as_slice(), std::slice::from_ref(name)].concat();
        let next = State { slope, value, relations, names, ends, ..state.clone() };
        self.push(next);
    }

    /// The states with the function's name, or a function of it, in the place of a variable.
    fn through_output(&mut self, state: &State) -> Vec<(Var, State)> {
        let mut found = Vec::new();
        let g = Fraction::variable(self.output);
        let mut equations = vec![(state.value.clone(), g.clone())];
        for (call, argument) in self.inner.clone() {
            let Node::Call(f, _) = self.store.node(call) else { continue };
            let Some(var) = self.kernels.find(call) else { continue };
            let Some(solved) = field::solve(&state.value, &g, var, &mut self.budget) else { continue };
            let Some(solved) = self.write(&solved) else { continue };
            let outer = FunctionId::named(f.row().inverse_of);
            let known = self.store.call(outer, solved);
            equations.push((argument, Fraction::variable(self.kernels.var(known))));
        }
        for (value, known) in equations {
            let under = state.relations.iter().filter(|relation| state.slope.contains(relation.var));
            let mut vars = [state.slope.vars(), under.flat_map(|relation| relation.value.vars()).collect()].concat();
            vars.sort_unstable();
            vars.dedup();
            for x in vars {
                let Some(kernel) = self.kernels.expr(x) else { continue };
                if !state.names.is_empty() && !self.is_worth(state, x) {
                    continue;
                }
                let mut next = state.clone();
                next.before = Some(state.slope.clone()).filter(|_| !state.names.is_empty());
                let budget = &mut *self.budget;
                let Some(step) = Move::of(&value, &known, x, budget) else { continue };
                let Some(slope) = step.applied(&state.slope, x, budget) else { continue };
                next.slope = slope;
                if let Move::Solved(solved) = step {
                    for relation in &mut next.relations {
                        if let Ok(value) = relation.value.substitute(x, &solved, budget) {
                            relation.value = value;
                        }
                    }
                    next.through.push((kernel, solved));
                }
                if next.before.is_none() {
                    next.before = Some(state.slope.clone());
                }
                if !next.slope.contains(x) {
                    found.push((x, next));
                }
            }
        }
        found
    }

    /// A root whose radicand has become an expression in its own square: solved for the root.
    fn solve_relations(&mut self, state: &State) {
        for relation in &state.relations {
            let r = relation.var;
            if relation.exponent != 2 || !relation.value.contains(r) || !state.slope.contains(r) {
                continue;
            }
            let budget = &mut *self.budget;
            let Ok(square) = Fraction::variable(r).pow(2, budget) else { continue };
            let Ok(equation) = square.sub(&relation.value, budget) else { continue };
            let poly = equation.numerator();
            if poly.degree(r) != 2 || !poly.coefficient(r, 1).is_zero() {
                continue;
            }
            let (low, high) = (Fraction::from(poly.coefficient(r, 0)), Fraction::from(poly.coefficient(r, 2)));
            let Ok(found) = low.div(&high, budget).map(|value| value.neg()) else { continue };
            let (inverted, under) = match found.numerator().as_constant() {
                Some(_) => (true, found.recip()),
                None => (false, Ok(found)),
            };
            let Some(under) = under.ok().and_then(|under| self.write(&under)) else { continue };
            let root = self.store.call(FunctionId::named("sqrt"), under);
            let root = Fraction::variable(self.kernels.var(root));
            let Some(root) = (if inverted { root.recip().ok() } else { Some(root) }) else { continue };
            if let Ok(slope) = state.slope.substitute(r, &root, &mut self.budget) {
                self.push(State { slope, ..State::clone(state) });
            }
        }
    }

    fn write(&mut self, fraction: &Fraction) -> Option<ExprId> {
        self.write_below(fraction, u64::MAX)
    }

    /// The fraction written out, if that may cost less than `most`.
    fn write_below(&mut self, fraction: &Fraction, most: u64) -> Option<ExprId> {
        if let Some(known) = self.written.get(fraction) {
            return *known;
        }
        let best = self.shapes.cheapest_below(self.store, fraction, &self.kernels, &self.notation, most);
        if best.is_some() || most == u64::MAX {
            self.written.insert(fraction.clone(), best);
        }
        best
    }
}
