//! What the kernel must never let through, one law a test: each was broken once by hand to see that a test notices.

mod common;

use common::hand::Hand;
use common::slope::reread;
use gprime::expr::{ExprId, Relation, Store};
use gprime::kernel::RefusalKind;
use gprime::passes::{Request, derive};
use gprime::trace::{Condition, Judgement, Reason};
use pretty_assertions::assert_eq;

#[test]
fn no_step_rests_on_itself() {
    let mut hand = Hand::new();
    let first = Hand::new().equal("z", "z", Reason::Algebra, &[]);
    hand.equal("z", "z", Reason::Symmetry, &[first]);
    assert_eq!(hand.refusal(), Some(RefusalKind::LatePremise));
}

#[test]
fn a_chain_fits_at_both_ends_and_in_the_middle() {
    let chains = [
        ("z + z", "z*2", "2*z", None),
        ("z + z", "z*4", "2*z", Some(RefusalKind::WrongRight)),
        ("z", "z*2", "2*z", Some(RefusalKind::WrongPremise)),
        ("z + z", "z*2", "z*2 + 0", Some(RefusalKind::WrongPremise)),
    ];
    let mut tested = 0;
    for (left, right, middle, refusal) in chains {
        let mut hand = Hand::new();
        let first = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
        let second = hand.equal(middle, "z*2", Reason::Algebra, &[]);
        hand.equal(left, right, Reason::Transitivity, &[first, second]);
        assert_eq!(hand.refusal(), refusal, "{left} = {middle} = {right}");
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn a_chain_keeps_the_conditions_of_its_start() {
    let mut hand = Hand::new();
    let first = hand.equal("tan(z)*0", "0", Reason::Algebra, &[]);
    let second = hand.equal("0", "0*1", Reason::Algebra, &[]);
    let chain = hand.equal("tan(z)*0", "0*1", Reason::Transitivity, &[first, second]);
    assert!(hand.carries(chain, "tan(z)", Relation::Equal, "tan(z)"));
}

#[test]
fn substitution_uses_every_premise_and_enters_no_derivative() {
    let mut hand = Hand::new();
    let premise = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
    hand.equal("sin(z)", "sin(z)", Reason::Substitution, &[premise]);
    assert_eq!(hand.refusal(), Some(RefusalKind::PremiseCount));

    // being equal at 0 is no reason for equal slopes there
    let mut hand = Hand::new();
    hand.assume("z", Relation::Equal, "0");
    let premise = hand.equal("z + z", "2*z", Reason::Algebra, &[]);
    let mut slope = |text: &str| {
        let (of, by) = (hand.expr(text), hand.store.symbol("z"));
        hand.store.intern(gprime::expr::Node::Derivative(of, by))
    };
    let (left, right) = (slope("z + z"), slope("2*z"));
    hand.derivation.push(Judgement::Equal { left, right }, Reason::Substitution, &[premise], &[]);
    assert_eq!(hand.refusal(), Some(RefusalKind::WrongRight));
}

#[test]
fn conditions_of_many_parts_are_all_kept() {
    let poles = "(1/z + 1/(z - 1))";
    let mut hand = Hand::new();
    let mut equal = |text: &str| (hand.equal(text, text, Reason::Algebra, &[]), text.to_owned());
    let sums = [
        equal("ln(a) + ln(b) + ln(c)"), // whose conditions are met first
        equal(&format!("ln(a) + {poles}")),
        equal(&format!("ln(b) + {poles}")),
        equal(&format!("{poles} + ln(c)")),
        equal(&format!("ln(c)*(ln(a) + {poles})")),
    ];
    let mut tested = 0;
    for (step, text) in sums {
        for name in ["a", "b", "c"].into_iter().filter(|name| text.contains(&format!("ln({name})"))) {
            assert!(hand.carries(step, name, Relation::Greater, "0"), "{text}: {name}");
            tested += 1;
        }
        for pole in ["z", "z - 1"].into_iter().filter(|_| text.contains(poles)) {
            assert!(hand.carries(step, pole, Relation::NotEqual, "0"), "{text}: {pole}");
            tested += 1;
        }
    }
    assert_eq!(tested, 16);
}

#[test]
fn algebra_keeps_what_it_cancels() {
    let cancelled = [("z/z", "1", "z"), ("(z^2 - 1)/(z - 1)", "z + 1", "z - 1"), ("z*z^(-1)", "1", "z")];
    let mut tested = 0;
    for (left, right, nonzero) in cancelled {
        for (left, right) in [(left, right), (right, left)] {
            let mut hand = Hand::new();
            let step = hand.equal(left, right, Reason::Algebra, &[]);
            assert!(hand.carries(step, nonzero, Relation::NotEqual, "0"), "{left} = {right}");
            tested += 1;
        }
    }
    assert_eq!(tested, 6);
}

#[test]
fn only_the_variable_has_slope_one_and_only_constants_slope_zero() {
    let cases = [
        ("z", "1", Reason::Identity, None),
        ("a", "1", Reason::Identity, Some(RefusalKind::WrongRight)),
        ("a", "0", Reason::Constant, None),
        ("a*z", "0", Reason::Constant, Some(RefusalKind::NotConstant)),
        ("a^z", "0", Reason::Constant, Some(RefusalKind::NotConstant)),
        ("z*a", "0", Reason::Constant, Some(RefusalKind::NotConstant)),
    ];
    let mut tested = 0;
    for (of, is, reason, refusal) in cases {
        let mut hand = Hand::new();
        hand.slope(of, is, reason, &[]);
        assert_eq!(hand.refusal(), refusal, "d({of}, z) = {is}");
        tested += 1;
    }
    assert_eq!(tested, 6);
}

#[test]
fn a_branch_is_taken_where_it_holds_and_its_slope_on_open_sets() {
    let branches = [
        (Some(Relation::Greater), "|z|", None),
        (Some(Relation::GreaterEqual), "|z|", None), // with z != 0, as a test of the kernel says
        (Some(Relation::Equal), "|z|", Some(RefusalKind::NotOpen)),
        (None, "|z|", Some(RefusalKind::ConditionFails)),
        (Some(Relation::Less), "|z|", Some(RefusalKind::ConditionFails)),
        (Some(Relation::Greater), "max(z, 0)", None),
        (None, "max(z, 0)", Some(RefusalKind::ConditionFails)),
        (Some(Relation::Greater), "{z if z > 0; 2 otherwise}", None),
        (None, "{2 if z < 0; z otherwise}", Some(RefusalKind::ConditionFails)),
        (Some(Relation::GreaterEqual), "{2 if z <= 0; z otherwise}", Some(RefusalKind::ConditionFails)),
    ];
    let mut tested = 0;
    for (relation, whole, refusal) in branches {
        let mut hand = Hand::new();
        if let Some(relation) = relation {
            hand.assume("z", relation, "0");
        }
        let equal = hand.equal(whole, "z", Reason::Branch, &[]);
        let slope = hand.slope("z", "1", Reason::Identity, &[]);
        hand.slope(whole, "1", Reason::Locality, &[equal, slope]);
        assert_eq!(hand.refusal(), refusal, "{whole} where z {relation:?} 0");
        tested += 1;
    }
    assert_eq!(tested, 10);
}

/// Assumptions, and a branch that is not taken where they hold.
type Untaken = (&'static [(&'static str, Relation, &'static str)], &'static str, &'static str);

const UNTAKEN: &[Untaken] = &[
    (&[("z", Relation::Less, "a")], "|z^2 - 2*z*a + a^2|", "-(z^2 - 2*z*a + a^2)"),
    (&[("z", Relation::Less, "1")], "|z^2 - 2*z + 1|", "-(z^2 - 2*z + 1)"),
    (&[("z", Relation::Less, "1")], "|(z^2 - 2*z + 1)/(-2)|", "(z^2 - 2*z + 1)/(-2)"),
    (&[], "{1 if z < (z + 1)/2; 2 otherwise}", "1"),
    (&[("z", Relation::Less, "a")], "|z - a|", "z - a"),
    (&[("z", Relation::Less, "a"), ("a", Relation::Less, "b")], "|b - z|", "-(b - z)"),
    (&[("z", Relation::Less, "a"), ("a", Relation::Less, "b")], "|z - b|", "z - b"),
    (&[("z", Relation::Less, "a"), ("b", Relation::Less, "a")], "|z - b|", "z - b"),
    (&[("2*z", Relation::Less, "a + 1")], "|a - z|", "a - z"),
    (&[("z", Relation::LessEqual, "0")], "|z^3|", "z^3"),
    (&[("z", Relation::GreaterEqual, "0"), ("a", Relation::LessEqual, "0")], "|z*a|", "z*a"),
    (&[("z", Relation::Greater, "a")], "max(z, a)", "a"),
    (&[("z", Relation::Greater, "a")], "min(z, a)", "z"),
    (&[("z", Relation::GreaterEqual, "0")], "sign(z)", "1"),
    (&[("z", Relation::GreaterEqual, "0")], "sign(z)", "0"),
    (&[("z", Relation::Less, "1")], "{1 if z < 1 and z > 0; 2 otherwise}", "1"),
    (&[("z", Relation::Less, "1")], "{1 if z > 1 or z > 0; 2 otherwise}", "2"),
];

#[test]
fn a_branch_is_not_taken_by_its_parts() {
    let mut tested = 0;
    for &(assumptions, whole, branch) in UNTAKEN {
        let mut hand = Hand::new();
        assumptions.iter().for_each(|&(left, relation, right)| hand.assume(left, relation, right));
        hand.equal(whole, branch, Reason::Branch, &[]);
        assert_eq!(hand.refusal(), Some(RefusalKind::ConditionFails), "{whole} = {branch} where {assumptions:?}");
        tested += 1;
    }
    assert_eq!(tested, 17);
}

/// Formula, and a condition without which its derivative or the formula itself is not there.
const NEEDED: &[(&str, &str, Relation, &str)] = &[
    ("ln(z^2)", "z^2", Relation::Greater, "0"),
    ("sqrt(z^2)", "z^2", Relation::Greater, "0"),
    ("z^(3/2)", "z", Relation::Greater, "0"),
    ("z^(3/2) + 1", "z", Relation::Greater, "0"),
    ("z^(-1/2)", "z", Relation::Greater, "0"),
    ("z^a", "z", Relation::Greater, "0"),
    ("1/(z*(z - 1))", "z", Relation::NotEqual, "0"),
    ("1/(z*(z - 1))", "z - 1", Relation::NotEqual, "0"),
    ("cbrt(z) + 1", "z", Relation::NotEqual, "0"),
    ("asin(z) - asin(z)", "z", Relation::Less, "1"),
    ("asin(z) - asin(z)", "z", Relation::Greater, "-1"),
    ("0*ln(z)", "z", Relation::Greater, "0"),
    ("ln(z)^0", "z", Relation::Greater, "0"),
    ("z/z", "z", Relation::NotEqual, "0"),
];

#[test]
fn conditions_that_are_needed_are_told() {
    let mut tested = 0;
    for &(formula, left, relation, right) in NEEDED {
        let mut request = Request::new(formula);
        request.wrt = Some("z".into());
        let mut derived = derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}"));
        let (left, right) = (reread(&mut derived.store, left), reread(&mut derived.store, right));
        let told = derived.whole.conditions.contains(&Condition { left, relation, right });
        assert!(told, "{formula}: {:?}", derived.whole.conditions);
        tested += 1;
    }
    assert_eq!(tested, 14);
}

#[test]
fn no_exponent_overflows() {
    let formulas = ["ln(z^(-9223372036854775808))", "sqrt(z^9223372036854775807)", "z^(-9223372036854775809)"];
    assert_eq!(formulas.iter().filter(|formula| derive(&Request::new(formula)).is_ok()).count(), 3);
}

/// Where a rule's condition is one on `|u|`, it says all that there is to say.
#[test]
fn conditions_on_absolute_values_are_told_once() {
    let cases = [
        ("asec(z)", None, "|z| > 1"),
        ("acsc(z)", None, "|z| > 1"),
        ("acoth(z)", None, "|z| > 1"),
        ("asec(z)", Some("z > 1"), ""),
        ("acoth(z)", Some("z < -1"), ""),
        ("asech(z)", None, "z < 1; z > 0"),
        ("acot(z)", None, "z != 0"),
        ("acsch(z)", None, "z != 0"),
        ("erfi(z)", None, ""),
    ];
    let tested = cases.iter().inspect(|(formula, assumed, told)| {
        let request = Request { assume: assumed.iter().map(|&text| text.into()).collect(), ..Request::new(formula) };
        let derived = derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}"));
        let conditions = derived.whole.conditions.iter();
        let texts: Vec<String> = conditions.map(|&c| gprime::render::condition(&derived.store, c)).collect();
        assert_eq!(texts.join("; "), *told, "{formula}");
    });
    assert_eq!(tested.count(), 9);
}

/// A piece on which the rules give no derivative is no gap: `max(0, z)` may be 0 where the function has a value.
#[test]
fn a_piece_without_a_derivative_is_not_left_out() {
    let mut request = Request::new("cos((((z) - (z + a))*max(0, 2*z - 1))^0.5)");
    request.wrt = Some("z".into());
    request.assume = vec!["a > 0".into()];
    let derived = derive(&request).expect("the rules go through");
    assert!(derived.pieces.is_empty() && derived.whole.formal);
}

/// The right piece begins at 0 only, so that nothing is known of the slope from the right.
#[test]
fn a_border_that_a_piece_does_not_reach_is_not_smooth() {
    let mut request = Request::new("{(z^(2/3))^(a - 1) if z > -1/2; e^z otherwise}^0");
    request.wrt = Some("z".into());
    request.assume = vec!["a > 0".into()];
    let derived = derive(&request).expect("the rules go through");
    let kinds: Vec<_> = derived.borders.iter().map(|border| border.kind).collect();
    assert_eq!(kinds, [gprime::passes::BorderKind::Unknown]);
}

#[test]
fn a_factor_without_values_has_a_range() {
    let formulas = ["ln(z*sqrt(-1 - z^2))", "ln(acosh(-sqrt(z))*z)", "atanh((z - 1)*acosh(-z^0.5))"];
    assert_eq!(formulas.iter().filter(|formula| derive(&Request::new(formula)).is_ok()).count(), 3);
}

#[test]
fn a_formula_that_is_defined_nowhere_is_no_fault_of_the_kernel() {
    let formulas = ["a/(z - z)*z", "z/((z - z)/a)", "sin(z)/(z - z) - 1/z", "(1/(z - z) - 1/z)*z^3"];
    let tested = formulas.iter().inspect(|formula| {
        let derived = derive(&Request::new(formula)).unwrap_or_else(|e| panic!("{formula}: {e}"));
        assert!(!derived.whole.conditions.is_empty(), "{formula}");
    });
    assert_eq!(tested.count(), 4);
}

#[test]
fn borders_claim_only_what_is_there() {
    use gprime::passes::BorderKind::{Jump, Kink, Smooth, Undefined, Unknown, Vertical};
    let cases: [(&str, &[gprime::passes::BorderKind]); 9] = [
        ("{z if z < 0; z if z > 0}", &[Undefined]),
        ("{z if z < 0; 2*z if z > 0}", &[Undefined]),
        ("|z|/|z|", &[Undefined]),
        ("ln(|z| - 5)", &[Undefined, Unknown]),
        ("|z - a|/|z - a|", &[Undefined, Unknown]),
        ("|z|^a", &[Unknown]),
        ("|z|^(1/2)", &[Unknown, Vertical]),
        ("{0 if z < 0; z*z^(-1/2) if z >= 0}", &[Undefined]),
        ("{z if z <= 0; z^2 if z >= 1}", &[Unknown]),
    ];
    let mut tested = 0;
    for (formula, kinds) in cases {
        let mut request = Request::new(formula);
        request.wrt = Some("z".into());
        let derived = derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}"));
        for border in &derived.borders {
            assert!(!matches!(border.kind, Smooth | Kink | Jump), "{formula}: {:?}", border.kind);
            assert!(kinds.contains(&border.kind), "{formula}: {:?}", border.kind);
            tested += 1;
        }
    }
    assert!(tested >= 9, "{tested}");
}

#[test]
fn an_undecided_branch_is_no_gap() {
    let pieces = |formula: &str| {
        let mut request = Request::new(formula);
        request.wrt = Some("z".into());
        derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}")).pieces.len()
    };
    assert_eq!(pieces("{z if z < 0; 2*z if z > 0 and a > 1}"), 0);
    assert_ne!(pieces("{z if z < 0; 2*z if z > 1}"), 0);
}

#[test]
fn identities_hold_at_numbers() {
    use common::{Agreement, Random, agreement, dyadic, point, text};
    use gprime::expr::{Node, Number};
    use gprime::kernel::holds_at;
    use gprime::rules::{self, Kind};
    let mut random = Random::new(11);
    let mut tested = 0;
    for rule in rules::all().filter(|rule| rule.kind == Kind::Identity && rule.shift == 0) {
        let mut store = Store::new();
        let (left, right) = (text::read(&mut store, rule.left), text::read(&mut store, rule.right));
        let slots = [left, right].map(|side| store.reachable(side)).concat();
        let slots: Vec<ExprId> = slots.into_iter().filter(|&id| matches!(store.node(id), Node::Symbol(_))).collect();
        let conditions = rule.when.iter().map(|when| {
            let when = text::read_condition(&mut store, when);
            let Node::Compare(relation, left, right) = store.node(when) else { panic!("{}: {when:?}", rule.name) };
            Condition { left, relation, right }
        });
        let conditions: Vec<Condition> = conditions.collect();
        let mut equal = 0;
        for _ in 0..120 {
            let numbers: Vec<i64> = slots.iter().map(|_| random.between(-4096, 4096) * 2 + 1).collect();
            let exact = numbers.iter().map(|&n| Number::ratio(n, 1 << 11).expect("2^11 is not 0"));
            let exact: Vec<_> = slots.iter().copied().zip(exact).collect();
            if conditions.iter().any(|&condition| holds_at(&store, condition, &exact, 64) == Some(false)) {
                continue;
            }
            let values = slots.iter().zip(&numbers).map(|(&slot, &n)| (slot, point(&dyadic(n, -11)).into()));
            let values: Vec<_> = values.collect();
            match agreement(&store, left, right, &values) {
                Agreement::Equal => equal += 1,
                Agreement::Different(a, b) => panic!("{}: {} and {}", rule.name, a.to_decimal(15), b.to_decimal(15)),
                Agreement::BothUndefined | Agreement::OneUndefined | Agreement::Unknown(..) => {}
            }
        }
        assert!(equal >= 8, "{}: only {equal} points", rule.name);
        tested += 1;
    }
    assert!(tested >= 2);
}

#[test]
fn a_condition_that_jumps_is_not_open() {
    let mut hand = Hand::new();
    hand.assume("sign(z)", Relation::Less, "1/2");
    let whole = "{0 if sign(z) < 1/2; z otherwise}";
    let equal = hand.equal(whole, "0", Reason::Branch, &[]);
    let slope = hand.slope("0", "0", Reason::Constant, &[]);
    assert_eq!(hand.refusal(), None);
    hand.slope(whole, "0", Reason::Locality, &[equal, slope]);
    assert_eq!(hand.refusal(), Some(RefusalKind::NotOpen), "0 is in the set and what is right of it is not");
}

#[test]
fn a_negative_rational_power_of_zero_is_nothing() {
    let mut hand = Hand::new();
    let step = hand.equal("z^(-1/2) + 0", "z^(-1/2)", Reason::Algebra, &[]);
    assert!(hand.carries(step, "z", Relation::Greater, "0"));
}
