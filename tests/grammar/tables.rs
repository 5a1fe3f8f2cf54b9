//! The grammar's words, signs and operators are those that the parser exports.

use std::collections::BTreeSet;

use gprime::syntax::{
    BRACKETS, CONSTANTS, DIFFERENTIALS, GREEK, KEYWORDS, OPERATORS, PRIMES, PUNCTUATION, Place, STATEMENTS,
    SUPERSCRIPTS, TOKENS, latex_commands, latex_environments,
};

use super::ebnf::{Form, Grammar, literals};
use super::grammar;

fn set<'a>(items: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    items.into_iter().map(str::to_owned).collect()
}

fn chosen(grammar: &Grammar, rule: &str) -> BTreeSet<String> {
    let listed = grammar.alternatives(rule);
    let distinct: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(distinct.len(), listed.len(), "{rule} names something twice");
    distinct
}

#[test]
fn words_and_signs_are_those_of_the_parser() {
    let grammar = grammar();
    let letters = |chars: Vec<char>| chars.into_iter().map(String::from).collect::<BTreeSet<String>>();
    let listed = |rules: &[&str]| rules.iter().flat_map(|rule| chosen(&grammar, rule)).collect::<BTreeSet<String>>();
    let tables = [
        ("token", listed(&["token"]), set(TOKENS.iter().copied())),
        ("statement", listed(&["statement"]), set(STATEMENTS.iter().copied())),
        ("keyword", listed(&["keyword"]), set(KEYWORDS.iter().copied())),
        ("bracket", listed(&["bracket"]), set(BRACKETS.iter().flat_map(|(open, close)| [*open, *close]))),
        ("punctuation", listed(&["punctuation"]), set(PUNCTUATION.iter().copied())),
        ("differential", listed(&["differential"]), set(DIFFERENTIALS.iter().copied())),
        ("prime", listed(&["prime"]), letters(PRIMES.iter().map(|row| row.0).collect())),
        ("greek", listed(&["greek"]), letters(GREEK.iter().map(|row| row.0).collect())),
    ];
    let mut tested = 0;
    for (rule, ours, theirs) in tables {
        assert_eq!(ours, theirs, "{rule}");
        tested += ours.len();
    }
    assert_eq!(tested, 6 + 4 + 7 + 9 + 2 + 2 + 5 + 53);
    let mut signs = listed(&["script-digit", "script-letter"]);
    signs.extend(literals(grammar.rule("script-sum")));
    signs.extend(literals(grammar.rule("script-factor")));
    assert_eq!(signs, letters(SUPERSCRIPTS.iter().map(|row| row.0).collect()));
    let mut constants = set(CONSTANTS.iter().copied());
    constants.extend(GREEK.iter().filter(|row| CONSTANTS.contains(&row.1)).map(|row| row.0.to_string()));
    assert_eq!(chosen(&grammar, "constant"), constants);
}

/// Every word that the grammar spells is a keyword, a constant or a function.
#[test]
fn the_grammar_spells_no_other_words() {
    let grammar = grammar();
    let lexical = [
        "keyword",
        "constant",
        "letter",
        "differential",
        "power-of-ten",
        "logarithm",
        "several",
        "mark",
        "case-rows",
        "formula-rows",
    ];
    let mut found = BTreeSet::new();
    for (name, form) in grammar.rules.iter().filter(|(name, _)| !lexical.contains(&name.as_str())) {
        for word in literals(form).into_iter().filter(|text| text.starts_with(|c: char| c.is_ascii_alphabetic())) {
            assert!(KEYWORDS.contains(&&*word), "{name} spells {word}");
            found.insert(word);
        }
    }
    assert_eq!(found, set(["if", "otherwise", "and", "or", "let", "undefined"]));
}

#[test]
fn the_commands_and_environments_of_latex_are_those_of_the_parser() {
    let grammar = grammar();
    let commands = chosen(&grammar, "command");
    let theirs: BTreeSet<String> =
        latex_commands().filter(|name| !name.trim().is_empty()).map(|name| format!("\\{name}")).collect();
    assert_eq!(commands, theirs);
    let environments: BTreeSet<String> =
        ["case-rows", "formula-rows"].iter().flat_map(|rule| chosen(&grammar, rule)).collect();
    assert_eq!(environments, set(latex_environments()));
    assert!(commands.len() > 100 && environments.len() > 20);
}

/// How an operator's rule is built.
#[derive(Debug, PartialEq)]
struct Shape {
    place: Place,
    binds_right: bool,
    /// The rule of the operand, which binds tighter.
    operand: String,
}

fn parts(form: &Form) -> Vec<Form> {
    match form {
        Form::Sequence(parts) => parts.clone(),
        other => vec![other.clone()],
    }
}

fn named(form: &Form) -> Option<&str> {
    match form {
        Form::Rule(name) => Some(name),
        _ => None, // every other form has parts
    }
}

/// A level is `x, { sign, x }`, or `x, [ raised ]`, or `sign, level | x`, or `x, right, { right } | …` for chains.
fn shape(grammar: &Grammar, level: &str) -> Shape {
    let choices = match grammar.rule(level) {
        Form::Choice(choices) => choices.clone(),
        one => vec![one.clone()],
    };
    let last = parts(choices.last().expect("a rule has a choice"));
    let first = parts(&choices[0]);
    let begins_with_sign =
        matches!(&first[0], Form::Choice(signs) if signs.iter().all(|s| matches!(s, Form::Literal(_))));
    if begins_with_sign {
        assert_eq!(named(first.last().expect("a sign stands before something")), Some(level), "{level} repeats itself");
        let operand = named(&last[0]).expect("the last choice is the operand").to_owned();
        return Shape { place: Place::Prefix, binds_right: true, operand };
    }
    let operand = named(&first[0]).expect("an operand comes first").to_owned();
    match first.last() {
        Some(Form::Repeat(_)) => Shape { place: Place::Infix, binds_right: false, operand },
        Some(Form::Optional(_)) => Shape { place: Place::Infix, binds_right: true, operand },
        other => panic!("{level} ends in {other:?}"),
    }
}

/// The signs of a level: those that its rule spells, and those of the rules that only carry them.
fn signs(grammar: &Grammar, level: &str) -> BTreeSet<String> {
    let carried: &[&str] = match level {
        "relation" => &["rising", "falling"],
        "power" => &["raised"],
        _ => &[], // every other level spells its own
    };
    let mut found = literals(grammar.rule(level));
    carried.iter().for_each(|rule| found.extend(literals(grammar.rule(rule))));
    let enclosing =
        |sign: &String| BRACKETS.iter().any(|(open, close)| sign == open || sign == close) && level == "relation";
    found.retain(|sign| !enclosing(sign) || matches!(sign.as_str(), "<" | ">"));
    found
}

#[test]
fn operators_bind_as_the_parser_says() {
    let grammar = grammar();
    let mut levels: Vec<&str> = OPERATORS.iter().map(|row| row.level).collect();
    levels.dedup();
    let mut tested = 0;
    let mut rule = "disjunction".to_owned();
    for (at, level) in levels.iter().enumerate() {
        // `factor` gives a name to the alternatives of a power and states no operator.
        if rule == "factor" {
            rule = grammar.alternatives("factor")[0].clone();
        }
        assert_eq!(rule, *level, "the grammar's levels follow the strengths");
        let rows: Vec<_> = OPERATORS.iter().filter(|row| row.level == *level).collect();
        assert_eq!(signs(&grammar, level), set(rows.iter().flat_map(|row| row.spellings.iter().copied())), "{level}");
        let found = shape(&grammar, level);
        for row in rows {
            assert_eq!((row.place, row.binds_right), (found.place, found.binds_right), "{}", row.name);
            let tighter = OPERATORS.iter().filter(|other| other.strength > row.strength).count();
            assert_eq!(tighter, OPERATORS.iter().filter(|other| levels[at + 1..].contains(&other.level)).count());
            tested += 1;
        }
        rule = found.operand;
    }
    assert_eq!(rule, "atom");
    assert_eq!(tested, OPERATORS.len());
    // What stands on the right of a power begins a power again: through a sign or at once.
    let exponent = grammar.rule("exponent");
    assert!(matches!(exponent, Form::Choice(choices) if named(&choices[0]) == Some("tight")));
    assert!(matches!(grammar.rule("tight"), Form::Choice(choices) if named(&choices[1]) == Some("factor")));
}

#[test]
fn a_change_in_the_grammar_is_seen() {
    let changed = super::TEXT.replacen("{ ( \"+\" | \"-\" | \"−\" ), signed }", "[ ( \"+\" | \"-\" ), sum ]", 1);
    assert_ne!(changed, super::TEXT);
    let changed = Grammar::read(&changed);
    assert!(shape(&changed, "sum").binds_right);
    assert_eq!(signs(&changed, "sum"), set(["+", "-"]));
}
