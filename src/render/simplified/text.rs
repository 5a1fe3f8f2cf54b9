//! The page for the terminal.

use super::Page;
use crate::expr::ExprId;
use crate::render::format::Layout;
use crate::render::model::{Inline, Say};
use crate::render::notation::PLAIN;
use crate::render::text::reasons;
use crate::render::wrap::{formula_lines, reason_lines, sentence_lines};
use crate::trace::Judgement;

/// The least room that reasons get, and the nearest column at which they start.
const REASONS: usize = 34;
const NEAREST: usize = 24;

/// The page. Linear in what it says.
pub(super) fn page(page: &Page<'_>, layout: &Layout) -> String {
    let mut writer = Text { page, layout, out: String::new() };
    writer.chain();
    for cell in page.cells() {
        writer.line("");
        let heading = writer.say(&page.on(&cell));
        writer.line(&heading);
        let width = cell.rows.len().to_string().len();
        for row in &cell.rows {
            let [left, right] = crate::render::model::sides(row.judgement).map(|side| writer.expr(side));
            let left = match row.judgement {
                Judgement::Equal { .. } => left,
                Judgement::Derivative { by, .. } => format!("d/d{} [{left}]", writer.expr(by)),
                Judgement::NthDerivative { by, order, .. } => {
                    format!("d^{order}/d{}^{order} [{left}]", writer.expr(by))
                }
            };
            let from: Vec<String> = row.premises.iter().map(usize::to_string).collect();
            let from = if from.is_empty() { String::new() } else { format!("; from {}", from.join(", ")) };
            let front = format!("{:>width$}  ", row.number);
            writer.row(&front, &format!("{left} = {right}"), &format!("{}{from}", row.because), NEAREST);
        }
    }
    writer.result();
    writer.out
}

struct Text<'a> {
    page: &'a Page<'a>,
    layout: &'a Layout,
    out: String,
}

impl Text<'_> {
    fn expr(&self, id: ExprId) -> String {
        self.page.written(&PLAIN, id)
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn styled(&self, code: u8, text: &str) -> String {
        if self.layout.colour && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// The formula, and under it what it equals, line by line.
    fn chain(&mut self) {
        let (store, shown) = (&self.page.found.store, self.page.lines());
        let title = self.page.found.title.clone().unwrap_or_default();
        let mut rows: Vec<(String, String)> = Vec::new();
        for (at, line) in shown.iter().enumerate() {
            let because = reasons(store, &line.because, &|id| self.expr(id), &|id| self.page.is_short(id));
            rows.push((self.expr(line.expr), if at == 0 { title.clone() } else { because }));
        }
        if rows.is_empty() {
            rows.push((self.expr(self.page.found.formula), title));
        }
        let most = self.layout.width.saturating_sub(REASONS).max(NEAREST);
        let widths = rows.iter().filter(|row| !row.1.is_empty()).map(|row| row.0.chars().count() + 5);
        let column = widths.filter(|&width| width <= most).max().unwrap_or(most).max(NEAREST);
        for (at, (text, because)) in rows.iter().enumerate() {
            self.row(if at == 0 { "  " } else { "= " }, text, because, column);
            if at == 0 {
                for note in &self.page.found.notes {
                    let note: String = note.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
                    for line in sentence_lines(&format!("note: {note}"), self.layout.width) {
                        let styled = self.styled(33, &line);
                        self.line(&styled);
                    }
                }
            }
        }
    }

    /// A formula and, in the right-hand column, its reason: on the same line if it fits there.
    fn row(&mut self, front: &str, text: &str, reason: &str, column: usize) {
        let lines = formula_lines(front, text, self.layout.width);
        let reasons = reason_lines(reason, self.layout.width.saturating_sub(column).max(20));
        let (mut current, before) = (lines.last().cloned().unwrap_or_default(), lines.len().saturating_sub(1));
        for line in &lines[..before] {
            self.line(line);
        }
        let mut width = current.chars().count();
        for (at, reason) in reasons.iter().enumerate() {
            if at > 0 || width + 2 > column {
                self.line(&current);
                (current, width) = (String::new(), 0);
            }
            let styled = self.styled(2, reason);
            current = format!("{current}{}{styled}", " ".repeat(column - width));
            width = column + reason.chars().count();
        }
        self.line(&current);
    }

    /// The form, and where it holds.
    fn result(&mut self) {
        self.line("");
        let says = self.say(&self.page.says());
        if let Some(remark) = self.page.remark() {
            for line in sentence_lines(remark, self.layout.width) {
                let styled = self.styled(32, &line);
                self.line(&styled);
            }
            if self.page.found.form == self.page.found.formula {
                let domain = if says.is_empty() { says } else { format!("it is defined {says}") };
                return self.sentence("", &domain);
            }
        }
        let text = self.expr(self.page.found.form);
        let lines = formula_lines("", &text, self.layout.width);
        let last = lines.last().map_or(0, |line| line.chars().count());
        let fits = last + 5 + says.chars().count() <= self.layout.width;
        for (at, line) in lines.iter().enumerate() {
            let green = self.styled(32, line);
            match at + 1 == lines.len() && fits {
                true => self.line(&format!("{green}     {says}")),
                false => self.line(&green),
            }
        }
        if !fits {
            self.sentence("    ", &says);
        }
    }

    fn sentence(&mut self, front: &str, text: &str) {
        for line in sentence_lines(text, self.layout.width.saturating_sub(front.len())) {
            if !line.is_empty() {
                self.line(&format!("{front}{line}"));
            }
        }
    }

    fn say(&self, say: &Say) -> String {
        let part = |inline: &Inline| match inline {
            Inline::Words(text) => text.clone(),
            Inline::Math(id) => self.expr(*id),
            Inline::Condition(condition) => self.page.condition(*condition),
            Inline::Named(name) => name.clone(),
            Inline::Part(id, _) => self.expr(*id),
            Inline::Slope => String::new(), // nothing is differentiated here
        };
        say.iter().map(part).collect()
    }
}
