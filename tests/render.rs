//! What is printed: texts that are read back, formats that hold for the whole catalogue, and pages to look at.

use gprime::activations;
use gprime::expr::{self, ExprId, Node, Store};
use gprime::passes::{Derived, Request, derive};
use gprime::render::{self, Answer, Layout};
use gprime::syntax;
use serde_json::Value;

/// One answer, 80 columns, no colour.
fn alone() -> Layout {
    Layout::default()
}

fn derived(formula: &str) -> Derived {
    derive(&Request::new(formula)).unwrap_or_else(|e| panic!("{formula}: {e}"))
}

fn written(format: &str, derived: &Derived, layout: &Layout) -> String {
    let row = render::formats().iter().find(|row| row.name == format).expect("the format is in the table");
    (row.write)(&Answer::Derived(derived), layout)
}

/// The expression that `text` says, over the store of the derivation it comes from.
fn read_back(store: &mut Store, text: &str) -> ExprId {
    let tree = syntax::parse(text).or_else(|_| syntax::parse_condition(text));
    let tree = tree.unwrap_or_else(|e| panic!("{text}: {e}"));
    let lowered = expr::lower(&tree, store).unwrap_or_else(|e| panic!("{text}: {e}"));
    assert_eq!(lowered.notes, Vec::<String>::new(), "{text}: what is printed leaves nothing open");
    let open = tree.notes.iter().find(|note| !note.text.contains("is read as one name"));
    assert_eq!(open, None, "{text}: what is printed leaves nothing open");
    lowered.body
}

/// What the terms of a document stand for, after each was read back with the names of the terms before it.
fn terms(store: &mut Store, document: &Value) -> Vec<ExprId> {
    let mut named: Vec<(ExprId, ExprId)> = Vec::new();
    let mut found = Vec::new();
    for term in document["terms"].as_array().expect("terms are a list") {
        let mut expr = read_back(store, term["text"].as_str().expect("a term has a text"));
        let used: Vec<(ExprId, ExprId)> =
            named.iter().copied().filter(|(name, _)| store.reachable(expr).contains(name)).collect();
        for (name, body) in used {
            expr = store.replace(expr, name, body);
        }
        if let Some(name) = term["name"].as_str() {
            let name = store.symbol(name);
            named.push((name, expr));
        }
        found.push(expr);
    }
    found
}

/// Reads every text of the document back; how many there were.
fn round_trip(derived: &mut Derived) -> usize {
    let document: Value = serde_json::from_str(&written("json", derived, &alone())).expect("the document is JSON");
    let mut tested = 0;
    let mut holds = |store: &mut Store, text: &Value, wanted: ExprId| {
        let text = text.as_str().expect("a text is a string");
        assert_eq!(read_back(store, text), wanted, "{text}");
        tested += 1;
    };
    let (whole, store) = (derived.whole.clone(), &mut derived.store);
    holds(store, &document["read_as"], whole.function);
    holds(store, &document["function"]["text"], whole.function);
    holds(store, &document["function"]["variable"], derived.variable);
    holds(store, &document["derivative"]["text"], whole.derivative);
    holds(store, &document["closed_form"]["text"], whole.closed_form);
    if let Some(output) = whole.from_output {
        holds(store, &document["from_output"]["text"], output);
    }
    for (piece, written) in derived.pieces.iter().zip(document["pieces"].as_array().into_iter().flatten()) {
        holds(store, &written["when"], piece.when);
        holds(store, &written["function"], piece.branch.function);
        holds(store, &written["derivative"], piece.branch.derivative);
        holds(store, &written["closed_form"], piece.branch.closed_form);
        if let Some(output) = piece.branch.from_output {
            holds(store, &written["from_output"], output);
        }
    }
    for (border, written) in derived.borders.iter().zip(document["borders"].as_array().into_iter().flatten()) {
        holds(store, &written["at"], border.at);
        for (side, key) in [(border.left, "left"), (border.right, "right")] {
            match side {
                Some(side) => holds(store, &written[key], side),
                None => assert!(written[key].is_null()),
            }
        }
    }
    tested + steps(derived, &document)
}

/// Compares every step of the document with the derivation's own; how many sides there were.
fn steps(derived: &mut Derived, document: &Value) -> usize {
    use gprime::trace::Judgement;
    let terms = terms(&mut derived.store, document);
    let written = document["steps"].as_array().expect("steps are a list");
    let branches: Vec<_> = std::iter::once(&derived.whole).chain(derived.pieces.iter().map(|p| &p.branch)).collect();
    let own: Vec<_> = branches.iter().flat_map(|branch| branch.derivation.steps()).copied().collect();
    assert_eq!(written.len(), own.len());
    let store = &mut derived.store;
    for (at, (written, step)) in written.iter().zip(&own).enumerate() {
        let (left, right) = match step.judgement {
            Judgement::Equal { left, right } => (left, right),
            Judgement::Derivative { of, by, is } => (store.intern(Node::Derivative(of, by)), is),
            Judgement::NthDerivative { of, by, order, is } => {
                ((0..order).fold(of, |of, _| store.intern(Node::Derivative(of, by))), is)
            }
        };
        let term = |key: &str| terms[written[key].as_u64().expect("a side is an index") as usize];
        assert_eq!((term("left"), term("right")), (left, right), "step {at}");
        for premise in written["premises"].as_array().expect("premises are a list") {
            assert!(premise.as_u64().expect("a premise is an index") < at as u64, "premises come first");
        }
        assert!(!written["because"].as_str().expect("a step says why").is_empty());
    }
    own.len() * 2
}

#[test]
fn every_text_of_the_catalogue_is_read_back() {
    let tested: usize = activations::all().map(|row| round_trip(&mut derived(row.name))).sum();
    assert!(tested >= 1_500, "only {tested} texts");
}

#[test]
fn texts_of_recurrences_are_read_back() {
    let formulas = ["tanh(z)", "z/(1 + e^(-z))", "ln(1 + e^z)", "1/(1 + z^2)", "max(0, z)*e^z"];
    let orders = formulas.iter().flat_map(|&formula| [2, 3, 7, 40].map(|order| (formula, order)));
    let tested = orders.map(|(formula, order)| {
        let request = Request { order, ..Request::new(formula) };
        round_trip(&mut derive(&request).unwrap_or_else(|e| panic!("{formula}, order {order}: {e}")))
    });
    let tested: usize = tested.sum();
    assert!(tested >= 500, "only {tested} texts");
}

#[test]
fn texts_that_need_care_are_read_back() {
    let formulas = [
        "||z| - 1|",
        "(z^2)^3",
        "z^z^z",
        "-(-z)",
        "(-z)^2",
        "-z^2",
        "z - (1 - z)",
        "z/(2/z)/3",
        "2*(3*z)",
        "1e-6*z",
        "{1 if -1 < z < 1; z if z > 1 or z < -2; z^2 otherwise}",
        "log_b(2, z)",
        "max(|z|, 1)*|z|",
        "(2/3)^z",
        "e^(e^z)",
        "e^(-|z|)",
        "u1*z + t1",
        "dg/(dz)*z",
        "dg^2/(dz^2)*z",
    ];
    let tested: usize = formulas.iter().map(|formula| round_trip(&mut derived(formula))).sum();
    assert!(tested >= 400, "only {tested} texts");
}

#[test]
fn a_deep_formula_is_named_part_by_part_and_read_back() {
    let deep = (0..200).fold("z".to_owned(), |inner, _| format!("tanh({inner})"));
    let tested = round_trip(&mut derived(&deep));
    assert!(tested >= 400, "only {tested} texts");
    let mut bindings = "let ".to_owned();
    for at in 0..30 {
        let before = if at == 0 { "z".to_owned() } else { format!("w{}", at - 1) };
        bindings += &format!("w{at} = {before}*tanh({before}); ");
    }
    let mut shared = derived(&format!("{bindings}w29"));
    let text = written("json", &shared, &alone());
    assert!(text.len() < 200_000, "{} bytes for a shared formula", text.len());
    let tested = round_trip(&mut shared);
    assert!(tested >= 100, "only {tested} texts");
}

#[test]
fn the_document_grows_with_the_distinct_parts() {
    let size = |depth: usize| {
        let deep = (0..depth).fold("z".to_owned(), |inner, _| format!("tanh({inner})"));
        written("json", &derived(&deep), &Layout { several: true, ..alone() }).len()
    };
    let (small, large) = (size(1_000), size(4_000));
    assert!(large < small * 5, "{small} bytes, then {large} bytes for four times as many parts");
}

#[test]
fn every_key_of_the_schema_is_there() {
    let keys = "schema status read_as notes function order derivative closed_form from_output from_output_reason \
                pieces borders assumed conditions terms steps";
    let looked = activations::all().inspect(|row| {
        let text = written("json", &derived(row.name), &Layout { several: true, ..alone() });
        assert_eq!(text.lines().count(), 1, "{}: one line", row.name);
        let document: Value = serde_json::from_str(&text).expect("the document is JSON");
        for key in keys.split_whitespace() {
            assert!(document.get(key).is_some(), "{}: no {key}", row.name);
        }
    });
    assert_eq!(looked.count(), activations::all().count());
}

/// The start and end tags of a page, in order, without the declaration; what stands between them is handed over.
fn tags(page: &str, mut between: impl FnMut(&str)) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        between(&rest[..start]);
        let end = rest[start..].find('>').expect("a tag ends") + start;
        let tag = &rest[start + 1..end];
        assert!(!tag.contains('<'), "a sign that begins a tag inside of one: {tag}");
        let name = tag.split([' ', '\n']).next().expect("a tag has a name");
        if !tag.ends_with('/') && !name.starts_with('!') {
            found.push(name.to_owned());
        }
        rest = &rest[end + 1..];
    }
    between(rest);
    found
}

/// Whether each `&` begins a character reference.
fn is_escaped(text: &str) -> bool {
    !text.contains('>')
        && text.split('&').skip(1).all(|rest| {
            let name = rest.split(';').next().unwrap_or_default();
            rest.contains(';') && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        })
}

fn assert_well_formed(name: &str, page: &str) -> usize {
    let mut open: Vec<String> = Vec::new();
    let found = tags(page, |text| assert!(is_escaped(text), "{name}: {text:?} is not escaped"));
    for tag in &found {
        if matches!(tag.as_str(), "meta" | "br" | "hr") {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop().as_deref(), Some(closed), "{name}: tags do not balance"),
            None => open.push(tag.clone()),
        }
    }
    assert_eq!(open, Vec::<String>::new(), "{name}: tags are left open");
    for word in ["<script", "javascript:", "http://", "https://", " src=", " href=", " onload"] {
        assert!(!page.to_lowercase().contains(word), "{name}: {word} has no place in a page");
    }
    found.len()
}

#[test]
fn html_is_well_formed_and_needs_no_network() {
    let mut tested = 0;
    for row in activations::all() {
        tested += assert_well_formed(row.name, &written("html", &derived(row.name), &alone()));
    }
    for formula in ["{a_1 if z <= 0; z*a_1 otherwise}", "log_b(2, |z|)", "1/2x", "x_max*z + beta_1"] {
        let mut request = Request::new(formula);
        request.wrt = Some(if formula.contains('z') { "z" } else { "x" }.into());
        let derived = derive(&request).unwrap_or_else(|e| panic!("{formula}: {e}"));
        tested += assert_well_formed(formula, &written("html", &derived, &alone()));
    }
    let row = render::formats().iter().find(|row| row.name == "html").expect("the format is in the table");
    let style = row.begin.find("<style>").expect("the style is in the file");
    let end = row.begin.find("</style>").expect("the style ends");
    let without_style = format!("{}{}{}", &row.begin[..style + 7], &row.begin[end..], row.end);
    tested += assert_well_formed("the frame", &without_style);
    assert!(!row.begin.contains("url(") && !row.begin.contains("@import"));
    assert!(row.begin.contains("prefers-color-scheme: dark") && row.begin.contains("@media print"));
    assert!(tested >= 20_000, "only {tested} tags");
}

#[test]
fn mathematics_is_set_and_not_shown_as_it_is_written() {
    let looked = activations::all().inspect(|row| {
        let page = written("html", &derived(row.name), &alone());
        assert!(!page.contains("<code>") && !page.contains("merror"), "{}: a formula could not be set", row.name);
        assert!(!page.contains('\\'), "{}: a command is left over", row.name);
    });
    assert_eq!(looked.count(), activations::all().count());
}

#[test]
fn every_format_holds_for_the_catalogue_with_all_choices_of_steps() {
    use gprime::render::Steps;
    let mut tested = 0;
    for row in activations::all() {
        let derived = derived(row.name);
        for format in render::formats() {
            for steps in [Steps::None, Steps::Key, Steps::Lines, Steps::All] {
                for width in [40, 80, 160] {
                    let layout = Layout { steps, width, ..alone() };
                    let page = (format.write)(&Answer::Derived(&derived), &layout);
                    assert!(page.ends_with('\n') && page.len() > 20, "{}: {page}", row.name);
                    assert!(!page.contains('\x1b'), "{}: colours only where they are asked for", row.name);
                    tested += 1;
                }
            }
        }
    }
    assert_eq!(tested, activations::all().count() * render::formats().len() * 12);
}

#[test]
fn lines_of_the_text_page_keep_to_the_width() {
    let (mut looked, mut long) = (0, Vec::new());
    for row in activations::all() {
        for width in [72, 80, 120] {
            let page = written("text", &derived(row.name), &Layout { width, ..alone() });
            for line in page.lines() {
                looked += 1;
                if line.chars().count() > width {
                    long.push(format!("{}, {width}: {line}", row.name));
                }
            }
        }
    }
    assert!(looked >= 1_000, "only {looked} lines");
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn brackets_of_latex_are_paired() {
    let mut tested = 0;
    for row in activations::all() {
        let page = written("latex", &derived(row.name), &alone());
        let count = |sign: &str| page.matches(sign).count();
        assert_eq!(count("{") - count("\\{"), count("}") - count("\\}"), "{}", row.name);
        assert_eq!(count("\\left"), count("\\right"), "{}", row.name);
        assert_eq!(count("\\begin{"), count("\\end{"), "{}", row.name);
        assert_eq!(count("$") % 2, 0, "{}", row.name);
        tested += 1;
    }
    assert_eq!(tested, activations::all().count());
}

#[test]
fn nothing_is_said_of_the_derivative_where_there_is_no_function() {
    let page = written("text", &derived("{1 if z < 0; 2 if z > 3; undefined otherwise}"), &alone());
    assert!(page.contains("the function is not defined here"), "{page}");
    assert!(!page.contains("0 < z < 3"), "{page}");
    assert_eq!(page.matches("the derivative is exactly 0").count(), 2, "{page}");
}

#[test]
fn conditions_of_pieces_are_on_the_page() {
    let derived = derived("{ln(z) if z < 2; z otherwise}");
    let pages = render::formats().iter().filter(|row| row.name != "json").inspect(|row| {
        let page = (row.write)(&Answer::Derived(&derived), &alone());
        assert!(page.contains("holds where"), "{}: {page}", row.name);
    });
    assert_eq!(pages.count(), 4);
    let document: Value = serde_json::from_str(&written("json", &derived, &alone())).expect("the document is JSON");
    assert_eq!(document["pieces"][0]["conditions"], serde_json::json!(["z > 0"]));
}

#[test]
fn reasons_and_borders_read_as_on_a_blackboard() {
    let pages = [
        ("-z", "(-z)' = -1"),
        ("erf(z)", "chain rule: erf(u)' = 2/sqrt(pi)*e^(-u^2)*u'"),
        ("sinh(z)*cosh(z)", "chain rule: sinh(u)' = cosh(u)*u'; cosh(u)' = sinh(u)*u'"),
        ("max(sin(z), 2)", "for every z the derivative is exactly 0"),
        ("{1 if z < 0; 2 if z = 0; 1 otherwise}", "jump: the limit is 1 from both sides, the value 2"),
        ("{1/z if z > 0; 0 otherwise}", "vertical: the function grows without bound here"),
        ("sqrt(|z|)", "vertical: the slope grows without bound here, no derivative"),
        ("elu", "from the output alone: {alpha + g if g < 0; 1 otherwise}"),
    ];
    let tested = pages.iter().inspect(|(formula, says)| {
        let page = written("text", &derived(formula), &Layout { width: 160, ..alone() });
        assert!(page.contains(says), "{formula}: {page}");
    });
    assert_eq!(tested.count(), 8);
    let page = written("text", &derived("hard_swish"), &alone());
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}"));
    assert!(place("z < -3 ") < place("z = -3 ") && place("z = -3 ") < place("-3 < z < 3 "), "{page}");
}

/// Compares a page with the one that was looked at and accepted.
fn page_of(name: &str, page: &str) {
    insta::with_settings!({snapshot_path => "../snapshots/pages", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, page);
    });
}

#[test]
fn pages_are_as_they_were_accepted() {
    let names = ["sigmoid", "tanh", "relu", "leaky_relu"];
    let texts =
        names.iter().inspect(|name| page_of(&format!("{name}-text"), &written("text", &derived(name), &alone())));
    assert_eq!(texts.count(), 4);
    let sigmoid = derived("sigmoid");
    let others = render::formats().iter().filter(|row| row.name != "text");
    let others = others.inspect(|row| {
        let page = (row.write)(&Answer::Derived(&sigmoid), &alone());
        page_of(&format!("sigmoid-{}", row.name), &format!("{page}{}", row.end));
    });
    assert_eq!(others.count(), 4);
}

#[test]
fn the_page_of_an_error_is_as_it_was_accepted() {
    let error = derive(&Request::new("1/(1 + e^(-z)")).expect_err("a parenthesis is missing");
    let gprime::passes::DeriveError::Syntax { text, error } = error else { panic!("the text cannot be read") };
    page_of("error", &error.page(&text));
}
