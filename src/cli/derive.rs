//! `gprime derive`: formulas from the arguments or from standard input, one answer each.

use super::arguments::{Derive, Steps};
use super::given::{Given, Prepared, prepared, say};
use super::output::Output;
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::{DeriveError, Derived, Request, derive, gradient};
use crate::render::{Answer, Format, Layout};

pub(super) fn run(arguments: &Derive) -> u8 {
    let (format, file) = (arguments.format.as_deref(), arguments.output.as_deref());
    match prepared(&arguments.formulas, format, file, arguments.steps) {
        Ok(Prepared { format, given, layout, mut output }) => {
            answer_all(arguments, &given, format, layout, &mut output)
        }
        Err(code) => code,
    }
}

fn answer_all(arguments: &Derive, given: &[Given], format: &Format, layout: Layout, output: &mut Output) -> u8 {
    let mut code = DONE;
    let mut written = 0;
    output.write(format.begin);
    for one in given {
        let answer = match &one.formula {
            Ok(formula) => answered(&request(arguments, formula)),
            Err(message) => {
                say(one, message);
                code = worse(code, UNREADABLE);
                continue;
            }
        };
        let text = match &answer {
            Ok(Answered::One(derived)) => (format.write)(&Answer::Derived(derived), &layout),
            Ok(Answered::Several(partials)) => (format.write)(&Answer::Gradient(partials), &layout),
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

/// What was found: one derivative, or one for each of several variables.
enum Answered {
    One(Box<Derived>),
    Several(Vec<Derived>),
}

fn answered(request: &Request) -> Result<Answered, DeriveError> {
    match request.is_gradient() {
        true => gradient(request).map(Answered::Several),
        false => derive(request).map(|derived| Answered::One(Box::new(derived))),
    }
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

pub(super) fn code_of(error: &DeriveError) -> u8 {
    if stopped(error).is_some() { UNDECIDED } else { UNREADABLE }
}
