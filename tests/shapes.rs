//! Shapes of rational functions: what a person would write, always equal to what was given.

use gprime::algebra::shape::{self, Notation, Shapes};
use gprime::algebra::{Budget, Kernels, normal_form, same_fraction};
use gprime::expr::{ExprId, Node, Store, lower};
use gprime::{render, syntax};

fn read(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error:?}")).body
}

/// The cheapest shape of a formula, in which `z` is the variable and `g` the output.
fn shaped(text: &str) -> String {
    let mut store = Store::new();
    let (z, g) = (store.symbol("z"), store.symbol("g"));
    let expr = read(&mut store, text);
    let notation = Notation { variable: Some(z), output: Some(g), places: Notation::places_of(&store, expr) };
    let mut kernels = Kernels::with_opaque_decimals();
    let form = normal_form(&store, expr, &mut kernels, &mut Budget::default()).expect(text);
    let ranked = shape::ranked(&mut store, &form, &kernels, &notation);
    for &(cost, candidate) in &ranked {
        assert_eq!(same_fraction(&store, expr, candidate, &mut Budget::default()), Ok(true), "{text}");
        assert_eq!(cost, shape::cost(&store, candidate, &notation));
    }
    render::text(&store, ranked.first().expect(text).1)
}

#[test]
fn shapes_are_what_a_person_would_write() {
    let cases = [
        ("g - g^2", "g*(1 - g)"),
        ("-(g^2) + g", "g*(1 - g)"),
        ("1 - g^2", "1 - g^2"),
        ("(1 - g)*(1 + g)", "1 - g^2"),
        ("4 - 4*g^2", "4*(1 - g^2)"),
        ("sigmoid(z) + g - sigmoid(z)*g", "g + sigmoid(z)*(1 - g)"),
        ("sigmoid(z) + z*sigmoid(z) - z*sigmoid(z)^2", "sigmoid(z)*(1 + z*(1 - sigmoid(z)))"),
        ("g^3/z^3", "(g/z)^3"),
        ("a*g^3/z^3", "a*(g/z)^3"),
        ("g/z + sigmoid(z)*z - sigmoid(z)*g^2/z", "g/z + sigmoid(z)*(z - g^2/z)"),
        ("z/(2*r) + 1", "1 + z/(2*r)"),
        ("-2*z*g", "-2*z*g"),
        ("g/(2*g - z)", "g/(2*g - z)"),
        ("(g - g^2)/T", "g*(1 - g)/T"),
        ("1 - 2*h + h^2", "(1 - h)^2"),
        ("beta*g + sigmoid(beta*z) - sigmoid(beta*z)*beta*g", "beta*g + sigmoid(beta*z)*(1 - beta*g)"),
        ("a - a*t", "a*(1 - t)"),
        ("(c - g)/z", "(c - g)/z"),
        ("3*z/4", "3/4*z"),
        ("z/2", "z/2"),
        ("0.75*z + 0.25", "0.25 + 0.75*z"),
        ("0.01*z", "0.01*z"),
        ("(z^2 - g^2)/a", "(z^2 - g^2)/a"),
        ("z*z*z", "z^3"),
        ("1*x + 0", "x"),
        ("x - x", "0"),
        ("-(-x)", "x"),
        ("-3/4 + 1/2", "-1/4"),
        ("(x^2 - y^2)/(x + y)", "x - y"),
        ("-1/x", "-1/x"),
        ("-x - y", "-(x + y)"),
        ("2/(1 + t)^2", "2/(1 + t)^2"),
        ("(t - 1)/t", "1 - 1/t"),
        ("x/(x + 1)", "x/(1 + x)"),
        ("(2*z + 3)/6", "1/2 + z/3"),
        ("1 - z^2/9", "1 - z^2/9"),
        ("(1 + z/r)/2", "(1 + z/r)/2"),
        ("1.7159*2/3*(1 - (g/1.7159)^2)", "2/3*(1.7159 - g^2/1.7159)"),
        ("0.01 - 0.01*z", "0.01*(1 - z)"),
    ];
    let mut failures = Vec::new();
    for (text, expected) in cases {
        let found = shaped(text);
        if found != expected {
            failures.push(format!("{text}: expected {expected}, found {found}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(cases.len(), 39);
}

/// A fixed sequence of pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % bound
    }

    /// A formula over three names and small numbers.
    fn formula(&mut self, size: u64) -> String {
        if size <= 1 {
            return ["z", "g", "s", "1", "2", "tanh(z)"][self.below(6) as usize].to_owned();
        }
        let half = 1 + self.below(size - 1);
        let left = self.formula(half);
        match self.below(7) {
            0 => format!("-({left})"),
            1 => format!("({left})^{}", 2 + self.below(2)),
            operator => {
                format!("({left}){}({})", ["+", "-", "*", "/", "+"][operator as usize - 2], self.formula(size - half))
            }
        }
    }
}

/// What no written form may contain: factors and terms without effect, and doubled signs.
fn is_noise(store: &Store, node: Node) -> bool {
    let negative = |id: ExprId| matches!(store.node(id), Node::Neg(_));
    match node {
        Node::Add(a, b) => a == Store::ZERO || b == Store::ZERO || negative(b),
        Node::Sub(a, b) => a == Store::ZERO || b == Store::ZERO || negative(b),
        Node::Mul(a, b) => [a, b].iter().any(|&part| part == Store::ONE || part == Store::ZERO || negative(part)),
        Node::Div(a, b) => a == Store::ZERO || b == Store::ONE || negative(a) || negative(b),
        Node::Pow(_, n) => n == Store::ONE || n == Store::ZERO || negative(n),
        Node::Neg(a) => negative(a) || a == Store::ZERO,
        // Leaves and calls are left as they are.
        _ => false,
    }
}

#[test]
fn every_shape_is_equal_and_without_noise() {
    let mut random = Random(1);
    let (mut tested, mut shapes) = (0, 0);
    for _ in 0..600 {
        let mut store = Store::new();
        let text = random.formula(9);
        let expr = read(&mut store, &text);
        let mut kernels = Kernels::new();
        let budget = &mut Budget::default();
        let Ok(form) = normal_form(&store, expr, &mut kernels, budget) else { continue };
        let ranked = shape::ranked(&mut store, &form, &kernels, &Notation::default());
        assert_eq!(ranked.first().map(|best| best.1), shape::cheapest(&mut store, &form, &kernels));
        assert!(ranked.is_sorted_by_key(|candidate| candidate.0));
        for &(_, candidate) in &ranked {
            let written = render::text(&store, candidate);
            let budget = &mut Budget::new(10_000_000, 5_000);
            assert_eq!(same_fraction(&store, expr, candidate, budget), Ok(true), "{text} is not {written}");
            for part in store.reachable(candidate) {
                assert!(!is_noise(&store, store.node(part)), "{text}: noise in {written}");
            }
            let again = read(&mut store, &written);
            assert_eq!(again, candidate, "{written} is read back as {}", render::text(&store, again));
            shapes += 1;
        }
        tested += 1;
    }
    assert!(tested > 500 && shapes > 1_000, "{tested} formulas, {shapes} shapes");
}

#[test]
fn what_may_cost_only_so_much_is_the_cheapest_shape_or_none() {
    let mut random = Random(2);
    let (mut tested, notation) = (0, Notation::default());
    for _ in 0..400 {
        let mut store = Store::new();
        let text = random.formula(12);
        let expr = read(&mut store, &text);
        let mut kernels = Kernels::new();
        let Ok(form) = normal_form(&store, expr, &mut kernels, &mut Budget::default()) else { continue };
        let best = shape::cheapest(&mut store, &form, &kernels).expect(&text);
        let cost = shape::cost(&store, best, &notation);
        let mut below = |most| Shapes::default().cheapest_below(&mut store, &form, &kernels, &notation, most);
        for (most, expected) in [(cost + 1, Some(best)), (2 * cost, Some(best)), (cost, None), (cost / 2, None)] {
            assert_eq!(below(most), expected, "{text} below {most} of {cost}");
        }
        let least = Shapes::default().least(&store, &form, |var| kernels.expr(var), &notation);
        assert!(least <= cost, "{text} costs {cost} and not {least} at least");
        tested += 1;
    }
    assert!(tested > 300, "{tested} formulas");
}

#[test]
fn shaping_stays_within_its_budget() {
    let mut store = Store::new();
    // A sum of many products of many names.
    let terms: Vec<String> = (0..200).map(|k| format!("x{k}*x{}/(1 + x{})", (k * 7) % 200, (k * 11) % 13)).collect();
    let expr = read(&mut store, &terms.join(" + "));
    let mut kernels = Kernels::new();
    if let Ok(form) = normal_form(&store, expr, &mut kernels, &mut Budget::new(50_000_000, 20_000)) {
        assert!(shape::cheapest(&mut store, &form, &kernels).is_some());
    }
    let power = read(&mut store, "(a + b + c + 1)^12 - a*b");
    let form = normal_form(&store, power, &mut kernels, &mut Budget::new(50_000_000, 20_000)).expect("enough budget");
    assert!(shape::cheapest(&mut store, &form, &kernels).is_some());
}
