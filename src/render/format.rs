//! The formats in which an answer can be written: one row each.

use super::model::{Page, Steps};
use crate::passes::{Derived, Status};

/// What became of one formula.
#[derive(Debug)]
pub enum Answer<'a> {
    /// It was differentiated.
    Derived(&'a Derived),
    /// It was differentiated by several variables.
    Gradient(&'a [Derived]),
    /// The work stopped on the way.
    Unfinished {
        /// How far it came.
        status: Status,
        /// Why it stopped, as a clause in lower case.
        why: &'a str,
    },
}

/// What a writer has to know besides the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Whether the answer is one of several that are written one after the other.
    pub several: bool,
    /// How many columns a line of text has.
    pub width: usize,
    /// Whether the terminal shows colours.
    pub colour: bool,
    /// Which steps are shown.
    pub steps: Steps,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { several: false, width: 80, colour: false, steps: Steps::Lines }
    }
}

/// One format.
#[derive(Debug)]
#[non_exhaustive]
pub struct Format {
    /// The name by which it is asked for.
    pub name: &'static str,
    /// The usual ending of such a file, without the dot.
    pub extension: &'static str,
    /// One clause about it.
    pub about: &'static str,
    /// Whether an answer that is not finished is written too, besides the message about it.
    pub tells_status: bool,
    /// What stands before the first answer of a file.
    pub begin: &'static str,
    /// The answer in this format.
    pub write: fn(&Answer<'_>, &Layout) -> String,
    /// What stands between two answers.
    pub between: &'static str,
    /// What stands after the last answer.
    pub end: &'static str,
}

/// Every format; the first is the usual one.
pub fn formats() -> &'static [Format] {
    FORMATS
}

/// What a row starts from: nothing around the answers.
const ROW: Format =
    Format { name: "", extension: "", about: "", tells_status: false, begin: "", write: text, between: "", end: "" };

static FORMATS: &[Format] = &[
    Format { name: "text", extension: "txt", about: "a page for the terminal", write: text, between: "\n", ..ROW },
    Format {
        name: "latex",
        extension: "tex",
        about: "a document that compiles by itself",
        begin: super::latex::BEGIN,
        write: latex,
        end: super::latex::END,
        ..ROW
    },
    Format {
        name: "markdown",
        extension: "md",
        about: "GitHub's Markdown with mathematics",
        write: markdown,
        between: "\n",
        ..ROW
    },
    #[cfg(feature = "cli")]
    Format {
        name: "html",
        extension: "html",
        about: "one file for a browser, with mathematics in MathML",
        begin: super::html::BEGIN,
        write: html,
        end: super::html::END,
        ..ROW
    },
    #[cfg(feature = "cli")]
    Format {
        name: "json",
        extension: "json",
        about: "everything, with each checked step, for programs",
        tells_status: true,
        write: json,
        ..ROW
    },
];

/// The pages of partial derivatives.
fn pages<'a>(partials: &'a [Derived], layout: &Layout) -> Vec<Page<'a>> {
    partials.iter().map(|derived| Page::new(derived, layout.steps)).collect()
}

fn text(answer: &Answer<'_>, layout: &Layout) -> String {
    match answer {
        Answer::Derived(derived) => super::text::page(&Page::new(derived, layout.steps), layout),
        Answer::Gradient(partials) => {
            let part = |(at, page): (usize, &Page<'_>)| super::text::part(page, layout, at == 0);
            pages(partials, layout).iter().enumerate().map(part).collect::<Vec<_>>().join("\n")
        }
        Answer::Unfinished { why, .. } => super::text::unfinished(why),
    }
}

fn latex(answer: &Answer<'_>, layout: &Layout) -> String {
    match answer {
        Answer::Derived(derived) => super::latex::page(&Page::new(derived, layout.steps)),
        Answer::Gradient(partials) => super::latex::gradient(&pages(partials, layout)),
        Answer::Unfinished { why, .. } => super::latex::unfinished(why),
    }
}

fn markdown(answer: &Answer<'_>, layout: &Layout) -> String {
    match answer {
        Answer::Derived(derived) => super::markdown::page(&Page::new(derived, layout.steps)),
        Answer::Gradient(partials) => super::markdown::gradient(&pages(partials, layout)),
        Answer::Unfinished { why, .. } => super::markdown::unfinished(why),
    }
}

#[cfg(feature = "cli")]
fn html(answer: &Answer<'_>, layout: &Layout) -> String {
    match answer {
        Answer::Derived(derived) => super::html::page(&Page::new(derived, layout.steps)),
        Answer::Gradient(partials) => super::html::gradient(&pages(partials, layout)),
        Answer::Unfinished { why, .. } => super::html::unfinished(why),
    }
}

#[cfg(feature = "cli")]
fn json(answer: &Answer<'_>, layout: &Layout) -> String {
    let document = match answer {
        Answer::Derived(derived) => super::json::document(derived),
        Answer::Gradient(partials) => return super::json::gradient(partials, layout.several),
        Answer::Unfinished { status, why } => super::json::unfinished(*status, why),
    };
    super::json::written(&document, layout.several)
}
