//! The domains of the table's functions, read from the texts of the rows.

use std::sync::OnceLock;

use super::node::{FunctionId, Relation};
use crate::functions;

/// One condition of a domain: an argument, or a function of it, compared with an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DomainCondition {
    /// The function of the argument that is compared, `cos` in `cos(?u) != 0`; `None` for the argument itself.
    pub of: Option<FunctionId>,
    /// Which argument: 0 for `?u` and 1 for `?v`.
    pub argument: usize,
    /// How it compares with the bound.
    pub relation: Relation,
    /// -1, 0 or 1.
    pub bound: i64,
}

/// The conditions under which a function is defined where its arguments are. Together they are exact.
pub fn domain(function: FunctionId) -> &'static [DomainCondition] {
    static DOMAINS: OnceLock<Vec<Vec<DomainCondition>>> = OnceLock::new();
    let domains = DOMAINS.get_or_init(|| {
        let read = |text: &&str| {
            condition(text).unwrap_or_else(|| panic!("the table's condition {text} is not of the form ?u > 0"))
        };
        functions::all().iter().map(|row| row.domain.iter().map(read).collect()).collect()
    });
    &domains[usize::from(function.0)]
}

/// Reads `?u > 0` and `cos(?u) != 0`.
fn condition(text: &str) -> Option<DomainCondition> {
    let mut words = text.split(' ');
    let (side, relation, bound) = (words.next()?, words.next()?, words.next()?);
    let (of, argument) = match side.split_once('(') {
        None => (None, side),
        Some((name, rest)) => {
            functions::find(name)?;
            (Some(FunctionId::named(name)), rest.strip_suffix(')')?)
        }
    };
    let argument = match argument {
        "?u" => 0,
        "?v" => 1,
        _ => return None, // there are only two arguments
    };
    let relation = match relation {
        "<" => Relation::Less,
        "<=" => Relation::LessEqual,
        ">" => Relation::Greater,
        ">=" => Relation::GreaterEqual,
        "!=" => Relation::NotEqual,
        _ => return None, // no row uses another one
    };
    let bound = bound.parse().ok().filter(|bound| (-1..=1).contains(bound))?;
    words.next().is_none().then_some(DomainCondition { of, argument, relation, bound })
}
