//! Claims about all values of a function: limits, and the ranges that formulas and words give.

use super::claim::Verdict;
use super::claims::{Formula, Item, Said, Side};
use super::documents::Kind;
use super::judged::Judged;
use super::limits;
use super::prose::{self, Spoken};
use super::scope::Part;
use super::special::{Extreme, Interval, Special, Value, interval};
use super::walk::Walk;
use super::words;
use crate::syntax::{self, Names, Relation, TableNames};

impl Walk<'_> {
    /// Something that is said without an equation.
    pub(super) fn special(&mut self, item: &Item<'_>, special: &Special, following: Option<&Item<'_>>) {
        match special {
            Special::Kind => {}
            Special::Either(part) => self.supposes(item, part.clone()),
            Special::Approximate => {
                let judged = Judged::new(Verdict::Undecided, "an approximation is nothing that could be proved".into());
                self.tell(item, judged.verdict, judged.because);
            }
            Special::Near { of, low, high } => self.near(item, of, [low, high]),
            Special::Extreme(extreme) => {
                let Extreme { of, is, side, .. } = extreme;
                let relations = match side {
                    1.. => [Relation::LessEqual, Relation::Less],
                    _ => [Relation::GreaterEqual, Relation::Greater],
                };
                let lies = relations.map(|relation| self.judge(of, relation, is, &self.sentence));
                let judged = self.under(&self.sentence, |under| limits::extreme(under, extreme, lies));
                self.told(item, of, judged);
            }
            Special::Toward(ends) => self.toward = Some(ends.clone()),
            Special::Tends { of, is, ends } => {
                let next = following.and_then(|next| match &next.said {
                    Said::Special(Special::Toward(ends))
                        if next.same_row
                            || prose::leads(next.before)
                                && !words::begins_anew(next.before)
                                && !words::is_break(next.before) =>
                    {
                        Some(ends.clone())
                    }
                    _ => None, // it is not said behind it
                });
                let judged = match ends.clone().or(next).or_else(|| self.toward.clone()) {
                    Some(ends) => self.under(&self.sentence, |under| limits::limit(under, of, is, &ends)),
                    None => Judged::new(Verdict::Undecided, "towards what the variable goes is not said".into()),
                };
                self.told(item, of, judged);
            }
            Special::Map(name, to) => {
                if let Some(part) = self.applied(name) {
                    self.within(item, &Side::Part(part), to, Spoken { exactly: false, surely: true });
                }
            }
            Special::Interval(of) => {
                let Some(spoken) = prose::range(item.before).or_else(|| self.said_around(item)) else { return };
                if let Some(subject) = self.subject_of(item) {
                    self.within(item, &subject, of, spoken);
                }
            }
        }
    }

    /// A value is near a number: it lies between the least and the greatest that the digits stand for.
    fn near(&mut self, item: &Item<'_>, of: &Side, ends: [&Side; 2]) {
        let near = [(Relation::GreaterEqual, ends[0]), (Relation::LessEqual, ends[1])];
        let judged = near.map(|(relation, end)| self.judge(of, relation, end, &self.sentence));
        let [first, second] = judged;
        let judged = if worse(second.verdict) > worse(first.verdict) { second } else { first };
        let because = match judged.verdict {
            Verdict::Proved => "it is that number, rounded or cut off at the last digit".to_owned(),
            Verdict::Refuted => "it is another number, even to the digits that are given".to_owned(),
            _ => judged.because.clone(),
        };
        self.told(item, of, Judged { because, ..judged });
    }

    /// A formula has a sign, as words say.
    pub(super) fn has_sign(&mut self, item: &Item<'_>, formula: &Formula, relation: Relation) {
        let zero = syntax::parse("0").ok().and_then(|tree| match tree.statement {
            syntax::Statement::Expression(at) => Some(Side::Part(Part { tree: std::rc::Rc::new(tree), at })),
            _ => None, // a number is an expression
        });
        if let Some(zero) = zero {
            let judged = self.judge(&formula.first, relation, &zero, &self.sentence);
            self.report(item, judged, formula);
        }
    }

    /// The ranges that running text gives.
    pub(super) fn ranges_in_words(&mut self, text: &str) {
        for found in prose::ranges(text) {
            let Some(place) = self.tables.source.place(found.text) else { continue };
            let Some(of) = interval(&found.interval, Kind::Prose, &self.scope) else { continue };
            let Some(subject) = self.subject(found.sentence) else { continue };
            let item = Item {
                place,
                text: found.text,
                said: Said::Unreadable(String::new()),
                continues: None,
                before: "",
                same_row: false,
                cell: None,
                after: "",
                in_prose: true,
                from: 0,
            };
            self.within(&item, &subject, &of, found.spoken);
        }
    }

    /// How firmly the words before a function say that its values lie in the interval behind it: "the range of f is".
    fn said_around(&self, item: &Item<'_>) -> Option<Spoken> {
        let chain = self.chain.as_ref().filter(|chain| chain.names_one_function() && !words::is_break(item.before))?;
        let Side::Part(part) = &chain.first else {
            let spoken = prose::range(self.tables.source.until(item.before))?;
            return Some(Spoken { surely: true, ..spoken });
        };
        let spoken = prose::range(self.tables.source.until(item.before))?;
        let is_function = match part.tree.node(part.at) {
            syntax::Node::Name(name) => match self.scope.find(name) {
                Some(found) => !found.parameters.is_empty(),
                None => TableNames.function(name).is_some_and(|known| known.least == 1),
            },
            syntax::Node::Call(..) => true,
            _ => spoken.exactly, // else whose values are spoken of is not clear
        };
        is_function.then_some(Spoken { surely: true, ..spoken })
    }

    /// What an interval is said of: the formula before it in its sentence, or what the words speak of.
    pub(super) fn subject_of(&self, item: &Item<'_>) -> Option<Side> {
        let near = self.chain.as_ref().filter(|chain| chain.names_one_function() && !words::is_break(item.before));
        match near.map(|chain| &chain.first) {
            Some(Side::Head { name, .. }) => self.applied(name).map(Side::Part),
            Some(first) => Some(first.clone()),
            None => self.subject(item.before),
        }
    }

    /// What a sentence speaks of: a function that it names, or the one that was defined last.
    pub(super) fn subject(&self, sentence: &str) -> Option<Side> {
        let found = match prose::subject(sentence) {
            prose::Subject::Named(name) => self.applied(&name)?,
            prose::Subject::Last => {
                let last = self.scope.last().or(self.scope.heading.as_ref().map(|(name, ..)| name.as_str()))?;
                self.applied(last)?
            }
            prose::Subject::Several => return None,
        };
        Some(if prose::speaks_of_slope(sentence) { Side::Derivative(found) } else { Side::Part(found) })
    }

    /// A function of the document or the tables, at its variable.
    fn applied(&self, name: &str) -> Option<Part> {
        let parameter = match self.scope.find(name).map(|found| found.parameters.clone()) {
            Some(parameters) => match parameters.as_slice() {
                [only] => only.clone(),
                _ => return None, // it has several arguments, or is a value
            },
            None => "z".into(),
        };
        let text = format!("{name}({parameter})");
        let tree = syntax::parse_with(&text, &self.scope).ok()?;
        let syntax::Statement::Expression(at) = tree.statement else { return None };
        Some(Part { tree: std::rc::Rc::new(tree), at })
    }

    fn told(&mut self, item: &Item<'_>, of: &Side, judged: Judged) {
        let notes = match of {
            Side::Part(part) | Side::Derivative(part) => part.tree.notes.iter().map(|note| note.text.clone()).collect(),
            Side::Head { .. } => Vec::new(),
        };
        let formula = Formula { first: of.clone(), others: Vec::new(), notes, at: None, is_integral: false };
        self.report(item, judged, &formula);
    }

    /// The values of `subject` lie in an interval, or are all of it.
    pub(super) fn within(&mut self, item: &Item<'_>, subject: &Side, of: &Interval, spoken: Spoken) {
        if [&of.low.0, &of.high.0].iter().all(|end| matches!(end, Value::Infinite(_))) && !spoken.exactly {
            return; // every number lies there
        }
        let mut judged: Option<Judged> = None;
        for (side, (value, closed)) in [(-1, &of.low), (1, &of.high)] {
            let Value::Side(bound) = value else { continue };
            let relation = match (side, closed) {
                (-1, true) => Relation::GreaterEqual,
                (-1, false) => Relation::Greater,
                (_, true) => Relation::LessEqual,
                (_, false) => Relation::Less,
            };
            let own = self.judge(subject, relation, bound, &self.sentence);
            let worst = judged.as_ref().map_or(0, |judged| worse(judged.verdict));
            if worse(own.verdict) >= worst {
                judged = Some(own);
            }
        }
        let mut judged = judged.unwrap_or_else(|| Judged::new(Verdict::Proved, String::new()));
        if spoken.exactly && judged.verdict != Verdict::Refuted {
            judged = self.under(&self.sentence, |under| limits::all_of(under, subject, of, judged));
        }
        if judged.verdict == Verdict::Refuted && !spoken.surely {
            judged =
                Judged::new(Verdict::Undecided, format!("what these words speak of is not sure: {}", judged.because));
        }
        self.told(item, subject, judged);
    }
}

/// How bad a verdict is for a claim of several parts.
pub(super) fn worse(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Proved => 0,
        Verdict::Assumed => 1,
        Verdict::Refuted => 3,
        _ => 2, // not known
    }
}
