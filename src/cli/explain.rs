//! `gprime explain`: what a rule, a function, an activation or a word of the output means.

use super::facts::FACTS;
use super::output::{Output, complain};
use super::{DONE, UNREADABLE};
use crate::check::slips;
use crate::functions::{Function, KinkKind, constants};
use crate::rules::{Kind, Rule};
use crate::syntax::{Known, Names, nearest};
use crate::{activations, functions, rules};

/// Words of the output that are no rows of a table, and what they mean.
const WORDS: &[(&str, &str)] = &[
    ("chain-rule", "(f(u))' = f'(u)*u'. There is one for each function; gprime list functions shows its derivative."),
    ("constant-rule", "the derivative of what does not contain the variable is 0."),
    ("identity-rule", "the derivative of the variable by itself is 1."),
    ("definition", "a name stands for its body: the function's own name, or a function that is defined by others."),
    ("algebra", "both sides are the same rational function of their parts; the checker multiplies out and compares."),
    (
        "reduction",
        "both sides are the same rational function once equal parts are put for roots, exponentials and the like.",
    ),
    ("logarithms", "both sides have the same logarithm, by the laws of powers; or a logarithm is split into a sum."),
    ("value", "both sides have the same rational value, by exact arithmetic and the values in the tables."),
    ("even-function", "f(-u) = f(u), for a function that the table calls even."),
    ("odd-function", "f(-u) = -f(u), for a function that the table calls odd."),
    ("parity", "f(-u) = f(u) for a function that the table calls even, f(-u) = -f(u) for one that it calls odd."),
    ("assumption", "the equation is one of the assumptions."),
    ("contradiction", "the assumptions contradict each other, or a condition fails: there is no such case."),
    (
        "uniqueness",
        "both sides solve the same linear differential equation on an interval, and agree with their slopes at a point of it.",
    ),
    ("arithmetic", "exact arithmetic with rational numbers."),
    ("substitution", "equal parts are put for equal parts."),
    ("symmetry", "if a = b, then b = a."),
    ("transitivity", "if a = b and b = c, then a = c."),
    ("branch", "a case, max, min, abs or sign is the branch whose condition holds under the assumptions."),
    ("cases", "the derivative of cases is that of each branch where no condition is at its border."),
    (
        "recurrence",
        "if k' is a polynomial in functions k, so is every further derivative of a polynomial in them: the next one is the sum of its derivatives by each k times k'. The checker repeats this with exact numbers.",
    ),
    ("locality", "functions that are equal on an open set have equal derivatives there."),
    ("simplify", "both sides are equal by algebra, and the right one is shorter; the checker compares them."),
    ("simplify-the-fraction", "a fraction is written with a shorter numerator or denominator of the same value."),
    ("split-the-fraction", "(a + b)/c = a/c + b/c, or a fraction is written as a product of fractions."),
    ("put-over-one-denominator", "a/c + b/c = (a + b)/c."),
    ("factor", "a sum is written as a product."),
    ("expand", "a product is multiplied out into a sum."),
    ("named-functions", "what a function of the table means is written by its name."),
    (
        "laws-of-powers-and-logarithms",
        "both sides have the same logarithm where nothing is negative: e^(ln(u)) = u, sqrt(u^2) = |u|, and their like.",
    ),
    ("case-by-case", "the equality is proved on each of several cells, and the kernel joins them into one theorem."),
    ("carry-out-the-derivatives", "d/dz (…) in a formula is replaced by what the rules give for it."),
    ("simplified", "a shorter form was found, and it is equal wherever the formula is defined."),
    ("already-simple", "no shorter form was found that is equal wherever the formula is defined."),
    ("gradient", "the partial derivatives of a formula by several of its variables: gprime derive FORMULA --wrt all."),
    ("rewrite-the-numerator", "the numerator is written as an equal sum, so that the fraction can be split."),
    ("rewrite-a-factor", "a factor is written in an equal form in which a known part can be recognised."),
    ("equal", "the kernel has made a theorem that both sides are defined and equal wherever its conditions hold."),
    ("assumed", "equal, but under assumptions that were given."),
    ("formal", "equal wherever the conditions hold, but no number is known at which they do."),
    ("different", "at a point both sides have values that are exact or enclosed, and apart for certain."),
    ("undecided", "neither a proof nor a point at which the sides differ was found; the reason is given by a code."),
    ("no-proof", "both sides agree at the points that were tried, and no proof was found."),
    ("constants", "both sides are constants that agree as far as they were computed, and no proof was found."),
    ("budget", "a limit on points, bits, nodes or steps was reached."),
    ("no-enclosure", "a part of a formula has no enclosure, so that its values cannot be told apart for certain."),
    ("no-derivative", "a derivative inside a formula could not be carried out."),
    ("no-point", "no point was found at which both sides have a value."),
    ("no-theorem", "the kernel has no theorems about what is claimed, such as a limit; what is known of it is told."),
    ("no-meaning", "a name or a derivative has no meaning in the document: it is not defined, or in terms of itself."),
    ("supposed", "a claim is false if something is supposed that the document does not say."),
    ("not-judged", "the limit on claims was reached before this one; --max-claims sets it."),
    ("syntax", "the text is no formula of the language."),
    ("garbled", "the text is not true as it is written, and a lost superscript makes it true."),
    ("too-long", "a formula has more bytes than are read; --max-formula sets the limit."),
    ("refuted", "a claim is wrong: both sides have values that are apart at a point, or there is no derivative."),
    (
        "unreadable",
        "a claim could not be read, or is false as it is written and garbled; the reason is given by a code.",
    ),
    ("time", "the time that was allowed was up; another machine may need less."),
    ("witness", "numbers for the names at which everything holds that a theorem needs, and both sides have a value."),
    ("certificate", "a proof, or a point with its values, as a file that gprime verify-certificate checks."),
    ("finished", "every step was found, and the kernel checked each of them."),
    ("stuck", "some part of the formula has no derivative rule; what is not known is never taken for 0."),
    ("out-of-budget", "a limit on steps, nodes or pieces was reached."),
    ("duplicate", "a formula of a batch that was met before, up to the order of sums and products."),
    ("error", "a line of a batch that could not be read or says nothing that can be differentiated."),
    ("smooth", "a border between two pieces at which both one-sided slopes agree."),
    ("kink", "a border at which both one-sided slopes exist and differ, so that there is no derivative."),
    ("jump", "a border at which the one-sided limits of the function differ."),
    ("vertical", "a border at which a one-sided slope is infinite."),
    ("undefined", "a place at which the function has no value."),
    ("unknown", "a border of which it could not be decided what happens there."),
    ("closed-form", "the shortest known form of the derivative, in which the function's own name may occur."),
];

pub(super) fn run(names: &[String]) -> u8 {
    let mut code = DONE;
    let mut pages = Vec::new();
    for name in names {
        let name = name.trim();
        let found = pages_of(name);
        if found.is_empty() {
            complain(&unknown(name));
            code = UNREADABLE;
        }
        pages.extend(found);
    }
    Output::standard().write(&pages.join("\n"));
    code
}

/// The pages of everything that has this name, if there are any.
pub(super) fn explained(name: &str) -> Option<String> {
    let pages = pages_of(name.trim());
    (!pages.is_empty()).then(|| pages.join("\n"))
}

/// Everything that has this name.
fn pages_of(name: &str) -> Vec<String> {
    let dashed = name.replace([' ', '_'], "-").to_ascii_lowercase();
    let dashed = if dashed.starts_with("definition-of-") { "definition".to_owned() } else { dashed };
    let mut found = Vec::new();
    let with_variants = |rule: &&Rule| rule.name.trim_end_matches("-on-the-right") == dashed || rule.name == dashed;
    found.extend(rules::all().filter(with_variants).map(rule));
    found.extend(
        WORDS.iter().chain(FACTS).filter(|(word, _)| *word == dashed).map(|(word, text)| format!("{word}\n  {text}\n")),
    );
    found.extend(slips::named(&dashed).map(slip));
    found.extend(functions::named(name).map(function));
    found.extend(activations::find(name).map(activation));
    found.extend(constants::named(name).map(constant));
    found
}

/// Rows of a label and what it says; rows that say nothing are left out.
fn page(head: &str, rows: &[(&str, String)]) -> String {
    let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    let mut out = format!("{head}\n");
    for (label, text) in rows.iter().filter(|(_, text)| !text.is_empty()) {
        out.push_str(&format!("  {label:width$}  {text}\n"));
    }
    out
}

/// A table's text without the marks of its metavariables.
fn plain(text: &str) -> String {
    text.replace('?', "")
}

fn listed(texts: &[&str]) -> String {
    texts.iter().map(|text| plain(text)).collect::<Vec<_>>().join(" and ")
}

fn slip(slip: &'static slips::Slip) -> String {
    let rows = [("slip", slip.title.to_owned()), ("instead", slip.instead.to_owned())];
    page(slip.name, &rows)
}

fn rule(rule: &Rule) -> String {
    let becomes = match rule.kind {
        Kind::Calculus => format!("({})' is {}", plain(rule.left), plain(rule.right)),
        Kind::Identity => format!("{} is {}", plain(rule.left), plain(rule.right)),
    };
    let number = match rule.shift {
        0 => String::new(),
        shift => format!("n is a rational number, and m is n {} {}", if shift < 0 { '-' } else { '+' }, shift.abs()),
    };
    let rows = [
        ("says", rule.because.to_owned()),
        ("as written", becomes),
        ("where", number),
        ("conditions", listed(rule.when)),
        ("source", rule.source.to_owned()),
    ];
    page(rule.name, &rows)
}

fn function(f: &Function) -> String {
    let arguments = if f.arity == 1 { "u" } else { "u, v" };
    let kinks = f.kinks.iter().map(|kink| {
        let slope = |slope: Option<&str>| slope.map_or_else(|| "none".to_owned(), plain);
        let kind = match kink.kind {
            KinkKind::Corner => "corner",
            KinkKind::Jump => "jump",
            KinkKind::Vertical => "vertical",
        };
        format!("{kind} at {}: left slope {}, right slope {}", plain(kink.at), slope(kink.left), slope(kink.right))
    });
    let rows = [
        ("about", f.about.to_owned()),
        ("also", f.aliases.join(", ")),
        ("meaning", plain(f.meaning)),
        ("derivative", plain(f.derivative)),
        ("domain", if f.domain.is_empty() { "every number".to_owned() } else { listed(f.domain) }),
        (
            "differentiable",
            if f.differentiable.is_empty() { String::new() } else { format!("where {}", listed(f.differentiable)) },
        ),
        ("kinks", kinks.collect::<Vec<_>>().join("; ")),
        ("range", f.range.to_owned()),
        ("source", f.source.to_owned()),
    ];
    page(&format!("{}({arguments}), the {}", f.name, f.title), &rows)
}

fn activation(a: &activations::Activation) -> String {
    let parameters = a.parameters.iter().map(|p| {
        let assume = if p.assume.is_empty() { p.name.to_owned() } else { p.assume.to_owned() };
        if p.default.is_empty() { assume } else { format!("{assume}, usually {}", p.default) }
    });
    let frameworks = a.frameworks.iter().map(|(framework, name)| format!("{name} in {framework}"));
    let conventions = a.conventions.iter().map(|c| format!("{} at z = {} in {}", c.value, c.at, c.who));
    let rows = [
        ("formula", format!("g(z) = {}", a.formula)),
        ("also", a.aliases.join(", ")),
        ("parameters", parameters.collect::<Vec<_>>().join("; ")),
        ("programs", frameworks.collect::<Vec<_>>().join("; ")),
        ("by convention", conventions.map(|said| format!("the slope is {said}")).collect::<Vec<_>>().join("; ")),
        ("source", a.source.to_owned()),
        ("derivative", format!("gprime derive {}", a.name)),
    ];
    page(&format!("{}, an activation function", a.name), &rows)
}

fn constant(c: &constants::NamedConstant) -> String {
    page(&format!("{}, a constant", c.name), &[("about", c.about.to_owned()), ("source", c.source.to_owned())])
}

/// Every name that can be explained.
struct Explainable;

impl Names for Explainable {
    fn function<'a>(&'a self, _: &str) -> Option<Known<'a>> {
        None
    }

    fn activation<'a>(&'a self, _: &str) -> Option<Known<'a>> {
        None
    }

    fn suggestible(&self) -> Vec<&str> {
        let rules = rules::all().map(|rule| rule.name);
        let words = WORDS.iter().chain(FACTS).map(|(word, _)| *word);
        let functions = functions::all().iter().flat_map(|f| std::iter::once(f.name).chain(f.aliases.iter().copied()));
        let activations = activations::all().flat_map(|a| a.names());
        let constants = constants::ALL.iter().map(|row| row.name);
        let slips = slips::all().map(|slip| slip.name);
        rules.chain(slips).chain(words).chain(functions).chain(activations).chain(constants).collect()
    }
}

fn unknown(name: &str) -> String {
    if name.is_empty() {
        return "error: there is no name; gprime list shows what there is\n".into();
    }
    let mut near = nearest(name, &Explainable);
    near.dedup();
    match near.as_slice() {
        [] => format!("error: nothing is called {name}; gprime list shows what there is\n"),
        near => format!("error: nothing is called {name}; did you mean {}?\n", near.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::pages_of;
    use crate::expr::FunctionId;
    use crate::render::reason;
    use crate::theory::Theory;
    use crate::trace::Reason;

    #[test]
    fn every_reason_is_explained() {
        let (even, odd) = (FunctionId::named("cosh"), FunctionId::named("tanh"));
        let reasons = [
            Reason::Constant,
            Reason::Identity,
            Reason::Definition,
            Reason::Meaning(odd),
            Reason::Algebra,
            Reason::Reduction,
            Reason::Logarithms,
            Reason::Parity(even),
            Reason::Parity(odd),
            Reason::Arithmetic,
            Reason::Value,
            Reason::Assumption,
            Reason::Contradiction,
            Reason::Uniqueness,
            Reason::Substitution,
            Reason::Symmetry,
            Reason::Transitivity,
            Reason::Branch,
            Reason::Cases,
            Reason::Locality,
            Reason::Recurrence,
        ];
        let tested = reasons.into_iter().inspect(|&of| {
            let name = reason(Theory::builtin(), of).0;
            assert!(!pages_of(name).is_empty(), "{of:?} is called {name}");
        });
        assert_eq!(tested.count(), 21);
    }

    #[test]
    fn every_verdict_and_code_of_a_check_is_explained() {
        let verdicts = crate::check::Verdict::ALL.map(|verdict| verdict.name());
        let codes = crate::check::Code::ALL.map(|code| code.name());
        let tested = verdicts.into_iter().chain(codes).inspect(|name| {
            assert!(!pages_of(name).is_empty(), "{name}");
        });
        assert_eq!(tested.count(), 20);
    }
}
