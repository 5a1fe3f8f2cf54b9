//! `gprime derive`: formulas from the arguments or from standard input, one answer each.

use std::io::Read;
use std::path::Path;

use super::arguments::{Derive, Steps};
use super::output::{Output, complain};
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::{DeriveError, Request, derive};
use crate::render::{self, Answer, Format, Layout};
use crate::syntax;

/// A formula, and where it stands if it comes from standard input.
struct Given {
    formula: Result<String, String>,
    line: Option<usize>,
}

pub(super) fn run(arguments: &Derive) -> u8 {
    let Some(format) = format(arguments.format.as_deref(), arguments.output.as_deref()) else {
        complain("error: there is no such format\n");
        return UNREADABLE;
    };
    let given = match given(&arguments.formulas) {
        Ok(given) => given,
        Err(error) => {
            complain(&format!("error: standard input could not be read: {error}\n"));
            return UNREADABLE;
        }
    };
    let mut output = match arguments.output.as_deref().map(|file| (file, Output::file(file))) {
        None => Output::standard(),
        Some((_, Ok(output))) => output,
        Some((file, Err(error))) => {
            complain(&format!("error: the file {} could not be written: {error}\n", file.display()));
            return UNREADABLE;
        }
    };
    let steps = arguments.steps.map(render::Steps::from).unwrap_or_default();
    let layout = Layout { several: given.len() > 1, width: output.width, colour: output.colour, steps };
    answer_all(arguments, &given, format, layout, &mut output)
}

/// The format that was asked for, or that the file's ending suggests, or the usual one.
fn format(name: Option<&str>, file: Option<&Path>) -> Option<&'static Format> {
    let rows = render::formats();
    if let Some(name) = name {
        return rows.iter().find(|row| row.name == name);
    }
    let ending = file.and_then(Path::extension);
    rows.iter().find(|row| ending.is_some_and(|ending| ending == row.extension)).or_else(|| rows.first())
}

/// The formulas; for `-` the lines of standard input that are neither blank nor comments.
fn given(formulas: &[String]) -> std::io::Result<Vec<Given>> {
    let mut found = Vec::new();
    for formula in formulas {
        if formula != "-" {
            found.push(Given { formula: Ok(formula.trim_start().to_owned()), line: None });
            continue;
        }
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes)?;
        for (at, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            let text = syntax::decode(line).map(|text| text.trim().to_owned());
            if text.as_ref().is_ok_and(|text| text.is_empty() || text.starts_with('#')) {
                continue;
            }
            let formula = text.map_err(|error| error.page(&String::from_utf8_lossy(line)));
            found.push(Given { formula, line: Some(at + 1) });
        }
    }
    Ok(found)
}

fn answer_all(arguments: &Derive, given: &[Given], format: &Format, layout: Layout, output: &mut Output) -> u8 {
    let mut code = DONE;
    let mut written = 0;
    output.write(format.begin);
    for one in given {
        let answer = match &one.formula {
            Ok(formula) => derive(&request(arguments, formula)),
            Err(message) => {
                say(one, message);
                code = worse(code, UNREADABLE);
                continue;
            }
        };
        let text = match &answer {
            Ok(derived) => (format.write)(&Answer::Derived(derived), &layout),
            Err(error) => {
                say(one, &message(error));
                code = worse(code, code_of(error));
                match stopped(error) {
                    Some((status, why)) if format.tells_status => {
                        (format.write)(&Answer::Unfinished { status, why }, &layout)
                    }
                    _ => continue, // the message has said everything
                }
            }
        };
        if written > 0 {
            output.write(format.between);
        }
        output.write(&text);
        written += 1;
    }
    output.write(format.end);
    code
}

fn request(arguments: &Derive, formula: &str) -> Request {
    Request {
        formula: formula.to_owned(),
        wrt: arguments.wrt.clone(),
        order: arguments.order,
        at: arguments.at.clone(),
        assume: arguments.assume.clone(),
        from_meaning: matches!(arguments.steps, Some(Steps::All)),
        ..Request::new("")
    }
}

fn code_of(error: &DeriveError) -> u8 {
    if stopped(error).is_some() { UNDECIDED } else { UNREADABLE }
}

/// A message, with the line it is about where there are lines.
fn say(given: &Given, message: &str) {
    match given.line {
        Some(line) => complain(&format!("line {line}: {message}")),
        None => complain(message),
    }
}
