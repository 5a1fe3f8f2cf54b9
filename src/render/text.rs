//! The page for the terminal: equals signs under each other, reasons in one column at the right.

use super::format::Layout;
use super::model::{Block, BorderRow, Inline, Left, Page, PartRow, PieceRow, Say, StepRow, Verdict};
use super::notation::{Names, PLAIN};
use super::sentences::thousands;
use super::told::{Equation, Told, told};
use super::wrap::{formula_lines, reason_lines, sentence_lines};
use crate::expr::{ExprId, Store};
use crate::passes::{Because, Line};
use crate::trace::Judgement;

/// The least room that reasons get, and the nearest column at which they start.
const REASONS: usize = 34;
const NEAREST: usize = 24;

/// So many rows of named parts are looked at to find the column of reasons.
const WEIGHED: usize = 24;

/// An equation that is a reason and longer than this is called by its name.
const LONGEST: usize = 60;

/// How something is told apart in the terminal.
#[derive(Clone, Copy)]
enum Style {
    Dim,
    Green,
    Yellow,
}

/// The page as text.
pub(super) fn page(page: &Page<'_>, layout: &Layout) -> String {
    part(page, layout, true)
}

/// The page as text, with the function at its head or without.
pub(super) fn part(page: &Page<'_>, layout: &Layout, with_head: bool) -> String {
    let mut writer = Text { page, layout, column: 0, out: String::new() };
    writer.column = writer.reason_column();
    if with_head {
        writer.head();
    }
    for (at, block) in page.blocks.iter().enumerate() {
        if at > 0 && !matches!(page.blocks[at - 1], Block::Heading(_)) {
            writer.out.push('\n');
        }
        writer.block(block);
    }
    writer.out
}

/// Two lines of a chain, and under a heading the steps that the second follows from.
pub(super) fn line_with_steps(
    page: &Page<'_>,
    layout: &Layout,
    lines: &[Line],
    heading: &str,
    rows: &[StepRow],
) -> String {
    let mut writer = Text { page, layout, column: 0, out: String::new() };
    writer.column = writer.reason_column();
    writer.chain(None, lines, &Names::default());
    writer.out.push('\n');
    writer.line(heading);
    writer.steps(rows);
    writer.out
}

/// An answer without a page: why the work stopped.
pub(super) fn unfinished(why: &str) -> String {
    format!("{why}\n")
}

/// The reasons of a line, with expressions as `expr` writes them and equations of sides that are short.
pub(super) fn reasons(
    store: &Store,
    because: &[Because],
    expr: &dyn Fn(ExprId) -> String,
    is_short: &dyn Fn(ExprId) -> bool,
) -> String {
    let one = |told: Told<'_>| {
        let equation = told.equation.filter(|e| e.sides().iter().all(|&side| is_short(side)));
        let equation = equation.map(|equation| match equation {
            Equation::Sides(left, right) => format!("{} = {}", expr(left), expr(right)),
            Equation::Slope(of, is) => format!("{} = {}", PLAIN.primed(store, of), expr(is)),
        });
        match equation {
            Some(equation) if equation.chars().count() <= LONGEST => equation,
            _ if told.formulas.is_empty() => told.name.to_owned(), // the lines before and after say the rest
            _ => format!("{}: {}", told.name, told.formulas.join("; ")),
        }
    };
    told(store, because).into_iter().map(one).collect::<Vec<_>>().join("; ")
}

struct Text<'a> {
    page: &'a Page<'a>,
    layout: &'a Layout,
    /// Where reasons start.
    column: usize,
    out: String,
}

impl Text<'_> {
    fn expr(&self, id: ExprId, names: &Names) -> String {
        self.page.written(&PLAIN, id, names)
    }

    fn full(&self, id: ExprId) -> String {
        self.expr(id, &Names::default())
    }

    fn head(&mut self) {
        let derived = self.page.derived;
        let long = self.page.is_long();
        let names = if long { self.page.names(&PLAIN) } else { Names::default() };
        let left = format!("{}({})", derived.name, self.page.arguments(&PLAIN));
        let right = self.expr(self.page.function(), &names);
        let mut aside =
            derived.title.clone().filter(|title| *title != right.trim_end_matches("(z)")).unwrap_or_default();
        if long {
            aside = format!("{aside}{}with the parts below", if aside.is_empty() { "" } else { ", " });
        }
        let text = format!("{left} = {right}");
        let (width, room) = (text.chars().count() + 3, aside.chars().count());
        if width > self.column && width + room <= self.layout.width {
            let aside = self.styled(Style::Dim, &aside);
            self.line(format!("{text}   {aside}").trim_end());
        } else {
            self.row(&format!("{left} = "), &right, &aside, Style::Dim);
        }
        for note in &derived.notes {
            let note: String = note.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let note = self.styled(Style::Yellow, &format!("note: {note}"));
            self.line(&note);
        }
        self.out.push('\n');
    }

    /// `g'(z)`, or `dg/dx` of several variables
    fn slope(&self) -> String {
        self.of_order(self.page.derived.order)
    }

    fn of_order(&self, order: u32) -> String {
        let derived = self.page.derived;
        if !derived.variables.is_empty() {
            let power = if order > 1 { format!("^{order}") } else { String::new() };
            return format!("d{power}{}/d{}{power}", derived.name, self.page.variable(&PLAIN));
        }
        let primes = if order <= 3 { "'".repeat(order as usize) } else { format!("^({order})") };
        format!("{}{primes}({})", derived.name, self.page.variable(&PLAIN))
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(say) => {
                let text = self.say(say);
                self.line(&text);
            }
            Block::Chain { of, lines, with } => self.chain(*of, lines, &self.page.called(&PLAIN, with)),
            Block::Equations(rows) => self.equations(rows),
            Block::Parts { rows, left_out } => self.parts(rows, *left_out),
            Block::Steps(rows) => {
                self.line("every step as it was checked:");
                self.steps(rows);
            }
            Block::Pieces(pieces, borders) => self.pieces(pieces, borders),
            Block::Verdict(verdict) => self.verdict(verdict),
            Block::Facts(facts) => {
                for fact in facts {
                    let text = self.say(fact);
                    self.hanging("", &text);
                }
            }
        }
    }

    fn chain(&mut self, of: Option<ExprId>, lines: &[Line], names: &Names) {
        let left = match of {
            Some(of) => format!("d/d{} [{}]", self.page.variable(&PLAIN), self.full(of)),
            None => self.slope(),
        };
        for (at, line) in lines.iter().enumerate() {
            if line.paragraph && at > 0 {
                self.out.push('\n');
            }
            let front = if at == 0 { left.clone() } else { " ".repeat(left.chars().count()) };
            let right = self.expr(line.expr, names);
            self.row(&format!("{front} = "), &right, &self.reasons(&line.because, names), Style::Dim);
        }
    }

    fn equations(&mut self, rows: &[(Left, ExprId)]) {
        let names = self.page.names(&PLAIN);
        for &(left, right) in rows {
            let left = match left {
                Left::Order(order) => self.of_order(order),
                Left::Of(of) => format!("d/d{} [{}]", self.page.variable(&PLAIN), self.full(of)),
            };
            let right = self.expr(right, &names);
            self.formula(&format!("{left} = "), &right);
        }
    }

    /// `sum rule; chain rule: (e^u)' = e^u*u'`
    fn reasons(&self, because: &[Because], names: &Names) -> String {
        let store = &self.page.derived.store;
        reasons(store, because, &|id| self.expr(id, names), &|id| self.page.is_short(id))
    }

    fn parts(&mut self, rows: &[PartRow], left_out: Option<(usize, usize)>) {
        let width = rows.iter().map(|row| row.name.chars().count() + 1).max().unwrap_or(0);
        let (mut names, mut learnt) = (Names::default(), 0);
        for (at, row) in rows.iter().enumerate() {
            if let Some((gone, _)) = left_out.filter(|&(_, before)| before == at) {
                let text = format!("… and {} more parts, shown by --steps all", thousands(gone));
                let text = self.styled(Style::Dim, &text);
                self.line(&text);
            }
            self.page.learn(&mut names, &PLAIN, learnt..row.known);
            learnt = row.known;
            let (part, derivative) = (self.expr(row.part, &names), self.expr(row.derivative, &names));
            self.row(&format!("{:width$} = ", row.name), &part, "", Style::Dim);
            self.row(&format!("{:width$} = ", format!("{}'", row.name)), &derivative, &row.because, Style::Dim);
        }
    }

    fn steps(&mut self, rows: &[StepRow]) {
        let width = rows.last().map_or(0, |row| row.number).to_string().len();
        for row in rows {
            let by = self.page.variable(&PLAIN);
            let (left, right) = match row.judgement {
                Judgement::Equal { left, right } => (self.full(left), right),
                Judgement::Derivative { of, is, .. } => (format!("d/d{by} [{}]", self.full(of)), is),
                Judgement::NthDerivative { of, order, is, .. } => {
                    (format!("d^{order}/d{by}^{order} [{}]", self.full(of)), is)
                }
            };
            let premises: Vec<String> = row.premises.iter().map(usize::to_string).collect();
            let from = if premises.is_empty() { String::new() } else { format!("; from {}", premises.join(", ")) };
            let text = format!("{left} = {}", self.full(right));
            self.row(&format!("{:>width$}  ", row.number), &text, &format!("{}{from}", row.because), Style::Dim);
        }
    }

    fn pieces(&mut self, pieces: &[PieceRow], borders: &[BorderRow]) {
        let (name, by) = (&self.page.derived.name, self.page.variable(&PLAIN));
        let arguments = self.page.arguments(&PLAIN);
        let slope = self.slope();
        let rows: Vec<[String; 3]> = pieces
            .iter()
            .map(|piece| {
                let values: Vec<String> = piece.derivative.iter().map(|&id| self.full(id)).collect();
                let function = format!("{name}({arguments}) = {}", self.full(piece.function));
                [self.say(&piece.when), function, format!("{slope} = {}", values.join(" = "))]
            })
            .collect();
        let places: Vec<String> = borders.iter().map(|border| format!("{by} = {}", self.full(border.at))).collect();
        let longest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|t| t.chars().count()).max().unwrap_or(0);
        let first = longest(&mut rows.iter().map(|row| &row[0]).chain(&places));
        let widths =
            [first, longest(&mut rows.iter().map(|row| &row[1])), longest(&mut rows.iter().map(|row| &row[2]))];
        let wide = widths.iter().sum::<usize>() + 8 > self.layout.width;
        let mut waiting = places.iter().zip(borders).peekable();
        for (at, (row, piece)) in rows.iter().zip(pieces).enumerate() {
            // borders stand between the pieces that they separate, but one border is easier to read below two pieces
            while pieces.len() > 2
                && let Some((place, border)) = waiting.next_if(|(_, border)| border.after <= at)
            {
                self.border(&format!("{place:first$}    "), border);
            }
            self.piece(row, widths, wide, &piece.because);
        }
        for (place, border) in waiting {
            self.border(&format!("{place:first$}    "), border);
        }
    }

    fn border(&mut self, front: &str, border: &BorderRow) {
        let text = self.say(&border.says);
        self.hanging(front, &text);
        if let Some(convention) = &border.convention {
            self.hanging(&" ".repeat(front.chars().count()), &format!("by convention {convention}"));
        }
    }

    fn piece(&mut self, row: &[String; 3], [first, second, third]: [usize; 3], wide: bool, because: &str) {
        let front = format!("{:first$}    ", row[0]);
        if wide {
            self.formula(&front, &row[1]);
            let indent = " ".repeat(first + 4);
            self.formula(&indent, &row[2]);
            return;
        }
        let start = first + second + third + 12;
        let text = format!("{front}{:second$}    {}", row[1], row[2]);
        if because.is_empty() || start + because.chars().count() > self.layout.width {
            return self.line(text.trim_end());
        }
        let room = start - text.chars().count();
        let because = self.styled(Style::Dim, because);
        self.line(&format!("{text}{}{because}", " ".repeat(room)));
    }

    fn verdict(&mut self, verdict: &Verdict) {
        let says = self.say(&verdict.says);
        match verdict.form {
            Some(form) => {
                let mut names = self.page.names(&PLAIN);
                names.extend(self.page.applied(&PLAIN).into_pairs());
                let text = format!("{} = {}", self.slope(), self.expr(form, &names));
                self.result(&text, &says);
            }
            None => {
                let says = self.styled(Style::Green, &says);
                self.line(&says);
            }
        }
        if let Some(says) = &verdict.from_output {
            let text = match (says.as_slice(), verdict.form) {
                ([Inline::Math(output)], Some(form)) if *output == form && self.page.is_very_long(form) => {
                    "as it stands".to_owned()
                }
                _ => self.say(says), // it is not written out above
            };
            let source = self.page.source(verdict.output, &PLAIN, ("", ""));
            self.hanging(&format!("from {source}: "), &text);
        }
    }

    /// The result in green, and where it holds on the same line if there is room.
    fn result(&mut self, text: &str, says: &str) {
        let lines = formula_lines("", text, self.layout.width);
        let last = lines.last().map_or(0, |line| line.chars().count());
        for (at, line) in lines.iter().enumerate() {
            let green = self.styled(Style::Green, line);
            let fits = last + 5 + says.chars().count() <= self.layout.width;
            match at + 1 == lines.len() {
                true if fits => self.line(&format!("{green}     {says}")),
                true => {
                    self.line(&green);
                    self.hanging("    ", says);
                }
                false => self.line(&green),
            }
        }
    }

    fn say(&self, say: &Say) -> String {
        let names = self.page.names(&PLAIN);
        let part = |inline: &Inline| match inline {
            Inline::Words(text) => text.clone(),
            Inline::Math(id) => match self.page.named(&PLAIN).get(*id) {
                Some(name) => name.clone(),
                None => self.expr(*id, &self.page.named(&PLAIN)),
            },
            Inline::Condition(condition) => self.page.condition(&PLAIN, *condition, &names),
            Inline::Named(name) => name.clone(),
            Inline::Part(id, with) => self.expr(*id, &self.page.called(&PLAIN, with)),
            Inline::Slope => self.slope(),
        };
        say.iter().map(part).collect()
    }

    /// The column at which all reasons of the page start: right of the longest formula that leaves them room.
    fn reason_column(&self) -> usize {
        let most = self.layout.width.saturating_sub(REASONS).max(NEAREST);
        let slope = self.slope().chars().count() + 3;
        let mut longest = 0;
        let mut see = |width: usize| longest = if width + 3 <= most { longest.max(width + 3) } else { longest };
        for block in &self.page.blocks {
            match block {
                Block::Chain { lines, with, .. } => {
                    let names = self.page.called(&PLAIN, with);
                    let told = lines.iter().filter(|line| !line.because.is_empty());
                    told.for_each(|line| see(self.expr(line.expr, &names).chars().count() + slope));
                }
                Block::Parts { rows, .. } => {
                    let (mut names, mut learnt) = (Names::default(), 0);
                    for row in rows.iter().take(WEIGHED) {
                        self.page.learn(&mut names, &PLAIN, learnt..row.known);
                        learnt = row.known;
                        see(self.expr(row.derivative, &names).chars().count() + row.name.chars().count() + 4);
                    }
                }
                _ => {} // reasons stand in chains and behind parts only
            }
        }
        if longest == 0 { most } else { longest.max(NEAREST) }
    }

    /// A formula and, in the right-hand column, its reason: on the same line if it fits there.
    fn row(&mut self, front: &str, text: &str, reason: &str, style: Style) {
        let lines = formula_lines(front, text, self.layout.width);
        let last = lines.last().map_or(0, |line| line.chars().count());
        let reasons = reason_lines(reason, self.layout.width.saturating_sub(self.column).max(20));
        for line in &lines[..lines.len() - 1] {
            self.line(line);
        }
        let mut current = lines.last().cloned().unwrap_or_default();
        let mut width = last;
        for (at, reason) in reasons.iter().enumerate() {
            if at > 0 || width + 2 > self.column {
                self.line(current.trim_end());
                (current, width) = (String::new(), 0);
            }
            let styled = self.styled(style, reason);
            current = format!("{current}{}{styled}", " ".repeat(self.column - width));
            width = self.column + reason.chars().count();
        }
        self.line(&current);
    }

    fn formula(&mut self, front: &str, text: &str) {
        for line in formula_lines(front, text, self.layout.width) {
            self.line(&line);
        }
    }

    /// Words behind a front, with further lines under the first word.
    fn hanging(&mut self, front: &str, text: &str) {
        let indent = front.chars().count();
        let lines = sentence_lines(text, self.layout.width.saturating_sub(indent).max(20));
        for (at, line) in lines.iter().enumerate() {
            let start = if at == 0 { front.to_owned() } else { " ".repeat(indent) };
            self.line(&format!("{start}{line}"));
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn styled(&self, style: Style, text: &str) -> String {
        if !self.layout.colour {
            return text.to_owned();
        }
        let code = match style {
            Style::Dim => 2,
            Style::Green => 32,
            Style::Yellow => 33,
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }
}
