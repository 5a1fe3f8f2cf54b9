//! The mathematics of documents: where each piece stands, what is around it, and what prose is left alone.
#![cfg(feature = "documents")]

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use gprime::check::documents::{Document, Format, Kind, Passage, Unreadable};
use gprime::syntax::{self, TableNames};

use common::Random;

const PATIENCE: Duration = Duration::from_secs(30);

fn document<'a>(name: &str, text: &'a str) -> Document<'a> {
    Document::new(name, text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What holds for every passage of every document: its text is at its place, and its rows are in it.
fn hold(original: &str, passages: &[Passage<'_>], decoded: bool) {
    let mut last = 0;
    for passage in passages {
        let Passage { text, span, line, column, rows, .. } = passage;
        assert!(decoded || &original[span.clone()] == *text, "{text} and {}", &original[span.clone()]);
        assert!(span.start >= last, "{text} is out of order");
        last = span.end;
        let start = original[..span.start].rfind('\n').map_or(0, |at| at + 1);
        assert_eq!(*line, original[..start].matches('\n').count() + 1, "{text}");
        assert_eq!(*column, original[start..span.start].chars().count() + 1, "{text}");
        for row in rows {
            assert!(span.start <= row.span.start && row.span.end <= span.end, "{text}");
            assert!(decoded || &original[row.span.clone()] == row.text, "{text}");
        }
    }
}

/// Line, kind and text of each passage.
fn found(name: &str, text: &str) -> Vec<(usize, Kind, String)> {
    let document = document(name, text);
    let passages = document.passages();
    hold(text, &passages, document.format() == Format::Notebook);
    passages.iter().map(|passage| (passage.line, passage.kind, passage.text.to_owned())).collect()
}

fn assert_found(name: &str, text: &str, expected: &[(usize, Kind, &str)]) {
    let expected: Vec<_> = expected.iter().map(|(line, kind, text)| (*line, *kind, (*text).to_owned())).collect();
    assert_eq!(found(name, text), expected, "{name}: {text}");
}

use Kind::{Code, Display, Inline, Prose};

#[test]
fn markdown_is_read_by_its_delimiters() {
    let text = "\
# The slope $g'$ of $g$

Let $g(z) = z^2$, so that \\(g'(z) = 2z\\) and
$$
g''(z) = 2
$$
\\[ g'''(z) = 0 \\]

It costs $5 or $6. Code: `g(z) = z*z` and `torch.nn.ReLU` and `x`.

```math
h(z) = \\frac{1}{z}
```

```python
x = np.zeros(3)
```

    h'(z) = -1/z^2        for all z

- z > 0, h(z) > 0
1. k(z) = max (0.01z, z)

\\begin{align} a &= b \\\\ &= c \\end{align}
";
    let expected = [
        (1, Inline, "g'"),
        (1, Inline, "g"),
        (3, Inline, "g(z) = z^2"),
        (3, Inline, "g'(z) = 2z"),
        (5, Display, "g''(z) = 2"),
        (7, Display, "g'''(z) = 0"),
        (9, Code, "g(z) = z*z"),
        (12, Display, "h(z) = \\frac{1}{z}"),
        (19, Code, "h'(z) = -1/z^2"),
        (21, Prose, "z > 0"),
        (21, Prose, "h(z) > 0"),
        (22, Prose, "k(z) = max (0.01z, z)"),
        (24, Display, "\\begin{align} a &= b \\\\ &= c \\end{align}"),
    ];
    assert_found("notes.md", text, &expected);
}

#[test]
fn tables_keep_their_cells() {
    let text = "| name | f(x) | f'(x) |\n|---|---|---|\n| a | $e^x$ | `e^x*1` |\n| b | x^2 | y = 2x |\n";
    let document = document("t.md", text);
    let passages = document.passages();
    hold(text, &passages, false);
    let cells: Vec<_> = passages
        .iter()
        .map(|passage| {
            let cell = passage.cell.as_ref().expect("it stands in a table");
            (cell.row, cell.column, passage.text)
        })
        .collect();
    let expected =
        [(0, 1, "f(x)"), (0, 2, "f'(x)"), (1, 1, "e^x"), (1, 2, "e^x*1"), (2, 0, "b"), (2, 1, "x^2"), (2, 2, "y = 2x")];
    assert_eq!(cells, expected);
}

#[test]
fn formulas_in_prose_are_found_and_prose_is_left_alone() {
    let sentences: &[(&str, &[&str])] = &[
        ("The ReLU function is g(z) = max(0,z)", &["g(z) = max(0,z)"]),
        ("* For z > 0: g(z) = z", &["z > 0", "g(z) = z"]),
        ("* z > 0, g'(z) = 1", &["z > 0", "g'(z) = 1"]),
        ("4. The formula is g'(z) = g(z) * (1 - g(z)), which is easy to compute.", &["g'(z) = g(z) * (1 - g(z))"]),
        ("* z < 0, g(z) = 0.01z (or another small slope like 0.01)", &["z < 0", "g(z) = 0.01z"]),
        ("   g'(z) = e(-z) / (1 + e(-z)(2)", &["g'(z) = e(-z) / (1 + e(-z)(2)"]),
        ("for z > 0, then it is 0:g'(z) = 1", &["z > 0", "g'(z) = 1"]),
        (
            "With y = 1/(1+exp(-x)) we get y' = y(1 - y), and y'' = y'(1 - 2y).",
            &["y = 1/(1+exp(-x))", "y' = y(1 - y)", "y'' = y'(1 - 2y)"],
        ),
        ("Note that tanh(z) = 2*sigmoid(2z) - 1.", &["tanh(z) = 2*sigmoid(2z) - 1"]),
        ("dL/dp = -y/p + (1-y)/(1-p)", &["dL/dp = -y/p + (1-y)/(1-p)"]),
        ("softplus: s(z) = ln(1 + e(z))", &["s(z) = ln(1 + e(z))"]),
        ("σ'(z) = σ(z)(1−σ(z)) ≤ 1/4", &["σ'(z) = σ(z)(1−σ(z)) ≤ 1/4"]),
        ("z < 0    g(z) = a*z    g'(z) = a", &["z < 0", "g(z) = a*z", "g'(z) = a"]),
        ("f(x) = x² − 1 holds", &["f(x) = x² − 1"]),
        ("y = {0 if z < 0; z otherwise}", &["y = {0 if z < 0; z otherwise}"]),
        ("The slope is easy to compute, isn't it? See e.g. the paper (Smith, 2020).", &[]),
        ("A -> B => C <- D, a <b>bold</b> word and <br/>.", &[]),
        ("See https://example.org/?q=1&r=2 for more - it is useful!", &[]),
        ("Remember the sigmoid function, g(z), of z and its well-known slope.", &[]),
        ("We can use it as is; I am = not sure", &[]),
        ("=======", &[]),
        ("a >", &[]),
    ];
    let mut tested = 0;
    for (sentence, expected) in sentences {
        for name in ["a.md", "a.txt", "a.rst"] {
            // An indented line of Markdown is code.
            let sentence = if name == "a.md" { sentence.trim_start() } else { sentence };
            let document = document(name, sentence);
            let passages = document.passages();
            hold(sentence, &passages, false);
            let texts: Vec<&str> = passages.iter().map(|passage| passage.text).collect();
            assert_eq!(texts, *expected, "{name}: {sentence}");
            tested += 1;
        }
    }
    assert_eq!(tested, 66);
}

#[test]
fn what_stands_around_a_passage_is_told() {
    let text = "For z > 0 the slope is $g'(z) = 1$, where $a$ is small.";
    let document = document("a.md", text);
    let around: Vec<(&str, &str)> = document.passages().iter().map(|passage| (passage.before, passage.after)).collect();
    assert_eq!(around, [("For ", " the slope is $"), (" the slope is $", "$, where $"), ("$, where $", "$ is small.")]);
}

#[test]
fn rows_have_places_of_their_own() {
    let text = "x\n\\begin{align}\n f(x) &= a \\label{b}\\\\[2pt]\n &\\le \\begin{cases} 1 & x>0 \\\\ 0 & x<0 \\end{cases} \\\\\n\\end{align}\n";
    let document = document("a.tex", text);
    let passages = document.passages();
    hold(text, &passages, false);
    let rows: Vec<_> = passages[0].rows.iter().map(|row| (row.line, row.column, row.text, row.continues())).collect();
    let cases = "&\\le \\begin{cases} 1 & x>0 \\\\ 0 & x<0 \\end{cases}";
    assert_eq!(rows, [(3, 2, "f(x) &= a \\label{b}", None), (4, 2, cases, Some(("\\le", 5)))]);
    let text = "$$f(x)=x\\qquad h(x)=\\begin{cases}1 & x>0\\end{cases} \\quad\\text{if } x > 0$$";
    let document = self::document("a.md", text);
    let rows: Vec<String> = document.passages()[0].rows.iter().map(|row| row.text.to_owned()).collect();
    assert_eq!(rows, ["f(x)=x", "h(x)=\\begin{cases}1 & x>0\\end{cases} \\quad\\text{if } x > 0"]);
}

#[test]
fn latex_documents_have_preambles_comments_and_verbatim() {
    let text = "\
\\newcommand{\\x}{a = b}
\\begin{document}
Let $u = z$. % and $v = w$
\\begin{verbatim} $c = d$ \\end{verbatim}
\\begin{equation} y = u^2 \\end{equation}
Price \\$5. So x = 1 holds.
";
    let expected =
        [(3, Inline, "u = z"), (5, Display, "\\begin{equation} y = u^2 \\end{equation}"), (6, Prose, "x = 1")];
    assert_found("a.tex", text, &expected);
}

#[test]
fn restructured_text_has_roles_and_directives() {
    let text = "\
The slope :math:`g'(z) = 1` and ``a = b`` and ``import x``.

.. math:: f(x) = 1

.. math::
   :label: two

   h(x) = 2

   k(x) = 3

.. code-block:: python

   x = 5

then y = 1.
";
    let expected = [
        (1, Inline, "g'(z) = 1"),
        (1, Code, "a = b"),
        (3, Display, "f(x) = 1"),
        (8, Display, "h(x) = 2"),
        (10, Display, "k(x) = 3"),
        (16, Prose, "y = 1"),
    ];
    assert_found("a.rst", text, &expected);
}

#[test]
fn notebooks_have_markdown_cells() {
    let text = "{\"cells\": [\n {\"cell_type\": \"code\", \"source\": [\"x = 1\\n\"]},\n {\"cell_type\": \"markdown\", \"source\": [\n  \"Let $g(z) = \\\\frac{1}{z}$\\n\",\n  \"and é g'(z) = 2\"]},\n {\"cell_type\": \"markdown\", \"source\": \"$$a = \\u03b1$$\"}\n]}\n";
    let document = document("a.ipynb", text);
    let passages = document.passages();
    hold(text, &passages, true);
    let found: Vec<_> = passages.iter().map(|p| (p.line, p.text, &text[p.span.clone()])).collect();
    let expected = [
        (4, "g(z) = \\frac{1}{z}", "g(z) = \\\\frac{1}{z}"),
        (5, "g'(z) = 2", "g'(z) = 2"),
        (6, "a = α", "a = \\u03b1"),
    ];
    assert_eq!(found, expected);
    for broken in ["{", "[]", "{\"cells\": 3}", "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": 3}]}"] {
        assert!(matches!(Document::new("a.ipynb", broken.as_bytes()), Err(Unreadable::Notebook(_))), "{broken}");
    }
}

#[test]
fn comments_of_programs_are_read_and_code_is_not() {
    let rust = "let x = 1; // y = x^2\n/// g'(z) = 2z\n/* h = 3\n * k = 4\n */ let z = 5;\nlet b = c;\n";
    let expected = [(1, Prose, "y = x^2"), (2, Prose, "g'(z) = 2z"), (3, Prose, "h = 3"), (4, Prose, "k = 4")];
    assert_found("a.rs", rust, &expected);
    let torch = "def f(x):\n    r\"\"\"The function\n\n    .. math::\n        f(x) = \\frac{1}{x}\n\n    and :math:`f'(x) < 0`.\n    \"\"\"\n    return 1 / x\n";
    assert_found("a.py", torch, &[(5, Display, "f(x) = \\frac{1}{x}"), (7, Inline, "f'(x) < 0")]);
    let doxygen = "/// The slope \\f$ g'(z) = 2z \\f$ of\n/* \\f[\n g(z) = z^2\n \\f] */\nint x = 1;\n";
    assert_found("a.cpp", doxygen, &[(1, Inline, "g'(z) = 2z"), (3, Display, "g(z) = z^2")]);
    let python = "def f(x):\n    \"\"\"Slope: f'(x) = 2*x, with $x > 0$.\"\"\"\n    y = x  # y = x\n";
    assert_found("a.py", python, &[(2, Prose, "f'(x) = 2*x"), (2, Inline, "x > 0"), (3, Prose, "y = x")]);
}

#[test]
fn no_input_takes_long_or_panics() {
    let many = |text: &str| text.repeat(200_000 / text.len());
    let signs = [
        "$",
        "$$",
        "$ ",
        "\\[",
        "\\(",
        "\\begin{align}",
        "\\begin{cases}",
        "`",
        "``` math\n",
        "|a|b|\n|-|-|\n|",
        "> ",
        "- ",
        "<",
        "= ",
        "a=",
        "(",
        "a=(",
        "[",
        "*",
        "_",
        "\\",
        "%\n",
        ":math:`",
        ".. math::\n",
        "/*",
        "\"\"\"",
        "{",
        "é=",
        "x = y\n",
        "a < b > c ",
        "\\quad=",
        "\\\\",
        "&",
        "$a$|",
        "\u{2028}",
        "<a ",
    ];
    let names = ["a.md", "a.tex", "a.rst", "a.txt", "a.rs", "a.py", "a"];
    let mut tested = 0;
    for sign in signs {
        let text = many(sign);
        for name in names {
            let start = Instant::now();
            let document = document(name, &text);
            hold(&text, &document.passages()[..0], false);
            assert!(start.elapsed() < PATIENCE, "{name}: {sign:?} takes {:?}", start.elapsed());
            tested += 1;
        }
    }
    assert_eq!(tested, 36 * 7);
    assert_eq!(Document::new("a.md", b"a\xffb").unwrap_err(), Unreadable::NotText(1));
    assert_eq!(Document::new("a.md", b"a\0b").unwrap_err(), Unreadable::Binary(1));
}

#[test]
fn the_notes_of_the_corpus_have_a_passage_on_each_line_with_a_claim() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let Ok(table) = std::fs::read_to_string(corpora.join("snippets.tsv")) else {
        eprintln!("skipped: the corpus of notes is not here");
        return;
    };
    let mut tested = 0;
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (name, line) = (cells[0], cells[1].parse::<usize>().expect("a line is a number"));
        let text = std::fs::read_to_string(corpora.join("snippets").join(name)).expect("the note is there");
        let document = document(name, &text);
        let passages = document.passages();
        hold(&text, &passages, false);
        let rows: Vec<_> = passages.iter().flat_map(|passage| &passage.rows).filter(|row| row.line == line).collect();
        assert!(!rows.is_empty(), "{name} has no passage on line {line}");
        let readable = rows.iter().any(|row| {
            let text = row.continues().map_or(row.text, |(_, at)| &row.text[at..]);
            syntax::parse_math(text, &TableNames).is_ok() || syntax::parse(text).is_ok()
        });
        assert!(readable || cells[2] == "unreadable", "{name}, line {line}: nothing of it can be read");
        tested += 1;
    }
    assert_eq!(tested, 41);
}

const MARKUP: [&str; 58] = [
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\begin{align}",
    "\\end{align}",
    "\\begin{cases}",
    "\\end{cases}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\\\",
    "\\\\[2pt]",
    "\\quad ",
    "\\qquad ",
    "&",
    "%",
    "\n",
    "\n\n",
    "    ",
    "`",
    "``",
    "```\n",
    "```math\n",
    "|",
    "|-|\n",
    "> ",
    "- ",
    "1. ",
    "# ",
    ":math:`",
    ".. math:: ",
    ".. math::\n\n   ",
    "// ",
    "/* ",
    " */",
    "\"\"\"",
    "#",
    "<b>",
    "</b>",
    "g(z) = ",
    "z > 0",
    "=",
    "<",
    ", ",
    ". ",
    "(",
    ")",
    "{",
    "}",
    "é",
    "σ'(z)",
    " the ",
    "slope",
    "x_1",
    "x²",
    "\u{2028}",
];

/// Markup in any order: every passage is where it says, in every format.
#[test]
fn any_markup_leaves_passages_in_their_places() {
    let mut random = Random::new(5);
    let mut passages = 0;
    for round in 0..8_000 {
        let length = 1 + random.below(24);
        let text: String = (0..length).map(|_| MARKUP[random.below(MARKUP.len() as u64) as usize]).collect();
        for name in ["a.md", "a.tex", "a.rst", "a.txt", "a.rs", "a.py"] {
            passages += found(name, &text).len();
        }
        if round % 4 == 0 {
            let source = serde_json::to_string(&text).expect("text has a JSON");
            let notebook = format!("{{\"cells\": [{{\"cell_type\": \"markdown\", \"source\": {source}}}]}}");
            passages += found("a.ipynb", &notebook).len();
        }
    }
    assert!(passages > 14_000, "only {passages} passages");
}
