//! `gprime report`: facts about functions.

use super::arguments::Report;
use super::derive::code_of;
use super::facts::FACTS;
use super::given::{Prepared, prepared, say};
use super::output::complain;
use super::stopped::message;
use super::{DONE, UNREADABLE, worse};
use crate::passes::Request;
use crate::render;
use crate::report::{Depth, report_at};

pub(super) fn run(arguments: &Report) -> u8 {
    let (format, file) = (arguments.format.as_deref(), arguments.output.as_deref());
    let Prepared { format, given, layout, mut output } = match prepared(&arguments.formulas, format, file, None) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    let inputs = match arguments.on.as_deref().map(Depth::interval).transpose() {
        Ok(inputs) => inputs,
        Err(error) => {
            complain(&message(&error));
            return UNREADABLE;
        }
    };
    let only: Vec<String> = arguments.only.iter().map(|name| name.trim().replace(' ', "-")).collect();
    if let Some(unknown) = only.iter().find(|name| !FACTS.iter().any(|(known, _)| known == name)) {
        complain(&format!("error: {unknown}: there is no such fact; gprime report gelu shows them\n"));
        return UNREADABLE;
    }
    let depth = Depth { layers: arguments.depth, inputs };
    let (mut code, mut written) = (DONE, 0);
    output.write(format.begin);
    for one in &given {
        let formula = match &one.formula {
            Ok(formula) => formula,
            Err(message) => {
                say(one, message);
                code = worse(code, UNREADABLE);
                continue;
            }
        };
        let request =
            Request { wrt: arguments.wrt.clone(), values: arguments.parameters.clone(), ..Request::new(formula) };
        match report_at(&request, &depth) {
            Ok(mut report) => {
                report.facts.retain(|fact| only.is_empty() || only.iter().any(|name| name == fact.name));
                output.write(if written > 0 { format.between } else { "" });
                output.write(&render::reported(formula, &report, format, &layout));
                if arguments.plot && format.name != "html" {
                    // a page for a browser has its pictures anyway
                    output.write(&render::picture(&report.derived, &report.marks, format, &layout));
                }
                written += 1;
            }
            Err(error) => {
                say(one, &message(&error));
                code = worse(code, code_of(&error));
            }
        }
    }
    output.write(format.end);
    code
}
