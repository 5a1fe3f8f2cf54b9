//! Certificates: written by `gprime equal --certificate`, checked by `gprime verify-certificate`.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::output::{Output, complain};
use super::{DONE, REFUTED, UNDECIDED, UNREADABLE};
use crate::passes::equal::Equality;
use crate::render::Layout;
use crate::render::certificate::{self, Invalid, MOST_BYTES};

/// Writes what was shown to a file. Where nothing was shown, no file is written, and a message says so.
pub(super) fn write(equality: &Equality, file: &Path) -> Result<(), u8> {
    let Some(text) = certificate::certificate(equality) else {
        complain("note: nothing was shown, so no certificate is written\n");
        return Ok(());
    };
    std::fs::write(file, text).map_err(|error| {
        complain(&format!("error: the certificate {} could not be written: {error}\n", file.display()));
        UNREADABLE
    })
}

/// Checks the certificate in a file and says what it shows.
pub(super) fn verify(file: &Path, timeout: Option<u64>) -> u8 {
    let text = match read(file) {
        Ok(text) => text,
        Err(error) => {
            complain(&format!("error: the certificate {} could not be read: {error}\n", file.display()));
            return UNREADABLE;
        }
    };
    let verified = match timeout {
        None => certificate::verify(&text),
        Some(seconds) => {
            let (sender, receiver) = mpsc::channel();
            // when the time is up, the work ends with the program, and nobody listens
            thread::spawn(move || drop(sender.send(certificate::verify(&text))));
            match receiver.recv_timeout(Duration::from_secs(seconds)) {
                Ok(verified) => verified,
                Err(_) => {
                    complain(&format!("undecided, time: the check took longer than {seconds} s\n"));
                    return UNDECIDED;
                }
            }
        }
    };
    match verified {
        Ok(verified) => {
            let mut output = Output::standard();
            let layout = Layout { width: output.width, colour: output.colour, ..Layout::default() };
            output.write(&certificate::verified_text(&verified, &layout));
            DONE
        }
        Err(Invalid::Unreadable(why)) => {
            complain(&format!("error: {why}\n"));
            UNREADABLE
        }
        Err(Invalid::Refused(why)) => {
            complain(&format!("not verified: {why}\n"));
            REFUTED
        }
    }
}

fn read(file: &Path) -> io::Result<String> {
    let source: Box<dyn Read> =
        if file == Path::new("-") { Box::new(io::stdin().lock()) } else { Box::new(File::open(file)?) };
    let mut text = String::new();
    source.take(MOST_BYTES as u64 + 1).read_to_string(&mut text)?;
    Ok(text)
}
