//! SARIF 2.1.0 (OASIS standard, 2020), as code scanning reads it.

use serde_json::{Value, json};

use super::{Findings, Told, message};
use crate::check::Verdict;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log, over several lines.
pub(super) fn written(findings: &Findings) -> String {
    let rules: Vec<Value> = Verdict::ALL
        .into_iter()
        .filter(|verdict| level(*verdict).is_some())
        .map(|verdict| json!({ "id": verdict.name(), "shortDescription": { "text": described(verdict) } }))
        .collect();
    let results: Vec<Value> = findings.claims.iter().filter_map(result).collect();
    let notifications: Vec<Value> = findings
        .unread
        .iter()
        .map(|(file, because)| {
            json!({
                "level": "error",
                "message": { "text": because },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } }],
            })
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "gprime", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": findings.unread.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    // writing to memory does not fail
    serde_json::to_string_pretty(&log).map(|text| text + "\n").unwrap_or_default()
}

fn level(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::Refuted => Some("error"),
        Verdict::Unreadable | Verdict::Undecided | Verdict::Formal => Some("warning"),
        Verdict::Proved | Verdict::Assumed | Verdict::Definition => None,
    }
}

fn described(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Refuted => "The claim is wrong.",
        Verdict::Unreadable => "The claim could not be read.",
        Verdict::Undecided => "The claim was neither proved nor refuted.",
        Verdict::Formal => "The claim holds where no number is known to be.",
        Verdict::Proved | Verdict::Assumed | Verdict::Definition => "The claim is in order.",
    }
}

fn result(claim: &Told) -> Option<Value> {
    Some(json!({
        "ruleId": claim.verdict.name(),
        "level": level(claim.verdict)?,
        "message": { "text": message(claim) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&claim.path) },
            "region": { "startLine": claim.line, "startColumn": claim.column, "snippet": { "text": claim.text } },
        } }],
    }))
}

/// A relative path as a reference, with what may not stand in one escaped.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => out.push_str(&format!("%{byte:02X}")), // reserved in a reference, or no letter of it
        }
    }
    out
}
