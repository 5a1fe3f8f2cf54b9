//! `gprime check`: the verdicts on what documents claim.

use std::io::Read;
use std::time::Duration;

use rayon::prelude::*;

use super::arguments::{Check, CheckFormat};
use super::output::{Output, complain};
use super::progress::Documents;
use super::{DONE, REFUTED, UNDECIDED, UNREADABLE, worse};
use crate::check::{Limits, Verdict, check};
use crate::passes::equal;
use crate::render::check::{Findings, Report, told_claim};

pub(super) fn run(arguments: &Check) -> u8 {
    let progress = Documents::new(arguments.files.len());
    let checked = |file: &String| {
        let findings = document(file, arguments, &progress);
        progress.read();
        findings
    };
    let found: Vec<Findings> = arguments.files.par_iter().map(checked).collect();
    progress.finish();
    let mut all = Findings::default();
    for mut findings in found {
        all.claims.append(&mut findings.claims);
        all.unread.append(&mut findings.unread);
        all.stopped.append(&mut findings.stopped);
    }
    let mut output = Output::standard();
    let report = match arguments.format {
        CheckFormat::Text => Report::Text,
        CheckFormat::Json => Report::Json,
        CheckFormat::Sarif => Report::Sarif,
        CheckFormat::Github => Report::Github,
    };
    output.write(&all.written(report, output.width, output.colour));
    for (file, why) in &all.unread {
        complain(&format!("error: {file}: {why}\n"));
    }
    for file in &all.stopped {
        complain(&format!("warning: {file}: only the first {} claims were judged\n", arguments.max_claims));
    }
    code(&all, arguments.strict)
}

fn code(all: &Findings, strict: bool) -> u8 {
    let unread = if all.unread.is_empty() { DONE } else { UNREADABLE };
    let stopped = if all.stopped.is_empty() || !strict { DONE } else { UNDECIDED };
    all.claims.iter().fold(worse(unread, stopped), |code, claim| {
        let own = match claim.verdict {
            Verdict::Refuted => REFUTED,
            Verdict::Unreadable if strict => UNREADABLE,
            Verdict::Undecided | Verdict::Formal if strict => UNDECIDED,
            Verdict::Assumed if strict && claim.is_trusted() => UNDECIDED,
            Verdict::Proved | Verdict::Assumed | Verdict::Definition => DONE,
            Verdict::Unreadable | Verdict::Undecided | Verdict::Formal => DONE,
        };
        worse(code, own)
    })
}

/// The bytes of a file or of standard input, up to one more than a document may have.
fn bytes(file: &str, most: usize) -> std::io::Result<Vec<u8>> {
    let most = (most as u64).saturating_add(1);
    let known = std::fs::metadata(file).map_or(0, |data| data.len().min(most));
    let mut bytes = Vec::with_capacity(usize::try_from(known).unwrap_or(0));
    match file {
        "-" => std::io::stdin().lock().take(most).read_to_end(&mut bytes)?,
        path => std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?, // every other name is a file's
    };
    Ok(bytes)
}

fn limits(arguments: &Check) -> Limits {
    let usual = Limits::default();
    let time = arguments.timeout.map(Duration::from_secs);
    let Check { nodes, steps, work, .. } = *arguments;
    let proof = equal::Limits { nodes, steps, work, time, ..usual.proof };
    Limits {
        bytes: arguments.max_bytes,
        formula: arguments.max_formula,
        claims: arguments.max_claims,
        effort: arguments.effort,
        proof,
    }
}

fn document(file: &str, arguments: &Check, progress: &Documents) -> Findings {
    let mut findings = Findings::default();
    let limits = limits(arguments);
    let bytes = match bytes(file, limits.bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            findings.unread.push((file.to_owned(), error.to_string()));
            return findings;
        }
    };
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let claims = &mut findings.claims;
    let checked = check(file, &bytes, &limits, &mut |claim| {
        claims.push(told_claim(file, text, &claim, arguments.explain));
        progress.judged();
    });
    match checked {
        Ok(checked) if checked.stopped => findings.stopped.push(file.to_owned()),
        Ok(_) => {}
        Err(error) => findings.unread.push((file.to_owned(), error.to_string())),
    }
    findings
}
