//! Progress of long runs, told on a terminal.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on the terminal, or none where `shown` says so or there is no terminal. Without a size it tells that work goes on.
pub(super) fn bar(size: Option<u64>, shown: bool) -> ProgressBar {
    if !shown || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{bar:30} {percent:>3}%  {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}, {elapsed}"),
    };
    // a template that is not understood would leave the usual bar
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.set_style(style);
    bar
}

/// How far documents were checked. Nothing is shown of a run that is short.
pub(super) struct Documents {
    bar: ProgressBar,
    begun: Instant,
    claims: AtomicUsize,
}

/// Runs that take no longer show nothing.
const SHORT: Duration = Duration::from_secs(1);

impl Documents {
    pub(super) fn new(count: usize) -> Documents {
        let bar = bar(Some(count as u64), true);
        Documents { bar, begun: Instant::now(), claims: AtomicUsize::new(0) }
    }

    /// One more claim was judged.
    pub(super) fn judged(&self) {
        let claims = self.claims.fetch_add(1, Ordering::Relaxed) + 1;
        if self.begun.elapsed() > SHORT {
            self.bar.set_message(format!("{claims} claims"));
        }
    }

    /// One more document was read to its end.
    pub(super) fn read(&self) {
        if self.begun.elapsed() > SHORT {
            self.bar.inc(1);
        } else {
            self.bar.update(|state| state.set_pos(state.pos() + 1));
        }
    }

    /// The run has ended, and the bar goes.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
