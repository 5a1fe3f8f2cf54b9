//! The kinds of node, and the small ids that refer to them.

pub use crate::syntax::Relation;

/// The index of an expression in its [`Store`](super::Store).
///
/// Children have smaller ids than their parents, so ids in rising order are a topological order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExprId(pub(crate) u32);

impl ExprId {
    /// The id as an index into a vector that holds one entry for each expression.
    #[inline]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The index of a name in its store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SymbolId(pub(crate) u32);

/// The index of a numeral in its store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NumeralId(pub(crate) u32);

/// The index of a row in the table of functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FunctionId(pub(crate) u16);

/// A number that has a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Constant {
    /// `e`, the base of the natural logarithm.
    E,
    /// `pi`, the area of the unit disc.
    Pi,
}

/// One expression in terms of its parts. `e^u` is the function `exp` applied to `u`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// A non-negative numeral as written.
    Number(NumeralId),
    /// A variable, a parameter, or a defined name such as `g`.
    Symbol(SymbolId),
    /// `e` or `pi`.
    Constant(Constant),
    /// The expression that is defined nowhere.
    Undefined,
    /// The condition that always holds, `otherwise`.
    Always,
    /// `-a`
    Neg(ExprId),
    /// `a + b`
    Add(ExprId, ExprId),
    /// `a - b`
    Sub(ExprId, ExprId),
    /// `a*b`
    Mul(ExprId, ExprId),
    /// `a/b`
    Div(ExprId, ExprId),
    /// `a^b`
    Pow(ExprId, ExprId),
    /// A function of one argument.
    Call(FunctionId, ExprId),
    /// A function of two arguments.
    Call2(FunctionId, ExprId, ExprId),
    /// `a < b` and its like.
    Compare(Relation, ExprId, ExprId),
    /// Both conditions hold.
    And(ExprId, ExprId),
    /// One condition or both hold.
    Or(ExprId, ExprId),
    /// The condition and the value of one case.
    Branch(ExprId, ExprId),
    /// The first branch if its condition holds, else what follows: further `Cases`, or `Undefined`.
    Cases(ExprId, ExprId),
    /// The derivative of the first by the second, which is a symbol.
    Derivative(ExprId, ExprId),
}

impl Node {
    /// The node's parts, in order; a leaf has none.
    #[inline]
    pub fn children(self) -> impl DoubleEndedIterator<Item = ExprId> + Clone {
        let (first, second) = self.pair();
        first.into_iter().chain(second)
    }

    /// The node's first and second part, where it has them.
    #[inline]
    pub(crate) fn pair(self) -> (Option<ExprId>, Option<ExprId>) {
        match self {
            Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => (None, None),
            Node::Neg(a) | Node::Call(_, a) => (Some(a), None),
            Node::Add(a, b)
            | Node::Sub(a, b)
            | Node::Mul(a, b)
            | Node::Div(a, b)
            | Node::Pow(a, b)
            | Node::Call2(_, a, b)
            | Node::Compare(_, a, b)
            | Node::And(a, b)
            | Node::Or(a, b)
            | Node::Branch(a, b)
            | Node::Cases(a, b)
            | Node::Derivative(a, b) => (Some(a), Some(b)),
        }
    }

    /// Whether it is a value made of others: no leaf, no condition, and no derivative.
    pub(crate) fn is_composed(self) -> bool {
        match self {
            Node::Neg(_) | Node::Add(..) | Node::Sub(..) | Node::Mul(..) | Node::Div(..) | Node::Pow(..) => true,
            Node::Call(..) | Node::Call2(..) | Node::Cases(..) => true,
            Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => false,
            Node::Compare(..) | Node::And(..) | Node::Or(..) | Node::Branch(..) | Node::Derivative(..) => false,
        }
    }

    /// The same kind of node over other parts; a leaf stays as it is.
    #[inline]
    pub(crate) fn with_children(self, first: ExprId, second: ExprId) -> Node {
        match self {
            Node::Number(_) | Node::Symbol(_) | Node::Constant(_) | Node::Undefined | Node::Always => self,
            Node::Neg(_) => Node::Neg(first),
            Node::Call(f, _) => Node::Call(f, first),
            Node::Add(..) => Node::Add(first, second),
            Node::Sub(..) => Node::Sub(first, second),
            Node::Mul(..) => Node::Mul(first, second),
            Node::Div(..) => Node::Div(first, second),
            Node::Pow(..) => Node::Pow(first, second),
            Node::Call2(f, ..) => Node::Call2(f, first, second),
            Node::Compare(r, ..) => Node::Compare(r, first, second),
            Node::And(..) => Node::And(first, second),
            Node::Or(..) => Node::Or(first, second),
            Node::Branch(..) => Node::Branch(first, second),
            Node::Cases(..) => Node::Cases(first, second),
            Node::Derivative(..) => Node::Derivative(first, second),
        }
    }
}

impl FunctionId {
    /// The id of the function with this name or alias, which the table must have.
    pub fn named(name: &str) -> FunctionId {
        let index = crate::functions::find(name).unwrap_or_else(|| panic!("the table of functions has no {name}"));
        FunctionId(index as u16)
    }

    /// Everything that is known about the function.
    #[inline]
    pub fn row(self) -> &'static crate::functions::Function {
        crate::functions::all()[usize::from(self.0)]
    }
}
