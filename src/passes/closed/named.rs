//! Functions with names that a reader knows, as rational functions of what they are made of.

use rustc_hash::FxHashMap;

use crate::algebra::shape::{self, Notation};
use crate::algebra::{Budget, Fraction, Kernels, Monomial, Poly, Var, normal_form};
use crate::expr::{ExprId, FunctionId, Node, Number, Store};
use crate::functions;
use crate::theory::Theory;

/// A name for something: the expression, what it is a rational function of, and that function.
#[derive(Debug, Clone)]
pub(super) struct Generator {
    pub(super) expr: ExprId,
    pub(super) over: Var,
    pub(super) value: Fraction,
}

/// The names for functions of the kernels.
pub(super) fn generators(store: &mut Store, kernels: &Kernels) -> Vec<Generator> {
    let mut found = Vec::new();
    for (index, kernel) in kernels.exprs().to_vec().into_iter().enumerate() {
        let var = Var(index as u32);
        let Some((name, argument)) = called(store, kernel) else { continue };
        match name {
            "exp" => found.extend(of_exponential(store, var, argument)),
            "cos" => found.extend(of_angle(store, kernels, var, argument)),
            "tan" | "sinh" => found.extend(squares(store, var, name, argument)),
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
fn scaled(store: &mut Store, u: ExprId, above: i64, below: i64) -> Option<ExprId> {
    let mut kernels = Kernels::new();
    let value = normal_form(store, u, &mut kernels, &mut Budget::default()).ok()?;
    let scaled = value.scale(&Number::ratio(above, below)?);
    shape::ranked(store, &scaled, &kernels, &Notation::default()).first().map(|candidate| candidate.1)
}

/// Sigmoids, hyperbolic tangents and cosines over `e^w`.
fn of_exponential(store: &mut Store, var: Var, w: ExprId) -> Vec<Generator> {
    let negative = match store.node(w) {
        Node::Neg(u) => Some(u),
        _ => None, // it is not negated
    };
    let u = negative.unwrap_or(w);
    let Some(half) = scaled(store, u, 1, 2) else { return Vec::new() };
    let minus = store.neg(u);
    // over E = e^u, or over 1/E
    let turned = |mut over: Vec<i64>, mut under: Vec<i64>| {
        let degree = over.len().max(under.len());
        over.resize(degree, 0);
        under.resize(degree, 0);
        if negative.is_some() {
            over.reverse();
            under.reverse();
        }
        quotient(var, &over, &under)
    };
    let rows: [(&str, ExprId, &[i64], &[i64]); 5] = [
        ("sigmoid", u, &[0, 1], &[1, 1]),
        ("sigmoid", minus, &[1], &[1, 1]),
        ("tanh", half, &[-1, 1], &[1, 1]),
        ("tanh", u, &[-1, 0, 1], &[1, 0, 1]),
        ("cosh", u, &[1, 0, 1], &[0, 2]),
    ];
    let mut found = Vec::new();
    for (name, argument, over, under) in rows {
        if let Some(value) = turned(over.to_vec(), under.to_vec()) {
            found.push(Generator { expr: call(store, name, argument), over: var, value });
        }
    }
    found
}

/// The sine and the cosine of the double angle, and the tangent, over the cosine and the sine.
fn of_angle(store: &mut Store, kernels: &Kernels, cosine: Var, u: ExprId) -> Vec<Generator> {
    let sine = call(store, "sin", u);
    let Some(sine) = kernels.find(sine) else { return Vec::new() };
    let Some(double) = scaled(store, u, 2, 1) else { return Vec::new() };
    let (s, c) = (Poly::variable(sine), Poly::variable(cosine));
    let budget = &mut Budget::default();
    let mut found = Vec::new();
    if let Ok(product) = s.scale(&Number::from(2)).mul(&c, budget) {
        found.push(Generator { expr: call(store, "sin", double), over: sine, value: Fraction::from(product) });
    }
    if let Some(value) = quotient(cosine, &[-1, 0, 2], &[1]) {
        found.push(Generator { expr: call(store, "cos", double), over: cosine, value });
    }
    if let Ok(value) = Fraction::new(&s, &c, budget) {
        found.push(Generator { expr: call(store, "tan", u), over: sine, value });
    }
    found
}

/// The cosine over the tangent, the hyperbolic cosine over the hyperbolic sine.
fn squares(store: &mut Store, var: Var, name: &str, u: ExprId) -> Vec<Generator> {
    // the square of the name as a rational function: cos^2 = 1/(1 + tan^2), cosh^2 = 1 + sinh^2
    let (over, value) = match name {
        "tan" => ("cos", quotient(var, &[1], &[1, 0, 1])),
        _ => ("cosh", quotient(var, &[1, 0, 1], &[1])),
    };
    let expr = call(store, over, u);
    let square = store.pow(expr, Store::TWO);
    value.map(|value| Generator { expr: square, over: var, value }).into_iter().collect()
}

/// The expression with functions of exponentials put for what they mean, `softplus(u)` for `ln(1 + e^u)`.
pub(super) fn folded(store: &mut Store, expr: ExprId) -> ExprId {
    let theory = Theory::builtin();
    let mut image: FxHashMap<ExprId, ExprId> = FxHashMap::default();
    for id in store.reachable(expr) {
        let node = store.node(id);
        let own = match node.pair() {
            (Some(a), b) => store.intern(node.with_children(image[&a], b.map_or(image[&a], |b| image[&b]))),
            (None, _) => id,
        };
        let mut made = own;
        if let Node::Call(..) = store.node(own) {
            for row in functions::all().iter().filter(|row| row.arity == 1 && row.meaning.contains("exp(")) {
                let f = FunctionId::named(row.name);
                let Some(meaning) = theory.meaning(f) else { continue };
                let parts = store.reachable(own);
                if let Some(u) = parts.into_iter().find(|&u| meaning.right.is(store, own, &[u])) {
                    made = store.call(f, u);
                }
            }
        }
        image.insert(id, made);
    }
    image[&expr]
}
