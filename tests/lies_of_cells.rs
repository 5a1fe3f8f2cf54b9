//! Theorems about cells that are joined: nothing that is left out is claimed, and what a cell needs is carried.

mod common;

use common::hand::Hand;
use gprime::expr::Relation;
use gprime::kernel::{Theorem, cover};
use gprime::trace::{Condition, Derivation, Reason};
use pretty_assertions::assert_eq;

use Relation::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

/// For `z` in a relation to 0 and `a` in one to 1, if any, that `|z|` is `max(z, -z)`, in one store for all.
struct Cells {
    hand: Hand,
    theorems: Vec<Theorem>,
}

impl Cells {
    fn new() -> Cells {
        Cells { hand: Hand::new(), theorems: Vec::new() }
    }

    /// Adds the theorem under the assumptions, by way of the branch of both sides.
    fn cell(&mut self, assumptions: &[(&str, Relation, &str)], branch: &str) {
        self.detour(assumptions, branch, None);
    }

    /// As [`Cells::cell`], by way of an expression that is subtracted from itself.
    fn detour(&mut self, assumptions: &[(&str, Relation, &str)], branch: &str, through: Option<&str>) {
        self.hand.derivation = Derivation::new(self.hand.store.brand());
        assumptions.iter().for_each(|&(left, relation, right)| self.hand.assume(left, relation, right));
        let hand = &mut self.hand;
        let mut left = hand.equal("|z|", branch, Reason::Branch, &[]);
        if let Some(through) = through {
            let detour = format!("{branch} + (({through}) - ({through}))");
            let there = hand.equal(branch, &detour, Reason::Algebra, &[]);
            let back = hand.equal(&detour, branch, Reason::Algebra, &[]);
            left = hand.equal("|z|", &detour, Reason::Transitivity, &[left, there]);
            left = hand.equal("|z|", branch, Reason::Transitivity, &[left, back]);
        }
        let right = hand.equal("max(z, -z)", branch, Reason::Branch, &[]);
        let right = hand.equal(branch, "max(z, -z)", Reason::Symmetry, &[right]);
        let step = hand.equal("|z|", "max(z, -z)", Reason::Transitivity, &[left, right]);
        let theorem = self.hand.theorem(step);
        self.theorems.push(theorem);
    }

    fn joined(&self, assumed: usize) -> Option<Theorem> {
        cover(&self.hand.store, &self.theorems, assumed)
    }

    fn condition(&mut self, left: &str, relation: Relation, right: &str) -> Condition {
        let (left, right) = (self.hand.expr(left), self.hand.expr(right));
        Condition { left, relation, right }
    }
}

#[test]
fn cells_that_leave_nothing_out_are_joined() {
    let mut cells = Cells::new();
    cells.cell(&[("z", Less, "0")], "-z");
    cells.cell(&[("z", Equal, "0")], "z");
    cells.cell(&[("z", Greater, "0")], "z");
    let joined = cells.joined(0).expect("all numbers are less than, equal to or greater than 0");
    assert_eq!((joined.judgement(), joined.assumptions()), (cells.theorems[0].judgement(), &[][..]));
    assert_eq!((joined.conditions(), joined.is_formal()), (&[][..], false));
    // each cell alone is all that the theorem speaks of
    for (left_out, relation) in [(0, GreaterEqual), (1, NotEqual), (2, LessEqual)] {
        let mut theorems = cells.theorems.clone();
        theorems.remove(left_out);
        let joined = cover(&cells.hand.store, &theorems, 0).expect("what is left out is carried");
        let told = cells.condition("z", relation, "0");
        assert_eq!(joined.conditions(), [told], "without the cell {left_out}");
    }
    // as a common assumption the first is none that divides
    assert!(cells.joined(1).is_none() && cells.joined(2).is_none());
    assert!(cover(&cells.hand.store, &[], 0).is_none());
    let joined = cover(&cells.hand.store, &cells.theorems[..1], 1).expect("one theorem as it is");
    assert_eq!(joined, cells.theorems[0]);
}

#[test]
fn cells_of_other_relations_or_other_sides_are_not_joined() {
    type Assumed = &'static [(&'static str, Relation, &'static str)];
    let refused: [&[(Assumed, &str)]; 5] = [
        &[(&[("z", LessEqual, "0")], "-z"), (&[("z", Greater, "0")], "z")],
        &[(&[("z", Less, "0")], "-z"), (&[("z", GreaterEqual, "0")], "z")],
        &[(&[("z", Less, "0")], "-z"), (&[("z", Equal, "0")], "z"), (&[("z", Greater, "1")], "z")],
        &[(&[("z", Less, "0")], "-z"), (&[("z", Equal, "0")], "z"), (&[("0", Less, "z")], "z")],
        &[(&[("z", Less, "0"), ("a", Less, "1")], "-z"), (&[("z", Less, "0"), ("a", Greater, "2")], "-z")],
    ];
    let mut tested = 0;
    for cells in refused {
        let mut made = Cells::new();
        cells.iter().for_each(|(assumptions, branch)| made.cell(assumptions, branch));
        assert!(made.joined(0).is_none(), "{:?}", cells.iter().map(|cell| cell.0).collect::<Vec<_>>());
        tested += 1;
    }
    assert_eq!(tested, 5);
}

#[test]
fn cells_within_cells_leave_out_what_they_leave_out() {
    let mut cells = Cells::new();
    cells.cell(&[("z", Less, "0"), ("a", Less, "1")], "-z");
    cells.cell(&[("z", Less, "0"), ("a", Greater, "1")], "-z");
    cells.cell(&[("z", Equal, "0")], "z");
    cells.cell(&[("z", Greater, "0")], "z");
    let joined = cells.joined(0).expect("the borders are carried");
    let told = cells.condition("a", NotEqual, "1");
    assert_eq!(joined.conditions(), [told]);
    // under a common assumption
    let mut cells = Cells::new();
    for (relation, branch) in [(Less, "-z"), (Equal, "z"), (Greater, "z")] {
        cells.cell(&[("a", Greater, "1"), ("z", relation, "0")], branch);
    }
    let joined = cells.joined(1).expect("all have the first assumption");
    let assumed = cells.condition("a", Greater, "1");
    assert_eq!((joined.assumptions(), joined.conditions()), (&[assumed][..], &[][..]));
    let joined = cells.joined(0).expect("cells by a as well");
    let told = [GreaterEqual, NotEqual].map(|relation| cells.condition("a", relation, "1"));
    assert!(told.iter().all(|condition| joined.conditions().contains(condition)) && joined.assumptions().is_empty());
    // another common assumption
    cells.theorems.remove(0);
    cells.cell(&[("b", Greater, "1"), ("z", Less, "0")], "-z");
    assert!(cells.joined(1).is_none());
}

#[test]
fn what_cells_compare_has_to_be_defined() {
    let mut cells = Cells::new();
    for relation in [Less, Equal, Greater] {
        cells.cell(&[("z", Greater, "0"), ("ln(a)", relation, "1/b")], "z");
    }
    let joined = cells.joined(1).expect("a logarithm compares with a number where it has a value");
    let told = [cells.condition("a", Greater, "0"), cells.condition("b", NotEqual, "0")];
    assert!(told.iter().all(|condition| joined.conditions().contains(condition)), "{:?}", joined.conditions());
}

#[test]
fn only_equalities_are_joined_and_only_equal_ones() {
    let mut cells = Cells::new();
    cells.cell(&[("z", Less, "0")], "-z");
    cells.cell(&[("z", Greater, "0")], "z");
    let mut other = cells.theorems.clone();
    cells.hand.derivation = Derivation::new(cells.hand.store.brand());
    cells.hand.assume("z", Equal, "0");
    let step = cells.hand.equal("|z|", "z", Reason::Branch, &[]);
    other.push(cells.hand.theorem(step));
    assert!(cover(&cells.hand.store, &other, 0).is_none(), "|z| is not z");

    let slopes = [Less, Equal, Greater].map(|relation| {
        let mut hand = Hand::new();
        hand.assume("z", relation, "0");
        let slope = hand.slope("z", "1", Reason::Identity, &[]);
        (hand.theorem(slope), hand.store)
    });
    let theorems: Vec<Theorem> = slopes.iter().map(|(theorem, _)| theorem.clone()).collect();
    assert!(cover(&slopes[0].1, &theorems, 0).is_none(), "a slope at a border is not that of the cell");
}

#[test]
fn a_cell_that_says_nothing_makes_the_whole_formal() {
    let mut cells = Cells::new();
    cells.cell(&[("z", Less, "0")], "-z");
    cells.cell(&[("z", Equal, "0")], "z");
    cells.detour(&[("z", Greater, "0")], "z", Some("ln(-1)"));
    assert!(cells.theorems[2].is_formal());
    let joined = cells.joined(0).expect("the condition is carried");
    let told = cells.condition("-1", Greater, "0");
    assert!(joined.conditions().contains(&told) && joined.is_formal());
    // one that is entered nowhere does no harm
    let mut cells = Cells::new();
    cells.cell(&[("z^2", Less, "0"), ("z", Less, "0")], "-z");
    cells.cell(&[("z^2", Equal, "0"), ("z", Less, "0")], "-z");
    for (relation, branch) in [(Less, "-z"), (Equal, "z"), (Greater, "z")] {
        cells.cell(&[("z^2", Greater, "0"), ("z", relation, "0")], branch);
    }
    assert!(cells.theorems[0].is_formal());
    assert!(!cells.joined(0).expect("all are numbers").is_formal());
}
