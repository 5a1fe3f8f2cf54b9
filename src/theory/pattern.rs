//! Patterns as flat lists of nodes in preorder: compared with an expression, or built, under a substitution.

use smol_str::SmolStr;

use crate::expr::{ExprId, Node, Store};

/// One place of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// The value of a slot of the substitution.
    Slot(usize),
    /// One of the numerals that have the same id in every store.
    Fixed(ExprId),
    /// A numeral, by its spelling.
    Number(SmolStr),
    /// The symbol that stands for trust in a row, by its name.
    Trust(Box<str>),
    /// Any other node, with its parts following.
    Node(Node),
}

/// The numerals that have the same id in every store.
const FIXED: [ExprId; 3] = [Store::ZERO, Store::ONE, Store::TWO];
/// How many parts may stand open while a pattern is read.
const MOST_OPEN: usize = 16;
/// How many places a pattern of the user's own may have.
const MOST_PLACES: usize = 200;
/// How many states a search for matches looks at, and how many matches it finds.
const MOST_STATES: usize = 2_000;
const MOST_MATCHES: usize = 4;

/// An expression with slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    tokens: Vec<Token>,
}

impl Pattern {
    /// The pattern of `expr`, in which the symbols named in `slots` are slots. The tables' texts are small.
    pub(super) fn compile(store: &Store, expr: ExprId, slots: &[String]) -> Pattern {
        let mut tokens = Vec::new();
        let mut open = vec![expr];
        while let Some(id) = open.pop() {
            assert!(open.len() + 2 < MOST_OPEN, "a table's formula is nested too deep");
            let node = store.node(id);
            tokens.push(match node {
                Node::Symbol(symbol) => {
                    let name = store.name(symbol);
                    if name.starts_with(super::own::TRUST) {
                        tokens.push(Token::Trust(name.into()));
                        continue;
                    }
                    let slot = slots.iter().position(|slot| slot == name);
                    Token::Slot(slot.unwrap_or_else(|| panic!("the metavariable {name} of a table has no slot")))
                }
                Node::Number(_) if FIXED.contains(&id) => Token::Fixed(id),
                Node::Number(numeral) => Token::Number(store.numeral(numeral).text.clone()),
                _ => Token::Node(shape(node)), // a node with parts, or a leaf that is the same in every store
            });
            open.extend(node.children().rev());
        }
        Pattern { tokens }
    }

    /// Whether an expression is small enough to be a pattern.
    pub(crate) fn fits(store: &Store, expr: ExprId) -> bool {
        let mut open = vec![expr];
        let mut places = 0;
        while let Some(id) = open.pop() {
            places += 1;
            if open.len() + 2 >= MOST_OPEN || places > MOST_PLACES {
                return false;
            }
            open.extend(store.node(id).children().rev());
        }
        true
    }

    /// The substitutions under which the pattern is `expr` up to the order of sums and products, the plainest first, each
    /// for so many slots; at most a few. The work is bounded.
    pub(crate) fn matches(&self, store: &Store, expr: ExprId, slots: usize) -> Vec<Vec<ExprId>> {
        let mut found: Vec<Vec<ExprId>> = Vec::new();
        let mut states = vec![(0, vec![expr], vec![None; slots])];
        let mut left = MOST_STATES;
        while let Some((at, mut open, mut bound)) = states.pop() {
            left -= 1;
            if left == 0 || found.len() >= MOST_MATCHES {
                break;
            }
            let (Some(token), Some(id)) = (self.tokens.get(at), open.pop()) else {
                let all: Option<Vec<ExprId>> = bound.into_iter().collect();
                found.extend(all.filter(|all| !found.contains(all)));
                continue;
            };
            let node = store.node(id);
            let fits = match token {
                Token::Slot(slot) => *bound[*slot].get_or_insert(id) == id,
                Token::Fixed(fixed) => id == *fixed,
                Token::Number(text) => matches!(node, Node::Number(n) if store.numeral(n).text == *text),
                Token::Trust(_) => false, // it stands in conditions only
                Token::Node(wanted) => same_kind(node, *wanted),
            };
            if !fits {
                continue;
            }
            if let (Token::Node(_), (first, second)) = (token, node.pair()) {
                if let (Node::Add(a, b) | Node::Mul(a, b), true) = (node, first != second) {
                    let turned = open.iter().copied().chain([a, b]).collect();
                    states.push((at + 1, turned, bound.clone()));
                }
                open.extend(second.into_iter().chain(first));
            }
            states.push((at + 1, open, bound));
        }
        found
    }

    /// The pattern that is just this slot.
    pub(super) fn slot(slot: usize) -> Pattern {
        Pattern { tokens: vec![Token::Slot(slot)] }
    }

    /// The pattern of minus this slot.
    pub(super) fn negated_slot(slot: usize) -> Pattern {
        Pattern { tokens: vec![Token::Node(shape(Node::Neg(Store::ZERO))), Token::Slot(slot)] }
    }

    /// The pattern of an expression without slots.
    pub(super) fn node(expr: ExprId, store: &Store) -> Pattern {
        Pattern::compile(store, expr, &[])
    }

    /// Whether the pattern is more than one slot or leaf.
    pub fn has_parts(&self) -> bool {
        self.tokens.len() > 1
    }

    /// How many places the pattern has that are no slots.
    pub(super) fn size(&self) -> usize {
        self.tokens.iter().filter(|token| !matches!(token, Token::Slot(_))).count()
    }

    /// Whether `expr` is this pattern under the substitution. Linear in the pattern.
    pub fn is(&self, store: &Store, expr: ExprId, values: &[ExprId]) -> bool {
        if let [Token::Slot(slot)] = self.tokens[..] {
            return values.get(slot) == Some(&expr);
        }
        let mut open = [expr; MOST_OPEN];
        let mut count = 1;
        for token in &self.tokens {
            let Some(id) = usize::checked_sub(count, 1).map(|last| open[last]) else { return false };
            count -= 1;
            let same = match token {
                Token::Slot(slot) => values.get(*slot) == Some(&id),
                Token::Fixed(fixed) => id == *fixed,
                Token::Number(text) => matches!(store.node(id), Node::Number(n) if store.numeral(n).text == *text),
                Token::Trust(name) => store.find_symbol(name) == Some(id),
                Token::Node(wanted) => {
                    let node = store.node(id);
                    let (first, second) = node.pair();
                    if let Some(part) = second {
                        open[count] = part;
                        count += 1;
                    }
                    if let Some(part) = first {
                        open[count] = part;
                        count += 1;
                    }
                    same_kind(node, *wanted)
                }
            };
            if !same {
                return false;
            }
        }
        count == 0
    }

    /// The expression that the pattern makes under the substitution, if the store has it. Linear in the pattern.
    pub fn find(&self, store: &Store, values: &[ExprId]) -> Option<ExprId> {
        let (mut found, mut count) = ([Store::ZERO; MOST_OPEN], 0);
        for token in self.tokens.iter().rev() {
            let id = match token {
                Token::Slot(slot) => *values.get(*slot)?,
                Token::Fixed(id) => *id,
                Token::Number(text) => store.find_numeral(text)?,
                Token::Trust(name) => store.find_symbol(name)?,
                Token::Node(node) => {
                    let parts = [found[usize::saturating_sub(count, 1)], found[usize::saturating_sub(count, 2)]];
                    count -= arity(*node);
                    store.find(node.with_children(parts[0], parts[1]))?
                }
            };
            found[count] = id;
            count += 1;
        }
        Some(found[0])
    }

    /// The expression that the pattern makes under the substitution. Linear in the pattern.
    pub fn build(&self, store: &mut Store, values: &[ExprId]) -> ExprId {
        let (mut made, mut count) = ([Store::ZERO; MOST_OPEN], 0);
        for token in self.tokens.iter().rev() {
            let id = match token {
                Token::Slot(slot) => values[*slot],
                Token::Fixed(id) => *id,
                Token::Number(text) => store.number(text).expect("a numeral of a table is readable"),
                Token::Trust(name) => store.symbol(name),
                Token::Node(node) => {
                    let parts = [made[usize::saturating_sub(count, 1)], made[usize::saturating_sub(count, 2)]];
                    count -= arity(*node);
                    store.intern(node.with_children(parts[0], parts[1]))
                }
            };
            made[count] = id;
            count += 1;
        }
        made[0]
    }
}

/// How many parts a node has.
#[inline]
fn arity(node: Node) -> usize {
    let (first, second) = node.pair();
    usize::from(first.is_some()) + usize::from(second.is_some())
}

/// The kind of a node without its parts.
fn shape(node: Node) -> Node {
    node.with_children(Store::ZERO, Store::ZERO)
}

/// Whether two nodes differ at most in their parts.
#[inline]
fn same_kind(a: Node, b: Node) -> bool {
    match (a, b) {
        (Node::Call(f, _), Node::Call(g, _)) | (Node::Call2(f, ..), Node::Call2(g, ..)) => f == g,
        (Node::Compare(r, ..), Node::Compare(s, ..)) => r == s,
        (Node::Constant(c), Node::Constant(d)) => c == d,
        (Node::Symbol(_), Node::Symbol(_)) | (Node::Number(_), Node::Number(_)) => a == b,
        _ => std::mem::discriminant(&a) == std::mem::discriminant(&b), // the other kinds hold nothing but parts
    }
}
