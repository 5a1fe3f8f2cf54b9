//! `docs/json.md` names each key that the program writes, and no other.

use std::collections::BTreeSet;

use gprime::{Request, derive, render};
use serde_json::Value;

use super::page;

/// The paths of all keys: `steps[].reason`.
fn keys(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                found.insert(path.clone());
                keys(value, &path, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| keys(value, &format!("{path}[]"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_page_names_every_key_and_no_other() {
    let json = render::formats().iter().find(|format| format.name == "json").expect("there is JSON");
    let mut found = BTreeSet::new();
    for formula in ["sigmoid", "relu", "max(0, z^2 - 1)"] {
        let derived = derive(Request { at: vec!["z=1/2".into()], ..Request::new(formula) }).expect("it is derived");
        let text = (json.write)(&render::Answer::Derived(&derived), &render::Layout::default());
        keys(&serde_json::from_str(&text).expect("JSON is written"), "", &mut found);
    }
    let page = page("docs/json.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let named: Vec<String> = rows.map(str::to_owned).collect();
    assert_eq!(named.iter().cloned().collect::<BTreeSet<_>>(), found);
    assert_eq!(named.len(), found.len(), "a key is named twice");
    assert!(found.len() >= 40, "only {} keys", found.len());
}
