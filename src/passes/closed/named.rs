//! Functions with names that a reader knows, as rational functions of what they are made of.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::field::Move;
use crate::algebra::shape::{Notation, Shapes};
use crate::algebra::{Budget, Fraction, Kernels, Monomial, Poly, Pool, Var, normal_form};
use crate::expr::{ExprId, FunctionId, Node, Number, Store};
use crate::functions;
use crate::theory::Theory;

/// The work of reading a function of the table.
const WORK: u64 = 1_000_000;
/// The work of reading an argument that is to be doubled or halved.
const WORK_OF_AN_ARGUMENT: u64 = 20_000;

/// A name for something: the expression, what it is a rational function of, and that function.
#[derive(Debug, Clone)]
pub(super) struct Generator {
    pub(super) expr: ExprId,
    pub(super) over: Var,
    pub(super) value: Fraction,
    /// Where the table knows: how the variable goes away, as fractions in the name alone.
    pub(super) step: Option<&'static Move>,
}

/// What a function of the table is over one exponential, and how that goes away in favour of the function.
#[derive(Debug)]
struct Tabled {
    value: Fraction,
    step: Option<Move>,
}

/// A function of the table that is a rational function of an exponential.
struct OverExponential {
    function: FunctionId,
    /// At u, over `e^u` and over `e^(-u)`.
    own: [Option<Tabled>; 2],
    /// At u/2, over the same, where that is a rational function.
    half: [Option<Tabled>; 2],
}

/// The names for functions of the kernels from one on.
pub(super) fn generators(store: &mut Store, kernels: &Kernels, notation: &Notation, from: usize) -> Vec<Generator> {
    let mut found = Vec::new();
    for (index, kernel) in kernels.exprs().to_vec().into_iter().enumerate().skip(from) {
        let var = Var(index as u32);
        let Some((name, argument)) = called(store, kernel) else { continue };
        match name {
            "exp" => found.extend(of_exponential(store, var, argument, notation)),
            "cos" => found.extend(of_angle(store, kernels, var, argument, notation)),
            "sinh" => found.extend(squares(store, var, name, argument)),
            _ if quotient_of(store, kernel).is_some() => found.extend(squares(store, var, name, argument)),
            _ => {} // no other function has names over it
        }
    }
    found
}

fn called(store: &Store, kernel: ExprId) -> Option<(&'static str, ExprId)> {
    match store.node(kernel) {
        Node::Call(f, argument) => Some((f.row().name, argument)),
        _ => None, // no function of one argument
    }
}

/// Whether functions of the double argument may be put for a kernel.
pub(super) fn is_angular(store: &Store, kernel: ExprId) -> bool {
    called(store, kernel).is_some_and(|(name, _)| name == "cos")
}

fn call(store: &mut Store, name: &str, argument: ExprId) -> ExprId {
    store.call(FunctionId::named(name), argument)
}

/// The quotient of two polynomials in a variable, the coefficients from the constant one on.
fn quotient(var: Var, over: &[i64], under: &[i64]) -> Option<Fraction> {
    let poly = |coefficients: &[i64]| {
        let mut sum = Poly::zero();
        for (degree, &value) in coefficients.iter().enumerate() {
            let monomial = Monomial::power(var, degree as u32);
            sum = sum.add(&Poly::term(monomial, Number::from(value)));
        }
        sum
    };
    Fraction::new(&poly(over), &poly(under), &mut Budget::default()).ok()
}

/// A multiple of an argument, written as an argument is.
fn scaled(store: &mut Store, u: ExprId, (above, below): (i64, i64), notation: &Notation) -> Option<ExprId> {
    let mut kernels = Kernels::new();
    let budget = &mut Budget::new(WORK_OF_AN_ARGUMENT, super::TERMS);
    let value = normal_form(store, u, &mut kernels, budget).ok()?;
    let scaled = value.scale(&Number::ratio(above, below)?);
    Shapes::default().cheapest(store, &scaled, &kernels, notation)
}

/// The distribution and the density of the normal law whose integral a kernel is, as expressions to be read.
pub(super) fn of_errors(store: &mut Store, kernels: &[ExprId], pool: &Pool) -> Vec<ExprId> {
    let mut found = Vec::new();
    for &kernel in kernels {
        let Some(("erf", u)) = called(store, kernel) else { continue };
        let root = call(store, "sqrt", Store::TWO);
        let product = store.mul(u, root);
        let Some(argument) = super::written(store, product, &[], pool) else { continue };
        found.extend(["Phi", "phi"].map(|name| call(store, name, argument)));
    }
    found
}

impl OverExponential {
    fn new(function: FunctionId, value: &Fraction) -> OverExponential {
        let turned = |value: &Fraction| {
            let recip = Fraction::variable(Var(0)).recip().ok()?;
            value.substitute(Var(0), &recip, &mut Budget::default()).ok()
        };
        let half = halved(value, Var(0));
        let own = [Some(value.clone()), turned(value)].map(|value| value.map(Tabled::new));
        let half = [half.clone(), half.as_ref().and_then(turned)].map(|value| value.map(Tabled::new));
        OverExponential { function, own, half }
    }
}

impl Tabled {
    fn new(value: Fraction) -> Tabled {
        let step = Move::of(&value, &Fraction::variable(Var(1)), Var(0), &mut Budget::default());
        Tabled { value, step }
    }
}

/// Functions of the table that are rational functions of an exponential: the simplest first.
fn over_exponentials() -> &'static [OverExponential] {
    static FOUND: OnceLock<Vec<OverExponential>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut found = Vec::new();
        let mut store = Store::new();
        let told = functions::all().iter().filter(|row| row.arity == 1 && !row.meaning.is_empty());
        for f in told.map(|row| FunctionId::named(row.name)) {
            store.clear();
            let u = store.symbol("u");
            if !is_quotient_of_exponentials(&mut store, f, u) {
                continue;
            }
            let exponential = call(&mut store, "exp", u);
            let expr = store.call(f, u);
            let pool = Pool::new(WORK, None);
            let Some(read) = super::forms(&mut store, &[], &[exponential, expr], super::Reading::Closed, &pool) else {
                continue;
            };
            let [Some(var), None] = [0, 1].map(|at| read.fractions[0].vars().get(at).copied()) else { continue };
            let value = &read.fractions[1];
            let alone = read.fractions[0] == Fraction::variable(var) && value.vars() == [var];
            if alone {
                found
                    .extend(value.substitute(var, &Fraction::variable(Var(0)), &mut Budget::default()).map(|v| (f, v)));
            }
        }
        found.sort_by_key(|(_, value)| degree(value));
        found.iter().map(|(f, value)| OverExponential::new(*f, value)).collect()
    })
}

/// Whether a function's meaning is no sum, and exponentials are all that it comes to.
fn is_quotient_of_exponentials(store: &mut Store, f: FunctionId, u: ExprId) -> bool {
    let Some(meaning) = Theory::builtin().meaning(f) else { return false };
    let right = meaning.right.build(store, &[u]);
    let mut open = vec![right];
    let mut known = vec![f];
    while let Some(expr) = open.pop() {
        for id in store.reachable(expr) {
            let Node::Call(g, _) = store.node(id) else { continue };
            if g.row().name == "exp" || known.contains(&g) {
                continue;
            }
            known.push(g);
            let Some(meaning) = Theory::builtin().meaning(g) else { return false };
            open.push(meaning.right.build(store, &[u]));
        }
    }
    !matches!(store.node(right), Node::Add(..) | Node::Sub(..))
}

fn degree(value: &Fraction) -> u32 {
    value.numerator().degree(Var(0)).max(value.denominator().degree(Var(0)))
}

/// The value with `x` for the square of the variable; `None` if it occurs to an odd power.
fn halved(value: &Fraction, x: Var) -> Option<Fraction> {
    let halved = |poly: &Poly| {
        let mut sum = Poly::zero();
        for (degree, coefficient) in poly.coefficients(Var(0)) {
            let power = Monomial::power(x, (degree % 2 == 0).then_some(degree / 2)?);
            sum = sum.add(&Poly::term(power, coefficient.as_constant()?));
        }
        Some(sum)
    };
    Fraction::new(&halved(value.numerator())?, &halved(value.denominator())?, &mut Budget::default()).ok()
}

/// The functions of the table over `e^w`.
fn of_exponential(store: &mut Store, var: Var, w: ExprId, notation: &Notation) -> Vec<Generator> {
    let negative = match store.node(w) {
        Node::Neg(u) => Some(u),
        _ => None, // it is not negated
    };
    let u = negative.unwrap_or(w);
    let Some(half) = scaled(store, u, (1, 2), notation) else { return Vec::new() };
    let minus = store.neg(u);
    let (own, turned) = if negative.is_some() { (1, 0) } else { (0, 1) };
    let mut found = Vec::new();
    for row in over_exponentials() {
        let is_odd_or_even = row.function.row().parity != functions::Parity::Neither;
        let turned = Some((minus, &row.own[turned])).filter(|_| !is_odd_or_even);
        for (argument, tabled) in [(u, &row.own[own])].into_iter().chain(turned).chain([(half, &row.half[own])]) {
            if let Some(Tabled { value, step }) = tabled {
                let expr = store.call(row.function, argument);
                found.push(Generator { expr, over: var, value: value.renamed(var), step: step.as_ref() });
            }
        }
    }
    let degree = |fraction: &Fraction| fraction.numerator().degree(var).max(fraction.denominator().degree(var));
    found.sort_by_key(|generator| degree(&generator.value));
    found
}

/// The sine and the cosine of the double angle, and the tangent, over the cosine and the sine.
fn of_angle(store: &mut Store, kernels: &Kernels, cosine: Var, u: ExprId, notation: &Notation) -> Vec<Generator> {
    let Some(double) = scaled(store, u, (2, 1), notation) else { return Vec::new() };
    let value = quotient(cosine, &[-1, 0, 2], &[1]);
    let double_cosine =
        value.map(|value| Generator { expr: call(store, "cos", double), over: cosine, value, step: None });
    let sine = call(store, "sin", u);
    let Some(sine) = kernels.find(sine) else { return double_cosine.into_iter().collect() };
    let (s, c) = (Poly::variable(sine), Poly::variable(cosine));
    let budget = &mut Budget::default();
    let mut found = Vec::new();
    if let Ok(product) = s.scale(&Number::from(2)).mul(&c, budget) {
        found.push(Generator {
            expr: call(store, "sin", double),
            over: sine,
            value: Fraction::from(product),
            step: None,
        });
    }
    found.extend(double_cosine);
    if let Ok(value) = Fraction::new(&s, &c, budget) {
        found.push(Generator { expr: call(store, "tan", u), over: sine, value, step: None });
    }
    found
}

/// The cosine over the tangent, the hyperbolic cosine over the hyperbolic sine, and so on.
fn squares(store: &mut Store, var: Var, name: &str, u: ExprId) -> Option<Generator> {
    // the square of the name as a rational function: cos^2 = 1/(1 + tan^2), cosh^2 = 1 + sinh^2
    let kernel = call(store, name, u);
    let (over, value) = match quotient_of(store, kernel).unwrap_or(name) {
        "sin/cos" => ("cos", quotient(var, &[1], &[1, 0, 1])),
        "sinh/cosh" => ("cosh", quotient(var, &[1], &[1, 0, -1])),
        "sinh" => ("cosh", quotient(var, &[1, 0, 1], &[1])),
        "cosh" => ("sinh", quotient(var, &[-1, 0, 1], &[1])),
        "sin" => ("cos", quotient(var, &[1, 0, -1], &[1])),
        "cos" => ("sin", quotient(var, &[1, 0, -1], &[1])),
        _ => return None, // its square is no square of another
    };
    let expr = call(store, over, u);
    let square = store.pow(expr, Store::TWO);
    value.map(|value| Generator { expr: square, over: var, value, step: None })
}

/// Which quotient a function is by what it means: a sine over a cosine, or a hyperbolic one.
fn quotient_of(store: &mut Store, kernel: ExprId) -> Option<&'static str> {
    let Node::Call(f, u) = store.node(kernel) else { return None };
    let meaning = Theory::builtin().meaning(f)?.right.build(store, &[u]);
    let Node::Div(over, under) = store.node(meaning) else { return None };
    match (called(store, over)?, called(store, under)?) {
        (("sin", a), ("cos", b)) if a == u && b == u => Some("sin/cos"),
        (("sinh", a), ("cosh", b)) if a == u && b == u => Some("sinh/cosh"),
        _ => None, // another meaning
    }
}

/// The squares of functions that are rational functions of one kernel.
pub(super) fn squares_of(store: &mut Store, kernels: &Kernels) -> Vec<Generator> {
    let mut found = Vec::new();
    for (index, kernel) in kernels.exprs().to_vec().into_iter().enumerate() {
        let Some((name, argument)) = called(store, kernel) else { continue };
        found.extend(squares(store, Var(index as u32), name, argument));
    }
    found
}

/// The functions in an expression that mean something in others.
pub(super) fn defined(store: &Store, expr: ExprId) -> Vec<ExprId> {
    let is_defined = |id: &ExprId| matches!(store.node(*id), Node::Call(f, _) if !f.row().meaning.is_empty());
    store.reachable(expr).into_iter().filter(is_defined).collect()
}

/// The expression with functions of exponentials put for what they mean, `softplus(u)` for `ln(1 + e^u)`, and what was put
/// for what.
pub(crate) fn folded(store: &mut Store, expr: ExprId) -> (ExprId, Vec<(ExprId, ExprId)>) {
    let mut image: FxHashMap<ExprId, ExprId> = FxHashMap::default();
    let mut put = Vec::new();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let own = match node.pair() {
            (Some(a), b) => store.intern(node.with_children(image[&a], b.map_or(image[&a], |b| image[&b]))),
            (None, _) => id,
        };
        let made = with_name(store, own);
        put.extend(made.map(|made| (own, made)));
        image.insert(id, made.unwrap_or(own));
    }
    (image[&expr], put)
}

/// Functions of one argument that mean a call of another in which an exponential stands, with that other one.
fn over_exponentials_by_call() -> &'static [(FunctionId, FunctionId)] {
    static FOUND: OnceLock<Vec<(FunctionId, FunctionId)>> = OnceLock::new();
    FOUND.get_or_init(|| {
        let mut store = Store::new();
        let u = store.symbol("u");
        let rows = functions::all().iter().filter(|row| row.arity == 1 && row.meaning.contains("exp("));
        let mut found = Vec::new();
        for f in rows.map(|row| FunctionId::named(row.name)) {
            let Some(meaning) = Theory::builtin().meaning(f) else { continue };
            let right = meaning.right.build(&mut store, &[u]);
            let Node::Call(outermost, _) = store.node(right) else { continue };
            found.push((f, outermost));
        }
        found
    })
}

/// The function that means what a call is, in either order of a sum under it.
fn with_name(store: &mut Store, own: ExprId) -> Option<ExprId> {
    let Node::Call(g, argument) = store.node(own) else { return None };
    let rows = over_exponentials_by_call().iter().filter(|(_, outermost)| *outermost == g);
    let rows: Vec<FunctionId> = rows.map(|(f, _)| *f).collect();
    if rows.is_empty() {
        return None;
    }
    let turned = match store.node(argument) {
        Node::Add(a, b) => {
            let sum = store.add(b, a);
            store.call(g, sum)
        }
        _ => own, // no sum
    };
    for f in rows {
        let Some(meaning) = Theory::builtin().meaning(f) else { continue };
        let parts = store.reachable(own);
        let fits = |&u: &ExprId| [own, turned].into_iter().any(|call| meaning.right.is(store, call, &[u]));
        if let Some(u) = parts.into_iter().find(fits) {
            return Some(store.call(f, u));
        }
    }
    None
}
