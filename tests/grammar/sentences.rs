//! Sentences from the grammar parse, have the structure that the grammar gives them, and are read back when printed.

use std::collections::BTreeSet;

use gprime::expr::{ExprId, Lowered, Store, lower};
use gprime::render;
use gprime::syntax::{self, SUPERSCRIPTS, Statement, Tree as Parsed};

use super::common::Random;
use super::generate::{Class, Generator, PRIMES, Part, Token, Tree, tokens};
use super::grammar;

/// The tokens with spaces where they need them, and with spaces and comments here and there.
fn joined(tokens: &[Token], random: &mut Random) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let mut out = String::new();
    for token in tokens {
        let raised = |c: char| SUPERSCRIPTS.iter().any(|row| row.0 == c);
        let next = token.text.chars().next().expect("a token has text");
        let last = out.chars().next_back().unwrap_or(' ');
        let needed = is_word(last) && is_word(next) || last.is_alphabetic() && next.is_ascii_digit();
        let allowed = token.class != Class::Suffix && !raised(next) && !out.is_empty();
        if needed {
            out.push(' ');
        } else if allowed && random.below(4) == 0 {
            out.push_str([" ", "  ", "\t", "\n", " # a note\n", "\u{a0}"][random.below(6) as usize]);
        }
        out.push_str(&token.text);
    }
    out
}

/// A name as the parser knows it.
fn latin(name: &str) -> String {
    syntax::parse(name).map_or_else(|_| name.to_owned(), |tree| tree.to_text())
}

/// What no rule of the grammar excludes and the parser refuses or reads otherwise, with a reason for each.
fn is_meant(tokens: &[Token]) -> bool {
    let primed: BTreeSet<&str> = tokens
        .windows(2)
        .filter(|pair| pair[1].class == Class::Suffix && pair[1].text.starts_with(PRIMES))
        .map(|pair| pair[0].text.as_str())
        .collect();
    // A primed name is a function.
    let is_used = |pair: &[Token]| primed.contains(pair[0].text.as_str()) && pair[1].class != Class::Suffix;
    !tokens.windows(2).any(|pair| pair[0].class == Class::Name && is_used(pair))
        && !bars_are_ambiguous(tokens)
        && let_is_in_order(tokens)
        && head_is_not_used(tokens)
}

/// A bar behind an operand closes if it can; behind a factor that follows a closing bar it is ambiguous.
fn bars_are_ambiguous(tokens: &[Token]) -> bool {
    let mut open: Vec<(&str, bool)> = vec![("", false)];
    let mut operand = false;
    for token in tokens {
        let text = token.text.as_str();
        let innermost = *open.last().expect("the bottom stays");
        let opening = matches!(text, "(" | "[" | "{") || text == "|" && !(innermost.0 == "|" && operand);
        if opening {
            if text == "|" && operand && innermost.1 {
                return true;
            }
            open.push((text, false));
            operand = false;
        } else if matches!(text, ")" | "]" | "}" | "|") {
            open.pop();
            if open.is_empty() {
                return true;
            }
            if text == "|" {
                open.last_mut().expect("the bottom stays").1 = true;
            }
            operand = true;
        } else {
            operand = token.class != Class::Literal && token.class != Class::Function || text == "undefined";
        }
    }
    open.len() > 1
}

/// A name that `let` binds is used behind its binding only, and never as a variable to differentiate by.
fn let_is_in_order(tokens: &[Token]) -> bool {
    if tokens[0].text != "let" {
        return true;
    }
    let bound = tokens.windows(2).enumerate().filter(|(_, pair)| pair[1].text == "=" && pair[0].class == Class::Name);
    bound.into_iter().all(|(at, pair)| {
        let name = pair[0].text.as_str();
        let own = tokens[at + 1..].iter().take_while(|token| token.text != ";");
        let before = tokens[..at].iter().chain(own).any(|token| latin(&token.text) == latin(name));
        let as_variable = |token: &Token| token.class == Class::Quotient && token.text.contains(name);
        let primed = tokens.iter().any(|token| token.class == Class::Suffix && token.text.starts_with(PRIMES));
        let raised = tokens
            .iter()
            .any(|token| SUPERSCRIPTS.iter().any(|row| token.text.contains(row.0) && name.contains(row.1)));
        !primed && !raised && !before && !tokens.iter().any(as_variable)
    })
}

/// The name that a definition gives is not used in it, and its parameters differ.
fn head_is_not_used(tokens: &[Token]) -> bool {
    let start = tokens.iter().rposition(|token| token.text == ";").map_or(0, |at| at + 1);
    let Some(equals) = tokens[start..].iter().position(|token| token.text == "=") else { return true };
    let head = &tokens[start..start + equals];
    let names: Vec<String> = head.iter().filter(|t| t.class == Class::Name).map(|t| latin(&t.text)).collect();
    let distinct: BTreeSet<&String> = names.iter().collect();
    let first = head.first().map_or(String::new(), |token| latin(&token.text));
    let used = tokens[start + equals..].iter().any(|t| latin(&t.text) == first || t.text.contains(&head[0].text));
    head.get(1).is_none_or(|token| token.text != "(") || distinct.len() == names.len() && !used
}

/// The sentence with the structure of its tree in parentheses.
fn explicit(part: &Part) -> String {
    let tree = match part {
        Part::Token(token) => return token.text.clone(),
        Part::Tree(tree) => tree,
    };
    let parts = &tree.parts;
    match tree.rule.as_str() {
        "sum" | "product" | "disjunction" | "conjunction" => fold(parts),
        "signed" | "tight" | "open" if parts.len() == 2 => format!("({} {})", explicit(&parts[0]), explicit(&parts[1])),
        "power" if parts.len() == 2 => raise(&explicit(&parts[0]), &parts[1]),
        "exponent" => match parts.len() {
            1 => explicit(&parts[0]),
            3 => format!("({})", explicit(&parts[1])),
            _ => raise(&format!("({})", explicit(&parts[1])), &parts[3]),
        },
        "rooted" if parts.len() == 2 => format!("{} ({})", explicit(&parts[0]), explicit(&parts[1])),
        "bare" => {
            let with_power = matches!(&parts[1], Part::Tree(tree) if tree.rule == "power-of");
            let (head, rest) = parts.split_at(if with_power { 2 } else { 1 });
            let head: Vec<String> = head.iter().map(explicit).collect();
            format!("{} ({})", head.concat(), fold(rest))
        }
        "derivative" => match &parts[1] {
            Part::Tree(body) if body.rule == "group" || body.rule == "cases" => {
                let body = explicit(&parts[1]);
                let raised = parts.get(2).map_or(body.clone(), |raised| raise(&body, raised));
                format!("({} ({raised}))", explicit(&parts[0]))
            }
            _ => format!("({} ({}))", explicit(&parts[0]), fold(&parts[1..])),
        },
        "magnitude" => format!("abs({})", explicit(&parts[1])),
        "superscript" => superscript(tree),
        "power-of" | "primed" | "call" => parts.iter().map(explicit).collect(),
        _ => parts.iter().map(explicit).collect::<Vec<_>>().join(" "), // brackets and signs tell all
    }
}

/// `x, op, y, z` as `((x op y)*z)`.
fn fold(parts: &[Part]) -> String {
    let mut out = explicit(&parts[0]);
    let mut sign = None;
    for part in &parts[1..] {
        match part {
            Part::Token(token) => sign = Some(token.text.clone()),
            Part::Tree(_) => out = format!("({out} {} {})", sign.take().unwrap_or("*".into()), explicit(part)),
        }
    }
    out
}

fn raise(base: &str, raised: &Part) -> String {
    let Part::Tree(raised) = raised else { panic!("`raised` is a rule") };
    let parts: Vec<String> = raised.parts.iter().map(explicit).collect();
    match parts.as_slice() {
        [script] => format!("({base}^({script}))"),
        [_, exponent] => format!("({base}^({exponent}))"),
        [script, _, exponent] => format!("({base}^(({script})^({exponent})))"),
        _ => panic!("`raised` has one to three parts"),
    }
}

/// A superscript on the line. Its letters are one token each, so that a space stands between them.
fn superscript(tree: &Tree) -> String {
    let mut out = String::new();
    let text: Vec<char> =
        tokens(&Part::Tree(tree.clone())).iter().flat_map(|t| t.text.chars().collect::<Vec<_>>()).collect();
    let line = |c: char| SUPERSCRIPTS.iter().find(|row| row.0 == c).expect("a superscript").1;
    for (at, &c) in text.iter().enumerate() {
        let digits = line(c).is_ascii_digit() && at > 0 && line(text[at - 1]).is_ascii_digit();
        let sign = matches!(line(c), '+' | '-' | ')') || at == 0 || matches!(line(text[at - 1]), '+' | '-' | '(');
        out.push_str(if digits || sign { "" } else { "*" });
        out.push(line(c));
    }
    // An implicit product reaches as far as one with a sign.
    out
}

fn meaning(text: &str, store: &mut Store) -> (Parsed, Lowered) {
    let tree = syntax::parse(text).unwrap_or_else(|error| panic!("{text}\n{}", error.page(text)));
    let lowered = lower(&tree, store).unwrap_or_else(|error| panic!("{text}: {error}"));
    (tree, lowered)
}

/// Whether what is printed for the expression is read as the same expression.
pub fn assert_read_back(store: &mut Store, expr: ExprId, is_condition: bool, source: &str) {
    let text = render::text(store, expr);
    let tree = if is_condition { syntax::parse_condition(&text) } else { syntax::parse(&text) };
    let tree = tree.unwrap_or_else(|error| panic!("{source}\nprinted:\n{}", error.page(&text)));
    let again = lower(&tree, store).unwrap_or_else(|error| panic!("{source}\nprinted {text}: {error}"));
    assert_eq!(again.body, expr, "{source}\nprinted {text}\nread as {}", render::text(store, again.body));
}

/// Makes sentences of one rule until `count` are meant; returns how many were passed over.
fn check(rule: &str, seed: u64, count: usize, depth: usize) -> usize {
    let grammar = grammar();
    let mut generator = Generator::new(&grammar, seed);
    let mut random = Random::new(seed + 1);
    let (mut tested, mut passed_over) = (0, 0);
    while tested < count {
        let tree = Part::Tree(generator.sentence(rule, depth));
        let tokens = tokens(&tree);
        if !is_meant(&tokens) {
            passed_over += 1;
            continue;
        }
        let text = joined(&tokens, &mut random);
        let mut store = Store::new();
        let (parsed, lowered) = meaning(&text, &mut store);
        let bracketed = explicit(&tree);
        let (_, other) = meaning(&bracketed, &mut store);
        let same = (lowered.body, lowered.right, &lowered.name, &lowered.parameters);
        let show = |l: &Lowered| render::text(&store, l.body);
        assert_eq!(
            same,
            (other.body, other.right, &other.name, &other.parameters),
            "{text}\nin the grammar {bracketed}\n{}\n{}",
            show(&lowered),
            show(&other)
        );
        let is_condition = matches!(parsed.statement, Statement::Condition(_));
        assert_read_back(&mut store, lowered.body, is_condition, &text);
        lowered.right.iter().for_each(|right| assert_read_back(&mut store, *right, false, &text));
        let again = syntax::parse(&parsed.to_text())
            .unwrap_or_else(|error| panic!("{text}\n{}", error.page(&parsed.to_text())));
        assert!(parsed.same(&again), "{text}\nwritten {}", parsed.to_text());
        tested += 1;
    }
    passed_over
}

#[test]
fn formulas_from_the_grammar_are_read_as_it_says() {
    let passed_over =
        check("expression", 1, 1500, 14) + check("expression", 2, 1000, 20) + check("product", 3, 1000, 12);
    assert!(passed_over < 400, "{passed_over}");
}

#[test]
fn conditions_from_the_grammar_are_read_as_it_says() {
    let passed_over = check("condition", 4, 800, 16);
    assert!(passed_over < 400, "{passed_over}");
}

#[test]
fn statements_from_the_grammar_are_read_as_it_says() {
    let passed_over = check("statement", 5, 1000, 18) + check("input", 6, 700, 20);
    assert!(passed_over < 400, "{passed_over}");
}
