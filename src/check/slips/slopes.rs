//! Derivatives by the rules, with one of them, or one kind of them, replaced by what a slip makes.

use rustc_hash::FxHashMap;

use super::pattern::{Match, Patterns, Row};
use super::tidy;
use crate::expr::{ExprId, Node, Store};
use crate::passes::branches;

/// One place of an expression.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) id: ExprId,
    /// The place that it is a part of, and which part of it.
    parent: Option<(usize, usize)>,
    /// How many places it stands inside of.
    depth: usize,
}

impl Place {
    /// The place that it is a part of, and which part of it; `None` for the whole.
    pub(super) fn parent(&self) -> Option<(usize, usize)> {
        self.parent
    }

    /// How many places it stands inside of.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }
}

/// The most places that are looked at, from the whole inwards.
const MOST_PLACES: usize = 160;

/// The places of an expression from the whole inwards, where `parts` are what a place is made of.
pub(super) fn places(whole: ExprId, parts: &dyn Fn(ExprId) -> Vec<ExprId>) -> Vec<Place> {
    let mut found = vec![Place { id: whole, parent: None, depth: 0 }];
    let mut at = 0;
    while at < found.len() && found.len() < MOST_PLACES {
        let depth = found[at].depth + 1;
        let inner = parts(found[at].id).into_iter().enumerate();
        found.extend(inner.map(|(part, id)| Place { id, parent: Some((at, part)), depth }));
        at += 1;
    }
    found.truncate(MOST_PLACES);
    found
}

/// A function with the true derivatives of its parts.
pub(super) struct Function {
    of: ExprId,
    by: ExprId,
    /// Its distinct parts, parts before wholes.
    parts: Vec<ExprId>,
    moves: FxHashMap<ExprId, bool>,
    slopes: FxHashMap<ExprId, ExprId>,
    pub(super) places: Vec<Place>,
}

impl Function {
    /// The derivatives of `of` and its parts by `by`; `None` where no rule speaks of a part.
    pub(super) fn new(store: &mut Store, of: ExprId, by: ExprId) -> Option<Function> {
        let parts = store.reachable(of);
        let mut moves = FxHashMap::default();
        for &id in &parts {
            let does = id == by || store.node(id).children().any(|part| moves.get(&part) == Some(&true));
            moves.insert(id, does);
        }
        let mut function = Function { of, by, parts, moves, slopes: FxHashMap::default(), places: Vec::new() };
        let slopes = function.all(store, &|_, _, _| None)?;
        function.slopes = slopes;
        function.places = places(of, &|id| function.inner(store, id));
        Some(function)
    }

    /// How many distinct parts it has.
    pub(super) fn size(&self) -> usize {
        self.parts.len()
    }

    /// Whether a part depends on the variable.
    pub(super) fn moves(&self, id: ExprId) -> bool {
        self.moves.get(&id).copied().unwrap_or(true)
    }

    /// The true derivative of the function.
    pub(super) fn slope(&self) -> Option<ExprId> {
        self.truth(self.of)
    }

    /// The true derivative of the function or a part of it.
    pub(super) fn truth(&self, id: ExprId) -> Option<ExprId> {
        self.slopes.get(&id).copied()
    }

    /// The parts whose derivatives the rule for `id` asks for.
    fn inner(&self, store: &Store, id: ExprId) -> Vec<ExprId> {
        if !self.moves(id) {
            return Vec::new();
        }
        match store.node(id) {
            Node::Cases(..) => branches::parts(store, id).values().collect(),
            Node::Pow(u, c) if !self.moves(c) => vec![u],
            Node::Pow(c, v) if !self.moves(c) => vec![v],
            node => node.children().collect(),
        }
    }

    /// The derivatives of all parts, where `slipped` says what is taken in place of the rule.
    fn all(&self, store: &mut Store, slipped: Slipped<'_>) -> Option<FxHashMap<ExprId, ExprId>> {
        let mut found = FxHashMap::default();
        for &id in &self.parts {
            if matches!(store.node(id), Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..)) {
                continue; // a condition has no derivative and is asked for none
            }
            let slope = match slipped(store, id, &found) {
                Some(slope) => slope,
                None if !self.moves(id) => Store::ZERO,
                None if id == self.by => Store::ONE,
                None => {
                    let inner = self.inner(store, id);
                    let slopes: Option<Vec<ExprId>> = inner.iter().map(|part| found.get(part).copied()).collect();
                    self.rule(store, id, &slopes?)?
                }
            };
            found.insert(id, slope);
        }
        Some(found)
    }

    /// The derivative of `id` by its rule, given the derivatives of its parts.
    fn rule(&self, store: &mut Store, id: ExprId, slopes: &[ExprId]) -> Option<ExprId> {
        let patterns = Patterns::get();
        let first = slopes.first().copied()?;
        let second = slopes.get(1).copied().unwrap_or(Store::ZERO);
        let letters = |u, v| [("u", u), ("v", v), ("u'", first), ("v'", second)];
        let (name, letters) = match store.node(id) {
            Node::Neg(u) => ("negation-rule", letters(u, u)),
            Node::Add(u, v) => ("sum-rule", letters(u, v)),
            Node::Sub(u, v) => ("difference-rule", letters(u, v)),
            Node::Mul(u, v) => ("product-rule", letters(u, v)),
            Node::Div(u, v) if !self.moves(u) => {
                ("constant-numerator-rule", [("c", u), ("v", v), ("u'", first), ("v'", second)])
            }
            Node::Div(u, v) => ("quotient-rule", letters(u, v)),
            Node::Pow(u, c) if !self.moves(c) => {
                ("constant-exponent-rule", [("u", u), ("c", c), ("u'", first), ("v'", second)])
            }
            Node::Pow(c, v) if !self.moves(c) => {
                ("constant-base-rule", [("c", c), ("v", v), ("u'", first), ("v'", first)])
            }
            Node::Pow(u, v) => ("general-power-rule", letters(u, v)),
            Node::Call(f, u) => {
                let outer = patterns.derivative(store, f, u)?;
                return Some(tidy::make(store, Node::Mul(outer, first)));
            }
            Node::Call2(f, u, v) => return patterns.derivative2(store, f, &letters(u, v)),
            Node::Cases(..) => {
                let cases = branches::parts(store, id);
                return Some(cases.with(store, |side| self.moves(side), slopes));
            }
            _ => return None, // no rule speaks of it
        };
        patterns.rule(store, name, &letters)
    }

    /// The derivative of the function where that of one place is taken to be `slope`.
    pub(super) fn with(&self, store: &mut Store, place: usize, slope: ExprId) -> Option<ExprId> {
        let (mut at, mut slope) = (place, slope);
        while let Some((parent, part)) = self.places[at].parent {
            let whole = self.places[parent].id;
            let inner = self.inner(store, whole).into_iter();
            let mut slopes: Vec<ExprId> = inner.map(|id| self.truth(id)).collect::<Option<_>>()?;
            *slopes.get_mut(part)? = slope;
            slope = self.rule(store, whole, &slopes)?;
            at = parent;
        }
        Some(slope)
    }

    /// The derivative of the function where that of `id` is taken to be `slope`, wherever it occurs.
    pub(super) fn with_all(&self, store: &mut Store, id: ExprId, slope: ExprId) -> Option<ExprId> {
        self.all(store, &|_, other, _| (other == id).then_some(slope))?.get(&self.of).copied()
    }

    /// The derivative of the function with a slip wherever it can be made, and at how many parts that is.
    pub(super) fn with_everywhere(&self, store: &mut Store, row: &Row) -> Option<(ExprId, usize)> {
        let count = std::cell::Cell::new(0);
        let found = self.all(store, &|store, id, slopes| {
            let slope = self.slips(store, row, id, slopes).into_iter().next()?;
            count.set(count.get() + 1);
            Some(slope)
        })?;
        Some((*found.get(&self.of)?, count.get()))
    }

    /// What a slip takes for the derivative of `id`, given the derivatives of its parts.
    pub(super) fn slips(
        &self,
        store: &mut Store,
        row: &Row,
        id: ExprId,
        slopes: &FxHashMap<ExprId, ExprId>,
    ) -> Vec<ExprId> {
        let patterns = Patterns::get();
        let ways = if self.moves(id) { patterns.matches(row, store, id, &|part| self.moves(part)) } else { Vec::new() };
        let made = ways
            .iter()
            .filter_map(|way| patterns.made(row, store, way, &|name, store| self.letter(store, way, name, slopes)));
        made.collect()
    }

    /// What a slip takes for the derivative of `id`, whose parts have their true derivatives.
    pub(super) fn slips_at(&self, store: &mut Store, row: &Row, id: ExprId) -> Vec<ExprId> {
        self.slips(store, row, id, &self.slopes)
    }

    /// What a letter on a slip's right side stands for that is not on its left side.
    fn letter(&self, store: &mut Store, way: &Match, name: &str, slopes: &FxHashMap<ExprId, ExprId>) -> Option<ExprId> {
        let patterns = Patterns::get();
        let u = patterns.bound(way, "u");
        let mut at = |argument: ExprId| patterns.derivative(store, way.function()?, argument);
        match name {
            "t" if !way.tells_opposites() => None,
            "x" => Some(self.by),
            "d" => at(u?),
            "e" => at(self.by),
            "s" => at(*slopes.get(&u?)?),
            "t" => {
                let opposite = tidy::make(store, Node::Neg(u?));
                patterns.derivative(store, way.function()?, opposite)
            }
            _ => slopes.get(&patterns.bound(way, name.strip_suffix('\'')?)?).copied(), // the derivative of a letter
        }
    }

    /// The derivatives of the branches at `id`, where it is cases or a function whose derivative is given in cases.
    pub(super) fn branches(&self, store: &mut Store, id: ExprId) -> Vec<ExprId> {
        match store.node(id) {
            Node::Cases(..) => {
                let values: Vec<ExprId> = branches::parts(store, id).values().collect();
                let slopes: Vec<ExprId> = values.iter().filter_map(|&value| self.truth(value)).collect();
                let mut found = slopes.clone();
                if slopes.len() == values.len() && slopes.len() > 1 {
                    let turned: Vec<ExprId> = slopes.iter().rev().copied().collect();
                    found.push(branches::parts(store, id).with(store, |side| self.moves(side), &turned));
                }
                found
            }
            Node::Call(f, u) if self.moves(u) => {
                let Some(outer) = Patterns::get().derivative(store, f, u) else { return Vec::new() };
                let Some(inner) = self.truth(u) else { return Vec::new() };
                let values: Vec<ExprId> = branches::parts(store, outer).values().collect();
                values.into_iter().map(|value| tidy::make(store, Node::Mul(value, inner))).collect()
            }
            _ => Vec::new(), // it has no branches
        }
    }
}

/// What is taken for the derivative of a part in place of what its rule says, given the derivatives of its own parts.
type Slipped<'a> = &'a dyn Fn(&mut Store, ExprId, &FxHashMap<ExprId, ExprId>) -> Option<ExprId>;
