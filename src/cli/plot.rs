//! `gprime plot` and `gprime compare`: pictures, and facts side by side.

use super::arguments::{Compare, Plot};
use super::given::{Prepared, prepared};
use super::output::{Output, complain};
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::Request;
use crate::render;
use crate::report::{Report, report};

/// A report with the name under which it is shown.
type Named = (String, Report);

/// The reports on formulas, each once for every value of a parameter that has several.
fn reports(formulas: &[String], parameters: &[String], code: &mut u8) -> Vec<Named> {
    let mut found = Vec::new();
    for formula in formulas {
        for values in families(parameters) {
            let request = Request { values: values.clone(), ..Request::new(formula.trim_start()) };
            match report(&request) {
                Ok(report) => {
                    let varied: Vec<&str> = values.iter().map(String::as_str).collect();
                    let label =
                        if varied.is_empty() { formula.clone() } else { format!("{formula}, {}", varied.join(", ")) };
                    found.push((label, report));
                }
                Err(error) => {
                    complain(&message(&error));
                    *code = worse(*code, if stopped(&error).is_some() { UNDECIDED } else { UNREADABLE });
                }
            }
        }
    }
    found
}

/// The most members of a family.
const MOST_MEMBERS: usize = 24;

/// `alpha=0.01,0.1` as one list of values for each member of the family.
fn families(parameters: &[String]) -> Vec<Vec<String>> {
    let mut members: Vec<Vec<String>> = vec![Vec::new()];
    for parameter in parameters {
        let (name, values) = parameter.split_once('=').unwrap_or((parameter, ""));
        let mut longer = Vec::new();
        for member in &members {
            for value in values.split(',') {
                longer.push([member.clone(), vec![format!("{name}={value}")]].concat());
            }
        }
        longer.truncate(MOST_MEMBERS);
        members = longer;
    }
    members
}

fn shared(reports: &[Named]) -> Vec<(String, &Report)> {
    reports.iter().map(|(label, report)| (label.clone(), report)).collect()
}

pub(super) fn plot(arguments: &Plot) -> u8 {
    let mut code = DONE;
    let reports = reports(&arguments.formulas, &arguments.parameters, &mut code);
    if reports.is_empty() {
        return code;
    }
    let Some(file) = &arguments.output else {
        let mut output = Output::standard();
        let picture = render::plot_text(&shared(&reports), arguments.derivative, output.width);
        output.write(&picture);
        return code;
    };
    let ending = file.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    if !["svg", "png"].contains(&ending) {
        complain("error: a picture is written as a file that ends in .svg or .png\n");
        return UNREADABLE;
    }
    let svg = render::plot_svg(&shared(&reports), arguments.derivative);
    let picture = match ending {
        "png" => svg.and_then(|svg| render::plot_png(&svg)),
        _ => svg.map(String::into_bytes), // the other one
    };
    let Some(picture) = picture else {
        complain("error: the picture could not be drawn\n");
        return UNDECIDED;
    };
    if let Err(error) = std::fs::write(file, picture) {
        complain(&format!("error: the file {} could not be written: {error}\n", file.display()));
        return UNREADABLE;
    }
    code
}

pub(super) fn compare(arguments: &Compare) -> u8 {
    let (format, file) = (arguments.format.as_deref(), arguments.output.as_deref());
    let Prepared { format, layout, mut output, .. } = match prepared(&[], format, file, None) {
        Ok(prepared) => prepared,
        Err(code) => return code,
    };
    let mut code = DONE;
    let reports = reports(&arguments.formulas, &arguments.parameters, &mut code);
    if !reports.is_empty() {
        let table = render::compared(&shared(&reports), format, &layout);
        output.write(&format!("{}{table}{}", format.begin, format.end));
    }
    code
}
