//! Documents that are meant to be too much: each gets an answer or a clear error, and what was cut off is said.
//!
//! They are made here in a small size; `bench/hostile.py` makes the same kinds in full size and measures.

use std::time::{Duration, Instant};

use gprime::check::documents::Unreadable;
use gprime::check::{Checked, Claim, Code, Limits, Verdict, check};
use pretty_assertions::assert_eq;

/// All documents together, on a slow machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(60);
/// So deep are things nested: a stack frame for each would overflow.
const DEEP: usize = 20_000;

fn checked(name: &str, bytes: &[u8], limits: &Limits) -> (Result<Checked, Unreadable>, Vec<Claim>) {
    let mut claims = Vec::new();
    let checked = check(name, bytes, limits, &mut |claim| claims.push(claim));
    (checked, claims)
}

/// What holds for the claims of every document.
fn hold(name: &str, bytes: &[u8], claims: &[Claim]) {
    let text = std::str::from_utf8(bytes).expect("claims come from text");
    for claim in claims {
        let place = &claim.place;
        assert!(text.get(place.span.clone()).is_some(), "{name}: {place:?}");
        assert!(place.line >= 1 && place.column >= 1, "{name}: {place:?}");
        assert!(place.line <= text.matches('\n').count() + 1, "{name}: {place:?}");
        let without = matches!(claim.verdict, Verdict::Undecided | Verdict::Unreadable);
        assert_eq!(claim.code.is_some(), without, "{name}: {} {}", claim.verdict.name(), claim.because);
    }
}

/// The claims of a document under small limits.
fn claims_of(name: &str, text: &str) -> Vec<Claim> {
    let limits = Limits { claims: 60, effort: 1_000_000, ..Limits::default() };
    let (found, claims) = checked(name, text.as_bytes(), &limits);
    found.unwrap_or_else(|error| panic!("{name}: {error}"));
    hold(name, text.as_bytes(), &claims);
    claims
}

/// A verdict, and the code where there is none.
type Outcome = (&'static str, Option<&'static str>);

fn verdicts(claims: &[Claim]) -> Vec<Outcome> {
    claims.iter().map(|claim| (claim.verdict.name(), claim.code.map(Code::name))).collect()
}

/// What is nested, what is in it, and whether it can be read where it is closed.
const NESTED: &[(&str, &str, bool)] = &[
    ("(", ")", true),
    ("{", "}", true),
    ("[", "]", true),
    ("\\sqrt{", "}", true),
    ("\\frac{1}{", "}", true),
    ("e^{", "}", true),
    ("-", "", true),
    ("\\sin(", ")", true),
    ("\\left(", "\\right)", true),
    ("|", "|", true),
    ("\\begin{cases}", "\\end{cases}", false),
    ("\\begin{aligned}", "\\end{aligned}", false),
    ("\\text{", "}", false),
];

#[test]
fn nesting_overflows_nothing() {
    let start = Instant::now();
    let mut tested = 0;
    for &(open, close, is_read) in NESTED {
        for (ends, closed) in [(close.repeat(DEEP), true), (String::new(), close.is_empty())] {
            let formula = format!("g(z) = {}z{ends}", open.repeat(DEEP));
            for (name, text) in [
                ("a.md", format!("$$ {formula} $$\n\n$$ g'(z) = 1 $$\n")),
                ("a.tex", format!("\\[ {formula} \\]\n\n\\[ g'(z) = 1 \\]\n")),
                ("a.txt", format!("{formula}\n\ng'(z) = 1\n")),
            ] {
                let claims = claims_of(name, &text);
                let first = claims.first().unwrap_or_else(|| panic!("{name} is silent: {}", &text[..40]));
                let expected = if closed && is_read && name != "a.txt" { "definition" } else { first.verdict.name() };
                assert_eq!(first.verdict.name(), expected, "{name}: {}: {}", &text[..40], first.because);
                tested += 1;
            }
        }
    }
    assert_eq!(tested, 78);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

/// Documents of many small or strange parts, and what their first claims come to.
fn many() -> Vec<(&'static str, String, Vec<Outcome>)> {
    let lines = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let defined = ("definition", None);
    let undefined = ("undecided", Some("no-meaning"));
    vec![
        (
            "a.md",
            "Let $f(x) = g(x)$.\n\nLet $g(x) = f(x)$.\n\n$f'(x) = g'(x)$\n".into(),
            vec![defined, defined, undefined],
        ),
        (
            "a.md",
            "Let $f(x) = g(x)$.\n\nLet $g(x) = h(x)$.\n\nLet $h(x) = f(x)$.\n\n$f'(x) = 1$\n\n$f'(0) < 1$\n".into(),
            vec![defined, defined, defined, undefined, undefined],
        ),
        ("a.md", "Let $u = 1 + v$.\n\nLet $v = 1 + u$.\n\n$2u + v > 2$\n".into(), vec![defined, defined, undefined]),
        ("a.md", "Let $g(x) = g(x) + 1$.\n\n$g'(x) = 1$\n".into(), vec![("unreadable", Some("syntax")), undefined]),
        (
            "a.md",
            lines(50, &|at| format!("Let $f_{{{at}}}(x) = f_{{{}}}(x) + 1$.\n\n", (at + 1) % 50)) + "$f_0'(x) = 1$\n",
            [vec![defined; 50], vec![("undecided", Some("budget"))]].concat(),
        ),
        (
            "a.md",
            "$f_0(x) = x$\n\n".to_owned()
                + &lines(40, &|at| format!("$f_{{{}}}(x) = f_{{{at}}}(f_{{{at}}}(x))^2$\n\n", at + 1))
                + "$f_{40}(x) = 1$\n",
            vec![defined; 41],
        ),
        ("a.tex", "\\begin{align} a &= b \\\\\n".repeat(2_000), vec![]),
        ("a.md", "$ a = b $$ ".repeat(30), vec![defined]),
        ("a.md", "`g(z) = z ".repeat(2_000), vec![defined]),
        ("a.md", "<!-- gprime: ".repeat(2_000), vec![]),
        ("a.py", "\"\"\" g(z) = z \n".repeat(31), vec![defined]),
        ("a.rs", "/* g(z) = z \n".repeat(30), vec![defined]),
        ("a.rst", ":math:`g(z) = z ".repeat(30), vec![("unreadable", Some("syntax"))]),
        ("a.md", "> ".repeat(2_000) + "$g(z) = z$\n", vec![defined]),
        ("a.md", "[".repeat(5_000) + "a" + &"](b)".repeat(5_000), vec![]),
        ("a.md", "*a _b ".repeat(5_000), vec![]),
        ("a.txt", "=".repeat(50_000), vec![]),
        ("a.txt", "(".repeat(50_000), vec![]),
        ("a.txt", "<a>".repeat(10_000), vec![("unreadable", Some("syntax"))]),
        ("a.md", format!("$$ {} $$", vec!["0"; 60].join(" = ")), vec![("proved", None); 59]),
        ("a.md", format!("$$ {} b = c $$", "a, ".repeat(2_000)), vec![defined]),
        ("a.md", "| x |\n|---|\n".to_owned() + &"| x^2 |\n".repeat(500), vec![]),
        ("a.md", String::new(), vec![]),
        ("a.md", "\u{feff}# Notes\r\n\r\n$1 + 1 = 2$\r\n".into(), vec![("proved", None)]),
        (
            "a.md",
            lines(200, &|at| format!("g(z) = 1/(1 + e(-z))({at}))\n\n")),
            vec![("unreadable", Some("syntax")); 60],
        ),
    ]
}

#[test]
fn many_parts_have_their_verdicts() {
    let start = Instant::now();
    let mut tested = 0;
    for (name, text, expected) in many() {
        let claims = claims_of(name, &text);
        let found = verdicts(&claims);
        let begin: String = text.chars().take(60).collect();
        assert!(found.len() >= expected.len(), "{name}: {begin}: {found:?}");
        assert_eq!(found[..expected.len()], expected, "{name}: {begin}");
        assert!(!expected.is_empty() || found.is_empty(), "{name}: {begin}: {found:?}");
        tested += 1;
    }
    assert_eq!(tested, 25);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn numbers_that_are_too_large_are_not_written_out() {
    let claims = [
        ("$10^{10^9} > 1$", "proved"),
        ("$10^{10^9} = 10^{1000000000}$", "proved"),
        ("$2^{10^9} = 3$", "refuted"),
        ("$9^{9^{9^9}} = 1$", "refuted"),
        ("$z^{10^9} = z^{10^9} + 1$", "refuted"),
        ("$(1 + z)^{10^9} = 1$", "refuted"),
        ("$z^{10^{30}} = 1$", "refuted"),
        ("$10^{-10^9} > 0$", "proved"),
        ("$3^{100000} > 2^{100000}$", "proved"),
        ("$\\sin(10^{10^9}) = 0$", "undecided"),
        ("$e^{e^{e^{e^{100}}}} > 1$", "proved"),
        ("$1e999999999 > 1$", "undecided"),
        ("$\\frac{d}{dz} z^{1000000000} = 1000000000 z^{999999999}$", "proved"),
    ];
    for (text, verdict) in claims {
        let found = claims_of("a.md", text);
        let found: Vec<&str> = found.iter().map(|claim| claim.verdict.name()).collect();
        assert_eq!(found, [verdict], "{text}");
    }
}

#[test]
fn bytes_that_are_no_document_are_refused() {
    let deep = DEEP * 5;
    let notebook = |cells: &str| format!("{{\"cells\": {cells}}}").into_bytes();
    let refused: [(&str, Vec<u8>, &str); 9] = [
        ("a.md", b"$g(z) = z$ \xff\xfe".to_vec(), "the document is not text: byte 11 is not valid UTF-8"),
        ("a.md", vec![0; 100], "the document is not text: byte 0 is zero"),
        ("a.md", vec![b'a'; 200_001], "the document has more than 200000 bytes, which is the limit"),
        ("a.ipynb", b"{\"cells\": [{\"cell_type\": \"markdown\"".to_vec(), "this is no notebook: EOF"),
        ("a.ipynb", notebook(&("[".repeat(deep) + &"]".repeat(deep))), "this is no notebook: invalid type"),
        ("a.ipynb", notebook("[{\"cell_type\": 1, \"source\": 2}]"), "this is no notebook: invalid type"),
        ("a.ipynb", notebook("[{\"cell_type\": \"markdown\", \"source\": {}}]"), "this is no notebook: the source"),
        ("a.ipynb", Vec::new(), "this is no notebook: EOF"),
        ("a.ipynb", b"null".to_vec(), "this is no notebook: invalid type"),
    ];
    let limits = Limits { bytes: 200_000 + 2 * deep, ..Limits::default() };
    for (name, bytes, why) in refused {
        let limits = Limits { bytes: if bytes.len() == 200_001 { 200_000 } else { limits.bytes }, ..limits };
        let (found, claims) = checked(name, &bytes, &limits);
        let error = found.expect_err(why).to_string();
        assert!(error.starts_with(why), "{error}");
        assert!(claims.is_empty());
    }
    let metadata = format!("{{\"metadata\": {}1{}, \"cells\": []}}", "{\"a\":".repeat(deep), "}".repeat(deep));
    let (found, claims) = checked("a.ipynb", metadata.as_bytes(), &Limits::default());
    assert!(claims.is_empty(), "what is no cell is passed over, or refused: {found:?}");
}

#[test]
fn what_a_limit_cuts_off_is_said() {
    let text = "$1 = 1$\n\n$2 = 2$\n\n$3 = 3$ and $4 = 4$\n";
    let mut tested = 0;
    for most in 0..6 {
        let limits = Limits { claims: most, ..Limits::default() };
        let (found, claims) = checked("a.md", text.as_bytes(), &limits);
        let cut = most < 4;
        assert_eq!(found.expect("it is read").stopped, cut);
        assert_eq!(claims.len(), if cut { most + 1 } else { 4 });
        assert_eq!(claims.last().and_then(|claim| claim.code), cut.then_some(Code::NotJudged));
        assert!(!cut || claims[most].text == format!("{0} = {0}", most + 1), "{}", claims[most].text);
        tested += 1;
    }
    assert_eq!(tested, 6);
    let formula = format!("$$ {} = 1 $$\n\n$1 = 1$", "1 + ".repeat(100) + "1");
    let (_, claims) = checked("a.md", formula.as_bytes(), &Limits { formula: 100, ..Limits::default() });
    assert_eq!(verdicts(&claims), [("unreadable", Some("too-long")), ("proved", None)]);
    let usual = Limits::default();
    let proof = gprime::passes::equal::Limits { work: 1, ..usual.proof };
    let (_, claims) = checked("a.md", b"$(x + 1)^2 = x^2 + 2x + 1$", &Limits { proof, ..usual });
    assert_eq!(verdicts(&claims), [("undecided", Some("budget"))]);
}

#[test]
fn a_claim_that_takes_too_much_work_is_given_up() {
    let nested = |open: &str, count: usize, close: &str| format!("{}z{}", open.repeat(count), close.repeat(count));
    let functions = [
        nested("\\sqrt{1 + ", 60, "}"),
        nested("\\sin(", 100, ")"),
        nested("\\max(0, ", 300, ")"),
        nested("\\tanh(z + ", 100, ")"),
        nested("\\frac{1}{1 + ", 100, "}"),
        nested("\\ln(2 + ", 100, ")"),
        nested("|z - ", 300, "|"),
    ];
    let start = Instant::now();
    let (mut given_up, mut tested) = (0, 0);
    for function in functions {
        let text = format!("$$ g(z) = {function} $$\n\n$g'(z) = 1$\n\n$g(z) < 1$\n\n$g(z) = g(-z)$\n");
        let limits = Limits { effort: 20_000, ..Limits::default() };
        let (_, claims) = checked("a.md", text.as_bytes(), &limits);
        hold("a.md", text.as_bytes(), &claims);
        given_up += claims.iter().filter(|claim| claim.code == Some(Code::Budget)).count();
        let again = checked("a.md", text.as_bytes(), &limits).1;
        assert_eq!(verdicts(&claims), verdicts(&again), "the same work is done again");
        tested += claims.len();
    }
    assert_eq!(tested, 28);
    assert!(given_up >= 7, "{given_up}");
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_long_line_is_read_as_a_whole_and_shown_in_part() {
    let terms = vec!["z"; 2_000].join(" + ");
    for (name, open, close) in [("a.txt", "", ""), ("a.md", "$", "$"), ("a.md", "", "")] {
        let text = format!("{open}g(z) = {terms}{close}\n\n{open}g'(z) = 2000{close}\n\n{open}g'(z) = 1999{close}\n");
        let found: Vec<&str> = claims_of(name, &text).iter().map(|claim| claim.verdict.name()).collect();
        assert_eq!(found, ["definition", "proved", "refuted"], "{name}");
    }
    let row = format!("$$ z^2 {} $$", (0..59).map(|at| format!("= z^2 + {at} - {at} ")).collect::<String>());
    let claims = claims_of("a.md", &row);
    assert_eq!(claims.len(), 59);
    assert!(
        claims.iter().all(|claim| claim.verdict == Verdict::Proved && claim.text.len() < 20),
        "each side by itself"
    );
}
