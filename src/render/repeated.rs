//! Parts that long lines repeat, which are written once and then called by a name.

use rustc_hash::FxHashMap;

use super::plain::Sizes;
use crate::expr::{ExprId, Node, Store};
use crate::passes::Line;

/// Lines with at most so many nodes name no parts.
const SHORT_LINE: u32 = 36;
/// A part has at least so many nodes, and spares at least so many of them in all lines together.
const LEAST: u32 = 7;
const LEAST_SPARED: u64 = 36;
/// How many parts get names.
const MOST: usize = 2;

/// The parts worth a name in a chain of lines, those that spare the most first.
pub(super) fn repeated(store: &Store, sizes: &Sizes, variable: ExprId, lines: &[Line]) -> Vec<ExprId> {
    if lines.iter().all(|line| sizes.get(line.expr) <= SHORT_LINE) {
        return Vec::new();
    }
    let mut found: Vec<ExprId> = Vec::new();
    while found.len() < MOST {
        let mut spared: FxHashMap<ExprId, (u64, usize)> = FxHashMap::default();
        for line in lines {
            for (id, times) in occurrences(store, line.expr, &found) {
                let of = spared.entry(id).or_default();
                *of = (of.0 + times, of.1 + 1);
            }
        }
        let size = |id: ExprId| {
            let named: u64 = occurrences(store, id, &[])
                .iter()
                .filter(|(part, _)| found.contains(part))
                .map(|(part, times)| times * u64::from(sizes.get(*part) - 1))
                .sum();
            u64::from(sizes.get(id)).saturating_sub(named)
        };
        let saving = |id: ExprId, (times, _): (u64, usize)| times.saturating_sub(1) * size(id).saturating_sub(1);
        let worth = |&(&id, &(times, in_lines)): &(&ExprId, &(u64, usize))| {
            let is_part = match store.node(id) {
                Node::Neg(_) | Node::Mul(..) | Node::Div(..) | Node::Add(..) | Node::Sub(..) | Node::Pow(..) => true,
                // the chain rule is easier to follow where the argument has the name
                Node::Call(_, argument) => sizes.get(argument) < LEAST,
                _ => false, // a leaf, or cases
            };
            is_part
                && in_lines > 1
                && size(id) >= u64::from(LEAST)
                && saving(id, (times, in_lines)) >= LEAST_SPARED
                && lines.iter().all(|line| line.expr != id)
                && store.reachable(id).contains(&variable)
        };
        let best = spared.iter().filter(worth).max_by_key(|&(&id, &of)| (saving(id, of), id));
        let Some((&best, _)) = best else { break };
        found.push(best);
    }
    found
}

/// How often each part occurs in the expression written out, parts inside named ones apart.
fn occurrences(store: &Store, expr: ExprId, named: &[ExprId]) -> Vec<(ExprId, u64)> {
    let order = store.reachable(expr);
    let mut times: FxHashMap<ExprId, u64> = FxHashMap::default();
    times.insert(expr, 1);
    for &id in order.iter().rev() {
        let own = times.get(&id).copied().unwrap_or(0);
        if own == 0 || named.contains(&id) {
            continue;
        }
        for part in store.node(id).children() {
            let of = times.entry(part).or_default();
            *of = of.saturating_add(own);
        }
    }
    order.into_iter().filter(|id| !named.contains(id)).filter_map(|id| Some((id, *times.get(&id)?))).collect()
}
