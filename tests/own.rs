//! Rules, activations and functions of the user's own: wrong ones are rejected with a reason, right ones are in force.

use std::path::PathBuf;
use std::process::{Command, Output};

use gprime::passes::own::{Rule, Standing, Why};
use gprime::render::own::told;

/// What a rejection has to show.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    /// A point, and no condition makes it right.
    Point,
    /// A point, and the condition that is missing.
    PointAnd(&'static str),
    /// The condition that is missing: where it holds, both sides are equal, and elsewhere only one has a value.
    Condition(&'static str),
}
use Shows::{Condition, Point, PointAnd};

/// Rules that look right, and what is wrong with them.
const WRONG: &[(&str, &str, &[&str], Shows)] = &[
    ("ln(a + b)", "ln(a) + ln(b)", &[], Point),
    ("ln(a*b)", "ln(a)*ln(b)", &[], Point),
    ("ln(a)/ln(b)", "ln(a - b)", &[], Point),
    ("sqrt(a^2)", "a", &[], PointAnd("a >= 0")),
    ("sqrt(a + b)", "sqrt(a) + sqrt(b)", &[], Point),
    ("|a + b|", "|a| + |b|", &[], PointAnd("a >= 0")),
    ("|a - b|", "a - b", &[], Point),
    ("|a|", "a", &[], PointAnd("a >= 0")),
    ("(a^b)^c", "a^(b*c)", &[], Condition("a > 0")),
    ("a^b*a^c", "a^(b*c)", &["a > 0"], Point),
    ("(a + b)^2", "a^2 + b^2", &[], Point),
    ("1/(a + b)", "1/a + 1/b", &[], Point),
    ("a/(b + c)", "a/b + a/c", &[], Point),
    ("e^(a + b)", "e^a + e^b", &[], Point),
    ("e^(a*b)", "e^a*e^b", &[], Point),
    ("ln(a*b)", "ln(a) + ln(b)", &[], Condition("a > 0")),
    ("ln(a^2)", "2*ln(a)", &[], Condition("a > 0")),
    ("ln(a/b)", "ln(a) - ln(b)", &[], Condition("b > 0")),
    ("a/a", "1", &[], Condition("a != 0")),
    ("(a^2 - 1)/(a - 1)", "a + 1", &[], Condition("a - 1 != 0")),
    ("e^(ln(a))", "a", &[], Condition("a > 0")),
    ("sqrt(a)^2", "a", &[], Condition("a >= 0")),
    ("sqrt(a*b)", "sqrt(a)*sqrt(b)", &[], Condition("a >= 0")),
    ("sin(a + b)", "sin(a) + sin(b)", &[], Point),
    ("sin(2*a)", "2*sin(a)", &[], Point),
    ("asin(sin(a))", "a", &[], Point),
    ("tanh(a + b)", "tanh(a) + tanh(b)", &[], Point),
    ("sigmoid(-a)", "-sigmoid(a)", &[], Point),
    ("max(a, b)", "(a + b + a - b)/2", &[], Point),
    ("sign(a)*a", "a", &[], PointAnd("a >= 0")),
    ("tan(a)", "sin(a)*cos(a)", &[], Point),
    ("softplus(a)", "max(0, a)", &[], Point),
];

/// Rules that are right, with the conditions that they need.
const RIGHT: &[(&str, &str, &[&str])] = &[
    ("ln(a*b)", "ln(a) + ln(b)", &["a > 0", "b > 0"]),
    ("ln(a/b)", "ln(a) - ln(b)", &["a > 0", "b > 0"]),
    ("ln(a^2)", "2*ln(|a|)", &[]),
    ("sqrt(a^2)", "|a|", &[]),
    ("sqrt(a^2)", "a", &["a >= 0"]),
    ("|a*b|", "|a|*|b|", &[]),
    ("(a^b)^c", "a^(b*c)", &["a > 0"]),
    ("a^b*a^c", "a^(b + c)", &["a > 0"]),
    ("e^a*e^b", "e^(a + b)", &[]),
    ("e^a/e^b", "e^(a - b)", &[]),
    ("ln(e^a)", "a", &[]),
    ("e^(ln(a))", "a", &["a > 0"]),
    ("a/a", "1", &["a != 0"]),
    ("(a^2 - b^2)/(a - b)", "a + b", &["a != b"]),
    ("(a + b)^2", "a^2 + 2*a*b + b^2", &[]),
    ("a*c + b*c", "(a + b)*c", &[]),
    ("1/(1 + e^(-a))", "sigmoid(a)", &[]),
    ("ln(1 + e^a)", "softplus(a)", &[]),
    ("sigmoid(-a)", "1 - sigmoid(a)", &[]),
    ("softplus(a) - softplus(-a)", "a", &[]),
    ("(e^a - e^(-a))/(e^a + e^(-a))", "tanh(a)", &[]),
    ("tanh(a/2)", "2*sigmoid(a) - 1", &[]),
    ("1 - tanh(a)^2", "sech(a)^2", &[]),
    ("cosh(a)^2 - sinh(a)^2", "1", &[]),
    ("sin(a)^2 + cos(a)^2", "1", &[]),
    ("sin(2*a)", "2*sin(a)*cos(a)", &[]),
    ("cos(2*a)", "1 - 2*sin(a)^2", &[]),
    ("max(a, b)", "(a + b + |a - b|)/2", &[]),
    ("max(a, b) + min(a, b)", "a + b", &[]),
    ("sqrt(a*b)", "sqrt(a)*sqrt(b)", &["a >= 0", "b >= 0"]),
    ("sign(a)*a", "|a|", &[]),
    ("erf(-a)", "-erf(a)", &[]),
];

fn rule(left: &str, right: &str, when: &[&str]) -> Rule {
    when.iter().fold(Rule::new("under-test", left, right), |rule, condition| rule.when(condition))
}

#[test]
fn wrong_rules_are_rejected_with_a_point_or_the_missing_condition() {
    let mut tested = 0;
    for &(left, right, when, shows) in WRONG {
        let rejection = rule(left, right, when).judge().expect_err(left);
        let page = told(&rejection);
        let help = page.help.join(" ");
        match (shows, &rejection.why) {
            (Point, Why::Refuted { .. }) => {
                assert!(page.message.contains(": left = "), "{left} = {right}: {page:?}");
            }
            (PointAnd(condition), Why::Refuted { .. }) => {
                assert!(help.contains(condition), "{left} = {right}: {page:?}")
            }
            (Condition(condition), Why::Missing { .. }) => {
                assert!(help.contains(condition), "{left} = {right}: {page:?}");
            }
            (_, why) => panic!("{left} = {right}: {why:?}"),
        }
        // what is refuted or lacks a condition is not accepted on trust either
        assert!(rule(left, right, when).trusted().judge().is_err(), "{left} = {right}");
        tested += 1;
    }
    assert!(tested >= 30, "only {tested} rules");
}

#[test]
fn right_rules_are_accepted_and_most_are_proved() {
    let (mut tested, mut proved) = (0, 0);
    for &(left, right, when) in RIGHT {
        match rule(left, right, when).judge() {
            Ok(standing) => proved += usize::from(standing == Standing::Proved),
            Err(rejection) => match rejection.why {
                Why::Unproved(_) => {
                    println!("not proved: {left} = {right}");
                    assert_eq!(rule(left, right, when).trusted().judge().ok(), Some(Standing::Trusted));
                }
                why => panic!("{left} = {right}: {why:?}"),
            },
        }
        tested += 1;
    }
    assert!(tested >= 30, "only {tested} rules");
    assert!(proved >= 28, "only {proved} of {tested} are proved");
}

/// A folder with a file of rows, which is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, rows: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gprime-own-{}-{name}", std::process::id()));
        std::fs::create_dir_all(path.join("below")).expect("a folder can be made");
        std::fs::write(path.join("gprime.toml"), rows).expect("a file can be written");
        Folder(path)
    }

    fn run_in(&self, inside: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gprime"));
        command.current_dir(self.0.join(inside)).args(arguments).output().expect("the program runs")
    }

    fn run(&self, arguments: &[&str]) -> (String, String, i32) {
        let output = self.run_in("", arguments);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the output is text");
        (text(output.stdout), text(output.stderr), output.status.code().expect("it was not killed"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const ROWS: &str = r#"
[[activation]]
name = "steep_swish"
title = "steep swish"
aliases = ["swish3"]
formula = "z*sigmoid(3*z)"
derivative = "sigmoid(3*z) + 3*z*sigmoid(3*z)*(1 - sigmoid(3*z))"
latex = '\mathrm{swish}_3'

[[activation]]
name = "bump"
formula = "max(0, 1 - |z|/2)"

[[activation]]
name = "ramp"
formula = "{k*z if z < 0; z otherwise}"
parameters = [{ name = "k", assume = "k > 0", default = "2", meaning = "slope" }]

[[function]]
name = "soft_step"
formula = "(1 + tanh(z))/2"

[[function]]
name = "mystery"
derivative = "-z*mystery(z)"
trusted = true

[[rule]]
name = "fold-softplus"
because = "softplus by its definition"
left = "ln(1 + e^u)"
right = "softplus(u)"

[[rule]]
name = "mystery-doubles"
left = "mystery(2*u)"
right = "mystery(u)^2"
trusted = true
"#;

#[test]
fn a_row_of_the_file_is_as_good_as_a_built_in_one() {
    let folder = Folder::new("rows", ROWS);
    let says = |arguments: &[&str], part: &str| {
        let (out, err, code) = folder.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        assert!(out.contains(part), "{arguments:?} does not say {part}: {out}");
        assert!(out.contains("gprime.toml") || err.contains("gprime.toml"), "{arguments:?} does not name the file");
    };
    says(&["derive", "steep_swish"], "steep swish");
    says(&["derive", "swish3"], "for every z");
    says(&["derive", "soft_step"], "from the output alone: 2*g*(1 - g)");
    says(&["derive", "bump"], "4 pieces");
    says(&["derive", "ramp"], "2 pieces, k > 0");
    says(&["report", "ramp"], "k = 2");
    says(&["derive", "tanh(steep_swish(z))", "--format", "latex"], "\\mathrm{swish}_3(z)");
    says(&["derive", "steep_swish", "--format", "json"], "\"title\": \"steep swish\"");
    says(&["derive", "steep_swish", "--format", "html"], "gprime.toml");
    says(&["derive", "steep_swish", "--format", "markdown"], "gprime.toml");
    says(&["equal", "soft_step(z)", "sigmoid(2*z)"], "equal for every z");
    says(&["report", "bump"], "range");
    says(&["compare", "bump", "steep_swish"], "range");
    says(&["simplify", "z*ln(e^(2*z) + 1)"], "fold softplus");
    says(&["list", "activations"], "steep_swish");
    says(&["list", "rules"], "fold-softplus");
    says(&["explain", "steep_swish"], "sigmoid(3*z)");
    says(&["explain", "fold-softplus"], "ln(1 + e^u)");
    let picture = folder.0.join("picture.svg");
    let picture = picture.to_str().expect("the name is text");
    assert_eq!(folder.run(&["plot", "bump", "-o", picture]).2, 0);
    assert!(std::fs::read_to_string(picture).expect("it was written").contains("<svg"));
    std::fs::write(folder.0.join("in.jsonl"), "\"steep_swish\"\n\"soft_step(z)^2\"\n").expect("a file can be written");
    says(&["batch", "in.jsonl", "--fields", "derivative,from_output"], "\"status\":\"finished\"");
    std::fs::write(folder.0.join("notes.md"), "`d/dz soft_step(z) = 2*soft_step(z)*(1 - soft_step(z))`\n")
        .expect("as before");
    says(&["check", "notes.md"], "1 proved");
    says(&["check", "notes.md", "--format", "json"], "\"note\": \"with the rows of gprime.toml\"");
}

#[test]
fn what_rests_on_trust_is_assumed_everywhere() {
    let folder = Folder::new("trust", ROWS);
    for (arguments, word) in [
        (&["derive", "mystery(3z)"][..], "assumed"),
        (&["derive", "mystery(3z)", "--format", "json"], "\"verdict\": \"assumed\""),
        (&["equal", "mystery(2z)", "mystery(z)^2"], "assumed equal"),
        (&["equal", "mystery(2z)", "mystery(z)^2", "--format", "json"], "\"verdict\": \"assumed\""),
        (&["equal", "mystery'(z)", "-z*mystery(z)"], "assumed equal"),
        (&["equal", "mystery(4z)", "mystery(z)^4"], "undecided"),
        (&["simplify", "1 + mystery(z*2)"], "assumed"),
        (&["simplify", "1 + mystery(z*2)", "--format", "json"], "\"verdict\": \"assumed\""),
    ] {
        let (out, err, code) = folder.run(arguments);
        assert!(out.contains(word), "{arguments:?}: {out}{err}");
        assert!(!out.contains("proved"), "{arguments:?}: {out}");
        assert_eq!(code, if word == "undecided" { 3 } else { 0 }, "{arguments:?}");
        let strict: Vec<&str> = arguments.iter().copied().chain(["--strict"]).collect();
        assert_eq!(folder.run(&strict).2, 3, "{strict:?}");
    }
    let claims = "`mystery(2z) = mystery(z)^2`\n\n`d/dz mystery(z) = -z*mystery(z)`\n\n`mystery(z) - mystery(z) = 0`\n";
    std::fs::write(folder.0.join("notes.md"), claims).expect("a file can be written");
    let (out, _, code) = folder.run(&["check", "notes.md", "--strict"]);
    assert!(out.contains("3 claims: 1 proved, 2 assumed"), "{out}");
    assert_eq!(code, 3);
    // a rule that is proved leaves no trace of trust
    let (out, _, code) = folder.run(&["simplify", "ln(1 + e^z)", "--strict"]);
    assert!(!out.contains("assumed"), "{out}");
    assert_eq!(code, 0);
    let proof = folder.0.join("proof.json");
    let proof = proof.to_str().expect("the name is text");
    assert_eq!(folder.run(&["equal", "mystery(2z)", "mystery(z)^2", "--certificate", proof]).2, 2);
    let (out, _, _) = folder.run(&["derive", "d/dz mystery(z)"]);
    assert!(!out.contains("mystery"), "no derivative is carried out silently on trust: {out}");
}

#[test]
fn the_file_is_found_upward_named_and_ignored_on_demand() {
    let folder = Folder::new("found", ROWS);
    let here = folder.run_in("below", &["derive", "steep_swish", "--steps", "none"]);
    assert!(here.status.success());
    assert!(String::from_utf8_lossy(&here.stdout).contains("gprime.toml"));
    let without = folder.run_in("below", &["derive", "steep_swish(z)", "--no-config"]);
    assert_eq!(without.status.code(), Some(2));
    let given = folder.run_in("..", &["derive", "steep_swish", "--config"]);
    assert_eq!(given.status.code(), Some(2), "an option without its value");
    let path = folder.0.join("gprime.toml");
    let given = folder.run_in("..", &["derive", "steep_swish", "--config", path.to_str().expect("text")]);
    assert!(given.status.success());
    let missing = folder.run_in("", &["derive", "relu", "--config", "nowhere.toml"]);
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn messages_point_into_the_file() {
    for (at, (rows, parts)) in [
        (
            "[[rule]]\nname = \"wrong\"\nleft = \"ln(a + b)\"\nright = \"ln(a) + ln(b)\"\n",
            &["gprime.toml:3:8", "at a ="][..],
        ),
        ("[[rule]]\nname = \"root\"\nleft = \"sqrt(a^2)\"\nright = \"a\"\n", &["at a = -1", "when = [\"a >= 0\"]"]),
        ("[[rule]]\nname = \"open\"\nleft = \"ln(a*b\"\nright = \"a\"\n", &["gprime.toml:3:15", "closing parenthesis"]),
        (
            "[[rule]]\nname = \"unbound\"\nleft = \"a + b\"\nright = \"a + c\"\n",
            &["gprime.toml:4:9", "c does not occur"],
        ),
        ("[[rule]]\nname = \"quotient-rule\"\nleft = \"a + b\"\nright = \"b + a\"\n", &["gprime.toml:2:8", "already"]),
        ("[[rule]]\nname = \"Bad Name\"\nleft = \"a + b\"\nright = \"b + a\"\n", &["gprime.toml:2:8"]),
        ("[[activation]]\nname = \"tanh\"\nformula = \"z\"\n", &["gprime.toml:2:8", "already"]),
        (
            "[[activation]]\nname = \"hm\"\nformula = \"k*z\"\n",
            &["gprime.toml:3:11", "parameters = [{ name = \"k\" }]"],
        ),
        ("[[activation]]\nname = \"hm\"\nformula = \"z*hm(z)\"\n", &["gprime.toml:3:14", "too deep"]),
        (
            "[[activation]]\nname = \"hm\"\nformula = \"z^2\"\nderivative = \"z\"\n",
            &["gprime.toml:4:14", "not the derivative", "slope = 2, given = 1"],
        ),
        ("[[activation]]\nname = \"hm\"\nformula = \"z\"\nlatex = \"\\\\text{\"\n", &["gprime.toml:4:9", "braces"]),
        ("[[activation]]\nname = \"hm\"\nformula = \"z\"\nlatex = \"<script>\"\n", &["gprime.toml:4:9"]),
        ("[[function]]\nname = \"hm\"\nderivative = \"z\"\n", &["gprime.toml:3:14", "trusted = true"]),
        ("[[activation]]\nname = \"hm\"\n", &["gprime.toml:2:8", "needs a formula"]),
        (
            "[[activation]]\nname = \"hm\"\nformula = \"|z|\"\nconventions = [{ at = \"0\", value = \"z\", who = \"me\" }]\n",
            &["gprime.toml:4:23", "none of the parameters"],
        ),
        ("[defaults]\nformat = \"pdf\"\n", &["gprime.toml:2:10", "markdown"]),
        ("[defaults]\nassume = [\"a > 0\", \"a >\"]\n", &["gprime.toml:2:20", "cannot be assumed"]),
        ("[[function]]\nname = \"hm\"\n", &["gprime.toml:2:8", "needs a formula"]),
        (
            "[[function]]\nname = \"hm\"\nderivative = \"z\"\ndomain = [\"z > 7\"]\ntrusted = true\n",
            &["gprime.toml:4:11"],
        ),
        ("[[activation]]\nnam = \"hm\"\n", &["gprime.toml:2:1", "unknown field"]),
        ("[[rule]\n", &["gprime.toml:1:"]),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = Folder::new(&format!("message-{at}"), rows);
        let (out, err, code) = folder.run(&["derive", "relu"]);
        assert_eq!((out.as_str(), code), ("", 2), "{rows}");
        for part in parts {
            assert!(err.contains(part), "{rows} does not say {part}: {err}");
        }
    }
}

#[test]
fn usual_options_come_from_the_file() {
    let rows = "[defaults]\nformat = \"json\"\nsteps = \"none\"\nassume = [\"a > 0\"]\nstrict = true\n";
    let folder = Folder::new("defaults", rows);
    let (out, _, _) = folder.run(&["derive", "ln(a*z)"]);
    assert!(out.starts_with('{') && out.contains("\"a > 0\""), "{out}");
    let (out, _, _) = folder.run(&["derive", "relu", "--format", "text"]);
    assert!(out.starts_with("g(z)"), "{out}");
}

#[test]
fn a_title_cannot_leave_its_place_in_a_page() {
    let rows = "[[activation]]\nname = \"sly\"\ntitle = \"<script>alert(1)</script>\"\nformula = \"z^3\"\n\
                latex = \"\\\\text{a}\\\\,b\"\n";
    let folder = Folder::new("sly", rows);
    for format in ["html", "markdown"] {
        let (out, err, code) = folder.run(&["derive", "sly", "--format", format]);
        assert_eq!(code, 0, "{err}");
        assert!(format != "html" || !out.contains("<script>alert"), "{out}");
    }
    for ending in ["svg", "html"] {
        let picture = folder.0.join(format!("picture.{ending}"));
        let name = picture.to_str().expect("the name is text");
        let command = if ending == "svg" { "plot" } else { "report" };
        assert_eq!(folder.run(&[command, "sly", "-o", name]).2, 0);
        let text = std::fs::read_to_string(&picture).expect("it was written");
        assert!(!text.contains("<script>alert"), "{text}");
    }
}

#[test]
fn snapshots_say_what_was_added_changed_and_gone_and_why() {
    let rows = |right: &str| format!("[[rule]]\nname = \"fold\"\nleft = \"ln(1 + e^u)\"\nright = \"{right}\"\n");
    let folder = Folder::new("snapshots", &rows("softplus(u)"));
    let put = |text: &str| std::fs::write(folder.0.join("rules.gp"), text).expect("a file can be written");
    put("# pages\nslope: tanh(2z)\nshorter: simplify z*ln(e^(2z) + 1)\nroot: sqrt(z^2) = z for z >= 0\n");
    let page = |name: &str| folder.0.join("snapshots").join(format!("rules__{name}.snap"));

    let (out, _, code) = folder.run(&["snapshot", "rules.gp", "--check"]);
    assert!(out.contains("3 added") && code == 1 && !page("slope").exists(), "{out}");
    let (out, _, code) = folder.run(&["snapshot", "rules.gp"]);
    assert!(out.contains("added    slope") && out.contains("3 pages: 3 added") && code == 0, "{out}");
    let stored = std::fs::read_to_string(page("shorter")).expect("it was written");
    assert!(
        stored.starts_with("---\nsource: \"rules.gp\"\n") && stored.contains("fold: \"ln(1 + e^u) = softplus(u)\"")
    );
    assert!(!stored.contains("gprime.toml"), "a page is the same wherever the program is started: {stored}");
    let (out, _, code) = folder.run(&["snapshot", "rules.gp", "--check"]);
    assert!(out.contains("3 pages: 3 unchanged") && code == 0, "{out}");

    std::fs::write(folder.0.join("gprime.toml"), rows("u + softplus(-u)")).expect("a file can be written");
    put("slope: tanh(2z)\nshorter: simplify z*ln(e^(2z) + 1)\nnew: z^2\n");
    let (out, _, code) = folder.run(&["snapshot", "rules.gp", "--check"]);
    for part in [
        "changed  shorter",
        "fold was edited: ln(1 + e^u) = softplus(u)  ->  ln(1 + e^u) = u + softplus(-u)",
        "- = z*softplus(2*z)       fold: ln(1 + e^u) = softplus(u)",
        "added    new",
        "gone     root",
        "1 unchanged, 1 added, 1 changed, 1 gone",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert_eq!(code, 1);
    let (_, _, code) = folder.run(&["snapshot", "rules.gp"]);
    assert_eq!(code, 1, "a change is left open");
    assert!(folder.0.join("snapshots/rules__shorter.snap.new").exists());
    let (out, _, code) = folder.run(&["snapshot", "rules.gp", "--accept"]);
    assert!(out.contains("accepted") && code == 0 && !page("root").exists(), "{out}");
    assert!(!folder.0.join("snapshots/rules__shorter.snap.new").exists());
    assert_eq!(folder.run(&["snapshot", "rules.gp", "--check"]).2, 0);

    for (text, part) in [("slope tanh(z)\n", "line 1"), ("a: z\na: z\n", "line 2"), ("\n", "no entry")] {
        put(text);
        let (_, err, code) = folder.run(&["snapshot", "rules.gp"]);
        assert!(err.contains(part) && code == 2, "{text}: {err}");
    }
    put("broken: 1/(\n");
    assert_eq!(folder.run(&["snapshot", "rules.gp"]).2, 2);
}
