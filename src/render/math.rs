//! What a page says, in LaTeX mathematics: shared by the formats that set it.

use super::blackboard::blackboard;
use super::model::{Inline, Left, Page, PartRow, Say, StepRow};
use super::notation::{LATEX, Names};
use super::told::{Equation, Told, told};
use crate::expr::{ExprId, Store};
use crate::passes::{Because, Line};
use crate::trace::Judgement;

/// An equation that is a reason and longer than this in LaTeX is called by its name.
const LONGEST: usize = 110;

/// A reason: words, and what the rule says in mathematics.
pub(super) struct Why {
    pub(super) words: String,
    pub(super) math: Option<String>,
}

/// A row of an aligned display.
pub(super) struct Row {
    /// Left of the equals sign; empty where the row goes on with the chain.
    pub(super) left: String,
    /// Right of it.
    pub(super) right: String,
    pub(super) why: Vec<Why>,
    /// Whether a new paragraph begins here.
    pub(super) paragraph: bool,
}

/// A piece of a sentence.
pub(super) enum Phrase {
    Words(String),
    Math(String),
}

/// The page's expressions in LaTeX.
pub(super) struct Math<'a> {
    pub(super) page: &'a Page<'a>,
}

impl Math<'_> {
    pub(super) fn expr(&self, id: ExprId) -> String {
        self.with(id, &Names::default())
    }

    fn with(&self, id: ExprId, names: &Names) -> String {
        self.page.written(&LATEX, id, names)
    }

    /// `g(z)`
    pub(super) fn applied(&self) -> String {
        format!("{}({})", LATEX.name(&self.page.derived.name), self.page.arguments(&LATEX))
    }

    /// `g'(z)`, or the partial derivative
    pub(super) fn slope(&self) -> String {
        self.of_order(self.page.derived.order)
    }

    fn of_order(&self, order: u32) -> String {
        let derived = self.page.derived;
        if !derived.variables.is_empty() {
            let power = if order > 1 { format!("^{{{order}}}") } else { String::new() };
            let (name, by) = (LATEX.name(&derived.name), self.page.variable(&LATEX));
            return format!("\\frac{{\\partial{power} {name}}}{{\\partial {by}{power}}}");
        }
        let primes = match order {
            order @ ..=3 => "'".repeat(order as usize),
            order => format!("^{{({order})}}"),
        };
        format!("{}{primes}({})", LATEX.name(&self.page.derived.name), self.page.variable(&LATEX))
    }

    /// The function's definition, both sides.
    pub(super) fn definition(&self) -> (String, String) {
        let names = if self.page.is_long() { self.page.names(&LATEX) } else { Names::default() };
        (self.applied(), self.with(self.page.function(), &names))
    }

    /// The right side of the result, with the function's name put to its variable.
    pub(super) fn result(&self, form: ExprId) -> String {
        let mut names = self.page.names(&LATEX);
        names.extend(self.page.applied(&LATEX).into_pairs());
        self.with(form, &names)
    }

    pub(super) fn chain(&self, of: Option<ExprId>, lines: &[Line], with: &[(ExprId, String)]) -> Vec<Row> {
        let names = self.page.called(&LATEX, with);
        let left = || match of {
            Some(of) => self.differentiated(of),
            None => self.slope(),
        };
        let row = |(at, line): (usize, &Line)| Row {
            left: if at == 0 { left() } else { String::new() },
            right: self.with(line.expr, &names),
            why: self.whys(&line.because, &names),
            paragraph: line.paragraph && at > 0,
        };
        lines.iter().enumerate().map(row).collect()
    }

    /// Derivatives, each with what it is.
    pub(super) fn equations(&self, rows: &[(Left, ExprId)]) -> Vec<Row> {
        let names = self.page.names(&LATEX);
        let row = |&(left, right): &(Left, ExprId)| Row {
            left: match left {
                Left::Order(order) => self.of_order(order),
                Left::Of(of) => self.differentiated(of),
            },
            right: self.with(right, &names),
            why: Vec::new(),
            paragraph: false,
        };
        rows.iter().map(row).collect()
    }

    /// `d/dz [of]`
    fn differentiated(&self, of: ExprId) -> String {
        format!("\\frac{{d}}{{d{}}}\\left[{}\\right]", self.page.variable(&LATEX), self.expr(of))
    }

    fn whys(&self, because: &[Because], names: &Names) -> Vec<Why> {
        let store = &self.page.derived.store;
        whys(store, because, &|id| self.with(id, names), &|id| self.page.is_short(id))
    }

    /// Two rows for each part: what it is, and its derivative.
    pub(super) fn parts(&self, rows: &[PartRow]) -> Vec<[Row; 2]> {
        let (mut names, mut learnt) = (Names::default(), 0);
        let mut found = Vec::new();
        for row in rows {
            self.page.learn(&mut names, &LATEX, learnt..row.known);
            learnt = row.known;
            let side = |primed, id, why| Row {
                left: LATEX.part(&row.name, primed),
                right: self.with(id, &names),
                why,
                paragraph: false,
            };
            found.push([side(false, row.part, Vec::new()), side(true, row.derivative, vec![why(&row.because)])]);
        }
        found
    }

    /// What a step says.
    pub(super) fn step(&self, row: &StepRow) -> String {
        match row.judgement {
            Judgement::Equal { left, right } => format!("{} = {}", self.expr(left), self.expr(right)),
            Judgement::Derivative { of, by, is } => {
                let by = self.expr(by);
                format!("\\frac{{d}}{{d{by}}}\\left[{}\\right] = {}", self.expr(of), self.expr(is))
            }
            Judgement::NthDerivative { of, by, order, is } => {
                let (by, of) = (self.expr(by), self.expr(of));
                format!("\\frac{{d^{{{order}}}}}{{d{by}^{{{order}}}}}\\left[{of}\\right] = {}", self.expr(is))
            }
        }
    }

    pub(super) fn say(&self, say: &Say) -> Vec<Phrase> {
        let names = self.page.names(&LATEX);
        say.iter()
            .map(|inline| match inline {
                Inline::Words(words) => Phrase::Words(words.clone()),
                Inline::Math(id) => Phrase::Math(match self.page.named(&LATEX).get(*id) {
                    Some(name) => name.clone(),
                    None => self.with(*id, &self.page.named(&LATEX)),
                }),
                Inline::Condition(condition) => Phrase::Math(self.page.condition(&LATEX, *condition, &names)),
                Inline::Named(name) => Phrase::Math(LATEX.part(name, false)),
                Inline::Part(id, with) => Phrase::Math(self.with(*id, &self.page.called(&LATEX, with))),
                Inline::Slope => Phrase::Math(self.slope()),
            })
            .collect()
    }
}

/// The reasons of a line, with expressions as `expr` writes them and equations of sides that are short.
pub(super) fn whys(
    store: &Store,
    because: &[Because],
    expr: &dyn Fn(ExprId) -> String,
    is_short: &dyn Fn(ExprId) -> bool,
) -> Vec<Why> {
    let one = |told: Told<'_>| {
        let equation = told.equation.filter(|e| e.sides().iter().all(|&side| is_short(side)));
        let equation = equation.map(|equation| match equation {
            Equation::Sides(left, right) => format!("{} = {}", expr(left), expr(right)),
            Equation::Slope(of, is) => format!("{} = {}", LATEX.primed(store, of), expr(is)),
        });
        let formulas: Vec<String> = told.formulas.iter().map(|formula| blackboard(formula)).collect();
        let rule = (!formulas.is_empty()).then(|| formulas.join(";\\ "));
        Why { words: told.name.to_owned(), math: equation.filter(|text| text.len() <= LONGEST).or(rule) }
    };
    told(store, because).into_iter().map(one).collect()
}

/// A short sentence inside mathematics.
pub(super) fn in_math(phrases: Vec<Phrase>) -> String {
    let one = |phrase| match phrase {
        Phrase::Words(words) => format!("\\text{{{words}}}"),
        Phrase::Math(formula) => formula,
    };
    phrases.into_iter().map(one).collect()
}

/// A reason in one sentence, `product rule: (u*v)' = u'*v + u*v'`; what follows the colon is mathematics.
pub(super) fn why(because: &str) -> Why {
    match because.split_once(": ") {
        Some((words, formula)) => Why { words: words.to_owned(), math: Some(blackboard(formula)) },
        None => Why { words: because.to_owned(), math: None },
    }
}
