//! The tree that the parser makes: nodes in an arena, each with the span of text it was read from.
//!
//! Nothing here owns another node, so a tree of any depth is dropped without recursion.

use std::ops::Range;
use std::rc::Rc;

use smallvec::SmallVec;
use smol_str::SmolStr;

/// A range of bytes in the text that was parsed.
pub type Span = Range<usize>;

/// A span in half the memory; no text is longer than [`super::MAX_BYTES`].
pub(crate) type Stretch = (u32, u32);

/// The span of a stretch.
pub(super) fn spanned((start, end): Stretch) -> Span {
    start as usize..end as usize
}

/// The index of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TreeId(pub(crate) u32);

/// How two expressions are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Relation {
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
}

impl Relation {
    /// The comparison that holds where this one does not.
    pub fn negated(self) -> Relation {
        match self {
            Relation::Less => Relation::GreaterEqual,
            Relation::LessEqual => Relation::Greater,
            Relation::Greater => Relation::LessEqual,
            Relation::GreaterEqual => Relation::Less,
            Relation::Equal => Relation::NotEqual,
            Relation::NotEqual => Relation::Equal,
        }
    }

    /// The comparison that holds where this one holds and both sides differ.
    pub fn strict(self) -> Relation {
        match self {
            Relation::LessEqual => Relation::Less,
            Relation::GreaterEqual => Relation::Greater,
            Relation::Less | Relation::Greater | Relation::Equal | Relation::NotEqual => self,
        }
    }
}

/// A binary operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Binary {
    /// `a + b`
    Add,
    /// `a - b`
    Sub,
    /// `a*b`, also when the sign is left out
    Mul,
    /// `a/b`
    Div,
    /// `a^b`
    Pow,
}

/// The arguments of a call; one or two own no memory.
pub type Arguments = SmallVec<[TreeId; 2]>;

/// One node; children come before their parents in the arena.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A numeral as written, `0.01` or `1e-6`, without a sign; `.5` becomes `0.5`.
    Number(SmolStr),
    /// A name that is not applied to anything: variable, parameter, `pi`, `e`. Greek letters have their Latin names (`alpha`).
    Name(SmolStr),
    /// A metavariable of the tables, `?u`, without the question mark.
    Meta(SmolStr),
    /// `-a`
    Neg(TreeId),
    /// `a + b` and its like.
    Binary(Binary, TreeId, TreeId),
    /// A function or activation applied to arguments, `tanh(z)`, `max(a, b, c)`, with `|z|` read as `abs(z)` and `√x` as `sqrt(x)`.
    Call(SmolStr, Arguments),
    /// Primes on a name, `g'`, `g''(z)`, `?u'`: the name's node, the number of primes, the argument.
    Prime(TreeId, u32, Option<TreeId>),
    /// `d/dz (body)` and `d^2/dz^2 (body)`, and `dg/dz` with the name `g` as its body: body, variable, order.
    Derivative(TreeId, Box<str>, u32),
    /// Cases in order: each a value and its condition, where `None` is `otherwise`.
    Cases(Vec<(TreeId, Option<TreeId>)>),
    /// `a < b`. A chained condition `a < x < b` is read as `a < x and x < b`.
    Compare(Relation, TreeId, TreeId),
    /// Both conditions hold.
    And(TreeId, TreeId),
    /// One condition or both hold.
    Or(TreeId, TreeId),
    /// The value that is defined nowhere, `undefined`.
    Undefined,
}

/// What one input says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statement {
    /// A formula by itself.
    Expression(TreeId),
    /// `g(z) = body`, or `u = body` with no parameter.
    Definition {
        /// The name that is defined.
        name: Box<str>,
        /// Its arguments, in order.
        parameters: Vec<Box<str>>,
        /// The formula on the right.
        body: TreeId,
    },
    /// `left = right` where the left side is not a name or a name applied to variables, such as `g'(z) = …`.
    Equation(TreeId, TreeId),
    /// A condition by itself, `a > 0`, as in assumptions.
    Condition(TreeId),
}

/// A parsed input: `let` bindings, then the statement, over one arena.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) spans: Vec<Stretch>,
    /// `let u1 = …; u2 = …;` before the statement, in order. A later one may use the earlier ones.
    pub bindings: Vec<(Box<str>, TreeId)>,
    /// The statement itself.
    pub statement: Statement,
    /// Readings that the text left open, in the order of their places.
    pub notes: Vec<Note>,
}

/// How an ambiguous place was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The place.
    pub span: Span,
    /// One sentence: `1/2x is read as (1/2)*x`.
    pub text: String,
}

impl Node {
    /// The nodes of which this one is made, in order.
    pub fn parts(&self) -> Vec<TreeId> {
        match self {
            Node::Number(_) | Node::Name(_) | Node::Meta(_) | Node::Undefined => Vec::new(),
            Node::Neg(a) | Node::Derivative(a, ..) => vec![*a],
            Node::Binary(_, a, b) | Node::Compare(_, a, b) | Node::And(a, b) | Node::Or(a, b) => vec![*a, *b],
            Node::Call(_, arguments) => arguments.to_vec(),
            Node::Prime(of, _, argument) => std::iter::once(*of).chain(*argument).collect(),
            Node::Cases(cases) => cases.iter().flat_map(|(value, when)| std::iter::once(*value).chain(*when)).collect(),
        }
    }

    /// The node with others for those of which it is made.
    fn with_parts(&self, new: impl Fn(TreeId) -> TreeId) -> Node {
        match self {
            Node::Number(_) | Node::Name(_) | Node::Meta(_) | Node::Undefined => self.clone(),
            Node::Neg(a) => Node::Neg(new(*a)),
            Node::Binary(sign, a, b) => Node::Binary(*sign, new(*a), new(*b)),
            Node::Call(name, arguments) => Node::Call(name.clone(), arguments.iter().map(|&a| new(a)).collect()),
            Node::Prime(of, count, argument) => Node::Prime(new(*of), *count, argument.map(new)),
            Node::Derivative(of, by, order) => Node::Derivative(new(*of), by.clone(), *order),
            Node::Cases(cases) => {
                Node::Cases(cases.iter().map(|(value, when)| (new(*value), when.map(&new))).collect())
            }
            Node::Compare(sign, a, b) => Node::Compare(*sign, new(*a), new(*b)),
            Node::And(a, b) => Node::And(new(*a), new(*b)),
            Node::Or(a, b) => Node::Or(new(*a), new(*b)),
        }
    }
}

impl Tree {
    /// The node at `id`.
    pub fn node(&self, id: TreeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The text range that the node at `id` was read from.
    pub fn span(&self, id: TreeId) -> Span {
        spanned(self.spans[id.0 as usize])
    }

    /// Which nodes a node is made of, itself among them, up to its own number. Time is linear in that number.
    pub fn reachable(&self, id: TreeId) -> Vec<bool> {
        let mut reached = vec![false; id.0 as usize + 1];
        reached[id.0 as usize] = true;
        for at in (0..reached.len()).rev() {
            if reached[at] {
                self.nodes[at].parts().into_iter().for_each(|part| reached[part.0 as usize] = true);
            }
        }
        reached
    }

    /// What a node is made of as a tree of its own, with the spans that it has here. Linear in the part.
    pub(crate) fn apart(&self, id: TreeId) -> (Rc<Tree>, TreeId) {
        let (mut open, mut ids) = (vec![id], Vec::new());
        while let Some(at) = open.pop() {
            ids.push(at);
            open.extend(self.node(at).parts());
        }
        ids.sort_unstable();
        ids.dedup();
        let new = |id: TreeId| TreeId(ids.partition_point(|other| *other < id) as u32);
        let nodes = ids.iter().map(|&id| self.node(id).with_parts(new)).collect();
        let spans = ids.iter().map(|&id| self.spans[id.0 as usize]).collect();
        let statement = Statement::Expression(new(id));
        (Rc::new(Tree { nodes, spans, bindings: Vec::new(), statement, notes: Vec::new() }), new(id))
    }

    /// All nodes, children before parents.
    pub fn nodes(&self) -> impl Iterator<Item = (TreeId, &Node)> {
        self.nodes.iter().enumerate().map(|(i, n)| (TreeId(i as u32), n))
    }
}
