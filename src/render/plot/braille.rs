//! A function in the terminal, by the dots of braille characters.

use super::curve::{Curve, Mark, Window, window};
use crate::eval::graph;

/// How many rows of characters a picture has.
const ROWS: u32 = 12;
/// How many columns it has at most, and how many stand before it.
const MOST_COLUMNS: usize = 72;
const BEFORE: usize = 8;
/// The dots of a character, by row and column, as bits of its number from U+2800 on.
const DOTS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
/// What stands below a picture where something is marked.
const DEAD: char = '▓';
const SATURATED: char = '░';
const KINK: char = '▲';
const JUMP: char = '│';

/// Curves in one picture, with the axes, what they reach, and a line of marks where there are any.
pub(super) fn drawn(curves: &[Curve], span: (f64, f64), width: usize) -> String {
    let window = window(curves, span);
    let columns = width.saturating_sub(BEFORE).clamp(16, MOST_COLUMNS) as u32;
    let mut canvas = Canvas { columns, dots: vec![0; (columns * ROWS) as usize], window };
    for x in graph::evenly(window.left, window.right, columns * 2).into_iter().step_by(4) {
        canvas.dot(x, 0.0);
    }
    for y in graph::evenly(window.low, window.high, ROWS * 4).into_iter().step_by(2) {
        canvas.dot(0.0, y);
    }
    curves.iter().for_each(|curve| canvas.draw(curve));
    canvas.text() + &marks(curves, window, columns)
}

/// A line that marks zones, kinks and jumps, and one that says what the signs mean.
fn marks(curves: &[Curve], window: Window, columns: u32) -> String {
    let mut line = vec![' '; columns as usize];
    let across = (window.left, window.right);
    let mut zone = |zones: &[(f64, f64)], sign: char| {
        for &(from, to) in zones {
            let last = columns.saturating_sub(1);
            let ends = [from, to].map(|end| graph::place(end, across, columns as i32).clamp(0, last as i32) as usize);
            line[ends[0]..=ends[1]].fill(sign);
        }
    };
    let [curve] = curves else { return String::new() };
    zone(&curve.saturated, SATURATED);
    zone(&curve.dead, DEAD);
    for &(x, _, mark) in &curve.marks {
        if let Some(at) = graph::cell(x, across, columns) {
            line[at as usize] = if mark == Mark::Kink { KINK } else { JUMP };
        }
    }
    let told = [(DEAD, "slope 0"), (SATURATED, "slope below 1/100 of the largest"), (KINK, "kink"), (JUMP, "jump")];
    let told: Vec<String> = told
        .into_iter()
        .filter(|(sign, _)| line.contains(sign))
        .map(|(sign, words)| format!("{sign} {words}"))
        .collect();
    if told.is_empty() {
        return String::new();
    }
    let gap = " ".repeat(BEFORE);
    let line: String = line.into_iter().collect();
    format!("{gap}{}\n{gap}{}\n", line.trim_end(), told.join("   "))
}

struct Canvas {
    columns: u32,
    dots: Vec<u32>,
    window: Window,
}

impl Canvas {
    fn dot(&mut self, x: f64, y: f64) {
        let Window { left, right, low, high } = self.window;
        let column = graph::cell(x, (left, right), self.columns * 2);
        let row = graph::cell(y, (low, high), ROWS * 4).map(|row| ROWS * 4 - 1 - row);
        let (Some(column), Some(row)) = (column, row) else { return };
        let at = (row / 4) * self.columns + column / 2;
        self.dots[at as usize] |= DOTS[(row % 4) as usize][(column % 2) as usize];
    }

    fn draw(&mut self, curve: &Curve) {
        for line in curve.seen_in(self.window) {
            for pair in line.windows(2) {
                let [(a, b), (c, d)] = [pair[0], pair[1]];
                let between = graph::evenly(a, c, 8).into_iter().zip(graph::evenly(b, d, 8));
                between.for_each(|(x, y)| self.dot(x, y));
            }
        }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for (row, dots) in self.dots.chunks(self.columns as usize).enumerate() {
            let height = match row {
                0 => format!("{:7.2} ", self.window.high),
                row if row as u32 == ROWS - 1 => format!("{:7.2} ", self.window.low),
                _ => " ".repeat(BEFORE),
            };
            let characters: String = dots.iter().filter_map(|&dots| char::from_u32(0x2800 + dots)).collect();
            out.push_str(&format!("{height}{characters}\n"));
        }
        let (left, right) = (format!("{}", self.window.left), format!("{}", self.window.right));
        let gap = (self.columns as usize).saturating_sub(left.len() + right.len());
        out.push_str(&format!("{}{left}{}{right}\n", " ".repeat(BEFORE), " ".repeat(gap)));
        out
    }
}
