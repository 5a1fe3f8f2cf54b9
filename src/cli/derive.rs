//! `gprime derive`: formulas from the arguments or from standard input, one answer each.

use super::arguments::{Derive, Steps};
use super::given::{Given, Prepared, prepared, say};
use super::output::{Output, complain};
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::{DeriveError, Derived, Request, derive, gradient};
use crate::render::{self, Answer, Format, Layout};
use crate::report::Marks;

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
        if arguments.strict && answer.as_ref().is_ok_and(Answered::is_assumed) {
            code = worse(code, UNDECIDED);
        }
        if let (true, Ok(answered), Ok(formula)) = (arguments.plot, &answer, &one.formula) {
            output.write(&picture(answered, &request(arguments, formula), format, &layout));
        }
        written += 1;
    }
    output.write(format.end);
    code
}

/// The picture of a function and its derivative, where its parameters have values; a message says if there is none.
fn picture(answered: &Answered, request: &Request, format: &Format, layout: &Layout) -> String {
    let none = |why: &str| {
        complain(&format!("note: there is no picture: {why}\n"));
        String::new()
    };
    let Answered::One(derived) = answered else { return none("there are several variables") };
    if !derived.has_parameters() {
        return render::picture(derived, &Marks::of_derived(derived), format, layout);
    }
    match derive(&Request { usual_values: true, ..request.clone() }) {
        Ok(usual) if !usual.has_parameters() => {
            complain(&format!("note: the picture is of {}\n", usual.notes.join(", ")));
            render::picture(&usual, &Marks::of_derived(&usual), format, layout)
        }
        Ok(_) | Err(_) => none("a parameter has no value"),
    }
}

/// What was found: one derivative, or one for each of several variables.
enum Answered {
    One(Box<Derived>),
    Several(Vec<Derived>),
}

impl Answered {
    /// Whether something rests on a row that is trusted.
    fn is_assumed(&self) -> bool {
        match self {
            Answered::One(derived) => !derived.trusted().is_empty(),
            Answered::Several(partials) => partials.iter().any(|derived| !derived.trusted().is_empty()),
        }
    }
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
