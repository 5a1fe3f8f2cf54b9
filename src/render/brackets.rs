//! Brackets in LaTeX: only those around something tall have to grow.

/// Signs that a growing pair of brackets must be kept for.
const TALL: [&str; 3] = ["\\frac", "\\begin", "\\sqrt"];

/// The formula with `\left` and `\right` left out around what is no taller than a letter. Linear in the text.
pub(super) fn levelled(formula: &str) -> String {
    let mut growing: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, _) in formula.match_indices('\\') {
        let rest = &formula[at..];
        if rest.starts_with("\\left") {
            open.push((at, false));
        } else if rest.starts_with("\\right") {
            let Some((start, tall)) = open.pop() else { continue };
            if tall {
                growing.extend([start, at]);
                open.iter_mut().rev().take(1).for_each(|outer| outer.1 = true);
            }
        } else if TALL.iter().any(|command| rest.starts_with(command)) {
            open.iter_mut().rev().take(1).for_each(|outer| outer.1 = true);
        }
    }
    growing.sort_unstable();
    let mut growing = growing.into_iter().peekable();
    let mut out = String::with_capacity(formula.len());
    let mut done = 0;
    for (at, _) in formula.match_indices('\\') {
        let keep = growing.next_if_eq(&at).is_some();
        let length = ["\\left", "\\right"].into_iter().find(|sign| formula[at..].starts_with(sign)).map(str::len);
        if let (Some(length), false) = (length, keep) {
            out.push_str(&formula[done..at]);
            done = at + length;
        }
    }
    out.push_str(&formula[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::levelled;

    #[test]
    fn brackets_grow_around_what_is_tall() {
        assert_eq!(levelled("\\tanh\\left(z\\right)"), "\\tanh(z)");
        assert_eq!(levelled("\\left(1 + \\frac{1}{z}\\right)"), "\\left(1 + \\frac{1}{z}\\right)");
        let nested = "\\left(a\\left(b\\right)\\left[\\left(\\frac{a}{b}\\right)\\right]\\right)";
        assert_eq!(levelled(nested), "\\left(a(b)\\left[\\left(\\frac{a}{b}\\right)\\right]\\right)");
        assert_eq!(levelled("\\right) \\left("), ") (");
        assert_eq!(levelled("\\left\\lvert z\\right\\rvert"), "\\lvert z\\rvert");
    }
}
