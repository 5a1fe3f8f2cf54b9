//! What commands that read formulas share: the formulas from the arguments or from standard input, and where answers go.

use std::io::Read;
use std::path::Path;

use super::UNREADABLE;
use super::arguments::Steps;
use super::output::{Output, complain};
use crate::render::{self, Format, Layout};
use crate::syntax;

/// A formula, and where it stands if it comes from standard input.
pub(super) struct Given {
    pub(super) formula: Result<String, String>,
    line: Option<usize>,
}

/// What is to be answered, and how.
pub(super) struct Prepared {
    pub(super) format: &'static Format,
    pub(super) given: Vec<Given>,
    pub(super) layout: Layout,
    pub(super) output: Output,
}

/// Reads the formulas and opens the output; the exit code if that fails, which has then been said.
pub(super) fn prepared(
    formulas: &[String],
    format_name: Option<&str>,
    file: Option<&Path>,
    steps: Option<Steps>,
) -> Result<Prepared, u8> {
    let failed = |message: String| {
        complain(&message);
        UNREADABLE
    };
    let format = format(format_name, file).ok_or_else(|| failed("error: there is no such format\n".into()))?;
    let given = given(formulas).map_err(|e| failed(format!("error: standard input could not be read: {e}\n")))?;
    let output = match file {
        None => Output::standard(),
        Some(file) => Output::file(file)
            .map_err(|e| failed(format!("error: the file {} could not be written: {e}\n", file.display())))?,
    };
    let steps = steps.map(render::Steps::from).unwrap_or_default();
    let layout = Layout { several: given.len() > 1, width: output.width, colour: output.colour, steps };
    Ok(Prepared { format, given, layout, output })
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

/// A message, with the line it is about where there are lines.
pub(super) fn say(given: &Given, message: &str) {
    match given.line {
        Some(line) => complain(&format!("line {line}: {message}")),
        None => complain(message),
    }
}
