//! Sentences made at random from the grammar's rules, each with its structure written out in parentheses.

use std::collections::BTreeMap;

use gprime::syntax::{Names, TableNames};
use gprime::{activations, functions};

use super::common::Random;
use super::ebnf::{Form, Grammar};

/// What a token is, as far as spaces and neighbours depend on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Class {
    Number,
    Name,
    Function,
    Constant,
    /// Superscripts, primes and the exponents of functions, which follow without a space.
    Suffix,
    Quotient,
    Literal,
}

#[derive(Debug, Clone)]
pub struct Token {
    pub text: String,
    pub class: Class,
}

/// A rule and what it was expanded to.
#[derive(Debug, Clone)]
pub struct Tree {
    pub rule: String,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone)]
pub enum Part {
    Token(Token),
    Tree(Tree),
}

/// How far the end of a part reaches to the right, so that what follows would belong to it.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
enum Reach {
    Closed,
    /// Over powers: `-x`, `d/dz (x)`.
    Powers,
    /// Over factors that are no functions: `sin x`.
    Factors,
    /// Over all factors: `d/dz x`.
    All,
}

pub struct Generator<'a> {
    grammar: &'a Grammar,
    random: Random,
    least: BTreeMap<String, usize>,
}

const FAR: usize = 1000;

pub const PRIMES: [char; 5] = ['\'', '′', '’', '″', '‴'];

impl<'a> Generator<'a> {
    pub fn new(grammar: &'a Grammar, seed: u64) -> Generator<'a> {
        let mut least = BTreeMap::new();
        for _ in 0..grammar.rules.len() {
            for (name, form) in &grammar.rules {
                let depth = 1 + least_depth(form, &least);
                least.insert(name.clone(), depth);
            }
        }
        Generator { grammar, random: Random::new(seed), least }
    }

    /// A sentence of `rule` whose rules are nested about `depth` deep.
    pub fn sentence(&mut self, rule: &str, depth: usize) -> Tree {
        self.tree(rule, depth)
    }

    fn tree(&mut self, rule: &str, depth: usize) -> Tree {
        if let Some(class) = class_of(rule) {
            let text = self.lexical(rule);
            return Tree { rule: rule.into(), parts: vec![Part::Token(Token { text, class })] };
        }
        const TRIES: usize = 40;
        for attempt in 0..TRIES {
            let form = self.grammar.rule(rule).clone();
            let mut parts = Vec::new();
            self.expand(&form, depth.saturating_sub(1 + attempt / 8), &mut parts);
            let tree = Tree { rule: rule.into(), parts };
            if self.is_sound(&tree) {
                return tree;
            }
        }
        panic!("{rule} has no sound expansion in {TRIES} tries");
    }

    fn expand(&mut self, form: &Form, depth: usize, parts: &mut Vec<Part>) {
        match form {
            Form::Literal(text) => parts.push(Part::Token(Token { text: text.clone(), class: Class::Literal })),
            Form::Rule(name) => {
                let tree = self.tree(name, depth);
                parts.push(Part::Tree(tree));
            }
            Form::Sequence(items) => items.iter().for_each(|item| self.expand(item, depth, parts)),
            Form::Choice(choices) => {
                let fits: Vec<&Form> =
                    choices.iter().filter(|choice| least_depth(choice, &self.least) <= depth).collect();
                let shortest = || choices.iter().min_by_key(|choice| least_depth(choice, &self.least));
                let chosen = match fits.len() {
                    0 => shortest().expect("a choice has alternatives"),
                    n => fits[self.random.below(n as u64) as usize],
                };
                self.expand(chosen, depth, parts);
            }
            Form::Optional(inner) => {
                if self.random.below(3) == 0 && least_depth(inner, &self.least) <= depth {
                    self.expand(inner, depth, parts);
                }
            }
            Form::Repeat(inner) => {
                while self.random.below(5) < 2 && least_depth(inner, &self.least) <= depth {
                    self.expand(inner, depth, parts);
                }
            }
            Form::Except(inner, excluded) => {
                let Form::Rule(excluded) = &**excluded else { panic!("a rule is excluded") };
                for attempt in 0..60 {
                    let mut tried = Vec::new();
                    self.expand(inner, depth.saturating_sub(attempt / 20), &mut tried);
                    if !self.begins(first(&tried), excluded) {
                        return parts.extend(tried);
                    }
                }
                panic!("every {inner:?} begins with {excluded}");
            }
            Form::Words => panic!("only a token is said in words"),
        }
    }

    fn begins(&self, token: &Token, rule: &str) -> bool {
        if let Some(class) = class_of(rule) {
            return token.class == class;
        }
        self.grammar.alternatives(rule).iter().any(|part| match class_of(part) {
            Some(class) => token.class == class,
            None => token.text == *part,
        })
    }

    /// Whether each part ends where its rule says, and no later part would be read as belonging to an earlier one.
    fn is_sound(&self, tree: &Tree) -> bool {
        let functional = |part: &Part| self.begins(first(std::slice::from_ref(part)), "functional");
        tree.parts.windows(2).all(|pair| {
            let follows = match &pair[1] {
                Part::Tree(next) if next.rule == "implicit" => match reach(&pair[0]) {
                    Reach::Closed | Reach::Powers => true,
                    Reach::Factors => functional(&pair[1]),
                    Reach::All => false,
                },
                Part::Tree(next) if next.rule == "raised" => reach(&pair[0]) == Reach::Closed,
                Part::Tree(_) | Part::Token(_) => true,
            };
            follows
                && (tree.rule == "primed" || may_touch(last(&pair[0]), first(&pair[1..])))
                && self.may_follow(&tree.rule, &pair[0], &pair[1])
        }) && (tree.rule != "power-of" || !is_inverse(tree))
    }

    /// What is left of `=` in an equation is not the head of a definition.
    fn may_follow(&self, rule: &str, part: &Part, next: &Part) -> bool {
        let equals = matches!(next, Part::Token(token) if token.text == "=");
        if rule != "equation" || !equals {
            return true;
        }
        let tokens = tokens(part);
        let is_name = |token: &Token| matches!(token.class, Class::Name | Class::Function | Class::Constant);
        !tokens.iter().all(|token| is_name(token) || matches!(token.text.as_str(), "(" | ")" | ","))
    }

    /// One token, letter by letter, or from the tables of names.
    fn lexical(&mut self, rule: &str) -> String {
        match rule {
            "table" => self.pick(&function_names(1, &["sigma"])),
            "pair" => self.pick(&function_names(2, &["max", "min"])),
            "activation" => {
                let known = |name: &str| functions::find(name).is_none();
                let names: Vec<_> = activations::all().map(|row| row.name).filter(|name| known(name)).collect();
                self.pick(&names)
            }
            "unary" => loop {
                let name = self.spelled("unary");
                if name != "log_b" {
                    return name;
                }
            },
            "number" => loop {
                let number = self.spelled("number");
                let exponent = number.split(['e', 'E']).nth(1).unwrap_or("");
                if exponent.len() < 5 {
                    return number;
                }
            },
            "quotient" | "named-quotient" => self.quotient(rule == "named-quotient"),
            "name" | "place" => loop {
                let name = self.spelled("name");
                if is_free(&name) {
                    return name;
                }
            },
            _ => self.spelled(rule), // the grammar spells it
        }
    }

    fn pick(&mut self, names: &[&str]) -> String {
        names[self.random.below(names.len() as u64) as usize].to_owned()
    }

    fn spelled(&mut self, rule: &str) -> String {
        let form = self.grammar.rule(rule).clone();
        let mut out = String::new();
        self.spell(&form, 6, &mut out);
        out
    }

    fn spell(&mut self, form: &Form, depth: usize, out: &mut String) {
        match form {
            Form::Literal(text) => out.push_str(text),
            Form::Rule(name) if class_of(name).is_some() && !name.starts_with("script") && name != "unary" => {
                out.push_str(&self.lexical(name));
            }
            Form::Rule(name) => {
                let form = self.grammar.rule(name).clone();
                self.spell(&form, depth.saturating_sub(1), out);
            }
            Form::Sequence(items) => items.iter().for_each(|item| self.spell(item, depth, out)),
            Form::Choice(choices) => {
                let at = if depth == 0 { 0 } else { self.random.below(choices.len() as u64) as usize };
                self.spell(&choices[at], depth, out);
            }
            Form::Optional(inner) => {
                if self.random.below(4) == 0 {
                    self.spell(inner, depth, out);
                }
            }
            Form::Repeat(inner) => {
                while depth > 0 && self.random.below(5) == 0 {
                    self.spell(inner, depth, out);
                }
            }
            Form::Except(..) | Form::Words => panic!("tokens are spelled"),
        }
    }

    /// Both orders are the same.
    fn quotient(&mut self, named: bool) -> String {
        let [upper, lower] = [(); 2].map(|()| self.spelled("differential"));
        let orders = [["", ""], ["^2", "^2"], ["²", "**2"], ["³", "³"], ["**3", "^3"]];
        let [first, second] = orders[self.random.below(orders.len() as u64) as usize];
        let subject = match (named, self.random.below(2)) {
            (false, _) => String::new(),
            (true, 0) => self.lexical("table"),
            (true, _) => ["g", "h", "ψ", "u"][self.random.below(4) as usize].to_owned(),
        };
        let over = self.spelled("over");
        let variable = self.lexical("name");
        format!("{upper}{first}{subject}{over}{lower}{variable}{second}")
    }
}

fn is_inverse(tree: &Tree) -> bool {
    let text: String = tokens(&Part::Tree(tree.clone())).iter().map(|token| token.text.as_str()).collect();
    let digits = text.trim_matches(|c: char| !c.is_ascii_digit() && c != '¹');
    digits == "1" || digits == "¹"
}

fn function_names(arity: usize, without: &[&str]) -> Vec<&'static str> {
    let rows = functions::all().iter().filter(|row| row.arity == arity);
    let names = rows.flat_map(|row| std::iter::once(row.name).chain(row.aliases.iter().copied()));
    names.filter(|name| !without.contains(name)).collect()
}

/// Whether a name means nothing yet, and does not look like a differential.
fn is_free(name: &str) -> bool {
    let tree = gprime::syntax::parse(name).map(|tree| tree.to_text());
    let Ok(latin) = tree else { return false };
    let known = TableNames.function(&latin).is_some() || TableNames.activation(&latin).is_some();
    !known
        && !latin.starts_with('d')
        && !matches!(latin.as_str(), "e" | "pi" | "undefined")
        && !latin.starts_with("log_")
}

fn class_of(rule: &str) -> Option<Class> {
    Some(match rule {
        "number" => Class::Number,
        "name" | "place" => Class::Name,
        "unary" | "table" | "pair" | "several" | "activation" => Class::Function,
        "constant" => Class::Constant,
        "superscript" | "script-word" | "primes" => Class::Suffix,
        "quotient" | "named-quotient" => Class::Quotient,
        _ => return None, // a rule of several tokens
    })
}

fn least_depth(form: &Form, least: &BTreeMap<String, usize>) -> usize {
    match form {
        Form::Rule(name) if class_of(name).is_some() => 0,
        Form::Rule(name) => least.get(name).copied().unwrap_or(FAR),
        Form::Sequence(items) => items.iter().map(|item| least_depth(item, least)).max().unwrap_or(0),
        Form::Choice(choices) => choices.iter().map(|choice| least_depth(choice, least)).min().unwrap_or(0),
        Form::Except(inner, _) => least_depth(inner, least),
        Form::Literal(_) | Form::Words | Form::Optional(_) | Form::Repeat(_) => 0,
    }
}

fn first(parts: &[Part]) -> &Token {
    match &parts[0] {
        Part::Token(token) => token,
        Part::Tree(tree) => first(&tree.parts),
    }
}

fn last(part: &Part) -> &Token {
    match part {
        Part::Token(token) => token,
        Part::Tree(tree) => last(tree.parts.last().expect("a tree has parts")),
    }
}

/// What no rule excludes between neighbours, and the parser refuses or reads otherwise.
fn may_touch(token: &Token, next: &Token) -> bool {
    let opens = matches!(next.text.as_str(), "(" | "[");
    let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
    match token.class {
        // A longer name in front of parentheses is an unknown function.
        Class::Name => !opens || letters == 1 && !token.text.contains('_'),
        // `e(z)` is an error.
        Class::Constant => !opens,
        // An exponent behind `dg/dz` would be its order.
        Class::Quotient => next.class != Class::Suffix && !matches!(next.text.as_str(), "^" | "**"),
        // Behind primes a parenthesis holds the place of the derivative.
        Class::Suffix => !opens || !token.text.starts_with(PRIMES),
        Class::Number | Class::Function | Class::Literal => true,
    }
}

fn reach(part: &Part) -> Reach {
    let Part::Tree(tree) = part else { return Reach::Closed };
    let grouped = |part: &Part| matches!(part, Part::Tree(tree) if matches!(tree.rule.as_str(), "group" | "cases"));
    let own = match tree.rule.as_str() {
        "bare" => Reach::Factors,
        "derivative" if grouped(&tree.parts[1]) => Reach::Powers,
        "derivative" => Reach::All,
        "tight" | "signed" | "open" if matches!(tree.parts[0], Part::Token(_)) => Reach::Powers,
        _ => Reach::Closed, // it ends where its last part does
    };
    let last = reach(tree.parts.last().expect("a tree has parts"));
    if last > own { last } else { own }
}

pub fn tokens(part: &Part) -> Vec<Token> {
    match part {
        Part::Token(token) => vec![token.clone()],
        Part::Tree(tree) => tree.parts.iter().flat_map(tokens).collect(),
    }
}
