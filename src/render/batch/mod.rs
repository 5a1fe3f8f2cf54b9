//! Formulas by the line: one in, one result out, in the same order, on all cores.
//!
//! Lines are taken in groups that are as large as what has already arrived, up to a limit, so memory does not grow with the
//! input and whoever writes a line and waits is answered. Each group is worked on by all threads, each with a store of its
//! own that is cleared for every line.

mod input;
mod result;

use std::io::{self, BufRead};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

pub use input::MOST_BYTES;
use input::{Line, Lines};
use result::Written;

use crate::passes::Fingerprint;
use crate::passes::batch::Worker;

/// What is written of each formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The derivative as the rules leave it.
    Derivative,
    /// The shortest known form of it.
    ClosedForm,
    /// The form through the function's value and parameters alone.
    FromOutput,
    /// The facts about the function.
    Report,
}

/// How a batch is worked through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What is written of each formula.
    pub fields: Vec<Field>,
    /// Whether formulas that were met before, up to the order of sums and products, are only named. Takes memory for each
    /// distinct formula.
    pub dedupe: bool,
    /// What was written before: the input is gone through from its beginning, and these results are left out.
    pub before: Option<Before>,
}

/// Results that an earlier run has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// How many there are.
    pub results: u64,
    /// How many bytes they take.
    pub bytes: u64,
    /// The number of the input's line that the last of them answers.
    pub line: u64,
}

impl Options {
    /// What an earlier run with these options has written, from the number of its results, the bytes they take, and the last
    /// of them.
    ///
    /// # Errors
    /// The last line is no result, or has other fields than those that are asked for.
    pub fn before(&self, results: u64, bytes: u64, last: &[u8]) -> Result<Before, String> {
        let object = serde_json::from_slice::<Map<String, Value>>(last).unwrap_or_default();
        let Some(line) = object.get("line").and_then(Value::as_u64) else {
            return Err("the last whole line is not a result, so this is no output of gprime batch".into());
        };
        let line_of_none = Line { number: 0, id: None, asked: Err(String::new()) };
        let nothing = result::nothing(&line_of_none, self, None).line().text;
        let mine = serde_json::from_str::<Map<String, Value>>(&nothing).unwrap_or_default();
        if !mine.keys().eq(object.keys()) {
            return Err("the results have other fields than those that are asked for".into());
        }
        Ok(Before { results, bytes, line })
    }
}

impl Default for Options {
    fn default() -> Options {
        Options { fields: vec![Field::Derivative], dedupe: false, before: None }
    }
}

/// How many lines were read and answered so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes of the input.
    pub bytes: u64,
    /// Results, those left out included.
    pub results: u64,
    /// Results that are errors.
    pub errors: u64,
    /// Results that name an earlier line.
    pub duplicates: u64,
}

/// Answers each line of `input` that is not blank with one line, in the same order, and gives whole lines to `write`.
///
/// A line is a JSON string, or an object with a formula and what is asked of it; the result is an object of the schema
/// `gprime/batch/1`. A line that cannot be read or answered has a result that says so. `progress` is told after each group
/// of lines.
///
/// # Errors
/// The input cannot be read, or `write` fails.
///
/// ```
/// use gprime::render::batch::{Options, batch};
///
/// let mut out = String::new();
/// let input = "\"z^2\"\n{\"formula\": \"sin(\", \"id\": 7}\n";
/// let done = batch(&mut input.as_bytes(), &Options::default(), &mut |lines| Ok(out.push_str(lines)), &mut |_| {})?;
/// assert!(out.starts_with(r#"{"schema":"gprime/batch/1","line":1,"#));
/// assert_eq!((out.lines().count(), done.errors), (2, 1));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn batch(
    input: &mut dyn BufRead,
    options: &Options,
    write: &mut dyn FnMut(&str) -> io::Result<()>,
    progress: &mut dyn FnMut(&Progress),
) -> io::Result<Progress> {
    let mut lines = Lines::new(input);
    let mut done = Progress::default();
    let mut first_seen: FxHashMap<Fingerprint, u64> = FxHashMap::default();
    let workers: Vec<Mutex<Worker>> = (0..rayon::current_num_threads()).map(|_| Mutex::default()).collect();
    let mut out = String::new();
    loop {
        let group = lines.group()?;
        if group.is_empty() {
            let expected = options.before.map_or(0, |before| before.results);
            return if done.results < expected { Err(another_input()) } else { Ok(done) };
        }
        let mut same_as: Vec<Option<u64>> = vec![None; group.len()];
        if options.dedupe {
            let prints = each(&workers, group.len(), &|worker, at| group[at].fingerprint(worker));
            for ((line, print), same_as) in group.iter().zip(prints).zip(&mut same_as) {
                let Some(print) = print else { continue };
                let first = *first_seen.entry(print).or_insert(line.number);
                *same_as = Some(first).filter(|&first| first != line.number);
            }
        }
        let left_out = left_out(options, done.results, &group)?;
        let answered = each(&workers, group.len() - left_out, &|worker, at| {
            let at = at + left_out;
            group[at].answered(worker, options, same_as[at])
        });
        out.clear();
        for Written { text, is_error } in answered {
            done.errors += u64::from(is_error);
            out.push_str(&text);
        }
        write(&out)?;
        done.duplicates += same_as[left_out..].iter().flatten().count() as u64;
        done.results += group.len() as u64;
        done.bytes = lines.read();
        progress(&done);
    }
}

/// How many lines of a group were answered before, as the group comes after `passed` results.
fn left_out(options: &Options, passed: u64, group: &[Line]) -> io::Result<usize> {
    let Some(before) = options.before else { return Ok(0) };
    let left = usize::try_from(before.results.saturating_sub(passed)).unwrap_or(usize::MAX);
    match left.checked_sub(1).and_then(|last| group.get(last)) {
        Some(line) if line.number != before.line => Err(another_input()),
        Some(_) | None => Ok(left.min(group.len())),
    }
}

fn another_input() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the results that are to be continued are those of another input")
}

/// What `work` makes of each number below `count`, on all threads; whichever is free takes the next.
fn each<T: Send + Sync>(
    workers: &[Mutex<Worker>],
    count: usize,
    work: &(dyn Fn(&mut Worker, usize) -> T + Sync),
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let made: Vec<OnceLock<T>> = (0..count).map(|_| OnceLock::new()).collect();
    rayon::broadcast(|context| {
        let Some(worker) = workers.get(context.index()) else { return };
        let mut worker = worker.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = made.get(at) else { return };
            // the number is this thread's alone, so the slot is empty
            _ = slot.set(work(&mut worker, at));
        }
    });
    made.into_iter().map(|slot| slot.into_inner().expect("each slot is filled by the thread that took it")).collect()
}

/// What `work` makes, or nothing if it panics, after which the worker is a new one.
fn guarded<T>(worker: &mut Worker, work: impl FnOnce(&mut Worker) -> T) -> Option<T> {
    let made = catch_unwind(AssertUnwindSafe(|| work(worker)));
    if made.is_err() {
        *worker = Worker::new();
    }
    made.ok()
}

impl Line {
    /// The fingerprint of what is asked, if it can be read.
    fn fingerprint(&self, worker: &mut Worker) -> Option<Fingerprint> {
        let asked = self.asked.as_ref().ok()?;
        guarded(worker, |worker| worker.fingerprint(&asked.request).ok())?
    }

    /// The line's result.
    fn answered(&self, worker: &mut Worker, options: &Options, same_as: Option<u64>) -> Written {
        guarded(worker, |worker| result::written(self, worker, options, same_as))
            .unwrap_or_else(|| result::fault(self, options))
    }
}
