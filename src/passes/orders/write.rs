//! Polynomials over generators as a reader would write them: sorted by powers, as products, collected by one generator.

use rustc_hash::FxHashMap;

use crate::algebra::shape::{Notation, cost, number};
use crate::algebra::tower::{Letter, MOST_LETTERS, Sum, exponent};
use crate::algebra::{Budget, Monomial, Poly, Pool, Var, factor};
use crate::expr::{ExprId, Node, Number, Store};

/// A polynomial of more terms than this is only sorted.
const MOST_SHAPED: usize = 160;
/// What looking for the factors of a polynomial may cost.
const FACTORING: u64 = 3_000_000;
/// What looking for the shape of all polynomials of a writer may cost; coefficients of coefficients are shaped like sums, so
/// that many letters have very many shapes.
const SHAPING: u64 = 4_000_000;
/// What trying the shapes of a sum costs for each of its terms.
const SHAPES_OF_A_TERM: u64 = 64;

/// Writes polynomials over letters.
pub(super) struct Writer<'a> {
    store: &'a mut Store,
    letters: &'a [Letter],
    notation: Notation,
    /// For each variable of the polynomials its letter: constants first, then the differentiated symbol, then the rest.
    places: Vec<usize>,
    /// The numerals that were written, since each stands in several forms and digits are slow to make.
    numerals: FxHashMap<Number, ExprId>,
    shaping: Pool,
}

impl<'a> Writer<'a> {
    /// A writer for letters, the first `generators` of which are generators.
    pub(super) fn new(
        store: &'a mut Store,
        letters: &'a [Letter],
        generators: usize,
        notation: Notation,
    ) -> Writer<'a> {
        let rank = |&letter: &usize| match letters[letter] {
            _ if letter >= generators => (0, letter),
            Letter::Of(id) if Some(id) == notation.variable => (1, letter),
            Letter::Of(_) | Letter::Reciprocal(_) => (2, letter),
        };
        let mut places: Vec<usize> = (0..letters.len()).collect();
        places.sort_by_key(rank);
        Writer { store, letters, notation, places, numerals: FxHashMap::default(), shaping: Pool::new(SHAPING, None) }
    }

    /// The polynomial in its most readable form; with `step`, it is also tried as that factor times the polynomial given
    /// with it. `None` if a coefficient is too long to be written.
    pub(super) fn write(&mut self, sum: &Sum, step: Option<(ExprId, &Sum)>) -> Option<ExprId> {
        let poly = self.poly(sum)?;
        let mut forms = Vec::new();
        if let Some((first, rest)) = step {
            let rest = self.poly(rest)?;
            let rest = self.factors(&Monomial::ONE, &rest)?;
            forms.push(self.multiplied(rest, Some(first)));
        }
        forms.push(self.product(&poly)?);
        if poly.terms().len() <= MOST_SHAPED {
            forms.extend(self.sorted_forms(&poly)?);
        }
        forms.into_iter().min_by_key(|&form| cost(self.store, form, &self.notation))
    }

    fn poly(&self, sum: &Sum) -> Option<Poly> {
        let monomial = |powers| {
            let mut factors = self.places.iter().enumerate();
            factors.try_fold(Monomial::ONE, |product, (var, &letter)| {
                product.mul(&Monomial::power(Var(var as u32), exponent(powers, letter)))
            })
        };
        let terms = sum.iter().map(|(&powers, value)| Some((monomial(powers)?, value.clone())));
        Some(Poly::from_terms(terms.collect::<Option<Vec<_>>>()?))
    }

    /// As a number times a product of powers times sums, as far as factors are found.
    fn product(&mut self, poly: &Poly) -> Option<ExprId> {
        let factors = self.factors(&Monomial::ONE, poly)?;
        Some(self.multiplied(factors, None))
    }

    /// The product of factors with another one, that stands behind the number in front.
    fn multiplied(&mut self, (mut negative, mut factors): (bool, Vec<ExprId>), other: Option<ExprId>) -> ExprId {
        let mut at = factors.first().is_some_and(|&first| matches!(self.store.node(first), Node::Number(_))).into();
        let mut open: Vec<ExprId> = other.into_iter().collect();
        while let Some(id) = open.pop() {
            match self.store.node(id) {
                Node::Mul(a, b) => open.extend([b, a]),
                Node::Neg(a) => {
                    negative = !negative;
                    open.push(a);
                }
                _ if id == Store::ONE => {}
                _ => {
                    factors.insert(at, id);
                    at += 1;
                }
            }
        }
        let product = factors.into_iter().reduce(|product, factor| self.store.mul(product, factor));
        let product = product.unwrap_or(Store::ONE);
        if negative { self.store.neg(product) } else { product }
    }

    /// Whether a polynomial times a product of powers is to be negated, and its factors.
    fn factors(&mut self, power: &Monomial, poly: &Poly) -> Option<(bool, Vec<ExprId>)> {
        if poly.terms().is_empty() {
            return Some((false, vec![Store::ZERO]));
        }
        let short = poly.terms().len() <= MOST_SHAPED;
        let factored = short.then(|| factor(poly, &mut self.shaping.share(FACTORING, MOST_SHAPED)).ok()).flatten();
        let (mut content, mut factors) = match factored {
            Some(factored) => (factored.content, factored.factors),
            None => {
                let (content, primitive) = poly.primitive();
                let monomial = primitive.monomial_content();
                let rest = primitive.div_monomial(&monomial)?;
                let powers = monomial.factors().map(|(var, exponent)| (Poly::variable(var), exponent));
                (content, powers.chain([(rest, 1)]).collect())
            }
        };
        let ends_below = |poly: &Poly| poly.terms().len() > 1 && poly.terms().last().is_some_and(|t| t.1.is_negative());
        for (factor, exponent) in &mut factors {
            if content.is_negative() && *exponent % 2 == 1 && ends_below(factor) {
                (*factor, content) = (factor.neg(), content.neg());
            }
        }
        let mut single = Poly::term(power.clone(), content);
        let mut sums = Vec::new();
        for (factor, exponent) in factors {
            match factor.terms() {
                [(monomial, _)] => {
                    let mut powers = monomial.factors();
                    let power = powers.try_fold(Monomial::ONE, |product, (var, n)| {
                        product.mul(&Monomial::power(var, n * exponent))
                    })?;
                    single = single.mul(&Poly::term(power, Number::ONE), &mut Budget::default()).ok()?;
                }
                _ => sums.push((factor, exponent)),
            }
        }
        let (monomial, value) = single.terms().first()?.clone();
        let mut found = Vec::new();
        if !monomial.is_one() || !value.abs().is_one() {
            let (_, mut product) = self.term(&monomial, &value)?;
            while let Node::Mul(before, last) = self.store.node(product) {
                found.insert(0, last);
                product = before;
            }
            found.insert(0, product);
        }
        for (sum, exponent) in sums {
            let mut sum = self.sum(&sum)?;
            if exponent > 1 {
                let exponent = self.store.integer(u64::from(exponent));
                sum = self.store.pow(sum, exponent);
            }
            found.push(sum);
        }
        Some((value.is_negative(), found))
    }

    /// A sum without common factors: sorted, or collected by one of its letters, whichever costs less.
    fn sum(&mut self, poly: &Poly) -> Option<ExprId> {
        let mut forms = self.sorted_forms(poly)?;
        let occurs = |var: &u32| poly.terms().iter().any(|(m, _)| m.factors().any(|(other, _)| other == Var(*var)));
        let vars: Vec<u32> = (0..MOST_LETTERS as u32).filter(occurs).collect();
        if vars.len() > 1 && poly.terms().len() <= MOST_SHAPED {
            for var in vars {
                let cost = SHAPES_OF_A_TERM * poly.terms().len() as u64;
                if self.shaping.share(cost, MOST_SHAPED).charge(cost).is_err() {
                    break;
                }
                forms.extend(self.collected(poly, Var(var)));
            }
        }
        forms.into_iter().min_by_key(|&form| cost(self.store, form, &self.notation))
    }

    /// Sorted by the powers of one letter, with the coefficients as products.
    fn collected(&mut self, poly: &Poly, var: Var) -> Option<ExprId> {
        let mut groups = poly.coefficients(var);
        groups.sort_by_key(|group| std::cmp::Reverse(group.0));
        let mut terms = Vec::new();
        for (n, rest) in groups {
            let power = Monomial::power(var, n);
            if let ([(monomial, value)], true) = (rest.terms(), n > 0) {
                terms.push(self.term(&monomial.mul(&power)?, value)?);
                continue;
            }
            let factors = self.factors(&power, &rest)?;
            let term = self.multiplied(factors, None);
            terms.push(match self.store.node(term) {
                Node::Neg(term) => (true, term),
                _ => (false, term), // its sign is inside
            });
        }
        self.added(terms)
    }

    /// Sorted by powers, with and without the number and the product of powers that all terms share in front.
    fn sorted_forms(&mut self, poly: &Poly) -> Option<Vec<ExprId>> {
        let mut forms = vec![self.sorted(poly)?];
        if poly.terms().len() < 2 {
            return Some(forms);
        }
        let (content, primitive) = poly.primitive();
        let monomial = poly.monomial_content();
        let content = if primitive.terms().first()?.1.is_negative() { content.neg() } else { content };
        let (scaled, lowered) = (!content.is_one(), !monomial.is_one());
        let fronts = [(&content, &Monomial::ONE, scaled), (&Number::ONE, &monomial, lowered)];
        let both = [(&content, &monomial, scaled && lowered)];
        for (number, power, _) in fronts.into_iter().chain(both).filter(|front| front.2) {
            let rest = poly.scale(&number.recip()?).div_monomial(power)?;
            let (negative, front) = self.term(power, number)?;
            let mut front = (negative, if front == Store::ONE { Vec::new() } else { vec![front] });
            front.1.push(self.sorted(&rest)?);
            forms.push(self.multiplied(front, None));
        }
        Some(forms)
    }

    /// Sorted by powers, from the greatest down; from the least up where only that begins without a sign.
    fn sorted(&mut self, poly: &Poly) -> Option<ExprId> {
        let terms = poly.terms().iter().map(|(monomial, value)| self.term(monomial, value));
        let terms = terms.collect::<Option<Vec<_>>>()?;
        self.added(terms)
    }

    fn added(&mut self, mut terms: Vec<(bool, ExprId)>) -> Option<ExprId> {
        if let ([(true, _), ..], [.., (false, _)]) = (terms.as_slice(), terms.as_slice()) {
            terms.reverse();
        }
        let mut sum = None;
        for (negative, term) in terms {
            sum = Some(match sum {
                None if negative => self.store.neg(term),
                None => term,
                Some(sum) if negative => self.store.sub(sum, term),
                Some(sum) => self.store.add(sum, term),
            });
        }
        Some(sum.unwrap_or(Store::ZERO))
    }

    /// A positive number.
    fn numeral(&mut self, size: &Number) -> Option<ExprId> {
        if let Some(&known) = self.numerals.get(size) {
            return Some(known);
        }
        let written = number(self.store, size)?;
        self.numerals.insert(size.clone(), written);
        Some(written)
    }

    /// Whether a term is negative, and its size.
    fn term(&mut self, monomial: &Monomial, value: &Number) -> Option<(bool, ExprId)> {
        let size = value.abs();
        let mut above = if size.is_one() { None } else { Some(self.numeral(&size)?) };
        let mut below = None;
        for (var, n) in monomial.factors() {
            let letter = self.letters[self.places[var.0 as usize]];
            let (base, divides) = match letter {
                Letter::Reciprocal(of) => (of, true),
                Letter::Of(id) => match self.store.node(id) {
                    Node::Div(Store::ONE, of) => (of, true),
                    _ => (id, false), // no reciprocal
                },
            };
            let power = match n {
                1 => base,
                n => {
                    let n = self.store.integer(u64::from(n));
                    self.store.pow(base, n)
                }
            };
            let side = if divides { &mut below } else { &mut above };
            *side = Some(side.map_or(power, |product| self.store.mul(product, power)));
        }
        let above = above.unwrap_or(Store::ONE);
        Some((value.is_negative(), below.map_or(above, |below| self.store.div(above, below))))
    }
}
