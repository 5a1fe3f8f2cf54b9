//! `gprime report`: facts about functions.

use super::arguments::{Report, ReportFormat};
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
    let mut found = Vec::new();
    for formula in &arguments.formulas {
        let request = Request {
            wrt: arguments.wrt.clone(),
            values: arguments.parameters.clone(),
            ..Request::new(formula.trim_start())
        };
        match report(&request) {
            Ok(report) => found.push((formula.clone(), report)),
            Err(error) => {
                complain(&message(&error));
                code = worse(code, if stopped(&error).is_some() { UNDECIDED } else { UNREADABLE });
            }
        }
    }
    if arguments.format == ReportFormat::Html && !found.is_empty() {
        let all: Vec<_> = found.iter().map(|(label, report)| (label.clone(), report)).collect();
        output.write(&render::report_html(&all));
        return code;
    }
    for (at, (formula, report)) in found.iter().enumerate() {
        if arguments.format == ReportFormat::Json {
            output.write(&render::report_json(report));
            continue;
        }
        if at > 0 {
            output.write("\n");
        }
        output.write(&render::report_text(report, &layout));
        if arguments.plot {
            let picture = render::plot_text(&[(formula.clone(), report)], false, layout.width);
            output.write(&format!("\n{picture}"));
        }
    }
    code
}
