//! Where answers and messages go: standard output or a file, and standard error.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Seek, SeekFrom, Write};
use std::path::Path;

/// The narrowest and the widest line that a page is made for.
const WIDTHS: (usize, usize) = (40, 160);
/// The width where there is no terminal.
const USUAL: usize = 80;

/// Where answers are written.
pub(super) struct Output {
    to: Box<dyn Write>,
    /// How many columns a line has.
    pub(super) width: usize,
    /// Whether colours are shown.
    pub(super) colour: bool,
}

impl Output {
    /// Standard output; colours only on a terminal that has them and if `NO_COLOR` is not set.
    pub(super) fn standard() -> Output {
        let stdout = io::stdout();
        let colour = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
        let columns = terminal_size::terminal_size_of(&stdout).map(|(width, _)| usize::from(width.0));
        let width = columns.map_or(USUAL, |columns| columns.clamp(WIDTHS.0, WIDTHS.1));
        Output { to: Box::new(BufWriter::new(stdout)), width, colour }
    }

    /// A file, which is made new.
    pub(super) fn file(path: &Path) -> io::Result<Output> {
        Ok(Output { to: Box::new(BufWriter::new(File::create(path)?)), width: USUAL, colour: false })
    }

    /// A file that is continued behind its first `bytes`; what follows them is dropped.
    pub(super) fn continued(path: &Path, bytes: u64) -> io::Result<Output> {
        let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.set_len(bytes)?;
        file.seek(SeekFrom::Start(bytes))?;
        Ok(Output { to: Box::new(BufWriter::new(file)), width: USUAL, colour: false })
    }

    /// Writes a text through to the end. A pipe that was closed ends the program quietly.
    pub(super) fn write(&mut self, text: &str) {
        let written = self.to.write_all(text.as_bytes()).and_then(|()| self.to.flush());
        if let Err(error) = written {
            if error.kind() != ErrorKind::BrokenPipe {
                complain(&format!("error: the answer could not be written: {error}\n"));
                std::process::exit(i32::from(super::UNREADABLE));
            }
            std::process::exit(i32::from(super::DONE));
        }
    }
}

/// Writes a message to standard error, without characters that could command a terminal or hide others.
pub(super) fn complain(message: &str) {
    let printable = |c: char| if crate::syntax::is_unprintable(c) && c != '\n' { '\u{fffd}' } else { c };
    let message: String = message.chars().map(printable).collect();
    // where nobody listens, nothing can be said
    let _ = io::stderr().write_all(message.as_bytes());
}
