//! `gprime equal`: whether two formulas are the same function.

use std::time::Duration;

use super::arguments::{Equal, PlainFormat};
use super::certificate;
use super::output::{Output, complain};
use super::stopped::message;
use super::{DONE, REFUTED, UNDECIDED, UNREADABLE};
use crate::passes::equal::{Limits, Request, Verdict, equal};
use crate::render::{self, Layout};

pub(super) fn run(arguments: &Equal) -> u8 {
    let equality = match equal(&request(arguments)) {
        Ok(equality) => equality,
        Err(error) => {
            complain(&message(&error));
            return UNREADABLE;
        }
    };
    if let (Some(_), [row, ..]) = (&arguments.certificate, equality.trusted().as_slice()) {
        complain(&format!("error: the proof rests on trust in {row}, and no certificate can show that\n"));
        return UNREADABLE;
    }
    if let Some(file) = &arguments.certificate
        && let Err(code) = certificate::write(&equality, file)
    {
        return code;
    }
    let mut output = Output::standard();
    let layout = Layout { width: output.width, colour: output.colour, ..Layout::default() };
    output.write(&match arguments.format {
        PlainFormat::Text => render::equality_text(&equality, &layout),
        PlainFormat::Json => render::equality_json(&equality),
    });
    match equality.verdict {
        Verdict::Equal(_) if arguments.strict && !equality.trusted().is_empty() => UNDECIDED,
        Verdict::Equal(_) => DONE,
        Verdict::Different(_) => REFUTED,
        // nothing is known about numbers
        Verdict::Formal(_) | Verdict::Undecided(_) => UNDECIDED,
    }
}

fn request(arguments: &Equal) -> Request {
    let Equal { points, bits, nodes, steps, work, timeout, .. } = *arguments;
    Request {
        left: arguments.left.trim_start().to_owned(),
        right: arguments.right.trim_start().to_owned(),
        assume: arguments.assume.clone(),
        on: arguments.on.clone(),
        limits: Limits { points, bits, nodes, steps, work, time: timeout.map(Duration::from_secs) },
    }
}
