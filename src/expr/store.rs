//! The store: every expression once, looked up through the parents of its parts.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering};

use smol_str::SmolStr;

use super::crowd::Crowd;
use super::{Constant, ExprId, FunctionId, Node, Number, NumeralId, SymbolId, work};

/// The mark that tells one store from another within a run; it is never printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Brand(u32);

impl Brand {
    /// A mark that no store has.
    fn fresh() -> Brand {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        Brand(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A number as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Numeral {
    /// The digits as written, `0.01`.
    pub text: SmolStr,
    /// The exact value.
    pub value: Number,
}

/// How many parents a node may have before they are looked up by hashing.
const CROWD: usize = 8;
const NONE: u32 = u32::MAX;
/// In place of a first parent: the hash table has all parents.
const CROWDED: u32 = u32::MAX - 1;
/// No numeral of so few bits is too large.
const SHORT_BITS: u64 = 1 << 16;
/// The expressions that every store begins with, by their ids.
const FIRST: [ExprId; 4] = [Store::ZERO, Store::ONE, Store::MINUS_ONE, Store::TWO];
/// How many characters are names by themselves that are found without hashing.
const LETTERS: usize = 128;

/// A node with its parents: a list threaded through the store, or, when there are many, a note that the hash table has them.
/// What is looked at together stands together.
#[derive(Debug, Clone, Copy)]
struct Entry {
    node: Node,
    /// The first of its parents, `NONE`, or [`CROWDED`].
    first: u32,
    /// The next parent in the list that this node itself stands in.
    next: u32,
}

impl Entry {
    fn new(node: Node) -> Entry {
        Entry { node, first: NONE, next: NONE }
    }
}

/// The integers up to this have a place of their own whether they occur or not.
const FEW: usize = 16;
/// Larger integers have one where at least one numeral in so many is there for it.
const SPARSE: usize = 4;

/// The value of digits without a zero in front, if it is small: what an integer's place is found by.
fn place(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 9 || bytes[0] == b'0' && bytes.len() > 1 {
        return None;
    }
    bytes.iter().try_fold(0, |value, &byte| byte.is_ascii_digit().then(|| 10 * value + usize::from(byte - b'0')))
}

/// A short text with its length behind it, looked up without following a pointer.
type Short = [u8; 16];

fn short(text: &str) -> Option<Short> {
    let mut key = [0; 16];
    key.get_mut(..text.len()).filter(|_| text.len() < 16)?.copy_from_slice(text.as_bytes());
    key[15] = text.len() as u8;
    Some(key)
}

/// The character that a name is, if it is one of ASCII.
fn letter(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [byte] => Some(usize::from(*byte)).filter(|&byte| byte < LETTERS),
        _ => None, // a longer name
    }
}

/// Every expression once. Building one never changes it: `x*1` stays `x*1`.
///
/// An inner node is found in the list of parents of its larger part, which was most likely made just before it;
/// from the ninth parent on it is found by hashing. Both cost constant time, whatever the input: a list has at most eight
/// parents, and the hash is keyed anew for each process, so that no text can be written to make its nodes collide.
/// Nothing reads a table in its own order, so the key shows in no result.
#[derive(Debug, Clone)]
pub struct Store {
    brand: Brand,
    entries: Vec<Entry>,
    crowded: Crowd,
    symbols: Vec<SmolStr>,
    symbol_nodes: HashMap<SmolStr, ExprId>,
    /// The symbols whose names are one ASCII character, by that character, or `NONE`; they are not in `symbol_nodes`.
    letters: [u32; LETTERS],
    numerals: Vec<Numeral>,
    numeral_nodes: HashMap<SmolStr, ExprId>,
    /// As `numeral_nodes`, for spellings of at most 15 bytes.
    short_numerals: HashMap<Short, ExprId>,
    /// The nodes of integers without a zero in front, by value, or `NONE`: all up to 15, and larger ones as far as they stand
    /// close enough. Those that do not are in `short_numerals`.
    integers: Vec<u32>,
    leaves: [u32; 4],
    /// Whether some expression is a derivative that is left standing.
    has_derivatives: bool,
    /// How many nodes were compared in lists of parents.
    probes: u64,
}

impl Store {
    /// The numeral `0`.
    pub const ZERO: ExprId = ExprId(0);
    /// The numeral `1`.
    pub const ONE: ExprId = ExprId(1);
    /// The expression `-1`.
    pub const MINUS_ONE: ExprId = ExprId(2);
    /// The numeral `2`.
    pub const TWO: ExprId = ExprId(3);

    /// A store that holds only 0, 1, -1 and 2.
    pub fn new() -> Store {
        let mut store = Store {
            brand: Brand::fresh(),
            entries: Vec::new(),
            crowded: Crowd::default(),
            symbols: Vec::new(),
            symbol_nodes: HashMap::default(),
            letters: [NONE; LETTERS],
            numerals: Vec::new(),
            numeral_nodes: HashMap::default(),
            short_numerals: HashMap::default(),
            integers: vec![NONE; FEW],
            leaves: [NONE; 4],
            has_derivatives: false,
            probes: 0,
        };
        store.integer(0);
        store.integer(1);
        store.intern(Node::Neg(Store::ONE));
        store.integer(2);
        store
    }

    /// Forgets every expression but the first four and takes a new brand, keeping the memory.
    pub fn clear(&mut self) {
        self.brand = Brand::fresh();
        self.entries.truncate(FIRST.len());
        self.entries.iter_mut().for_each(|entry| *entry = Entry::new(entry.node));
        self.crowded.clear();
        self.symbols.clear();
        self.symbol_nodes.clear();
        self.letters = [NONE; LETTERS];
        self.numerals.truncate(3);
        self.numeral_nodes.clear();
        self.short_numerals.clear();
        self.integers.truncate(FEW);
        self.integers.fill(NONE);
        for (digit, id) in [(0, Store::ZERO), (1, Store::ONE), (2, Store::TWO)] {
            self.integers[digit] = id.0;
        }
        self.leaves = [NONE; 4];
        self.has_derivatives = false;
        self.probes = 0;
        self.adopt(Store::ONE, Store::MINUS_ONE, Node::Neg(Store::ONE), 0);
    }

    /// Takes the memory that so many further expressions need.
    pub(crate) fn reserve(&mut self, expressions: usize) {
        self.entries.reserve(expressions);
    }

    /// The mark of this store.
    pub fn brand(&self) -> Brand {
        self.brand
    }

    /// How many expressions the store holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// A store is never empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether one of the expressions is [`Node::Derivative`].
    pub(crate) fn has_derivatives(&self) -> bool {
        self.has_derivatives
    }

    /// How many nodes were compared to find others, in the store's whole life: a measure of work for tests.
    #[doc(hidden)]
    pub fn probes(&self) -> u64 {
        self.probes
    }

    /// The expression in terms of its parts.
    #[inline]
    pub fn node(&self, id: ExprId) -> Node {
        self.entries[id.index()].node
    }

    /// The id of the expression at `index`, if there is one.
    pub fn id_at(&self, index: usize) -> Option<ExprId> {
        (index < self.entries.len()).then_some(ExprId(index as u32))
    }

    /// The name of a symbol.
    pub fn name(&self, id: SymbolId) -> &str {
        &self.symbols[id.0 as usize]
    }

    /// A numeral with its spelling and value.
    pub fn numeral(&self, id: NumeralId) -> &Numeral {
        &self.numerals[id.0 as usize]
    }

    /// The symbol with this name.
    pub fn symbol(&mut self, name: &str) -> ExprId {
        if let Some(id) = self.find_symbol(name) {
            return id;
        }
        let symbol = SymbolId(self.symbols.len() as u32);
        self.symbols.push(name.into());
        let id = self.push(Node::Symbol(symbol));
        match letter(name) {
            Some(letter) => self.letters[letter] = id.0,
            None => {
                self.symbol_nodes.insert(name.into(), id);
            }
        }
        id
    }

    /// The symbol with this name, if some expression uses it.
    pub fn find_symbol(&self, name: &str) -> Option<ExprId> {
        match letter(name) {
            Some(letter) => Some(self.letters[letter]).filter(|&id| id != NONE).map(ExprId),
            None => self.symbol_nodes.get(name).copied(),
        }
    }

    /// The numeral with this spelling, or `None` if it is not one or too large.
    pub fn number(&mut self, text: &str) -> Option<ExprId> {
        if let Some(id) = self.find_numeral(text) {
            return Some(id);
        }
        Number::from_numeral(text).map(|value| self.new_numeral(text, value))
    }

    /// The numeral of a non-negative integer, or `None` if it is too large: as [`Store::number`] of its digits, which are not
    /// read again.
    pub(crate) fn whole(&mut self, value: &Number) -> Option<ExprId> {
        let text = value.to_string();
        let is_short = value.is_integer() && !value.is_negative() && value.bits() <= SHORT_BITS;
        match self.find_numeral(&text) {
            None if is_short => Some(self.new_numeral(&text, value.clone())),
            _ => self.number(&text), // known, or to be looked at
        }
    }

    fn new_numeral(&mut self, text: &str, value: Number) -> ExprId {
        let numeral = NumeralId(self.numerals.len() as u32);
        self.numerals.push(Numeral { text: text.into(), value });
        let id = self.push(Node::Number(numeral));
        if let Some(place) = place(text).filter(|&place| place < FEW + SPARSE * self.numerals.len()) {
            if place >= self.integers.len() {
                self.integers.resize(place + 1, NONE);
            }
            self.integers[place] = id.0;
            return id;
        }
        match short(text) {
            Some(key) => self.short_numerals.insert(key, id),
            None => self.numeral_nodes.insert(text.into(), id),
        };
        id
    }

    /// The numeral with this spelling, if the store has it. Makes nothing.
    pub(crate) fn find_numeral(&self, text: &str) -> Option<ExprId> {
        if let Some(known) = place(text).and_then(|place| self.integers.get(place)).filter(|&&id| id != NONE) {
            return Some(ExprId(*known));
        }
        match short(text) {
            Some(_) if self.short_numerals.is_empty() => None,
            Some(key) => self.short_numerals.get(&key).copied(),
            None => self.numeral_nodes.get(text).copied(),
        }
    }

    /// The numeral of a non-negative integer.
    pub fn integer(&mut self, value: u64) -> ExprId {
        let place = usize::try_from(value).ok().and_then(|value| self.integers.get(value));
        match place.filter(|&&id| id != NONE) {
            Some(&known) => ExprId(known),
            None => self.number(&value.to_string()).expect("the digits of an integer are a numeral"),
        }
    }

    /// The expression with this node. Its parts must be expressions of this store.
    #[inline]
    pub fn intern(&mut self, node: Node) -> ExprId {
        work::spend(1);
        let (first, second) = node.pair();
        let larger = match (first, second) {
            (None, _) => return self.leaf(node),
            (Some(a), None) => a,
            (Some(a), Some(b)) => a.max(b),
        };
        debug_assert!(larger.index() < self.entries.len(), "a part of {node:?} is not in this store");
        let (mut at, mut others) = (self.entries[larger.index()].first, 0);
        if at == CROWDED {
            if let Some(id) = self.crowded.find(&node, |id| self.node(id)) {
                return id;
            }
        } else {
            while at != NONE {
                others += 1;
                let parent = &self.entries[at as usize];
                if parent.node == node {
                    self.probes += others as u64;
                    return ExprId(at);
                }
                at = parent.next;
            }
        }
        self.probes += others as u64;
        let id = self.push(node);
        self.adopt(larger, id, node, others);
        id
    }

    /// The expression with this node, which has parts, if the store has it. Makes nothing.
    pub fn find(&self, node: Node) -> Option<ExprId> {
        let (first, second) = node.pair();
        let larger = first?.max(second.or(first)?);
        let mut at = self.entries[larger.index()].first;
        if at == CROWDED {
            return self.crowded.find(&node, |id| self.node(id));
        }
        while at != NONE {
            let parent = &self.entries[at as usize];
            if parent.node == node {
                return Some(ExprId(at));
            }
            at = parent.next;
        }
        None
    }

    /// Enters `child`'s new parent where it will be looked for, beside so many others in its list.
    fn adopt(&mut self, child: ExprId, parent: ExprId, node: Node, others: usize) {
        let first = &mut self.entries[child.index()].first;
        if *first == CROWDED {
            self.crowded.insert(&node, parent);
            return;
        }
        let is_crowd = others >= CROWD;
        let mut at = std::mem::replace(first, if is_crowd { CROWDED } else { parent.0 });
        if !is_crowd {
            self.entries[parent.index()].next = at;
            return;
        }
        self.crowded.insert(&node, parent);
        while at != NONE {
            let other = self.entries[at as usize];
            self.crowded.insert(&other.node, ExprId(at));
            at = other.next;
        }
    }

    fn leaf(&mut self, node: Node) -> ExprId {
        let slot = match node {
            Node::Constant(Constant::E) => 0,
            Node::Constant(Constant::Pi) => 1,
            Node::Undefined => 2,
            Node::Always => 3,
            Node::Symbol(symbol) => {
                return self.find_symbol(self.name(symbol)).expect("a symbol of the store is found by its name");
            }
            Node::Number(numeral) => {
                let text = &self.numeral(numeral).text;
                return self.find_numeral(text).expect("a numeral of the store is found by its spelling");
            }
            _ => unreachable!("{node:?} has parts"),
        };
        if self.leaves[slot] == NONE {
            self.leaves[slot] = self.push(node).0;
        }
        ExprId(self.leaves[slot])
    }

    fn push(&mut self, node: Node) -> ExprId {
        let id = u32::try_from(self.entries.len()).ok().filter(|&id| id < CROWDED);
        let id = id.expect("a store holds fewer than 2^32 - 2 expressions");
        self.has_derivatives |= matches!(node, Node::Derivative(..));
        self.entries.push(Entry::new(node));
        ExprId(id)
    }
}

impl Default for Store {
    fn default() -> Store {
        Store::new()
    }
}

/// Short spellings of [`Store::intern`].
impl Store {
    /// `-a`
    pub fn neg(&mut self, a: ExprId) -> ExprId {
        self.intern(Node::Neg(a))
    }

    /// `a + b`
    pub fn add(&mut self, a: ExprId, b: ExprId) -> ExprId {
        self.intern(Node::Add(a, b))
    }

    /// `a - b`
    pub fn sub(&mut self, a: ExprId, b: ExprId) -> ExprId {
        self.intern(Node::Sub(a, b))
    }

    /// `a*b`
    pub fn mul(&mut self, a: ExprId, b: ExprId) -> ExprId {
        self.intern(Node::Mul(a, b))
    }

    /// `a/b`
    pub fn div(&mut self, a: ExprId, b: ExprId) -> ExprId {
        self.intern(Node::Div(a, b))
    }

    /// `a^b`
    pub fn pow(&mut self, a: ExprId, b: ExprId) -> ExprId {
        self.intern(Node::Pow(a, b))
    }

    /// `f(a)`
    pub fn call(&mut self, f: FunctionId, a: ExprId) -> ExprId {
        self.intern(Node::Call(f, a))
    }
}
