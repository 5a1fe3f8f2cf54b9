//! Certificates are checked by themselves: those that were written hold, and whatever is changed in one, what is still
//! verified is true.

#[path = "certificates/mutations.rs"]
mod mutations;

use std::time::{Duration, Instant};

use gprime::equal;
use gprime::passes::equal::{Request, Verdict};
use gprime::render::certificate::{Invalid, Shown, Verified, certificate, verify};
use serde_json::{Value, json};

/// Two sides, an assumption or none, and whether they are equal, different, or equal only formally.
const PAIRS: &[(&str, &str, &str, &str)] = &[
    ("z^2/z", "z", "", "equal"),
    ("sigmoid(z)", "(1 + tanh(z/2))/2", "", "equal"),
    ("sqrt(z^2)", "z", "", "different"),
    ("sqrt(z^2)", "z", "z > 0", "equal"),
    ("ln(a*b)", "ln(a) + ln(b)", "a > 0 and b > 0", "equal"),
    ("d/dz (z*tan(z))", "tan(z) + z/cos(z)^2", "", "equal"),
    ("d/dz (z*ln(z))", "ln(z) + 2", "", "different"),
    ("sin(z + 1/10^9)", "sin(z)", "", "different"),
    ("cosh(z)^2 - sinh(z)^2", "1", "", "equal"),
    ("e^(2*ln(z))", "z^2", "", "equal"),
    ("1/2*erf(z/sqrt(2)) + 1/2", "Phi(z)", "", "equal"),
    ("{z if z < 0; 2*z otherwise}", "z", "", "different"),
    ("sqrt(-1 - z^2)", "sqrt(-1 - z^2)*1", "", "formal"),
    ("e", "19/7", "", "different"),
    ("tan(a*z)*cos(a*z)", "sin(a*z)", "", "equal"),
    ("max(0, z)", "(z + |z|)/2", "", "equal"),
    ("{z if z < 0; 2*z if z > 0}", "max(z, 2*z)", "", "equal"),
];

fn request(left: &str, right: &str, assume: &str) -> Request {
    let assume = if assume.is_empty() { Vec::new() } else { vec![assume.to_owned()] };
    Request { assume, ..Request::new(left, right) }
}

/// The certificates of all pairs.
pub fn certificates() -> Vec<String> {
    let of = |&(left, right, assume, _): &(&str, &str, &str, &str)| {
        let answer = equal(request(left, right, assume)).expect("the formulas are read");
        certificate(&answer).unwrap_or_else(|| panic!("{left} and {right}: nothing was shown"))
    };
    PAIRS.iter().map(of).collect()
}

#[test]
fn what_was_shown_is_verified() {
    let mut tested = 0;
    for &(left, right, assume, expected) in PAIRS {
        let answer = equal(request(left, right, assume)).expect("the formulas are read");
        let text = certificate(&answer).expect("something was shown");
        let verified = verify(&text).unwrap_or_else(|error| panic!("{left} and {right}: {error}\n{text}"));
        let found = match (&verified.shown, &answer.verdict) {
            (Shown::Equal(theorem, witness), Verdict::Equal(proof) | Verdict::Formal(proof)) => {
                assert_eq!(theorem.conditions().len(), proof.theorem.conditions().len());
                assert_eq!(witness.is_some(), proof.witness.is_some());
                if witness.is_some() { "equal" } else { "formal" }
            }
            (Shown::Different(found), Verdict::Different(refutation)) => {
                let written = |value: &gprime::kernel::Value| format!("{value:?}");
                assert_eq!(written(found.values().0), written(refutation.values().0));
                "different"
            }
            _ => panic!("{left} and {right}: another thing is verified than was shown"),
        };
        assert_eq!(found, expected, "{left} and {right}");
        tested += 1;
    }
    assert_eq!(tested, 17);
}

#[test]
fn cells_must_leave_nothing_out() {
    let answer = equal(("max(0, z)", "(z + |z|)/2")).expect("the formulas are read");
    let honest: Value = serde_json::from_str(&certificate(&answer).expect("it was proved")).expect("it is JSON");
    let cells = honest["cells"].as_array().expect("there are cells");
    assert_eq!(cells.len(), 3);
    let mut tested = 0;
    for at in 0..cells.len() {
        let mut other = honest.clone();
        other["cells"].as_array_mut().expect("there are cells").remove(at);
        assert!(matches!(verify(&other.to_string()), Err(Invalid::Refused(_))), "without cell {at}");
        let mut other = honest.clone();
        other["cells"][at]["assumptions"][0][1] = json!("!=");
        assert!(matches!(verify(&other.to_string()), Err(Invalid::Refused(_))), "with another cell {at}");
        tested += 2;
    }
    assert_eq!(tested, 6);
}

#[test]
fn what_is_assumed_throughout_is_assumed_on_every_cell() {
    let given: [(&[&str], &str); 5] =
        [(&[], "z > 0"), (&["a > 0"], "z > 0"), (&[], "z >= 0"), (&["a > 0", "b > 0"], "z != 0"), (&[], "")];
    let mut tested = 0;
    for (assume, on) in given {
        let assume = assume.iter().map(|&text| text.into()).collect();
        let on = Some(on).filter(|on| !on.is_empty()).map(str::to_owned).into_iter().collect();
        let request = Request { assume, on, ..Request::new("|a|*max(z, 1)", "|a|*(z + 1 + |z - 1|)/2") };
        let answer = equal(request).expect("the formulas are read");
        let Verdict::Equal(proof) = &answer.verdict else { panic!("they are equal") };
        assert!(proof.cells.len() > 1);
        let verified = verify(&certificate(&answer).expect("it was proved")).expect("it is shown");
        let Shown::Equal(theorem, _) = verified.shown else { panic!("it shows that they are equal") };
        assert_eq!(theorem.conditions().len(), proof.theorem.conditions().len());
        assert_eq!(theorem.assumptions().len(), proof.theorem.assumptions().len());
        tested += 1;
    }
    assert_eq!(tested, 5);
}

/// The place of the numeral 2.
fn two(certificate: &Value) -> Value {
    let expressions = certificate["expressions"].as_array().expect("it is a list");
    json!(expressions.iter().position(|expression| expression["number"] == "2").expect("there is a 2"))
}

#[test]
fn a_claim_that_is_more_than_was_proved_is_refused() {
    let answer = equal(request("z^2/z", "z", "")).expect("the formulas are read");
    let text = certificate(&answer).expect("it was proved");
    let honest: Value = serde_json::from_str(&text).expect("a certificate is JSON");
    let changed = |path: &str, value: Value| {
        let mut other = honest.clone();
        *other.pointer_mut(path).unwrap_or_else(|| panic!("there is no {path}")) = value;
        match verify(&other.to_string()) {
            Ok(_) => panic!("{path} can be changed"),
            Err(Invalid::Refused(why)) => why,
            Err(other) => panic!("{path}: {other}"),
        }
    };
    assert!(changed("/claim/equal/conditions", json!([])).contains("conditions"));
    assert!(changed("/claim/equal/witness/0/1", json!("0")).contains("witness"));
    assert!(changed("/claim/equal/witness", json!([])).contains("witness"));
    assert!(changed("/sides/0", honest["sides"][1].clone()).contains("conclusion"));
    assert!(changed("/claim/equal/conclusion", json!(7)).contains("conclusion"));
    assert!(changed("/steps/0/by", json!("arithmetic")).contains("step 0 is refused"));
    assert!(changed("/steps/0/says/equal/1", two(&honest)).contains("step 0 is refused"));
    // a name that is defined stands for its body and not for every number
    let z = honest["claim"]["equal"]["witness"][0][0].clone();
    assert!(changed("/definitions", json!([[z, z]])).contains("a definition is circular"));
    assert!(changed("/definitions", json!([[z, two(&honest)]])).contains("where names are defined"));
}

#[test]
fn a_refutation_that_is_more_than_was_found_is_refused() {
    let answer = equal(request("sin(z)", "cos(z)", "")).expect("the formulas are read");
    let text = certificate(&answer).expect("it was refuted");
    let honest: Value = serde_json::from_str(&text).expect("a certificate is JSON");
    assert!(honest.pointer("/claim/different").is_some());
    let point = honest["claim"]["different"]["point"][0][1].clone();
    assert_eq!(point, "1");
    let with = |path: &str, value: Value| {
        let mut other = honest.clone();
        *other.pointer_mut(path).unwrap_or_else(|| panic!("there is no {path}")) = value;
        verify(&other.to_string()).map(|_| ())
    };
    assert!(matches!(with("/claim/different/left", json!({"exact": "1"})), Err(Invalid::Refused(_))));
    assert!(matches!(with("/claim/different/left", json!({"lo": "0*2^0", "hi": "1*2^-1"})), Err(Invalid::Refused(_))));
    assert!(matches!(with("/claim/different/point", json!([])), Err(Invalid::Refused(_))));
    assert!(matches!(with("/claim/different/point/0/1", json!("1/0")), Err(Invalid::Unreadable(_))));
    assert!(matches!(with("/claim/different/rests_on", json!([0, null])), Err(Invalid::Refused(_))));
    // wider enclosures claim less and may be claimed, as long as they show the difference
    let (low, high) = (json!({"lo": "1*2^-1", "hi": "9*2^-4"}), json!({"lo": "3*2^-2", "hi": "7*2^-3"}));
    let mut wider = honest.clone();
    wider["claim"]["different"]["left"] = high;
    wider["claim"]["different"]["right"] = low;
    assert!(verify(&wider.to_string()).is_ok());
    wider["claim"]["different"]["left"] = json!({"lo": "1*2^-1", "hi": "7*2^-3"});
    assert!(matches!(verify(&wider.to_string()), Err(Invalid::Refused(_))));
}

/// A certificate that claims that two expressions are equal by one step.
fn by_one_step(expressions: Vec<Value>, by: &str) -> String {
    let last = expressions.len() - 1;
    json!({
        "schema": "gprime/certificate/1", "sides": [last - 1, last], "definitions": [], "assumptions": [],
        "claim": {"formal": {"conclusion": 0, "conditions": []}}, "expressions": expressions,
        "steps": [{"says": {"equal": [last - 1, last]}, "by": by}],
    })
    .to_string()
}

/// `z`, then so many expressions, each made from the one before.
fn chain(length: usize, next: impl Fn(usize) -> Value) -> Vec<Value> {
    std::iter::once(json!({"symbol": "z"})).chain((0..length).map(next)).collect()
}

/// Certificates that nest, repeat or exaggerate as far as they can.
fn monsters() -> Vec<String> {
    let huge = || vec![json!({"number": "1e100000"}), json!({"pow": [0, 0]}), json!({"pow": [1, 1]})];
    let mut found = Vec::new();
    for by in ["algebra", "reduction", "logarithms", "arithmetic", "value", "branch", "substitution", "definition"] {
        found.push(by_one_step(chain(20_000, |at| json!({"neg": at})), by));
        found.push(by_one_step(chain(20_000, |at| json!({"mul": [at, at]})), by));
        found.push(by_one_step(chain(20_000, |at| json!({"pow": [at, at]})), by));
        found.push(by_one_step(chain(20_000, |at| json!({"div": [0, at]})), by));
        found.push(by_one_step(chain(2_000, |at| json!({"derivative": [at, 0]})), by));
        found.push(by_one_step(chain(2_000, |at| json!({"call": ["exp", at]})), by));
        found.push(by_one_step(chain(2_000, |at| json!({"call2": ["max", at, 0]})), by));
        found.push(by_one_step(huge(), by));
    }
    let many = json!(vec![json!({"number": "1e100000"}); 100_000]);
    found.push(by_one_step(many.as_array().expect("it is a list").clone(), "arithmetic"));
    let cell = json!({"assumptions": [[0, "<", 1]], "steps": [], "conclusion": 0});
    let mut cells: Value =
        serde_json::from_str(&by_one_step(chain(20_000, |at| json!({"neg": at})), "value")).expect("it is JSON");
    cells["cells"] = json!(vec![cell; 20_000]);
    found.push(cells.to_string());
    found.push(format!("{}{}", "[".repeat(200_000), "]".repeat(200_000)));
    found.push(format!("{}{}", r#"{"claim":"#.repeat(100_000), "}".repeat(100_000)));
    found
}

#[test]
fn checking_uses_nothing_of_the_search() {
    let mut tested = 0;
    for name in ["check", "format", "read", "values"] {
        let path = format!("{}/src/render/certificate/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the file is there");
        assert!(!text.contains("passes"), "{name}");
        assert!(!text.contains("eval::float"), "{name}");
        tested += 1;
    }
    assert_eq!(tested, 4);
}

#[test]
fn nothing_in_a_certificate_panics_or_hangs() {
    let mut tested = 0;
    for text in monsters() {
        let begun = Instant::now();
        let answer = verify(&text).map(|_| ());
        let shown = text.get(text.len().saturating_sub(300)..).unwrap_or_default();
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?} for …{shown}", begun.elapsed());
        assert!(answer.is_err(), "…{shown}");
        tested += 1;
    }
    assert_eq!(tested, 68);
}

#[test]
fn what_is_no_certificate_is_unreadable() {
    let honest: Value = serde_json::from_str(&certificates()[0]).expect("a certificate is JSON");
    let with = |path: &str, value: Value| {
        let mut other = honest.clone();
        *other.pointer_mut(path).unwrap_or_else(|| panic!("there is no {path}")) = value;
        other.to_string()
    };
    let mut texts = vec![
        String::new(),
        "null".into(),
        "[]".into(),
        "{}".into(),
        with("/schema", json!("gprime/certificate/2")),
        with("/expressions/0", json!({"add": [0, 0]})),
        with("/expressions/0", json!({"add": [1, 2]})),
        with("/expressions/0", json!({"call": ["nothing", 0]})),
        with("/expressions/0", json!({"symbol": "e"})),
        with("/expressions/0", json!({"symbol": "tanh"})),
        with("/expressions/0", json!({"symbol": "z + 1"})),
        with("/expressions/0", json!({"symbol": "?u"})),
        with("/expressions/0", json!({"number": "-1"})),
        with("/expressions/0", json!({"number": "1e999999"})),
        with("/expressions/0", json!("otherwise")),
        with("/sides/0", json!(-1)),
        with("/sides/0", json!(4_000_000_000u32)),
        with("/sides/0", json!(1e300)),
        with("/steps/0/by", json!("magic")),
        with("/steps/0/by", json!({"rule": ["magic", "other", "other"]})),
        with("/steps/0", json!({"says": {"equal": [0, 0]}, "by": "algebra", "note": "an unknown key"})),
    ];
    texts.extend((0..certificates()[0].len() - 2).map(|length| certificates_prefix(&honest, length)));
    let tested = texts.iter().inspect(|text| match verify(text) {
        Err(Invalid::Unreadable(_)) => {}
        other => panic!("{text}: {:?}", other.map(|_| ())),
    });
    assert!(tested.count() >= 200);
}

/// The beginning of a certificate on one line.
fn certificates_prefix(honest: &Value, length: usize) -> String {
    let text = honest.to_string();
    text[..length.min(text.len() - 1)].to_owned()
}

/// What is verified, as a text for messages.
pub fn shown(verified: &Verified) -> String {
    gprime::render::certificate::verified_text(verified, &gprime::render::Layout::default())
}
