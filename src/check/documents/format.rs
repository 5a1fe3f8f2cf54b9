//! What a document is written in.

/// The notation of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// CommonMark with tables and mathematics.
    Markdown,
    /// LaTeX.
    Latex,
    /// reStructuredText.
    ReStructured,
    /// A Jupyter notebook, of which the Markdown cells are read.
    Notebook,
    /// Text without markup.
    Plain,
    /// A program, of which the comments are read.
    Source(Language),
}

/// How a programming language marks comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    /// What begins a comment that ends with the line.
    pub(super) line: &'static str,
    /// What opens and closes a comment of several lines.
    pub(super) block: &'static [(&'static str, &'static str)],
}

const BRACES: Language = Language { line: "//", block: &[("/*", "*/")] };
const PYTHON: Language = Language { line: "#", block: &[("\"\"\"", "\"\"\""), ("'''", "'''")] };
const HASH: Language = Language { line: "#", block: &[] };
const DASHES: Language = Language { line: "--", block: &[("{-", "-}"), ("/*", "*/")] };
const JULIA: Language = Language { line: "#", block: &[("\"\"\"", "\"\"\""), ("#=", "=#")] };
const PERCENT: Language = Language { line: "%", block: &[("%{", "%}")] };
const SEMICOLON: Language = Language { line: ";", block: &[] };

/// Endings of file names, without the dot, and the format they stand for.
static ENDINGS: &[(Format, &[&str])] = &[
    (Format::Markdown, &["md", "markdown", "mdx", "qmd", "rmd"]),
    (Format::Latex, &["tex", "latex", "ltx", "sty"]),
    (Format::ReStructured, &["rst", "rest"]),
    (Format::Notebook, &["ipynb"]),
    (Format::Plain, &["txt", "text"]),
    (
        Format::Source(BRACES),
        &[
            "rs", "c", "h", "cc", "cpp", "hpp", "cu", "cuh", "js", "ts", "go", "java", "kt", "swift", "cs", "scala",
            "zig",
        ],
    ),
    (Format::Source(PYTHON), &["py", "pyi", "pyx"]),
    (Format::Source(HASH), &["r", "rb", "sh", "pl", "nim", "toml", "yaml", "yml"]),
    (Format::Source(JULIA), &["jl"]),
    (Format::Source(DASHES), &["hs", "lua", "sql", "elm"]),
    (Format::Source(PERCENT), &["m", "erl"]),
    (Format::Source(SEMICOLON), &["lisp", "clj", "scm", "el"]),
];

impl Format {
    /// The format of a file with this name and text: by the ending of the name, else by the text's look.
    pub fn of(name: &str, text: &str) -> Format {
        let ending = name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending);
        let ending = ending.map(str::to_ascii_lowercase);
        let known = ending.and_then(|ending| ENDINGS.iter().find(|row| row.1.contains(&&*ending)));
        known.map_or_else(|| Format::by_look(text), |row| row.0)
    }

    fn by_look(text: &str) -> Format {
        const FAR: usize = 64 << 10;
        let mut end = text.len().min(FAR);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let head = text[..end].trim_start();
        let has = |sign: &str| head.contains(sign);
        if head.starts_with('{') && has("\"cells\"") && has("\"cell_type\"") {
            Format::Notebook
        } else if has("\\documentclass") || has("\\section{") || head.starts_with("\\begin{") {
            Format::Latex
        } else if has(".. math::") || has(":math:`") {
            Format::ReStructured
        } else {
            // Plain text is Markdown without any markup.
            Format::Markdown
        }
    }
}
