//! `gprime batch`: a formula a line in, a result a line out.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::time::Duration;

use super::arguments::{Batch, BatchField};
use super::output::{Output, complain};
use super::{DONE, UNREADABLE, progress};
use crate::render::batch::{Before, Field, Options, Progress, batch};
use indicatif::ProgressBar;

/// How much of the input is read at once, in bytes.
const BUFFER: usize = 1 << 18;

pub(super) fn run(arguments: &Batch) -> u8 {
    match answered(arguments) {
        Ok(()) => DONE,
        Err(message) => {
            complain(&format!("error: {message}\n"));
            UNREADABLE
        }
    }
}

fn answered(arguments: &Batch) -> Result<(), String> {
    let (mut input, size) = opened(&arguments.file)?;
    let mut options = Options { fields: fields(arguments), dedupe: arguments.dedupe, before: None };
    let mut output = match &arguments.output {
        None => Output::standard(),
        Some(file) => {
            refuse_input(file, &arguments.file)?;
            let unwritable = |error: io::Error| format!("the file {} could not be written: {error}", file.display());
            match arguments.resume {
                false => Output::file(file).map_err(unwritable)?,
                true => {
                    options.before = written(file, &options).map_err(|why| format!("{}: {why}", file.display()))?;
                    let whole = options.before.map_or(0, |before| before.bytes);
                    Output::continued(file, whole).map_err(unwritable)?
                }
            }
        }
    };
    let bar = bar(size, arguments.output.is_some());
    let mut write = |lines: &str| {
        bar.suspend(|| output.write(lines));
        Ok(())
    };
    let mut progress = |done: &Progress| {
        bar.set_position(done.bytes);
        bar.set_message(summary(done));
    };
    let done = batch(&mut *input, &options, &mut write, &mut progress);
    bar.finish_and_clear();
    let done = done.map_err(|error| format!("{}: {error}", arguments.file.display()))?;
    if io::stderr().is_terminal() {
        complain(&format!("{}\n", summary(&done)));
    }
    Ok(())
}

fn summary(done: &Progress) -> String {
    let mut text = format!("{} formulas", done.results);
    for (count, what) in [(done.errors, "with errors"), (done.duplicates, "met before")] {
        if count > 0 {
            text += &format!(", {count} {what}");
        }
    }
    text
}

/// The input, and how many bytes it has, where that is known.
fn opened(file: &Path) -> Result<(Box<dyn BufRead>, Option<u64>), String> {
    if file == Path::new("-") {
        return Ok((Box::new(BufReader::with_capacity(BUFFER, io::stdin().lock())), None));
    }
    let unreadable = |error: io::Error| format!("the file {} could not be read: {error}", file.display());
    let input = File::open(file).map_err(unreadable)?;
    let size = input.metadata().ok().filter(std::fs::Metadata::is_file).map(|known| known.len());
    Ok((Box::new(BufReader::with_capacity(BUFFER, input)), size))
}

/// Says so if the output would be written over the input.
fn refuse_input(output: &Path, input: &Path) -> Result<(), String> {
    let same = match (output.canonicalize(), input.canonicalize()) {
        (Ok(output), Ok(input)) => output == input,
        (Err(_), _) | (_, Err(_)) => false, // one of them is no file yet
    };
    if same { Err(format!("the file {} is the input", output.display())) } else { Ok(()) }
}

fn fields(arguments: &Batch) -> Vec<Field> {
    let field = |field: &BatchField| match field {
        BatchField::Derivative => Field::Derivative,
        BatchField::ClosedForm => Field::ClosedForm,
        BatchField::FromOutput => Field::FromOutput,
        BatchField::Report => Field::Report,
    };
    arguments.fields.iter().map(field).collect()
}

/// A bar, unless results are written to the terminal.
fn bar(size: Option<u64>, to_file: bool) -> ProgressBar {
    let bar = progress::bar(size, to_file || !io::stdout().is_terminal());
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// The results that a file holds: its whole lines, the last of which must have the fields that are asked for.
fn written(file: &Path, options: &Options) -> Result<Option<Before>, String> {
    let unread = |error: io::Error| format!("the output could not be read: {error}");
    let opened = match File::open(file) {
        Ok(opened) => opened,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unread(error)),
    };
    let mut lines = BufReader::with_capacity(BUFFER, opened);
    let (mut results, mut bytes) = (0, 0);
    let (mut line, mut last) = (Vec::new(), Vec::new());
    while lines.read_until(b'\n', &mut line).map_err(unread)? > 0 {
        if line.ends_with(b"\n") {
            results += 1;
            bytes += line.len() as u64;
            std::mem::swap(&mut line, &mut last);
        }
        line.clear();
    }
    if results == 0 { Ok(None) } else { options.before(results, bytes, &last).map(Some) }
}
