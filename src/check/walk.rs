//! From the first line of a document to its last: what is defined and supposed, and what each claim comes to.

use std::rc::Rc;
use std::time::Instant;

use rustc_hash::FxHashSet;

use super::assumptions::condition_of;
use super::chain::Chain;
use super::claim::{Claim, Code, Verdict};
use super::claims::{Formula, Item, Said, Side};
use super::documents::{Document, MAX_BYTES, Passage, Source, Unreadable};
use super::doubts::Beside;
use super::items::Reader;
use super::judge::{Under, judge};
use super::judged::Judged;
use super::named;
use super::prose;
use super::scope::{Basis, Definition, Part, Piece, Scope};
use super::special::{Ends, Interval, Value};
use super::tables::Table;
use super::words;
use crate::expr::work::Allowance;
use crate::passes::equal;
use crate::syntax::{self, Names, Node, Relation, Statement, TableNames};

/// How far the work on one document may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How many bytes it may have.
    pub bytes: usize,
    /// How many bytes a formula may have.
    pub formula: usize,
    /// How many claims are judged.
    pub claims: usize,
    /// What the search for a proof of each may cost.
    pub proof: equal::Limits,
    /// How much work each question about a claim may take in all: so many small expressions that are made or looked at.
    pub effort: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        let proof = equal::Limits { points: 200, bits: 1_024, ..equal::Limits::default() };
        Limits { bytes: MAX_BYTES, formula: 1 << 20, claims: 10_000, proof, effort: 10_000_000 }
    }
}

/// How a document was gone through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// How many claims there are.
    pub claims: usize,
    /// Whether there are more than the limit, so that the rest was not looked at. The last claim says so.
    pub stopped: bool,
}

/// Judges every claim of a document, in order, and hands each to `found`.
///
/// # Errors
/// The bytes are no document, or too many.
pub fn check(name: &str, bytes: &[u8], limits: &Limits, found: &mut dyn FnMut(Claim)) -> Result<Checked, Unreadable> {
    if bytes.len() > limits.bytes {
        return Err(Unreadable::TooLong(limits.bytes));
    }
    let document = Document::new(name, bytes)?;
    let source = Source::new(&document);
    let mut walk = Walk::new(limits, &source, found);
    let mut passages = document.each_passage();
    let (mut next, mut behind) = (passages.next(), passages.next());
    let mut last = document.text();
    while let Some(passage) = next {
        (next, behind) = (behind, passages.next());
        walk.left = passages.len() + usize::from(next.is_some()) + usize::from(behind.is_some());
        walk.passage(&passage, next.as_ref(), behind.as_ref());
        if walk.stopped {
            return Ok(Checked { claims: walk.count, stopped: true });
        }
        last = passage.after;
    }
    walk.words_before(last);
    Ok(Checked { claims: walk.count, stopped: false })
}

pub(super) struct Walk<'a> {
    pub(super) scope: Scope,
    pub(super) limits: &'a Limits,
    found: &'a mut dyn FnMut(Claim),
    count: usize,
    /// How many passages stand behind the one that is read.
    left: usize,
    /// Whether the limit on claims was reached and more follows.
    stopped: bool,
    /// What holds from where it is said.
    pub(super) stated: Vec<Part>,
    pub(super) supposed: Vec<Part>,
    /// What holds in this sentence.
    pub(super) sentence: Vec<Part>,
    /// What a sentence of its own supposed in this paragraph.
    pub(super) lasting: Vec<Part>,
    /// What an earlier paragraph supposed.
    pub(super) faded: Vec<Part>,
    /// What the claim before was said under, by a condition behind it.
    pub(super) aside: Option<Part>,
    pub(super) consumed: bool,
    pub(super) beside: Beside,
    /// Whether the item before is a condition.
    conditional: bool,
    /// Whether it is one of what comes behind it, which may have another with `and`.
    pub(super) opened: bool,
    /// Whether it is supposed for more than its sentence.
    pub(super) assuming: bool,
    /// What goes on from the condition behind the item.
    pub(super) also: Option<Part>,
    pub(super) section: usize,
    /// Whether the next passage is passed over.
    ignoring: bool,
    pub(super) variables: FxHashSet<Box<str>>,
    pub(super) usual: Box<str>,
    pub(super) chain: Option<Chain>,
    pub(super) tables: Table<'a>,
    /// The functions that this sentence names.
    pub(super) spoken: Vec<String>,
    /// The ends that the variable goes to in this sentence.
    pub(super) toward: Option<Ends>,
}

impl<'a> Walk<'a> {
    fn new(limits: &'a Limits, source: &'a Source<'a>, found: &'a mut dyn FnMut(Claim)) -> Walk<'a> {
        Walk {
            scope: Scope::of(source.all()),
            limits,
            found,
            count: 0,
            left: 0,
            stopped: false,
            stated: Vec::new(),
            supposed: Vec::new(),
            sentence: Vec::new(),
            lasting: Vec::new(),
            faded: Vec::new(),
            aside: None,
            consumed: false,
            beside: Beside::default(),
            conditional: false,
            opened: false,
            assuming: false,
            also: None,
            section: 0,
            ignoring: false,
            variables: ["x", "z", "t"].into_iter().map(Into::into).collect(),
            usual: "z".into(),
            chain: None,
            tables: Table::new(source),
            spoken: Vec::new(),
            toward: None,
        }
    }

    /// What a passage says; the two behind it may say under which conditions.
    fn passage(&mut self, passage: &Passage<'_>, next: Option<&Passage<'_>>, behind: Option<&Passage<'_>>) {
        if self.count >= self.limits.claims {
            return self.stop(passage.text);
        }
        self.words_before(passage.before);
        if std::mem::take(&mut self.ignoring) {
            return;
        }
        self.scope.letters = passage.cell.is_some() || self.spoken.len() == 1;
        for row in 0..passage.rows.len() {
            let reader = self.reader();
            let items = reader.items(passage, row);
            let last = row + 1 == passage.rows.len();
            let peeked = match last {
                true => next.map(|next| reader.items(next, 0)),
                false => Some(reader.items(passage, row + 1)),
            };
            for (at, item) in items.iter().enumerate() {
                let ahead = |by: usize| {
                    let left = items.len() - at - 1;
                    items.get(at + by).or_else(|| peeked.as_ref().and_then(|items| items.get(by - 1 - left)))
                };
                let following = ahead(1);
                let second = match behind.filter(|behind| ahead(2).is_none() && words::lists(behind.before)) {
                    Some(behind) => self.reader().items(behind, 0).into_iter().next(),
                    None => ahead(2).cloned(),
                };
                if self.count >= self.limits.claims {
                    return self.stop(item.text);
                }
                self.beside = Beside::of(item, following, items.get(at + 2), self.conditional);
                self.conditional = self.supposed_by(item, false).is_some();
                let goes_on = self.opened && words::is_and(item.before);
                self.assuming = words::assumes(item.before) || goes_on && self.assuming;
                self.opened = self.conditional && !self.consumed && (words::opens(item.before) || goes_on);
                self.also = second.as_ref().and_then(|second| self.goes_on_with(second));
                self.beside.condition_goes_on = second.is_some_and(|second| self.goes_on_beyond(&second));
                self.item(item, following);
            }
        }
    }

    fn reader(&self) -> Reader<'_> {
        Reader { names: &self.scope, source: self.tables.source, longest: self.limits.formula }
    }

    /// Says that nothing is judged from a place on.
    fn stop(&mut self, text: &str) {
        self.stopped = true;
        let Some(place) = self.tables.source.place(text) else { return };
        let what = match self.left {
            0 => "this was not judged".to_owned(),
            1 => "this and one more formula were not judged".to_owned(),
            more => format!("this and {more} more formulas were not judged"),
        };
        let because = format!("the limit of {} claims was reached, and {what}", self.limits.claims);
        let item = Claim { place, text: text.to_owned(), ..Claim::new(Verdict::Undecided, because) };
        self.hand(Claim { code: Some(Code::NotJudged), ..item });
    }

    fn words_before(&mut self, text: &str) {
        self.headings(text);
        self.mentions(text);
        self.ranges_in_words(text);
        if words::is_break(text) {
            self.end_sentence(text);
            self.spoken.clear();
            self.toward = None;
        }
        self.spoken.extend(named::functions(words::last_sentence(text)));
        for directive in words::directives(text) {
            match directive.strip_prefix("assume") {
                Some(condition) => self.stated.extend(condition_of(condition, &self.scope)),
                None if directive.starts_with("ignore") => self.ignoring = true,
                None => {}
            }
        }
    }

    /// A new section begins, which may name its function.
    fn headings(&mut self, text: &str) {
        for heading in named::headings(text) {
            self.section += 1;
            self.scope.leave_section();
            let level = self.scope.heading.as_ref().map_or(usize::MAX, |(.., level)| *level);
            match heading.functions.as_slice() {
                [] if heading.level > level => {}
                [only] => {
                    self.scope.heading =
                        Some((only.clone(), self.tables.source.line(text) + heading.line, heading.level))
                }
                _ => self.scope.heading = None, // none, or which one is not clear
            }
        }
    }

    /// Words may say what function a name stands for.
    fn mentions(&mut self, text: &str) {
        for mention in named::mentions(text) {
            self.named(&mention.name, &mention.parameter, &mention.function, self.tables.source.line(text));
        }
    }

    /// A name is a function of the tables, as words say.
    fn named(&mut self, name: &str, parameter: &str, function: &str, line: usize) {
        let table = TableNames.function(name).is_some() || TableNames.activation(name).is_some();
        let same = self.scope.find(name).is_some_and(|found| found.section == self.section);
        let Ok(tree) = syntax::parse(&format!("{function}({parameter})")) else { return };
        let Statement::Expression(at) = tree.statement else { return };
        if table || same {
            return;
        }
        let basis = Basis::Words(format!("{name} is {function}, as the text says"));
        let pieces = vec![Piece { body: Part { tree: Rc::new(tree), at }, when: Vec::new() }];
        let section = self.section;
        self.scope.define(name, Definition { basis, parameters: vec![parameter.into()], pieces, line, section });
    }

    pub(super) fn section(&self) -> usize {
        self.section
    }

    fn item(&mut self, item: &Item<'_>, following: Option<&Item<'_>>) {
        let formula = match &item.said {
            Said::Unreadable(why) => {
                return self.unreadable(item, Code::Syntax, why.clone());
            }
            Said::TooLong(why) => {
                let claim = blank(item, Verdict::Unreadable, why.clone());
                return self.hand(Claim { code: Some(Code::TooLong), ..claim });
            }
            Said::Special(special) => return self.special(item, special, following),
            Said::Formula(formula) => formula,
        };
        if item.continues.is_some() && item.before.contains(char::is_alphabetic) && item.in_prose {
            return; // words stand between, so that it goes on from nothing
        }
        if item.continues.is_none() && formula.others.is_empty() {
            return self.bare(item, formula, following);
        }
        if let Some(condition) = self.supposed_by(item, false) {
            return self.supposes(item, condition);
        }
        let local = self.holds_for(item, following);
        match (item.continues, self.chain.take()) {
            (Some(relation), Some(mut chain)) => {
                self.chain_on(item, formula, relation, &mut chain);
                self.chain = Some(chain);
            }
            (_, kept) => {
                let behind = following.and_then(|next| self.defined_behind(next));
                match behind {
                    Some((name, definition)) => {
                        self.with_meaning(&name, definition, |walk| walk.begins(item, formula, local));
                    }
                    None => self.begins(item, formula, local), // a chain of its own
                }
                if item.same_row && words::gives_a_reason(item.before) {
                    self.chain = kept; // which goes on behind it
                }
            }
        }
    }

    /// An expression by itself: a cell of a table, the beginning of a chain, or a name that words say something about.
    fn bare(&mut self, item: &Item<'_>, formula: &Formula, following: Option<&Item<'_>>) {
        let Side::Part(part) = &formula.first else { return };
        if let Node::Name(name) = part.tree.node(part.at) {
            self.sign_of(item, name);
        }
        let usual = self.usual.clone();
        let plain = match part.tree.node(part.at) {
            Node::Name(name) => Some((Box::from(name.as_str()), usual)),
            Node::Call(name, arguments) => match arguments.as_slice() {
                [one] => match part.tree.node(*one) {
                    Node::Name(parameter) => Some((name.as_str().into(), parameter.as_str().into())),
                    _ => None, // a value is no parameter
                },
                _ => None, // functions of one argument are named
            },
            _ => None, // only a name is named
        };
        if let Some((name, parameter)) = plain
            && let Some(function) = named::before(item.before).or_else(|| named::after(item.after, &parameter))
        {
            self.named(&name, &parameter, &function, item.place.line);
        }
        if let (Some(of), Some(spoken)) = (between(item, formula, following), prose::range(item.before))
            && let Some(subject) = self.subject_of(item)
        {
            self.within(item, &subject, &of, spoken);
            return;
        }
        if let (Some(relation), false) = (prose::sign(item.after), matches!(part.tree.node(part.at), Node::Name(_))) {
            return self.has_sign(item, formula, relation);
        }
        let function = self.tables.function(item, part);
        if let (None, Some((name, variable))) = (&function, self.tables.head(item)) {
            let piece = Piece { body: part.clone(), when: Vec::new() };
            self.define(&name, vec![variable.as_str().into()], piece, item.place.line);
        }
        let Some(function) = function else {
            let chain = Chain::new(formula.first.clone(), item.place.line, self.sentence.clone());
            self.chain = Some(chain);
            return;
        };
        self.chain = None;
        let judged = self.in_its_row(&function, &formula.first);
        self.report(item, judged, formula);
    }

    /// A chain that begins here: a definition, or claims.
    fn begins(&mut self, item: &Item<'_>, formula: &Formula, mut local: Vec<Part>) {
        local.extend(formula.at.clone());
        let mut chain = Chain::new(formula.first.clone(), item.place.line, local);
        let defined = self.defines(item, formula, &chain.on);
        self.tables.defined(item, &formula.others);
        if let (true, Some((_, side))) = (defined, formula.others.first()) {
            chain.settled(side.clone(), item.place.line);
        }
        let links = formula.others.get(usize::from(defined)..).unwrap_or_default();
        let bare = formula.others.is_empty();
        if bare {
            let because = "it goes on from something that is no formula".to_owned();
            self.hand(Claim { code: Some(Code::NoMeaning), ..blank(item, Verdict::Undecided, because) });
        }
        for (relation, side) in links {
            self.link(item, formula, &mut chain, *relation, side);
        }
        self.chain = Some(chain);
    }

    fn chain_on(&mut self, item: &Item<'_>, formula: &Formula, relation: Relation, chain: &mut Chain) {
        self.link(item, formula, chain, relation, &formula.first);
        for (relation, side) in &formula.others {
            self.link(item, formula, chain, *relation, side);
        }
    }

    pub(super) fn judge(&self, left: &Side, relation: Relation, right: &Side, on: &[Part]) -> Judged {
        self.under(on, |under| judge(under, left, relation, right))
    }

    /// What follows from what is defined and supposed here.
    pub(super) fn under<T>(&self, on: &[Part], ask: impl FnOnce(Under<'_>) -> T) -> T {
        let on: Vec<Part> = self.stated_beside(on).chain(on).cloned().collect();
        let (scope, supposed, usual) = (&self.scope, &self.supposed, &self.usual);
        let until = self.limits.proof.time.map(|time| Instant::now() + time);
        let _lent = Allowance::new(self.limits.effort, until);
        ask(Under { scope, on: &on, supposed, usual, limits: &self.limits.proof, related: false })
    }

    /// Reports what was judged; a product that may be a function is refuted by nothing.
    pub(super) fn report(&mut self, item: &Item<'_>, judged: Judged, formula: &Formula) -> Verdict {
        let (mut verdict, mut because, mut code) = match self.doubt(item, &judged, formula) {
            Some((code, because)) => (Verdict::Undecided, because, Some(code)),
            None => (judged.verdict, judged.because, judged.code),
        };
        if because.ends_with("is not defined")
            && let Some(last) = self.scope.last()
        {
            because = format!("{because} here; what was defined last is {last}");
        }
        let notes = formula.notes.iter().cloned().chain(judged.notes).collect();
        let Judged { reading, truth, mistake, mut meanings, .. } = judged;
        let mut readings = Vec::new();
        if matches!(verdict, Verdict::Refuted | Verdict::Undecided) {
            let (garbled, found) = self.readings(item);
            if garbled {
                because = match verdict {
                    Verdict::Refuted => format!("as it is written it is false: {because}"),
                    _ => format!("as it is written it is undecided: {because}"),
                };
                (verdict, code) = (Verdict::Unreadable, Some(Code::Garbled));
            }
            readings = found;
        }
        if reading.is_some() {
            meanings.extend(self.scope.usual_meanings(item.text));
        }
        let is_wrong = verdict == Verdict::Refuted;
        let (truth, mistake) = (truth.filter(|_| is_wrong), mistake.filter(|_| is_wrong));
        let claim = Claim { code, notes, meanings, reading, truth, mistake, readings, ..blank(item, verdict, because) };
        self.hand(claim);
        verdict
    }

    pub(super) fn hand(&mut self, claim: Claim) {
        self.count += 1;
        (self.found)(claim);
    }

    pub(super) fn tell(&mut self, item: &Item<'_>, verdict: Verdict, because: String) {
        self.hand(blank(item, verdict, because));
    }
}

/// The interval of `between 0 and 1`, where both numbers are formulas.
fn between(item: &Item<'_>, formula: &Formula, following: Option<&Item<'_>>) -> Option<Interval> {
    let quiet = |text: &str| text.trim_matches(['$', ' ', '\\', '(', ')', '`', '\n']).to_owned();
    let next = following.filter(|next| quiet(item.before).ends_with("between") && quiet(next.before) == "and")?;
    let Said::Formula(high) = &next.said else { return None };
    let end = |formula: &Formula| {
        let is_number = formula.others.is_empty() && formula.first.is_constant();
        is_number.then(|| (Value::Side(Box::new(formula.first.clone())), true))
    };
    Some(Interval { low: end(formula)?, high: end(high)? })
}

/// A claim of which nothing but the verdict is known.
pub(super) fn blank(item: &Item<'_>, verdict: Verdict, because: String) -> Claim {
    Claim { place: item.place.clone(), text: item.text.to_owned(), ..Claim::new(verdict, because) }
}
