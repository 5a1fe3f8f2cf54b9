//! The kernel refuses lies, each for its own reason.

use gprime::expr::{self, ExprId, Relation, Store};
use gprime::kernel::{RefusalKind, check};
use gprime::passes::differentiate;
use gprime::syntax;
use gprime::theory::Theory;
use gprime::trace::{Condition, Derivation, Judgement, Reason, StepId};
use pretty_assertions::assert_eq;

/// A formula with its honest derivation by `z`.
struct Honest {
    store: Store,
    derivation: Derivation,
    z: ExprId,
    root: ExprId,
    last: StepId,
}

/// One step laid open.
#[derive(Debug, Clone)]
struct Open {
    judgement: Judgement,
    reason: Reason,
    premises: Vec<StepId>,
    substitution: Vec<ExprId>,
}

fn parse(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text}: {e}")).body
}

fn honest(text: &str) -> Honest {
    let mut store = Store::new();
    let root = parse(&mut store, text);
    let z = store.symbol("z");
    let mut derivation = Derivation::new(store.brand());
    let found = differentiate(&mut store, Theory::builtin(), &mut derivation, root, z).expect("a rule for every part");
    Honest { store, derivation, z, root, last: found.step }
}

impl Honest {
    fn steps(&self) -> Vec<Open> {
        let open = |step: &gprime::trace::Step| Open {
            judgement: step.judgement,
            reason: step.reason,
            premises: self.derivation.premises(step).to_vec(),
            substitution: self.derivation.substitution(step).to_vec(),
        };
        self.derivation.steps().iter().map(open).collect()
    }

    /// The derivation with its steps changed.
    fn forged(&self, change: impl FnOnce(&mut Vec<Open>)) -> Derivation {
        let mut steps = self.steps();
        change(&mut steps);
        let mut forged = Derivation::new(self.store.brand());
        for step in steps {
            forged.push(step.judgement, step.reason, &step.premises, &step.substitution);
        }
        forged
    }

    fn refusal(&self, derivation: &Derivation) -> Option<RefusalKind> {
        check(&self.store, Theory::builtin(), derivation).err().map(|refusal| refusal.kind)
    }

    /// What the kernel says to a changed derivation.
    fn lie(&self, change: impl FnOnce(&mut Vec<Open>)) -> Option<RefusalKind> {
        self.refusal(&self.forged(change))
    }
}

fn last(steps: &mut [Open]) -> &mut Open {
    steps.last_mut().expect("a derivation has steps")
}

fn set_is(step: &mut Open, value: ExprId) {
    if let Judgement::Derivative { is, .. } = &mut step.judgement {
        *is = value;
    }
}

#[test]
fn honest_derivations_are_accepted() {
    let formulas = [
        "1/(1+e^(-z))",
        "tanh(z)",
        "ln(1+e^z)",
        "z/(1+e^(-z))",
        "z^3",
        "z^(-2)",
        "z^(3/2)",
        "z^a",
        "a^z",
        "z^z",
        "sqrt(z)",
        "sin(z)/z",
        "atan(z^2)",
        "(e^z-e^(-z))/(e^z+e^(-z))",
        "z*tanh(ln(1+e^z))",
        "erf(z/sqrt(2))",
    ];
    let mut accepted = 0;
    for formula in formulas {
        let honest = honest(formula);
        let theorems =
            check(&honest.store, Theory::builtin(), &honest.derivation).unwrap_or_else(|e| panic!("{formula}: {e}"));
        let theorem = theorems.theorem(honest.last).expect("the last step has a theorem");
        assert!(matches!(theorem.judgement(), Judgement::Derivative { of, .. } if of == honest.root), "{formula}");
        accepted += 1;
    }
    assert_eq!(accepted, 16);
}

#[test]
fn conditions_are_decided_or_carried() {
    let carried = |text: &str| {
        let honest = honest(text);
        let theorems = check(&honest.store, Theory::builtin(), &honest.derivation).expect("an honest derivation");
        theorems.theorem(honest.last).expect("the last step has a theorem").conditions().len()
    };
    assert_eq!(carried("1/(1+e^(-z))"), 0);
    assert_eq!(carried("1/(1+z^2)"), 0);
    assert_eq!(carried("ln(1+e^z)"), 0);
    assert_eq!(carried("1/z"), 1);
    assert_eq!(carried("z^a"), 1);
    assert!(carried("ln(z)") >= 1);
    assert!(carried("sqrt(z)") >= 1);
    assert!(carried("asin(z)") >= 1);
}

#[test]
fn edited_steps_are_refused() {
    let mut sigmoid = honest("1/(1+e^(-z))");
    let (one, two) = (Store::ONE, Store::TWO);
    let wrong = parse(&mut sigmoid.store, "e^(-z)/(1+e^(-z))^3");
    let other = parse(&mut sigmoid.store, "1+z");
    let foreign = honest("z*sin(z)*cos(z)*tan(z)*tanh(z)*e^z*ln(z)*(1+z)*(2+z)*(3+z)*(4+z)*(5+z)").root;
    let count = sigmoid.derivation.steps().len();
    let refusals = [
        ("an edited result", sigmoid.lie(|s| set_is(last(s), wrong)), RefusalKind::WrongRight),
        ("a dropped premise", sigmoid.lie(|s| last(s).premises.clear()), RefusalKind::PremiseCount),
        (
            "a repeated premise",
            sigmoid.lie(|s| {
                let p = last(s).premises[0];
                last(s).premises.push(p);
            }),
            RefusalKind::PremiseCount,
        ),
        (
            "an unused premise",
            sigmoid.lie(|s| {
                let p = last(s).premises[0];
                s[0].premises.push(p);
                s[0].premises.clear();
                let id = last(s).premises[0];
                last(s).premises.push(id);
            }),
            RefusalKind::PremiseCount,
        ),
        (
            "a cut substitution",
            sigmoid.lie(|s| {
                last(s).substitution.pop();
            }),
            RefusalKind::WrongSubstitution,
        ),
        ("an edited substitution", sigmoid.lie(|s| last(s).substitution[0] = other), RefusalKind::WrongLeft),
        (
            "another function",
            sigmoid.lie(|s| {
                if let Judgement::Derivative { of, .. } = &mut last(s).judgement {
                    *of = other
                }
            }),
            RefusalKind::WrongLeft,
        ),
        (
            "another variable",
            sigmoid.lie(|s| {
                if let Judgement::Derivative { by, .. } = &mut last(s).judgement {
                    *by = other
                }
            }),
            RefusalKind::NotConstant,
        ),
        ("an expression that is not there", sigmoid.lie(|s| set_is(last(s), foreign)), RefusalKind::ForeignExpression),
        (
            "a constant that is none",
            sigmoid.lie(|s| {
                last(s).reason = Reason::Constant;
                last(s).premises.clear();
                set_is(last(s), Store::ZERO)
            }),
            RefusalKind::NotConstant,
        ),
        (
            "an identity that is none",
            sigmoid.lie(|s| {
                last(s).reason = Reason::Identity;
                last(s).premises.clear();
            }),
            RefusalKind::WrongRight,
        ),
        (
            "a derivative by algebra",
            sigmoid.lie(|s| {
                last(s).reason = Reason::Algebra;
                last(s).premises.clear();
            }),
            RefusalKind::WrongJudgement,
        ),
        (
            "a derivative by definition",
            sigmoid.lie(|s| {
                last(s).reason = Reason::Definition;
                last(s).premises.clear();
            }),
            RefusalKind::WrongJudgement,
        ),
        (
            "a derivative by substitution",
            sigmoid.lie(|s| last(s).reason = Reason::Substitution),
            RefusalKind::WrongJudgement,
        ),
        (
            "transitivity from one premise",
            sigmoid.lie(|s| last(s).reason = Reason::Transitivity),
            RefusalKind::PremiseCount,
        ),
        ("locality from one premise", sigmoid.lie(|s| last(s).reason = Reason::Locality), RefusalKind::PremiseCount),
        (
            "premises on an axiom",
            sigmoid.lie(|s| {
                let p = last(s).premises.clone();
                let mut c = s[0].clone();
                c.premises = p;
                s.push(c);
            }),
            RefusalKind::PremiseCount,
        ),
        (
            "the variable's slope edited",
            sigmoid.lie(|s| {
                let i = s.iter().position(|o| o.reason == Reason::Identity).expect("z occurs");
                set_is(&mut s[i], two)
            }),
            RefusalKind::WrongRight,
        ),
        (
            "a constant's slope edited",
            sigmoid.lie(|s| {
                let i = s.iter().position(|o| o.reason == Reason::Constant);
                match i {
                    Some(i) => set_is(&mut s[i], one),
                    None => {
                        last(s).reason = Reason::Constant;
                        last(s).premises.clear()
                    }
                }
            }),
            RefusalKind::NotConstant,
        ),
    ];
    let tested = refusals.iter().inspect(|(what, got, want)| assert_eq!(*got, Some(*want), "{what}")).count();
    assert_eq!(tested, 19);
    assert!(count >= 4);
}

#[test]
fn swapped_and_late_premises_are_refused() {
    let product = honest("sin(z)*e^z");
    let swapped = product.lie(|s| last(s).premises.reverse());
    assert_eq!(swapped, Some(RefusalKind::WrongPremise));
    let late = product.lie(|s| {
        let end = s.len() - 1;
        s.swap(0, end);
    });
    assert_eq!(late, Some(RefusalKind::LatePremise));
}

#[test]
fn a_power_with_an_edited_number_is_refused() {
    let mut cube = honest("z^3");
    let wrong = parse(&mut cube.store, "3*z^3");
    let z = cube.z;
    assert!(cube.lie(|s| set_is(last(s), wrong)).is_some());
    let three = parse(&mut cube.store, "3");
    let edited = cube.lie(|s| {
        set_is(last(s), wrong);
        let two = last(s).substitution.iter().position(|&v| v == Store::TWO).expect("the power is lowered");
        last(s).substitution[two] = three;
    });
    assert_eq!(edited, Some(RefusalKind::WrongNumber));
    assert_ne!(z, three);
}

/// One step over a store.
fn single(store: &Store, judgement: Judgement, reason: Reason) -> Derivation {
    let mut derivation = Derivation::new(store.brand());
    derivation.push(judgement, reason, &[], &[]);
    derivation
}

#[test]
fn false_identities_are_refused() {
    let mut store = Store::new();
    let false_pairs = [
        ("(z+1)^2", "z^2+1", RefusalKind::NotAnIdentity),
        ("1/z+1", "2/z", RefusalKind::NotAnIdentity),
        ("sin(2*z)", "2*sin(z)", RefusalKind::NotAnIdentity),
        ("sqrt(z^2)", "z", RefusalKind::NotAnIdentity),
        ("1/(z-z)", "1/(z-z)+1", RefusalKind::NotAnIdentity),
    ];
    let mut tested = 0;
    for (a, b, kind) in false_pairs {
        let (left, right) = (parse(&mut store, a), parse(&mut store, b));
        let lie = single(&store, Judgement::Equal { left, right }, Reason::Algebra);
        assert_eq!(check(&store, Theory::builtin(), &lie).err().map(|r| r.kind), Some(kind), "{a} = {b}");
        tested += 1;
    }
    assert_eq!(tested, 5);
    let (left, right) = (parse(&mut store, "2+2"), parse(&mut store, "5"));
    let lie = single(&store, Judgement::Equal { left, right }, Reason::Arithmetic);
    assert_eq!(check(&store, Theory::builtin(), &lie).err().map(|r| r.kind), Some(RefusalKind::WrongNumber));
}

#[test]
fn a_cancelled_factor_keeps_its_condition() {
    let mut store = Store::new();
    let (left, right) = (parse(&mut store, "z/z"), parse(&mut store, "1"));
    let derivation = single(&store, Judgement::Equal { left, right }, Reason::Algebra);
    let theorems = check(&store, Theory::builtin(), &derivation).expect("a true identity");
    let first = theorems_first(&theorems);
    assert_eq!(first, 1);
}

fn theorems_first(theorems: &gprime::kernel::Theorems) -> usize {
    theorems.all().next().expect("one step").conditions().len()
}

#[test]
fn definitions_are_fresh() {
    let mut store = Store::new();
    let (g, body) = (store.symbol("g"), parse(&mut store, "g+1"));
    let mut circular = single(&store, Judgement::Equal { left: g, right: body }, Reason::Definition);
    circular.define(g, body);
    assert_eq!(check(&store, Theory::builtin(), &circular).err().map(|r| r.kind), Some(RefusalKind::BadDefinition));
    let undefined = single(&store, Judgement::Equal { left: g, right: body }, Reason::Definition);
    assert_eq!(check(&store, Theory::builtin(), &undefined).err().map(|r| r.kind), Some(RefusalKind::WrongRight));
    let z = store.symbol("z");
    let mut constant = single(&store, Judgement::Derivative { of: g, by: z, is: Store::ZERO }, Reason::Constant);
    let square = parse(&mut store, "z^2");
    constant.define(g, square);
    assert_eq!(check(&store, Theory::builtin(), &constant).err().map(|r| r.kind), Some(RefusalKind::NotConstant));
}

#[test]
fn a_branch_needs_its_condition() {
    let mut store = Store::new();
    let (left, z) = (parse(&mut store, "max(0, z)"), store.symbol("z"));
    let step = Judgement::Equal { left, right: z };
    let unfounded = single(&store, step, Reason::Branch);
    assert_eq!(check(&store, Theory::builtin(), &unfounded).err().map(|r| r.kind), Some(RefusalKind::ConditionFails));
    let mut wrong = single(&store, step, Reason::Branch);
    wrong.assume(Condition { left: z, relation: Relation::Less, right: Store::ZERO });
    assert_eq!(check(&store, Theory::builtin(), &wrong).err().map(|r| r.kind), Some(RefusalKind::ConditionFails));
    let mut right = single(&store, step, Reason::Branch);
    right.assume(Condition { left: z, relation: Relation::Greater, right: Store::ZERO });
    assert!(check(&store, Theory::builtin(), &right).is_ok());
}

#[test]
fn equality_at_a_point_says_nothing_about_slopes() {
    // z = 0 assumed: |z| = z there, but z has the slope 1 and |z| has none
    let mut store = Store::new();
    let (absolute, z) = (parse(&mut store, "|z|"), store.symbol("z"));
    let argued = |relation| {
        let mut derivation = Derivation::new(store.brand());
        derivation.assume(Condition { left: z, relation, right: Store::ZERO });
        let equal = derivation.push(Judgement::Equal { left: absolute, right: z }, Reason::Branch, &[], &[]);
        let slope = derivation.push(Judgement::Derivative { of: z, by: z, is: Store::ONE }, Reason::Identity, &[], &[]);
        let of = Judgement::Derivative { of: absolute, by: z, is: Store::ONE };
        let last = derivation.push(of, Reason::Locality, &[equal, slope], &[]);
        (derivation, last)
    };
    let (lie, _) = argued(Relation::Equal);
    assert_eq!(check(&store, Theory::builtin(), &lie).err().map(|r| r.kind), Some(RefusalKind::NotOpen));
    // z >= 0 assumed: it holds but at 0, which is told
    let (closed, last) = argued(Relation::GreaterEqual);
    let theorems = check(&store, Theory::builtin(), &closed).expect("an open set is what is left without 0");
    let apart = Condition { left: z, relation: Relation::NotEqual, right: Store::ZERO };
    assert_eq!(theorems.theorem(last).expect("a theorem for each step").conditions(), [apart]);
}

#[test]
fn a_derivation_of_another_store_is_refused() {
    let one = honest("z^2");
    let other = honest("z^2");
    assert_eq!(other.refusal(&one.derivation), Some(RefusalKind::ForeignStore));
}

#[test]
fn a_huge_odd_power_may_be_negative() {
    let mut store = Store::new();
    let left = parse(&mut store, "|z^1000000000000000000000000000001|");
    let right = parse(&mut store, "z^1000000000000000000000000000001");
    let lie = single(&store, Judgement::Equal { left, right }, Reason::Branch);
    assert_eq!(check(&store, Theory::builtin(), &lie).err().map(|r| r.kind), Some(RefusalKind::ConditionFails));
}

#[test]
fn an_exponent_that_could_be_an_even_integer_gives_no_sign() {
    let mut store = Store::new();
    let left = parse(&mut store, "|z^(1+2)|");
    let right = parse(&mut store, "z^(1+2)");
    let lie = single(&store, Judgement::Equal { left, right }, Reason::Branch);
    assert_eq!(check(&store, Theory::builtin(), &lie).err().map(|r| r.kind), Some(RefusalKind::ConditionFails));
}
