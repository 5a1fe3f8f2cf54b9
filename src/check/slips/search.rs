//! The search: each slip at each place, looked at in floating point and then proved.

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::Expression;
use super::pattern::{Patterns, Row};
use super::slopes::Function;
use super::table::{self, Slip, Special};
use super::{Given, Mistake, Outcome, Stage};
use crate::algebra::Budget;
use crate::eval::float::{Values, close};
use crate::eval::propose::{Dice, Likely, Proposer, simple_number};
use crate::expr::{ExprId, Node, Number, Store};
use crate::passes::equal::{Limits, Verdict, compare};
use crate::trace::Condition;

/// The most expressions that a search may make.
pub const MOST_MADE: usize = 60_000;
/// How many parts may be looked at to make them.
const MOST_WORK: usize = 400_000;
/// The most parts that a function or claim may have.
const MOST_PARTS: usize = 600;
/// The most proofs that are tried.
const MOST_PROOFS: usize = 6;
/// So many points are looked at, and so many are needed.
const POINTS: usize = 6;
const LEAST_POINTS: usize = 3;
/// So many points are tried for them.
const MOST_TRIED: usize = 240;

/// What is claimed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The second expression is the derivative of the first.
    Derivative,
    /// The second expression equals the first.
    Line,
}

/// Looks in a store of its own, and makes only the answer in `store`.
pub(super) fn apart(store: &mut Store, sides: (ExprId, ExprId), given: Given<'_>, kind: Kind) -> Outcome {
    let size = |id| store.reachable(id).len();
    if size(sides.0) > MOST_PARTS || size(sides.1) > MOST_PARTS {
        return Outcome::OutOfBudget;
    }
    let mut own = Store::new();
    let (before, claimed) = (copy(store, sides.0, &mut own), copy(store, sides.1, &mut own));
    let variable = given.variable.map(|variable| copy(store, variable, &mut own));
    let assumed = given.assumed.iter().map(|condition| Condition {
        left: copy(store, condition.left, &mut own),
        relation: condition.relation,
        right: copy(store, condition.right, &mut own),
    });
    let assumed: Vec<Condition> = assumed.collect();
    let found = match (kind, variable) {
        (Kind::Derivative, Some(variable)) => of_derivative(&mut own, before, claimed, variable, &assumed),
        (Kind::Derivative, None) => Outcome::NotComparable,
        (Kind::Line, _) => between_lines(&mut own, before, claimed, variable, &assumed),
    };
    match found {
        Outcome::Named(mistake) => Outcome::Named(Mistake {
            place: copy(&own, mistake.place, store),
            written: copy(&own, mistake.written, store),
            truth: copy(&own, mistake.truth, store),
            ..mistake
        }),
        other => other,
    }
}

/// The same expression in another store.
fn copy(from: &Store, expr: ExprId, to: &mut Store) -> ExprId {
    let mut made: FxHashMap<ExprId, ExprId> = FxHashMap::default();
    for id in from.reachable(expr) {
        let node = from.node(id);
        let new = match node {
            Node::Symbol(symbol) => to.symbol(from.name(symbol)),
            Node::Number(numeral) => to.number(&from.numeral(numeral).text).expect("a numeral is one in every store"),
            _ => {
                let mut parts = node.children().map(|part| made[&part]);
                let (first, second) = (parts.next(), parts.next());
                to.intern(node.with_children(first.unwrap_or(Store::ZERO), second.unwrap_or(Store::ZERO)))
            }
        };
        made.insert(id, new);
    }
    made[&expr]
}

fn of_derivative(store: &mut Store, of: ExprId, claimed: ExprId, variable: ExprId, assumed: &[Condition]) -> Outcome {
    let Some(function) = Function::new(store, of, variable) else { return Outcome::NotComparable };
    let Some(truth) = function.truth(of) else { return Outcome::NotComparable };
    let mut search = match Search::new(store, truth, claimed, &[of], assumed) {
        Ok(search) => search,
        Err(outcome) => return outcome,
    };
    if let Some(mistake) = search.rules(&function) {
        return Outcome::Named(mistake);
    }
    for form in search.forms(of, variable, truth) {
        if let Some(mistake) = search.rewritten(form, Some((form.letter, of)), Some(variable)) {
            return Outcome::Named(mistake);
        }
    }
    let rewritten = search.rewritten(Form { is: truth, letter: truth }, None, Some(variable));
    match rewritten.or_else(|| search.misread(of, variable)) {
        Some(mistake) => Outcome::Named(mistake),
        None => search.ended(),
    }
}

fn between_lines(
    store: &mut Store,
    before: ExprId,
    after: ExprId,
    variable: Option<ExprId>,
    assumed: &[Condition],
) -> Outcome {
    let mut search = match Search::new(store, before, after, &[], assumed) {
        Ok(search) => search,
        Err(outcome) => return outcome,
    };
    match search.rewritten(Form { is: before, letter: before }, None, variable) {
        Some(mistake) => Outcome::Named(mistake),
        None => search.ended(),
    }
}

/// An expression in which a letter may stand for the function itself.
#[derive(Debug, Clone, Copy)]
struct Form {
    is: ExprId,
    letter: ExprId,
}

struct Search<'a> {
    store: &'a mut Store,
    assumed: &'a [Condition],
    claimed: ExprId,
    truth: ExprId,
    symbols: Vec<ExprId>,
    values: Values,
    /// What the claim is at the points.
    wanted: Vec<f64>,
    seen: FxHashSet<ExprId>,
    proofs: usize,
    start: usize,
    work: usize,
}

impl<'a> Search<'a> {
    /// Chooses points at which the truth and the claim have values, and compares them there.
    fn new(
        store: &'a mut Store,
        truth: ExprId,
        claimed: ExprId,
        also: &[ExprId],
        assumed: &'a [Condition],
    ) -> Result<Search<'a>, Outcome> {
        let sides = [truth, claimed].into_iter().chain(also.iter().copied());
        let all = sides.chain(assumed.iter().flat_map(|condition| [condition.left, condition.right]));
        let mut symbols: Vec<ExprId> = all.flat_map(|side| store.reachable(side)).collect();
        symbols.retain(|&id| matches!(store.node(id), Node::Symbol(_)));
        symbols.sort_unstable();
        symbols.dedup();
        let conditions: Vec<_> = assumed.iter().map(|c| (c.left, c.relation, c.right)).collect();
        let mut proposer = Proposer::new(store, (truth, claimed), &conditions, also, &symbols);
        let (mut points, mut different) = (Vec::new(), 0);
        let mut dice = Dice::new(0x51);
        for tried in 0..MOST_TRIED {
            let point: Vec<Number> = symbols.iter().map(|_| unlikely(tried, &mut dice)).collect();
            match proposer.look(&point) {
                Likely::Outside | Likely::Beyond => continue,
                Likely::Same => {}
                Likely::Different => different += 1,
            }
            points.push(point.iter().map(Number::to_f64).collect());
            if points.len() == POINTS || symbols.is_empty() {
                break;
            }
        }
        if points.len() < LEAST_POINTS && !symbols.is_empty() || points.is_empty() {
            return Err(Outcome::NotComparable);
        }
        if different == 0 {
            return Err(Outcome::SeemsRight);
        }
        let mut values = Values::new(&symbols, points);
        let wanted = values.of(store, claimed).collect();
        let (start, seen) = (store.len(), FxHashSet::default());
        Ok(Search { store, assumed, claimed, truth, symbols, values, wanted, seen, proofs: 0, start, work: 0 })
    }

    fn is_over(&self) -> bool {
        self.store.len() - self.start > MOST_MADE || self.work > MOST_WORK || self.proofs >= MOST_PROOFS
    }

    fn ended(&self) -> Outcome {
        if self.is_over() { Outcome::OutOfBudget } else { Outcome::NoSlip }
    }

    /// Whether two expressions agree at the points, as far as floating point tells.
    fn agree(&mut self, expr: ExprId) -> bool {
        let mut seen = 0;
        for (value, wanted) in self.values.of(self.store, expr).zip(&self.wanted) {
            if !close(value, *wanted) {
                return false;
            }
            seen += 1;
        }
        seen > 0
    }

    /// Whether what a slip makes is the claim: it agrees at the points, and there is a proof.
    fn is_claimed(&mut self, made: ExprId) -> bool {
        if self.is_over() || !self.seen.insert(made) || !self.agree(made) {
            return false;
        }
        if made == self.claimed {
            return true;
        }
        self.proofs += 1;
        let limits = Limits {
            points: 40,
            bits: 256,
            nodes: 20_000,
            steps: 2_000,
            work: Budget::OF_A_DERIVATION / 40,
            time: None,
        };
        let mut own = self.store.clone();
        matches!(compare(&mut own, (made, self.claimed), self.assumed, &limits), Verdict::Equal(_))
    }

    /// The slip in differentiating that gives the claim.
    fn rules(&mut self, function: &Function) -> Option<Mistake> {
        let patterns = Patterns::get();
        let mut rows = patterns.derivatives.iter().peekable();
        for slip in table::all() {
            while let Some(row) = rows.next_if(|row| row.slip == slip) {
                if let Some(found) = self.row(function, row) {
                    return Some(found);
                }
            }
            let found = match slip.special {
                Special::No => None,
                Special::Branch => self.branches(function, slip),
                Special::ParameterDoubled | Special::ParameterLost => self.parameters(function, slip),
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// One slip at each place, at all occurrences of the place, and everywhere.
    fn row(&mut self, function: &Function, row: &Row) -> Option<Mistake> {
        let mut slips: FxHashMap<ExprId, Vec<ExprId>> = FxHashMap::default();
        let mut again: FxHashSet<ExprId> = FxHashSet::default();
        let mut first = None;
        for (at, place) in function.places.iter().enumerate() {
            if self.is_over() {
                return None;
            }
            let id = place.id;
            let is_known = slips.contains_key(&id);
            let slopes = slips.entry(id).or_insert_with(|| function.slips_at(self.store, row, id)).clone();
            first = first.or(slopes.first().map(|&slope| (id, slope)));
            self.work += 1 + slopes.len() * place.depth();
            for &slope in &slopes {
                let made = function.with(self.store, at, slope);
                if made.is_some_and(|made| self.is_claimed(made)) {
                    return self.differentiated(function, row.slip, id, slope, false);
                }
            }
            if !is_known || !again.insert(id) {
                continue;
            }
            for &slope in &slopes {
                self.work += function.size();
                let made = function.with_all(self.store, id, slope);
                if made.is_some_and(|made| self.is_claimed(made)) {
                    return self.differentiated(function, row.slip, id, slope, true);
                }
            }
        }
        let (place, slope) = first?;
        if slips.values().filter(|slopes| !slopes.is_empty()).count() < 2 {
            return None;
        }
        self.work += function.size();
        let (made, _) = function.with_everywhere(self.store, row).filter(|&(_, count)| count > 1)?;
        if self.is_claimed(made) { self.differentiated(function, row.slip, place, slope, true) } else { None }
    }

    fn differentiated(
        &self,
        function: &Function,
        slip: &'static Slip,
        place: ExprId,
        written: ExprId,
        everywhere: bool,
    ) -> Option<Mistake> {
        let truth = function.truth(place)?;
        Some(Mistake { slip, place, written, truth, everywhere, stage: Stage::Differentiating })
    }

    fn branches(&mut self, function: &Function, slip: &'static Slip) -> Option<Mistake> {
        for (at, place) in function.places.iter().enumerate() {
            for slope in function.branches(self.store, place.id) {
                let made = function.with(self.store, at, slope);
                if made.is_some_and(|made| self.is_claimed(made)) {
                    return self.differentiated(function, slip, place.id, slope, false);
                }
            }
        }
        None
    }

    /// The derivative with a parameter as a factor once more, or once less.
    fn parameters(&mut self, function: &Function, slip: &'static Slip) -> Option<Mistake> {
        let whole = function.places.first()?.id;
        for parameter in self.symbols.clone() {
            if function.moves(parameter) {
                continue;
            }
            let made = match slip.special {
                Special::ParameterLost => self.store.div(self.truth, parameter),
                _ => self.store.mul(parameter, self.truth), // once more
            };
            if self.is_claimed(made) {
                return self.differentiated(function, slip, whole, made, false);
            }
        }
        None
    }

    /// The slip from one line to the next that makes the claim of `form`, where a letter may stand for an expression.
    fn rewritten(&mut self, form: Form, letter: Option<(ExprId, ExprId)>, variable: Option<ExprId>) -> Option<Mistake> {
        let expression = Expression::new(self.store, form.is, variable);
        let whole = |store: &mut Store, expr| match letter {
            Some((letter, value)) => store.replace(expr, letter, value),
            None => expr,
        };
        for row in &Patterns::get().lines {
            let mut times: FxHashMap<ExprId, usize> = FxHashMap::default();
            for (at, place) in expression.places.iter().enumerate() {
                if self.is_over() {
                    return None;
                }
                let before = times.entry(place.id).or_default();
                *before += 1;
                let again = *before == 2;
                self.work += 1;
                for part in expression.slips(self.store, row, place.id) {
                    self.work += place.depth() + if again { expression.size() } else { 0 };
                    let once = expression.with(self.store, at, part);
                    let once = whole(self.store, once);
                    let found = if self.is_claimed(once) {
                        Some(false)
                    } else if again {
                        let all = expression.with_all(self.store, place.id, part);
                        let all = whole(self.store, all);
                        self.is_claimed(all).then_some(true)
                    } else {
                        None
                    };
                    if let Some(everywhere) = found {
                        let place = whole(self.store, place.id);
                        let written = whole(self.store, part);
                        let slip = row.slip;
                        return Some(Mistake {
                            slip,
                            place,
                            written,
                            truth: place,
                            everywhere,
                            stage: Stage::Rewriting,
                        });
                    }
                }
            }
        }
        None
    }

    /// The slip in rewriting the function whose result has the claim for its derivative.
    fn misread(&mut self, of: ExprId, variable: ExprId) -> Option<Mistake> {
        let expression = Expression::new(self.store, of, Some(variable));
        for row in &Patterns::get().lines {
            for (at, place) in expression.places.iter().enumerate() {
                if self.is_over() {
                    return None;
                }
                self.work += 1;
                for written in expression.slips(self.store, row, place.id) {
                    self.work += place.depth() + 2 * expression.size();
                    let other = expression.with(self.store, at, written);
                    let made = Function::new(self.store, other, variable).and_then(|other| other.slope());
                    if made.is_some_and(|made| self.is_claimed(made)) {
                        let (slip, truth) = (row.slip, place.id);
                        let stage = Stage::Reading;
                        return Some(Mistake { slip, place: truth, written, truth, everywhere: false, stage });
                    }
                }
            }
        }
        None
    }

    /// Forms of the derivative through the function itself that agree with it at the points.
    fn forms(&mut self, of: ExprId, variable: ExprId, truth: ExprId) -> Vec<Form> {
        let patterns = Patterns::get();
        let letter = self.store.symbol("?g");
        let right: Vec<f64> = self.values.of(self.store, truth).collect();
        let mut parameters: Vec<ExprId> = self.symbols.iter().copied().filter(|&symbol| symbol != variable).collect();
        parameters.push(Store::ONE);
        let mut found: Vec<Form> = Vec::new();
        for template in &patterns.forms {
            for &parameter in &parameters {
                let letters = [("g", letter), ("x", variable), ("k", parameter)];
                let value = |name: &str| letters.iter().find(|(known, _)| *known == name).map(|pair| pair.1);
                let Some(is) = patterns.build(template, self.store, None, &|name, _| value(name)) else { continue };
                let whole = self.store.replace(is, letter, of);
                let same = self.values.of(self.store, whole).zip(&right).all(|(value, &wanted)| close(value, wanted));
                if same && !found.iter().any(|form| form.is == is) {
                    found.push(Form { is, letter });
                }
            }
        }
        found
    }
}

/// Numbers at which different formulas are unlikely to agree, some of them negative.
fn unlikely(tried: usize, dice: &mut Dice) -> Number {
    const FEW: usize = 60;
    match dice.below(4) {
        0 => simple_number(dice.below(24)),
        _ => {
            let size = 1 + i64::try_from(dice.below(23 + tried.min(FEW))).unwrap_or(1);
            let sign = if dice.below(2) == 0 { 1 } else { -1 };
            Number::ratio(sign * size, 17).unwrap_or(Number::ONE)
        }
    }
}
