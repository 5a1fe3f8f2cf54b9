//! The facts about smoothness and convexity.

use std::cmp::Ordering;

use super::fact::{Fact, Known, Say, constant, exactness, words};
use super::facts::{hull, listed, stretch, undecided};
use super::shape::{Edge, Piece, border, places};
use super::subject::{At, Cell, Subject, value_at};
use crate::expr::{self, Exponent, Node, Store};
use crate::passes::{BorderKind, Derived};

/// The places without a derivative, and how smooth it is.
pub(super) fn smoothness(derived: &Derived, subject: &Subject) -> Vec<Fact> {
    let mut items = Vec::new();
    let (mut jumps, mut kinks) = (false, false);
    let mut unknown = subject.missing.is_some() && derived.borders.is_empty();
    for place in places(subject).iter().filter(|place| border(derived, place.expr).is_none()) {
        let gap = matches!(value_at(derived, place), At::Undefined);
        (jumps, unknown) = (jumps || gap, unknown || !gap);
        let says = if gap { ": not defined" } else { ": not decided" };
        items.push(vec![Say::Expr(derived.variable), words(" = "), Say::Expr(place.expr), words(says)]);
    }
    for border in &derived.borders {
        let side = |of| match of {
            Some(id) => constant(&derived.store, id),
            None => words("unknown"),
        };
        let at = vec![Say::Expr(derived.variable), words(" = "), Say::Expr(border.at), words(": ")];
        let says = match border.kind {
            BorderKind::Smooth => continue,
            BorderKind::Kink => {
                kinks = true;
                vec![words("kink, slopes "), side(border.left), words(" and "), side(border.right)]
            }
            BorderKind::Jump => {
                jumps = true;
                vec![words("jump from "), side(border.left), words(" to "), side(border.right)]
            }
            BorderKind::Vertical => {
                jumps = true;
                vec![words("vertical")]
            }
            BorderKind::Undefined => {
                jumps = true;
                vec![words("not defined")]
            }
            BorderKind::Unknown => {
                unknown = true;
                vec![words("not decided")]
            }
        };
        items.push([at, says].concat());
    }
    let known = if unknown { Known::Unknown } else { Known::Proved };
    let says =
        if items.is_empty() { vec![words(if unknown { "not decided" } else { "none" })] } else { listed(items, "; ") };
    let mut facts = vec![Fact::new("kinks-and-jumps", known, says)];
    let class = match (unknown, jumps, kinks) {
        (true, ..) => return facts,
        (_, true, _) => "it has places where it jumps, has no value, or no finite slope",
        (_, _, true) => "continuous, not differentiable at its kinks",
        _ if subject.cells.iter().any(|cell| has_roots(&derived.store, cell)) => return facts,
        _ if places(subject).is_empty() && subject.whole_line => "differentiable any number of times",
        _ if subject.whole_line => return [facts, vec![joints(subject)]].concat(),
        _ => "differentiable any number of times inside its domain",
    };
    facts.push(Fact::new("smoothness", Known::Proved, vec![words(class)]));
    facts
}

/// Whether a fractional power occurs, whose derivatives may end at base 0.
fn has_roots(store: &Store, cell: &Cell) -> bool {
    let is_root = |id| match store.node(id) {
        Node::Pow(_, b) => matches!(expr::exponent(store, b), Exponent::Root(_)),
        _ => false, // functions of the table have all derivatives where they have one
    };
    store.reachable(cell.orders[0]).into_iter().any(is_root)
}

/// How many derivatives are continuous where smooth pieces meet.
fn joints(subject: &Subject) -> Fact {
    let mut agree = 1;
    let orders = subject.cells.iter().map(|cell| cell.orders.len()).min().unwrap_or(0);
    'orders: for order in 2..orders {
        for pair in subject.cells.windows(2) {
            let Some(place) = &pair[0].hi else { continue };
            let [a, b] = [&pair[0], &pair[1]].map(|cell| cell.fine.one(order, &place.value));
            match (a, b) {
                (Some(a), Some(b)) if a.interval.is_exact() && a.interval == b.interval => {}
                (Some(a), Some(b)) if a.interval.is_disjoint(&b.interval) => break 'orders,
                _ => return Fact::unknown("smoothness", "whether its derivatives agree could not be decided"),
            }
        }
        agree = order;
    }
    let says = match agree + 1 == orders {
        true => format!("its first {agree} derivatives are continuous; further ones were not looked at"),
        false => format!("C^{agree}: derivative {} jumps where pieces meet", agree + 1),
    };
    Fact::new("smoothness", Known::Proved, vec![words(&says)])
}

/// Where it is convex and concave, and where that changes.
pub(super) fn convexity(derived: &Derived, slopes: &[Piece]) -> Fact {
    let mut found: Vec<(Piece, Ordering)> = Vec::new();
    for piece in slopes {
        let Some(bends) = piece.moves else {
            let between = hull(&piece.from, &piece.to);
            return Fact::unknown("convexity", &undecided(&between));
        };
        found.push((piece.clone(), bends));
    }
    let verb = |bends| match bends {
        Ordering::Greater => "convex on ",
        Ordering::Less => "concave on ",
        Ordering::Equal => "straight on ",
    };
    let mut inflections = Vec::new();
    let mut merged: Vec<(Piece, Ordering)> = Vec::new();
    for (piece, bends) in found {
        match merged.last_mut() {
            Some((last, other)) if *other == bends && last.cell == piece.cell => last.to = piece.to,
            Some((last, other)) => {
                if last.cell == piece.cell && *other != Ordering::Equal && bends != Ordering::Equal {
                    inflections.extend(last.to.interval().cloned());
                }
                merged.push((piece, bends));
            }
            None => merged.push((piece, bends)),
        }
    }
    let edges = merged.iter().flat_map(|(piece, _)| [&piece.from, &piece.to]).filter_map(Edge::interval);
    let known = exactness(edges);
    let says = merged
        .iter()
        .map(|(piece, bends)| [vec![words(verb(*bends))], stretch(derived, &piece.from, &piece.to)].concat());
    let numbers = inflections.into_iter().map(|at| ("inflection", at)).collect();
    Fact::new("convexity", known, listed(says.collect(), "; ")).with(numbers)
}
