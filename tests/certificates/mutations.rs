//! Each number and each text of real certificates is changed, one at a time. What is still verified must be true, which
//! is looked at apart from the kernel: with enclosures at many points.

use gprime::eval::interval::{Argument, Interval, enclose};
use gprime::expr::{ExprId, Node, Number};
use gprime::kernel::holds_at;
use gprime::render::certificate::{Shown, Verified, verify};
use gprime::trace::Judgement;
use serde_json::{Value, json};

use super::{certificates, shown};

/// The places of all numbers, texts and nulls.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| leaves(value, &format!("{path}/{key}"), found)),
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| leaves(value, &format!("{path}/{at}"), found));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => found.push(path.to_owned()),
    }
}

/// What stands in place of a leaf.
fn others(leaf: &Value) -> Vec<Value> {
    match leaf {
        Value::Number(number) => {
            let n = number.as_u64().expect("the numbers of a certificate are places");
            vec![
                json!(n + 1),
                json!(n + 2),
                json!(n.saturating_sub(1)),
                json!(0),
                json!(u32::MAX),
                json!(-1),
                json!(0.5),
            ]
        }
        Value::String(text) => {
            let mut found: Vec<Value> = [
                "",
                "z",
                "y",
                "0",
                "1",
                "2",
                "-1/2",
                "3",
                "<",
                ">",
                "<=",
                ">=",
                "=",
                "!=",
                "zero",
                "one",
                "minus-one",
                "negation",
                "other",
                "sin",
                "cos",
                "exp",
                "ln",
                "sqrt",
                "tan",
                "cosh",
                "algebra",
                "reduction",
                "substitution",
                "transitivity",
                "symmetry",
                "logarithms",
                "arithmetic",
                "value",
                "definition",
                "e",
                "pi",
                "1*2^0",
                "-1*2^3",
                "inf",
                "-inf",
            ]
            .iter()
            .filter(|other| *other != text)
            .map(|other| json!(other))
            .collect();
            found.push(json!(format!("{text}0")));
            found.push(json!(text.replace('1', "2").replace('e', "a")));
            found
        }
        Value::Null => vec![json!(0), json!(1), json!("z")],
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => panic!("a certificate has no such leaf"),
    }
}

/// The value of a side at a point with 128 bits.
fn value(verified: &Verified, side: ExprId, point: &[(ExprId, Number)]) -> Option<Interval> {
    let arguments: Vec<(ExprId, Argument)> =
        point.iter().map(|(symbol, number)| (*symbol, Argument::Exact(number.clone()))).collect();
    enclose(&verified.store, side, &arguments, 128).ok()
}

/// Looks at what is verified with enclosures: at how many points the sides of a theorem have values that agree.
fn look(verified: &Verified) -> usize {
    match &verified.shown {
        Shown::Different(refutation) => {
            let ((left, right), derivation) = refutation.rests_on();
            let other = |side: gprime::kernel::Side| match side.by.map(|step| derivation.step(step).judgement) {
                Some(Judgement::Equal { right, .. }) => right,
                Some(Judgement::Derivative { .. } | Judgement::NthDerivative { .. }) => {
                    panic!("a side rests on a derivative")
                }
                None => side.expr,
            };
            let of = |side| value(verified, other(side), refutation.point());
            let (left, right) = (of(left).expect("it has a value"), of(right).expect("it has a value"));
            assert!(left.is_disjoint(&right), "{}", shown(verified));
            1
        }
        Shown::Equal(theorem, _) => {
            let Judgement::Equal { left, right } = theorem.judgement() else { panic!("it is about sides") };
            let ids = (0..verified.store.len()).filter_map(|at| verified.store.id_at(at));
            let symbols: Vec<ExprId> = ids.filter(|&id| matches!(verified.store.node(id), Node::Symbol(_))).collect();
            let mut looked = 0;
            for round in 0..24usize {
                let number =
                    |at: usize| Number::ratio(((round * (at + 3) * 5) % 23) as i64 - 11, 4).expect("it is one");
                let point: Vec<(ExprId, Number)> =
                    symbols.iter().enumerate().map(|(at, &symbol)| (symbol, number(at))).collect();
                let all = theorem.assumptions().iter().chain(theorem.conditions());
                if !all.into_iter().all(|&c| holds_at(&verified.store, c, &point, 128) == Some(true)) {
                    continue;
                }
                let sides = (value(verified, left, &point), value(verified, right, &point));
                if let (Some(left), Some(right)) = sides {
                    assert!(!left.is_disjoint(&right), "{} at {point:?}", shown(verified));
                    looked += 1;
                }
            }
            looked
        }
    }
}

#[test]
fn whatever_is_changed_what_is_verified_is_true() {
    let (mut changed, mut verified, mut looked) = (0, 0, 0);
    for text in certificates() {
        let honest: Value = serde_json::from_str(&text).expect("a certificate is JSON");
        let mut places = Vec::new();
        leaves(&honest, "", &mut places);
        for place in &places {
            for other in others(honest.pointer(place).expect("the place is there")) {
                let mut certificate = honest.clone();
                *certificate.pointer_mut(place).expect("the place is there") = other;
                changed += 1;
                if let Ok(found) = verify(&certificate.to_string()) {
                    verified += 1;
                    looked += look(&found);
                }
            }
        }
    }
    assert!(changed >= 10_000, "only {changed} changes");
    assert!(verified >= 100, "only {verified} were verified");
    assert!(looked >= 500, "only {looked} values were compared");
    assert!(verified * 10 < changed, "{verified} of {changed} changes made no difference");
}
