//! A report in LaTeX: the derivation, and the facts as a list.

use super::part;
use crate::render::latex::{escaped, page};
use crate::render::math::Math;
use crate::render::model::{Page, Steps};
use crate::report::{Report, Say};

/// One report.
pub(super) fn article(report: &Report) -> String {
    let derivation = Page::new(&report.derived, Steps::Lines);
    let math = Math { page: &derivation };
    let said = |say: &Say| match say {
        Say::Expr(id) => format!("${}$", math.expr(*id)),
        Say::Number(_) | Say::Exact(_) => escaped(&part(&report.derived, say)).replace('-', "$-$"),
        Say::Words(words) => escaped(words),
    };
    let mut out = page(&derivation);
    out.push_str("\\begin{description}\n");
    for fact in &report.facts {
        let name = fact.name.replace('-', " ");
        let says: String = fact.says.iter().map(said).collect();
        out.push_str(&format!("\\item[{name}] \\emph{{{}:}} {says}\n", fact.known.word()));
    }
    out + "\\end{description}\n"
}

/// A table with these rows, of which the first holds the names of its columns; it is as wide as the page.
pub(super) fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let share = 80 / columns.max(1);
    let mut out =
        format!("{{\\scriptsize\\raggedright\n\\begin{{tabular}}{{*{{{columns}}}{{p{{0.{share:02}\\textwidth}}}}}}\n");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escaped(cell)).collect();
        out.push_str(&format!("{} \\\\\n", cells.join(" & ")));
    }
    out + "\\end{tabular}}\n"
}
