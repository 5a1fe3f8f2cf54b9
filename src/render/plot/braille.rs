//! A function in the terminal, by the dots of braille characters.

use super::curve::{Curve, Window};
use super::{SPAN, curves, window};
use crate::eval::graph;
use crate::report::Report;

/// How many rows of characters a picture has.
const ROWS: u32 = 12;
/// How many columns it has at most.
const MOST_COLUMNS: usize = 72;
/// The dots of a character, by row and column, as bits of its number from U+2800 on.
const DOTS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

/// The functions of the reports in one picture of braille characters, with the axes and what they reach.
pub fn plot_text(reports: &[(String, &Report)], derivative: bool, width: usize) -> String {
    drawn(&curves(reports, derivative), width)
}

/// Curves in one picture.
pub(super) fn drawn(curves: &[Curve], width: usize) -> String {
    let window = window(curves, SPAN);
    let columns = width.saturating_sub(8).clamp(16, MOST_COLUMNS) as u32;
    let mut canvas = Canvas { columns, dots: vec![0; (columns * ROWS) as usize], window };
    for x in graph::evenly(window.left, window.right, columns * 2).into_iter().step_by(4) {
        canvas.dot(x, 0.0);
    }
    for y in graph::evenly(window.low, window.high, ROWS * 4).into_iter().step_by(2) {
        canvas.dot(0.0, y);
    }
    curves.iter().for_each(|curve| canvas.draw(curve));
    canvas.text()
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
        for line in &curve.lines {
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
                _ => " ".repeat(8),
            };
            let characters: String = dots.iter().filter_map(|&dots| char::from_u32(0x2800 + dots)).collect();
            out.push_str(&format!("{height}{characters}\n"));
        }
        let (left, right) = (format!("{}", self.window.left), format!("{}", self.window.right));
        let gap = (self.columns as usize).saturating_sub(left.len() + right.len());
        out.push_str(&format!("{}{left}{}{right}\n", " ".repeat(8), " ".repeat(gap)));
        out
    }
}
