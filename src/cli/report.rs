//! `gprime report`: facts about functions.

use super::arguments::{PlainFormat, Report};
use super::output::{Output, complain};
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::Request;
use crate::render::{self, Layout};
use crate::report::report;

pub(super) fn run(arguments: &Report) -> u8 {
    let mut output = Output::standard();
    let layout = Layout { width: output.width, colour: output.colour, ..Layout::default() };
    let mut code = DONE;
    for (at, formula) in arguments.formulas.iter().enumerate() {
        let request = Request {
            wrt: arguments.wrt.clone(),
            values: arguments.parameters.clone(),
            ..Request::new(formula.trim_start())
        };
        match report(&request) {
            Ok(report) => {
                if at > 0 && matches!(arguments.format, PlainFormat::Text) {
                    output.write("\n");
                }
                output.write(&match arguments.format {
                    PlainFormat::Text => render::report_text(&report, &layout),
                    PlainFormat::Json => render::report_json(&report),
                });
                if arguments.plot && matches!(arguments.format, PlainFormat::Text) {
                    let picture = render::plot_text(&[(formula.clone(), &report)], false, layout.width);
                    output.write(&format!("\n{picture}"));
                }
            }
            Err(error) => {
                complain(&message(&error));
                code = worse(code, if stopped(&error).is_some() { UNDECIDED } else { UNREADABLE });
            }
        }
    }
    code
}
