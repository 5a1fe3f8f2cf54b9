//! Towers of generators: functions whose first derivatives are polynomials in them, each proved.

use crate::algebra::tower::{Letter, MOST_LETTERS, Reader, Sum, Tower as Recurrence, exponent, partial};
use crate::algebra::{Budget, Pool};
use crate::expr::{self, ExprId, Node, Store};
use crate::passes::close::{self, simplest};
use crate::passes::differentiate::{Found, differentiate_with};
use crate::passes::equal::prove::forms;
use crate::passes::{relations, task};
use crate::theory::Theory;
use crate::trace::{Derivation, Judgement, Reason, StepId};

/// A formula with more distinct parts than this is not looked at.
const MOST_NODES: usize = 400;
/// What a polynomial may cost to read.
const READING: u64 = 2_000_000;
/// The most terms of a polynomial that is read.
const MOST_TERMS: usize = 2_000;

/// A name that no formula has.
const UNWRITABLE: &str = "@";
/// A power with a larger exponent is no product.
const LARGEST_EXPONENT: u64 = 1000;

/// A function with its first derivative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Generator {
    pub(super) of: ExprId,
    pub(super) found: Found,
}

/// Generators whose first derivatives are polynomials in all of them. The first is the function's own name.
pub(super) struct Tower {
    pub(super) derivation: Derivation,
    pub(super) generators: Vec<Generator>,
    /// The first derivative of each generator as it is shown.
    pub(super) shown: Vec<ExprId>,
    /// What the letters of the polynomials stand for, the generators first.
    pub(super) letters: Vec<Letter>,
    pub(super) firsts: Vec<Sum>,
    pub(super) recurrence: Recurrence,
}

impl Tower {
    /// The tower over the derivative `found` of the name, a step of `derivation`; `None` if it does not close.
    pub(super) fn of_name(store: &mut Store, derivation: Derivation, names: Names, found: Found) -> Option<Tower> {
        let known = Some((names.name, found));
        let mut building = Building { derivation, names, known, generators: Vec::new() };
        let found = building.add(store, names.name, found)?;
        building.known = Some((names.name, found));
        Some(building.closed(store, None)?.0)
    }

    /// The tower over the functions that the formula is a polynomial in, and that polynomial.
    pub(super) fn of_parts(store: &mut Store, derivation: Derivation, names: Names) -> Option<(Tower, Sum)> {
        let mut building = Building { derivation, names, known: None, generators: Vec::new() };
        if store.reachable(names.function).len() > MOST_NODES {
            return None;
        }
        let function = building.multiplied(store, names.function);
        for atom in building.atoms(store, function)? {
            let found = building.differentiated(store, atom)?;
            building.add(store, atom, found)?;
        }
        let (tower, read) = building.closed(store, Some(function))?;
        Some((tower, read?))
    }

    /// The generators in which further derivatives are polynomials.
    pub(super) fn occurring(&self) -> Vec<ExprId> {
        let occurs = |at: &usize| {
            let in_terms = |sum: &Sum| sum.keys().any(|&powers| exponent(powers, *at) > 0);
            self.firsts.iter().any(in_terms)
        };
        (0..self.generators.len()).filter(occurs).map(|at| self.generators[at].of).collect()
    }

    /// The derivative of a polynomial in one generator, as that one's first derivative and what it is multiplied by.
    pub(super) fn product(&self, of: &Sum) -> Option<(ExprId, Sum)> {
        let occurs = |at: &usize| of.keys().any(|&powers| exponent(powers, *at) > 0);
        let mut generators = (0..self.generators.len()).filter(occurs);
        let (at, None) = (generators.next()?, generators.next()) else { return None };
        Some((self.shown[at], partial(of, at)))
    }

    /// Concludes that the derivative of this order of a generator is `is`.
    pub(super) fn conclude(&mut self, generator: usize, by: ExprId, order: u32, is: ExprId) -> StepId {
        let premises: Vec<StepId> = self.generators.iter().map(|one| one.found.step).collect();
        let generators: Vec<ExprId> = self.generators.iter().map(|one| one.of).collect();
        let judgement = Judgement::NthDerivative { of: generators[generator], by, order, is };
        self.derivation.push(judgement, Reason::Recurrence, &premises, &generators)
    }
}

/// Whether an expression may change with the variable.
fn depends(store: &Store, id: ExprId, names: Names) -> bool {
    store.reachable(id).into_iter().any(|part| part == names.name || part == names.variable)
}

/// What a tower speaks of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    pub(super) name: ExprId,
    pub(super) variable: ExprId,
    pub(super) function: ExprId,
    /// The step that concludes `name = function`.
    pub(super) named: StepId,
}

struct Building {
    derivation: Derivation,
    names: Names,
    /// The derivative of the name, if it may occur.
    known: Option<(ExprId, Found)>,
    generators: Vec<Generator>,
}

impl Building {
    fn depends(&self, store: &Store, id: ExprId) -> bool {
        depends(store, id, self.names)
    }

    /// Adds what the derivatives speak of until nothing is missing; with another polynomial, that is read as well.
    fn closed(mut self, store: &mut Store, other: Option<ExprId>) -> Option<(Tower, Option<Sum>)> {
        let mut next = 0;
        while let Some(&Generator { found, .. }) = self.generators.get(next) {
            next += 1;
            for atom in self.atoms(store, found.is)? {
                if self.generators.iter().all(|known| known.of != atom) {
                    let found = self.differentiated(store, atom)?;
                    self.add(store, atom, found)?;
                }
            }
        }
        let Building { derivation, names, generators, .. } = self;
        let ids: Vec<ExprId> = generators.iter().map(|generator| generator.of).collect();
        let mut is_constant = |id| !depends(store, id, names);
        let mut reader = Reader::new(store, &ids, &mut is_constant).ok()?;
        let mut budget = Budget::new(READING, MOST_TERMS);
        let mut read = |expr| reader.read(expr, &mut budget).ok();
        let firsts: Vec<Sum> = generators.iter().map(|one| read(one.found.is)).collect::<Option<_>>()?;
        let other = other.and_then(read);
        let letters = reader.letters().to_vec();
        let shown = generators.iter().map(|one| one.found.is).collect();
        let recurrence = Recurrence::new(&firsts, &mut budget).ok()?;
        Some((Tower { derivation, generators, shown, letters, recurrence, firsts }, other))
    }

    /// A further generator, its derivative written so that it can be read as a polynomial.
    fn add(&mut self, store: &mut Store, of: ExprId, found: Found) -> Option<Found> {
        if self.generators.len() == MOST_LETTERS || store.reachable(found.is).len() > MOST_NODES {
            return None;
        }
        task::name_domains(store, of);
        let is = self.multiplied(store, found.is);
        let found = self.rewritten(store, of, found, is)?;
        let found = if self.known.is_some() { self.folded(store, of, found) } else { found };
        self.generators.push(Generator { of, found });
        Some(found)
    }

    /// The derivative of `of` as `is`, which is equal to what was found.
    fn rewritten(&mut self, store: &mut Store, of: ExprId, found: Found, is: ExprId) -> Option<Found> {
        if is == found.is {
            return Some(found);
        }
        let pool = Pool::new(Budget::OF_A_DERIVATION / 4, None);
        let equal = relations::conclude(store, &mut self.derivation, found.is, is)
            .or_else(|| forms::conclude(store, &mut self.derivation, (found.is, is), &pool))?;
        Some(self.followed(of, found, is, equal))
    }

    fn followed(&mut self, of: ExprId, found: Found, is: ExprId, equal: StepId) -> Found {
        let judgement = Judgement::Derivative { of, by: self.names.variable, is };
        Found { is, step: self.derivation.push(judgement, Reason::Transitivity, &[found.step, equal], &[]) }
    }

    /// The derivative with the name for each occurrence of the function.
    fn folded(&mut self, store: &mut Store, of: ExprId, found: Found) -> Found {
        let Names { name, function, named, .. } = self.names;
        if matches!(store.node(function), Node::Symbol(_) | Node::Number(_)) {
            return found;
        }
        let is = store.replace(found.is, function, name);
        if is == found.is {
            return found;
        }
        let equal = |left, right| Judgement::Equal { left, right };
        let put = match is == name {
            true => named,
            false => self.derivation.push(equal(is, found.is), Reason::Substitution, &[named], &[]),
        };
        let back = self.derivation.push(equal(found.is, is), Reason::Symmetry, &[put], &[]);
        self.followed(of, found, is, back)
    }

    /// The derivative of an atom, in the form that needs the fewest further generators.
    fn differentiated(&mut self, store: &mut Store, of: ExprId) -> Option<Found> {
        let by = self.names.variable;
        let found = differentiate_with(store, Theory::builtin(), &mut self.derivation, (of, by), self.known).ok()?;
        if store.reachable(found.is).len() > MOST_NODES {
            return None;
        }
        let mut best = (self.further(store, of, found.is).unwrap_or(usize::MAX), found.is);
        for closing in [false, true] {
            if best.0 == 0 {
                break;
            }
            let form = if closing { closed_form(store, of, found.is, by) } else { simplest(store, found.is) };
            let Some(form) = form else { continue };
            let Some(further) = self.further(store, of, form) else { continue };
            if further < best.0 {
                best = (further, form);
            }
        }
        self.rewritten(store, of, found, best.1).or(Some(found))
    }

    /// How many further generators a derivative needs.
    fn further(&self, store: &mut Store, of: ExprId, is: ExprId) -> Option<usize> {
        let is = self.multiplied(store, is);
        let is_known = |atom| atom == of || self.generators.iter().any(|one| one.of == atom);
        Some(self.atoms(store, is)?.into_iter().filter(|&atom| !is_known(atom)).count())
    }

    /// The expression with a factor `1/u` for each division by something that is not constant.
    fn multiplied(&self, store: &mut Store, expr: ExprId) -> ExprId {
        let mut image = rustc_hash::FxHashMap::default();
        for id in store.reachable(expr) {
            let made = match (store.node(id), store.node(id).pair()) {
                (Node::Div(a, b), _) if self.depends(store, b) => {
                    let below = self.reciprocal(store, b);
                    if image[&a] == Store::ONE { below } else { store.mul(image[&a], below) }
                }
                (Node::Pow(base, n), _) if self.depends(store, base) => match natural(store, n) {
                    Some((_, false)) => store.pow(image[&base], n),
                    Some((n, true)) => {
                        let n = store.integer(n);
                        let power = store.pow(base, n);
                        self.reciprocal(store, power)
                    }
                    None => id,
                },
                (
                    node @ (Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..)),
                    (Some(a), b),
                ) => {
                    let parts = (image[&a], image[&b.unwrap_or(a)]);
                    store.intern(node.with_children(parts.0, parts.1))
                }
                _ => id, // a function keeps its argument
            };
            image.insert(id, made);
        }
        image[&expr]
    }

    /// `1/b` as a product of reciprocals.
    fn reciprocal(&self, store: &mut Store, b: ExprId) -> ExprId {
        let (mut product, mut sign, mut open) = (None, false, vec![(b, Store::ONE)]);
        while let Some((id, exponent)) = open.pop() {
            let factor = match store.node(id) {
                Node::Mul(u, v) => {
                    open.extend([(v, exponent), (u, exponent)]);
                    continue;
                }
                Node::Neg(u) if exponent == Store::ONE => {
                    sign = !sign;
                    open.push((u, exponent));
                    continue;
                }
                Node::Pow(u, n)
                    if exponent == Store::ONE && natural(store, n).is_some_and(|(_, negative)| !negative) =>
                {
                    open.push((u, n));
                    continue;
                }
                _ => store.div(Store::ONE, id), // a factor of its own
            };
            let factor = if exponent == Store::ONE { factor } else { store.pow(factor, exponent) };
            product = Some(product.map_or(factor, |product| store.mul(product, factor)));
        }
        let product = product.unwrap_or(Store::ONE);
        if sign { store.neg(product) } else { product }
    }

    /// The parts of a polynomial that are generators or have to become some; `None` if there are too many parts.
    fn atoms(&self, store: &Store, expr: ExprId) -> Option<Vec<ExprId>> {
        let mut found: Vec<ExprId> = Vec::new();
        let (mut open, mut looked_at) = (vec![expr], 0);
        while let Some(id) = open.pop() {
            looked_at += 1;
            if looked_at > 10 * MOST_NODES {
                return None;
            }
            match store.node(id) {
                _ if !self.depends(store, id) => {}
                Node::Neg(a) => open.push(a),
                Node::Add(a, b) | Node::Sub(a, b) | Node::Mul(a, b) => open.extend([b, a]),
                Node::Div(a, b) if !self.depends(store, b) => open.push(a),
                Node::Pow(a, n) if natural(store, n).is_some_and(|(_, negative)| !negative) => open.push(a),
                _ if found.contains(&id) => {}
                _ => found.push(id),
            }
        }
        Some(found)
    }
}

/// The size of an integer exponent that is not large, and whether it is negative.
fn natural(store: &Store, exponent: ExprId) -> Option<(u64, bool)> {
    let value = expr::constant(store, exponent)?.to_i64()?;
    Some((value.unsigned_abs(), value < 0)).filter(|(size, _)| *size <= LARGEST_EXPONENT)
}

/// The derivative `is` of a function of the variable, closed as that of the formula is.
fn closed_form(store: &mut Store, function: ExprId, is: ExprId, variable: ExprId) -> Option<ExprId> {
    let name = store.symbol(UNWRITABLE);
    let mut derivation = Derivation::new(store.brand());
    derivation.define(name, function);
    let found = differentiate_with(store, Theory::builtin(), &mut derivation, (function, variable), None).ok()?;
    let open = close::Open { name, function, of: found.is, raw: is, variable, located: None };
    let mut conclusion = found.step;
    let closed = close::close(store, &mut derivation, &mut conclusion, &open, &mut Vec::new());
    Some(store.replace(closed.form, name, function))
}
