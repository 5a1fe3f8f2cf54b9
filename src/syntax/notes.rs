//! Places that can be read in two ways, and what is said about them.

use super::machine::{Form, Machine, Op, Value};
use super::reduce::Incoming;
use super::symbols::{CONSTANTS, is_greek, strength};
use super::token::Token;
use super::tree::{Binary, Node};

/// Longer names are not looked at for what they may be made of.
const LONGEST: usize = 12;

impl Machine<'_> {
    /// A product without a sign whose left factor seems to reach further, or one of words.
    pub(super) fn note_product(&mut self, left: Value, right: Value) {
        if left.form == Form::Plain && self.divides_or_raises(left) {
            self.note(left.start, right.end, |m| {
                let (l, r) = (m.snippet(left.start, left.end), m.snippet(right.start, right.end));
                format!("{} is read as ({l})*{r}", m.snippet(left.start, right.end))
            });
        } else if self.is_raised_name(left) && right.form == Form::Grouped
            || self.is_word(left)
            || self.is_word(right)
            || self.is_taken_at(left, right)
        {
            self.note(left.start, right.end, |m| {
                let (l, r) = (m.snippet(left.start, left.end), m.snippet(right.start, right.end));
                format!("{} is read as the product {l}*{r}", m.snippet(left.start, right.end))
            });
        }
    }

    /// `1/2` in `1/2x`, and `e^2` in `e^2x`, where the exponent ends before the x.
    fn divides_or_raises(&self, left: Value) -> bool {
        match self.nodes[left.id.0 as usize] {
            Node::Binary(Binary::Div, _, _) => true,
            Node::Binary(Binary::Pow, base, exponent) => {
                matches!(&self.nodes[base.0 as usize], Node::Name(name) if **name == *"e")
                    && matches!(&self.nodes[exponent.0 as usize], Node::Number(_) | Node::Neg(_))
                    && self.spans[exponent.0 as usize].1 == left.end
            }
            _ => false, // any other left factor leaves one reading
        }
    }

    /// `g^(2)` in `g^(2)(z)`, which elsewhere is a second derivative.
    fn is_raised_name(&self, left: Value) -> bool {
        match self.nodes[left.id.0 as usize] {
            Node::Binary(Binary::Pow, base, exponent) if left.form == Form::Plain => {
                matches!(&self.nodes[base.0 as usize], Node::Name(_))
                    && matches!(&self.nodes[exponent.0 as usize], Node::Number(_) | Node::Name(_))
                    && self.text[..left.end as usize].ends_with([')', '}', ']', '⁾'])
            }
            _ => false, // no other factor looks like a derivative
        }
    }

    /// `dg/dz(0)`, which elsewhere is the derivative's value at 0.
    fn is_taken_at(&self, left: Value, right: Value) -> bool {
        let is_point = matches!(self.nodes[right.id.0 as usize], Node::Number(_) | Node::Name(_));
        match self.nodes[left.id.0 as usize] {
            Node::Derivative(of, ..) if left.form == Form::Plain && right.form == Form::Grouped && is_point => {
                matches!(self.nodes[of.0 as usize], Node::Name(_))
            }
            _ => false, // nothing else is taken at a point
        }
    }

    /// `squared` in `x squared`: a word that is no Greek letter is seldom meant as a factor.
    fn is_word(&self, value: Value) -> bool {
        const SHORT: usize = 2;
        match &self.nodes[value.id.0 as usize] {
            Node::Name(name) if value.form == Form::Plain => {
                name.len() > SHORT && name.bytes().all(|b| b.is_ascii_alphabetic()) && !is_greek(name)
            }
            _ => false, // only a name can be a word
        }
    }

    /// `√2π` and `√x^2`: the root reaches over one factor only.
    pub(super) fn note_root(&mut self, incoming: Incoming) {
        let (Op::SquareRoot | Op::CubeRoot, Some(value)) = (self.top(), self.values.last().copied()) else { return };
        let power = incoming.strength == strength::POWER;
        if value.form == Form::Grouped || !(incoming.implicit || power) {
            return;
        }
        let start = self.entries.last().map_or(value.start, |entry| entry.at);
        self.note(start, value.end, |m| {
            let (root, operand) = (m.snippet(start, value.end), m.snippet(value.start, value.end));
            format!("the root in {root} ends after {operand}")
        });
    }

    /// `d/dz (z+1)(z-1)`: the derivative is of what stands in the parentheses only.
    pub(super) fn note_derivative(&mut self, incoming: Incoming) {
        let (Op::Derive, Some(value)) = (self.top(), self.values.last().copied()) else { return };
        if !incoming.implicit {
            return;
        }
        let start = self.entries.last().map_or(value.start, |entry| entry.at);
        self.note(start, value.end, |m| format!("the derivative {} ends there", m.snippet(start, value.end)));
    }

    /// `az`, `sinz`, `sin2x` and `PI` are single names, which is worth saying.
    pub(super) fn note_one_name(&mut self, token: Token, name: &str) {
        if name.len() > LONGEST || matches!(name.as_bytes(), [b'a'..=b'z']) {
            return; // a small letter looks like nothing else
        }
        let lower = name.to_ascii_lowercase();
        if *lower != *name && (CONSTANTS.contains(&&*lower) || self.is_known(&lower)) {
            self.note(token.start, token.end, |m| {
                format!("{} is read as a parameter, not as {lower}", m.written(token))
            });
        } else if let Some(parts) = self.parts_of(name) {
            self.note(token.start, token.end, |_| format!("{name} is read as one name, not as {parts}"));
        }
    }

    fn is_known(&self, name: &str) -> bool {
        self.names.function(name).is_some() || self.names.activation(name).is_some()
    }

    /// What a name looks like if its letters are taken apart: a function and its argument, or a product.
    fn parts_of(&self, name: &str) -> Option<String> {
        if is_greek(name) || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
        // `sin2x` is divided before the digit, `sinx` before the last letter.
        let at = if letters < name.len() { letters } else { letters.checked_sub(1)? };
        let (front, rest) = name.split_at(at);
        let takes_one = |front| self.names.function(front).is_some_and(|known| known.least == 1);
        match rest.len() {
            1..=3 if front.len() > 1 && takes_one(front) => Some(format!("{front}({rest})")),
            1 if letters == name.len() && (front.len() == 1 || is_greek(front)) => Some(format!("{front}*{rest}")),
            _ => None, // a name like any other
        }
    }
}
