//! The text page: the function, its derivative line by line with the reasons at the right, pieces, borders.

use std::fmt::Write;

use super::plain::text;
use crate::expr::{ExprId, Relation, Store};
use crate::passes::{Border, BorderKind, Branch, Derived, Line};
use crate::trace::Condition;

/// The column at which reasons start where the line leaves room.
const REASONS: usize = 58;

/// The page for reading, in plain text.
pub fn page(derived: &Derived) -> String {
    let store = &derived.store;
    let (name, by) = (&derived.name, text(store, derived.variable));
    let mut out = String::new();
    let head = format!("{name}({by}) = {}", text(store, derived.whole.function));
    let title = derived.title.clone().unwrap_or_default();
    out.push_str(&right(&head, &title));
    out.push('\n');
    for note in &derived.notes {
        let _ = writeln!(out, "note: {note}");
    }
    let primes = if derived.order <= 3 { "'".repeat(derived.order as usize) } else { format!("^({})", derived.order) };
    let left = format!("{name}{primes}({by})");
    if derived.pieces.is_empty() {
        out.push_str(&chain(store, &left, &derived.whole, &derived.whole.lines));
        out.push_str(&summary(store, &left, &derived.whole));
    } else {
        pieces(&mut out, derived, &left);
    }
    if let Some(reason) = &derived.pieces_reason {
        let _ = writeln!(out, "no pieces: {reason}");
    }
    for value in &derived.values {
        let _ = writeln!(out, "{left} at {} is {}", value.at, value.value);
    }
    out
}

fn right(line: &str, reason: &str) -> String {
    if reason.is_empty() {
        return format!("{line}\n");
    }
    let room = REASONS.saturating_sub(line.chars().count()).max(2);
    format!("{line}{}{reason}\n", " ".repeat(room))
}

fn chain(store: &Store, left: &str, branch: &Branch, lines: &[Line]) -> String {
    let mut out = String::new();
    let indent = " ".repeat(left.chars().count());
    if lines.is_empty() {
        return right(&format!("{left} = {}", text(store, branch.derivative)), "by the steps, each checked");
    }
    for (index, line) in lines.iter().enumerate() {
        if line.paragraph {
            out.push('\n');
        }
        let reasons: Vec<String> = line
            .because
            .iter()
            .map(|b| match (b.formula.as_str(), b.equation) {
                ("", None) => b.name.clone(),
                ("", Some((a, b))) => format!("{} = {}", text(store, a), text(store, b)),
                (formula, _) => format!("{}: {formula}", b.name),
            })
            .collect();
        let front = if index == 0 { left } else { &indent };
        out.push_str(&right(&format!("{front} = {}", text(store, line.expr)), &reasons.join("; ")));
    }
    out
}

fn summary(store: &Store, left: &str, branch: &Branch) -> String {
    let mut out = String::new();
    let conditions: Vec<String> = branch.conditions.iter().map(|c| condition(store, *c)).collect();
    let domain = if branch.formal {
        "formally: no number fulfils the conditions".into()
    } else if conditions.is_empty() {
        "for every value".into()
    } else {
        format!("where {}", conditions.join(", "))
    };
    let steps = branch.derivation.steps().len();
    let _ = write!(out, "\n{left} = {}     {domain}; {steps} steps, each checked\n", text(store, branch.closed_form));
    if let Some(output) = branch.from_output {
        let _ = writeln!(out, "from the output alone: {}", text(store, output));
    }
    out
}

fn condition(store: &Store, condition: Condition) -> String {
    let (left, right) = (text(store, condition.left), text(store, condition.right));
    let sign = match condition.relation {
        Relation::Less => "<",
        Relation::LessEqual => "<=",
        Relation::Greater => ">",
        Relation::GreaterEqual => ">=",
        Relation::Equal if condition.left == condition.right => return format!("{left} is defined"),
        Relation::Equal => "=",
        Relation::NotEqual => "!=",
    };
    format!("{left} {sign} {right}")
}

fn pieces(out: &mut String, derived: &Derived, left: &str) {
    let store = &derived.store;
    let by = text(store, derived.variable);
    let mut rows: Vec<[String; 4]> = Vec::new();
    let mut dead = Vec::new();
    for (index, piece) in derived.pieces.iter().enumerate() {
        let when = text(store, piece.when);
        let value = |id: ExprId| text(store, id);
        let mut slope = format!("{left} = {}", value(piece.branch.derivative));
        if piece.branch.closed_form != piece.branch.derivative {
            let _ = write!(slope, " = {}", value(piece.branch.closed_form));
        }
        let conditions: Vec<String> = piece.branch.conditions.iter().map(|c| condition(store, *c)).collect();
        if !conditions.is_empty() {
            let _ = write!(slope, "     where {}", conditions.join(", "));
        }
        if piece.branch.derivative == Store::ZERO && conditions.is_empty() {
            dead.push(when.clone());
        }
        let function = format!("{}({by}) = {}", derived.name, value(piece.branch.function));
        rows.push([when, function, slope, String::new()]);
        for border in derived.borders.iter().filter(|border| border.after == index + 1) {
            rows.push([format!("{by} = {}", value(border.at)), sentence(store, border), String::new(), String::new()]);
        }
    }
    let width =
        |column: usize| rows.iter().filter(|r| !r[2].is_empty()).map(|r| r[column].chars().count()).max().unwrap_or(0);
    let first = rows.iter().map(|r| r[0].chars().count()).max().unwrap_or(0);
    let second = width(1);
    for row in &rows {
        let line = format!("{:first$}    {:second$}    {}", row[0], row[1], row[2]);
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out.push('\n');
    for when in dead {
        let _ = writeln!(out, "on {when} the derivative is exactly 0: no gradient flows back");
    }
    let steps: usize = derived.pieces.iter().map(|p| p.branch.derivation.steps().len()).sum();
    let _ = writeln!(out, "{} pieces; {steps} steps, each checked", derived.pieces.len());
}

fn sentence(store: &Store, border: &Border) -> String {
    let side = |id: Option<ExprId>| id.map_or("unknown".into(), |id| text(store, id));
    let (left, right) = (side(border.left), side(border.right));
    match border.kind {
        BorderKind::Smooth => format!("smooth: slope {left} from both sides"),
        BorderKind::Kink => format!("kink: left slope {left}, right slope {right}, no derivative"),
        BorderKind::Jump => format!("jump: from {left} to {right}"),
        BorderKind::Vertical => "vertical: no finite slope".into(),
        BorderKind::Undefined => "the function is not defined here".into(),
        BorderKind::Unknown => "what happens here could not be decided".into(),
    }
}
