//! The commands and environments of LaTeX that have a reading, as data.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::super::names::{Known, Names};

/// What a command means in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Space, or how something looks.
    Blank,
    /// As much space as stands between two formulas.
    Gap,
    /// An operator, relation or bracket of the plain notation.
    Sign(&'static str),
    /// A word or name of the plain notation.
    Word(&'static str),
    Fraction,
    Root,
    Left,
    Right,
    /// A size before a bracket that opens, closes or may do either.
    Size(Side),
    OpenBars,
    CloseBars,
    OpenBrace,
    CloseBrace,
    /// A letter or word in another type, or a group of them.
    Style,
    /// Words between formulas.
    Words,
    /// A letter with a mark, which is a name of its own.
    Accent(&'static str),
    Begin,
    End,
    Row,
    Prime,
    /// An argument that says nothing about the formula.
    Aside,
    /// A group with something around it.
    Frame,
    /// A group in parentheses.
    Parenthesized,
    /// A function and its argument as two arguments.
    Applied,
    /// `1` and the letter that an indicator is written with.
    Blackboard,
    /// A command that no formula of the language can have, and why.
    Refused(&'static str),
}

/// On which side of its content a bracket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Either,
}

use Meaning::*;

const SUM: &str = "sums, integrals and limits are not read";
const NEAR: &str = "an approximation is no equation";
const ONE: &str = "formulas are read one at a time";
const SET: &str = "sets are not read";

/// Each meaning and the names of its commands, without the backslash.
static COMMANDS: &[(Meaning, &[&str])] = &[
    (
        Blank,
        &[",", ";", ":", "!", " ", ">", "/", "\n", "thinspace", "medspace", "thickspace", "negthinspace", "enspace"],
    ),
    (
        Blank,
        &[
            "displaystyle",
            "textstyle",
            "scriptstyle",
            "limits",
            "nolimits",
            "nonumber",
            "notag",
            "hfill",
            "hline",
            "qedhere",
        ],
    ),
    (Blank, &["rm", "bf", "it", "sf", "tt", "small", "large", "normalsize", "centering", "noindent", "strut"]),
    (Gap, &["quad", "qquad"]),
    (Sign("*"), &["cdot", "times", "ast", "bullet"]),
    (Sign("/"), &["div"]),
    (Sign("<="), &["le", "leq", "leqslant", "leqq"]),
    (Sign(">="), &["ge", "geq", "geqslant", "geqq"]),
    (Sign("<"), &["lt"]),
    (Sign(">"), &["gt"]),
    (Sign("="), &["equiv", "coloneqq", "coloneq", "triangleq", "doteq"]),
    (Sign("!="), &["ne", "neq"]),
    (Sign("|"), &["vert", "mid", "|", "Vert"]),
    (Sign("("), &["lparen"]),
    (Sign(")"), &["rparen"]),
    (Sign("["), &["lbrack"]),
    (Sign("]"), &["rbrack"]),
    (Sign("∂"), &["partial"]),
    (Sign(super::MEMBER), &["in"]),
    (Sign("∞"), &["infty"]),
    (Sign("√"), &["surd"]),
    (Word("and"), &["land", "wedge"]),
    (Word("or"), &["lor", "vee"]),
    (Word("d"), &["d", "dd", "differentialD"]),
    (Word("e"), &["exponentialE"]),
    (Fraction, &["frac", "dfrac", "tfrac", "cfrac"]),
    (Root, &["sqrt"]),
    (Left, &["left"]),
    (Right, &["right"]),
    (Size(Side::Either), &["big", "Big", "bigg", "Bigg", "bigm", "Bigm", "middle"]),
    (Size(Side::Left), &["bigl", "Bigl", "biggl", "Biggl"]),
    (Size(Side::Right), &["bigr", "Bigr", "biggr", "Biggr"]),
    (OpenBars, &["lvert", "lVert"]),
    (CloseBars, &["rvert", "rVert"]),
    (OpenBrace, &["{", "lbrace"]),
    (CloseBrace, &["}", "rbrace"]),
    (Style, &["mathrm", "mathit", "mathsf", "mathtt", "mathnormal", "mathcal", "mathscr", "mathfrak", "boldsymbol"]),
    (Style, &["operatorname", "operatorname*", "bm", "symbf", "symup", "pmb", "mathop", "ensuremath"]),
    (Words, &["text", "mbox", "textrm", "textit", "textbf", "textnormal", "textsf", "texttt", "hbox", "intertext"]),
    (Accent("hat"), &["hat", "widehat"]),
    (Accent("bar"), &["bar", "overline"]),
    (Accent("tilde"), &["tilde", "widetilde"]),
    (Accent("vec"), &["vec"]),
    (Accent("dot"), &["dot"]),
    (Begin, &["begin"]),
    (End, &["end"]),
    (Row, &["\\", "newline", "cr", "linebreak"]),
    (Prime, &["prime"]),
    (Aside, &["label", "tag", "tag*", "hspace", "vspace", "hspace*", "vspace*", "phantom", "hphantom", "vphantom"]),
    (Aside, &["color", "ref", "eqref", "cite", "footnote"]),
    (Frame, &["boxed", "fbox", "underbrace", "overbrace", "underline", "colorbox"]),
    (Parenthesized, &["paren"]),
    (Applied, &["map"]),
    (Blackboard, &["mathbb", "mathbf", "mathbbm", "mathds"]),
    (Refused(SUM), &["sum", "prod", "int", "iint", "oint", "lim", "limsup", "liminf", "sup", "inf", "bigcup"]),
    (Refused(NEAR), &["approx", "sim", "simeq", "propto", "cong", "ll", "gg"]),
    (Refused(ONE), &["Rightarrow", "Longrightarrow", "implies", "iff", "Leftrightarrow", "therefore", "because", "to"]),
    (
        Refused(ONE),
        &["rightarrow", "longrightarrow", "mapsto", "longmapsto", "leftarrow", "Leftarrow", "hookrightarrow"],
    ),
    (Refused(SET), &["notin", "ni", "subset", "subseteq", "cup", "cap", "setminus", "forall", "exists", "emptyset"]),
    (Refused("one of two signs is not read"), &["pm", "mp"]),
    (Refused("what is left out cannot be read"), &["dots", "ldots", "cdots", "vdots", "ddots", "dotsc", "dotsb"]),
    (
        Refused("vectors and matrices are not read"),
        &["odot", "otimes", "oplus", "circ", "top", "nabla", "langle", "rangle"],
    ),
    (Refused("rounding is not read"), &["lfloor", "rfloor", "lceil", "rceil"]),
    (
        Refused("macros are not defined in formulas"),
        &["newcommand", "renewcommand", "def", "DeclareMathOperator", "let"],
    ),
];

/// Names of Greek letters that LaTeX has besides those of the alphabet.
static VARIANTS: &[(&str, &str)] = &[
    ("varepsilon", "epsilon"),
    ("vartheta", "theta"),
    ("varpi", "pi"),
    ("varrho", "rho"),
    ("varsigma", "sigma"),
    ("varphi", "phi"),
    ("varkappa", "kappa"),
    ("ell", "l"),
];

/// The environments in which each row is a case.
static CASES: &[&str] = &["cases", "dcases", "rcases", "cases*", "dcases*", "numcases", "Bmatrix"];

/// The environments that arrange the rows of one formula, and whether an argument follows the name.
static ROWS: &[(&str, bool)] = &[
    ("aligned", false),
    ("align", false),
    ("align*", false),
    ("alignat", true),
    ("alignat*", true),
    ("alignedat", true),
    ("flalign", false),
    ("flalign*", false),
    ("gather", false),
    ("gather*", false),
    ("gathered", false),
    ("split", false),
    ("multline", false),
    ("multline*", false),
    ("eqnarray", false),
    ("eqnarray*", false),
    ("IEEEeqnarray", true),
    ("equation", false),
    ("equation*", false),
    ("displaymath", false),
    ("math", false),
    ("array", true),
    ("matrix", false),
];

/// How the rows of an environment are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rows {
    pub(super) cases: bool,
    pub(super) argument: bool,
}

/// What the command with this name means, if it is one of the table.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    static INDEX: OnceLock<FxHashMap<&'static str, Meaning>> = OnceLock::new();
    let rows = || COMMANDS.iter().flat_map(|(meaning, names)| names.iter().map(move |name| (*name, *meaning)));
    INDEX.get_or_init(|| rows().collect()).get(name).copied()
}

/// The Greek letter that LaTeX calls so.
pub(super) fn greek(name: &str) -> Option<&str> {
    let variant = VARIANTS.iter().find(|row| row.0 == name).map(|row| row.1);
    variant.or_else(|| super::super::symbols::is_greek(name).then_some(name))
}

/// How the environment with this name is read, if at all.
pub(super) fn environment(name: &str) -> Option<Rows> {
    if CASES.contains(&name) {
        return Some(Rows { cases: true, argument: name == "numcases" });
    }
    ROWS.iter().find(|row| row.0 == name).map(|row| Rows { cases: false, argument: row.1 })
}

/// The commands of LaTeX that have a reading of their own, without the backslash. Greek letters and the functions of the
/// tables are commands too.
pub fn latex_commands() -> impl Iterator<Item = &'static str> {
    let read = COMMANDS.iter().filter(|(meaning, _)| !matches!(meaning, Refused(_)));
    read.flat_map(|(_, names)| names.iter().copied())
}

/// The environments of LaTeX that are read.
pub fn latex_environments() -> impl Iterator<Item = &'static str> {
    CASES.iter().copied().chain(ROWS.iter().map(|row| row.0))
}

/// The names that a command may have been meant as.
pub(super) struct CommandNames<'a>(pub(super) &'a dyn Names);

impl Names for CommandNames<'_> {
    fn function<'a>(&'a self, _: &str) -> Option<Known<'a>> {
        None
    }

    fn activation<'a>(&'a self, _: &str) -> Option<Known<'a>> {
        None
    }

    fn suggestible(&self) -> Vec<&str> {
        let commands = latex_commands().chain(super::super::symbols::GREEK.iter().map(|row| row.1));
        let mut names = self.0.suggestible();
        for command in commands {
            names.push(command);
        }
        names
    }
}

/// The names that an environment may have been meant as.
pub(super) struct EnvironmentNames;

impl Names for EnvironmentNames {
    fn function<'a>(&'a self, _: &str) -> Option<Known<'a>> {
        None
    }

    fn activation<'a>(&'a self, _: &str) -> Option<Known<'a>> {
        None
    }

    fn suggestible(&self) -> Vec<&str> {
        latex_environments().collect()
    }
}
