//! Theories with rows of the user's own beside each other: each is known where it is asked for, and nowhere else.

use gprime::passes::equal::{self, Verdict};
use gprime::passes::own::{Activation, Column, Convention, Extension, Function, InstallError, Rows, Rule, Standing};
use gprime::passes::simplify::{Request, Simplified, simplify};
use gprime::passes::{BorderKind, own};
use gprime::theory::Theory;
use gprime::{derive, kernel, text};

fn steep(factor: u32) -> Extension {
    let rows = Rows::new().activation(Activation::new("steep", &format!("z*sigmoid({factor}*z)"))).rule(Rule::new(
        "fold",
        &format!("ln(1 + e^({factor}*u))"),
        &format!("softplus({factor}*u)"),
    ));
    rows.build().expect("the rows are right")
}

fn shorter(formula: &str) -> Simplified {
    simplify(&Request::new(formula)).expect("it is a formula")
}

fn is_folded(factor: u32) -> bool {
    let found = shorter(&format!("z*ln(1 + e^({factor}*z))"));
    found.lines.iter().any(|line| line.because.iter().any(|because| because.name == "fold"))
}

#[test]
fn each_thread_has_its_own() {
    let known = |factor: u32| {
        let own = steep(factor);
        assert_eq!(own.standings(), [Standing::Proved]);
        for _ in 0..3 {
            let derived = own.with(|| derive("steep")).expect("it is known");
            assert_eq!(text(&derived.store, derived.whole.function), format!("z*sigmoid({factor}*z)"));
            assert!(own.with(|| is_folded(factor)), "{factor}");
            assert!(!own.with(|| is_folded(factor + 1)), "{factor}");
            assert!(!is_folded(factor) && derive("steep(z)").is_err(), "{factor}: only inside");
        }
    };
    std::thread::scope(|scope| {
        for factor in 2..6 {
            scope.spawn(move || known(factor));
        }
    });
}

#[test]
fn what_comes_back_is_checked_and_written_anywhere() {
    let own = Rows::new()
        .activation(Activation::new("gate", "sigmoid(5*z)"))
        .rule(Rule::new("close-the-gate", "ln(1 + e^(gate(u)))", "softplus(gate(u))"))
        .build()
        .expect("the rows are right");
    let found = own.with(|| shorter("z*ln(e^(gate(z)) + 1)"));
    assert!(found.lines.len() > 1);
    for (derivation, _) in &found.cells {
        kernel::check(&found.store, Theory::builtin(), derivation).expect("a rule in force is in force everywhere");
    }
    let page = gprime::render::simplified(&found, &gprime::render::formats()[0], &Default::default());
    assert!(page.contains("close the gate"), "{page}");
}

#[test]
fn scopes_are_left_as_they_were_entered() {
    let (two, three) = (steep(2), steep(3));
    let formula = || text_of("steep(z)");
    two.with(|| {
        assert_eq!(three.with(formula), Some("z*sigmoid(3*z)".to_owned()));
        assert_eq!(formula(), Some("z*sigmoid(2*z)".to_owned()));
        let panicked = std::panic::catch_unwind(|| three.with(|| panic!("this is meant")));
        assert!(panicked.is_err());
        assert_eq!(formula(), Some("z*sigmoid(2*z)".to_owned()));
    });
    assert_eq!(formula(), None);
}

#[test]
fn a_rule_that_fits_what_it_makes_is_applied_once_to_each_part() {
    let own = Rows::new()
        .rule(Rule::new("grow", "cosh(a)", "cosh(a)*(cosh(a)^2 - sinh(a)^2)"))
        .rule(Rule::new("there", "tanh(a)", "2*sigmoid(2*a) - 1"))
        .rule(Rule::new("and-back", "2*sigmoid(2*a) - 1", "tanh(a)"))
        .build()
        .expect("the rules are right");
    let times = |formula: &str, rule: &str| {
        let found = own.with(|| shorter(formula));
        let all = found.lines.iter().flat_map(|line| &line.because);
        all.filter(|because| because.name == rule).count()
    };
    assert_eq!(times("cosh(z) + cosh(2*z)", "grow"), 2);
    assert_eq!(times("z*tanh(z)", "there"), 1);
    assert!(times("z*tanh(z)", "and-back") <= 1);
}

fn text_of(formula: &str) -> Option<String> {
    derive(formula).ok().map(|derived| text(&derived.store, derived.whole.function))
}

#[test]
fn what_rests_on_trust_is_assumed_there_and_not_known_elsewhere() {
    let own =
        Rows::new().rule(Rule::new("trusted-one", UNKNOWN.0, UNKNOWN.1).trusted()).build().expect("it is trusted");
    assert_eq!(own.standings(), [Standing::Trusted]);
    let found = own.with(|| equal::equal(&equal::Request::new(UNKNOWN.0, UNKNOWN.1)).expect("these are formulas"));
    let Verdict::Equal(proof) = &found.verdict else { panic!("{:?}", found.verdict) };
    assert_eq!(proof.conditions.iter().filter(|&&c| gprime::theory::is_trust(&found.store, c)).count(), 1);
    let found = equal::equal(&equal::Request::new(UNKNOWN.0, UNKNOWN.1)).expect("these are formulas");
    assert!(matches!(found.verdict, Verdict::Undecided(_)), "{:?}", found.verdict);
    let wrong = Rows::new().rule(Rule::new("wrong", "ln(a + b)", "ln(a) + ln(b)").trusted()).build();
    assert!(matches!(wrong, Err(InstallError::Rejected(_))), "what is refuted is not accepted on trust");
}

/// Two formulas that are equal, which is not known: Gauss' multiplication of sines at seven angles.
const UNKNOWN: (&str, &str) = (
    "a*sin(pi/17)*sin(2*pi/17)*sin(3*pi/17)*sin(4*pi/17)*sin(5*pi/17)*sin(6*pi/17)*sin(7*pi/17)*sin(8*pi/17)",
    "a*sqrt(17)/256",
);

#[test]
fn rows_that_are_not_accepted_leave_nothing_behind() {
    let rejected = |rows: Rows| match rows.build() {
        Err(InstallError::Rejected(rejection)) => rejection.column,
        other => panic!("{other:?}"),
    };
    let named = |name: &str| Rows::new().activation(Activation::new(name, "z*sigmoid(3*z)"));
    assert_eq!(rejected(named("tanh")), Column::Name);
    assert_eq!(rejected(named("left_over").activation(Activation::new("left_over", "z"))), Column::Name);
    assert_eq!(rejected(named("left_over").activation(Activation::new("other", "left_over(z) + b"))), Column::Formula);
    assert!(derive("left_over(z)").is_err());
    let convention = Convention { at: "0".into(), value: "z".into(), who: "nobody".into() };
    let row = Activation { conventions: vec![convention], ..Activation::new("kinked", "max(0, z)") };
    assert_eq!(rejected(Rows::new().activation(row)), Column::Convention(0));
    let opaque = Function { name: "mystery".into(), derivative: "z*mystery(z)".into(), ..Function::default() };
    assert!(matches!(Rows::new().function(opaque).build(), Err(InstallError::Functions)));
    assert_eq!(own::note(), None);
}

#[test]
fn an_activation_of_ones_own_has_everything_that_a_built_in_one_has() {
    let row = Activation {
        title: "my leaky one".into(),
        aliases: vec!["leaky_mine".into()],
        parameters: vec![own::Parameter {
            name: "k".into(),
            assume: "k > 0".into(),
            default: "1/8".into(),
            meaning: "slope".into(),
        }],
        frameworks: vec![("PyTorch".into(), "my.Leaky".into())],
        conventions: vec![Convention { at: "0".into(), value: "k".into(), who: "my kernels".into() }],
        ..Activation::new("mine", "{k*z if z < 0; z otherwise}")
    };
    let rows = Rows { origin: "my rows".into(), ..Rows::new().activation(row) };
    let own = rows.build().expect("the row is right");
    own.with(|| {
        let derived = derive("leaky_mine").expect("it is known by its other name");
        assert_eq!(derived.title.as_deref(), Some("my leaky one"));
        let kinks: Vec<_> = derived.borders.iter().filter(|border| border.kind == BorderKind::Kink).collect();
        assert_eq!(kinks.len(), 1);
        assert_eq!(kinks[0].convention.as_deref(), Some("k in my kernels"));
        let row = gprime::activations::find("mine").expect("it is in the catalogue");
        assert_eq!(row.frameworks, [("PyTorch", "my.Leaky")]);
        assert!(gprime::activations::all().any(|row| row.name == "mine"));
        assert_eq!(own::note().as_deref(), Some("with the rows of my rows"));
        // its formula is recognised, too
        let written = derive("{k*z if z < 0; z otherwise}").expect("it is a formula");
        assert_eq!(written.borders.len(), 1);
    });
    assert!(gprime::activations::find("mine").is_none());
}
