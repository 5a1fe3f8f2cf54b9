//! `gprime simplify`: formulas from the arguments or from standard input, one shorter form each.

use super::arguments::Simplify;
use super::derive::code_of;
use super::given::{Prepared, prepared, say};
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::simplify::{Outcome, Request, simplify};
use crate::render;

pub(super) fn run(arguments: &Simplify) -> u8 {
    let (format, file) = (arguments.format.as_deref(), arguments.output.as_deref());
    let Prepared { format, given, layout, mut output } =
        match prepared(&arguments.formulas, format, file, arguments.steps) {
            Ok(prepared) => prepared,
            Err(code) => return code,
        };
    let (mut code, mut written) = (DONE, 0);
    output.write(format.begin);
    for one in &given {
        let answer = match &one.formula {
            Ok(formula) => simplify(&Request { formula: formula.clone(), assume: arguments.assume.clone() }),
            Err(message) => {
                say(one, message);
                code = worse(code, UNREADABLE);
                continue;
            }
        };
        let text = match &answer {
            Ok(found) => {
                let is_assumed = arguments.strict && !found.trusted().is_empty();
                let is_undecided = found.outcome == Outcome::OutOfBudget || is_assumed;
                code = worse(code, if is_undecided { UNDECIDED } else { DONE });
                render::simplified(found, format, &layout)
            }
            Err(error) => {
                say(one, &message(error));
                code = worse(code, code_of(error));
                match stopped(error) {
                    Some((_, why)) if format.tells_status => render::not_simplified(why, &layout),
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
