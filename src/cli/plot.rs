//! `gprime plot` and `gprime compare`: pictures, and facts side by side.

use super::arguments::{Compare, Plot};
use super::given::{Prepared, prepared};
use super::output::{Output, complain};
use super::stopped::{message, stopped};
use super::{DONE, UNDECIDED, UNREADABLE, worse};
use crate::passes::{DeriveError, Request};
use crate::render::{self, Drawing, Theme};
use crate::report::{Depth, Report, report};

/// A report with the name under which it is shown.
type Named = (String, Report);

/// The reports on formulas, each once for every value of a parameter that has several. Among several formulas, one that
/// does not have the parameters is reported on as it is.
fn reports(formulas: &[String], parameters: &[String], code: &mut u8) -> Vec<Named> {
    let (mut found, mut without) = (Vec::new(), Vec::new());
    for formula in formulas {
        let formula = formula.trim();
        for values in families(parameters) {
            let varied: Vec<&str> = values.iter().map(|value| value.trim()).collect();
            let label = if varied.is_empty() { formula.into() } else { format!("{formula}, {}", varied.join(", ")) };
            match report(&Request { values: values.clone(), ..Request::new(formula) }) {
                Ok(report) => found.push((label, report)),
                Err(error @ DeriveError::Request(_)) if formulas.len() > 1 && !varied.is_empty() => {
                    if let Ok(report) = report(&Request::new(formula)) {
                        without.push(error);
                        found.push((formula.into(), report));
                        break;
                    }
                    failed(&error, code);
                }
                Err(error) => failed(&error, code),
            }
        }
    }
    if without.len() == found.len() {
        // no formula has them
        without.iter().for_each(|error| failed(error, code));
        found.clear();
    }
    found
}

fn failed(error: &DeriveError, code: &mut u8) {
    complain(&message(error));
    *code = worse(*code, if stopped(error).is_some() { UNDECIDED } else { UNREADABLE });
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
    let wrong = |message: &str| {
        complain(&format!("error: {message}\n"));
        UNREADABLE
    };
    let Some(drawing) = drawing(arguments, &mut code) else { return code };
    let reports = reports(&arguments.formulas, &arguments.parameters, &mut code);
    if reports.is_empty() {
        return code;
    }
    let Some(file) = &arguments.output else {
        let mut output = Output::standard();
        let picture = render::plot_text(&shared(&reports), &drawing, output.width);
        output.write(&picture);
        return code;
    };
    let ending = file.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let svg = || render::plot_svg(&shared(&reports), &drawing);
    let picture = match ending {
        "svg" => Some(svg().into_bytes()),
        "png" if drawing.theme.is_by_reader() => return wrong("a PNG has a theme of its own: light or dark"),
        "png" => render::plot_png(&svg()),
        _ => return wrong("a picture is written as a file that ends in .svg or .png"),
    };
    let Some(picture) = picture else {
        complain("error: the picture could not be drawn\n");
        return UNDECIDED;
    };
    if let Err(error) = std::fs::write(file, picture) {
        return wrong(&format!("the file {} could not be written: {error}", file.display()));
    }
    code
}

/// What is to be drawn; `None` if that was not understood, which has then been said.
fn drawing(arguments: &Plot, code: &mut u8) -> Option<Drawing> {
    let mut drawing = Drawing { derivative: arguments.derivative, ..Drawing::default() };
    drawing.theme = Theme::named(&arguments.theme).unwrap_or(drawing.theme);
    let Some(text) = &arguments.on else { return Some(drawing) };
    let read = Depth::interval(text).map(|on| drawing.over(&on));
    match read {
        Ok(Some(drawing)) => return Some(drawing),
        Ok(None) => complain(&format!("error: {text}: a picture goes from one number to another\n")),
        Err(error) => complain(&message(&error)),
    }
    *code = UNREADABLE;
    None
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
