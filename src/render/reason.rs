//! Why a step holds, as a stable name for programs and as a sentence for people.

use crate::theory::Theory;
use crate::trace::Reason;

/// The public name of a reason, `quotient-rule`, and what it says.
pub(crate) fn reason(theory: &Theory, reason: Reason) -> (&'static str, String) {
    match reason {
        Reason::Rule(id) => match theory.instance(id) {
            Some(instance) => {
                let name = instance.name.trim_end_matches("-on-the-right");
                (name, format!("{}: {}", name.replace('-', " "), instance.because))
            }
            None => ("rule", "a rule of another theory".into()),
        },
        Reason::Constant => ("constant-rule", "the variable does not occur, so the derivative is 0".into()),
        Reason::Identity => ("identity-rule", "the derivative of the variable by itself is 1".into()),
        Reason::Definition => ("definition", "a name stands for its definition".into()),
        Reason::Meaning(function) => ("definition", format!("definition of {}", function.row().name)),
        Reason::Algebra => ("algebra", "both sides are the same rational function of their parts".into()),
        Reason::Reduction => ("reduction", "the same rational function once equal parts are put for kernels".into()),
        Reason::Logarithms => {
            ("logarithms", "both sides have the same logarithm: laws of powers and exponentials".into())
        }
        Reason::Parity(function) => match theory.parity(function) {
            Some(instance) => (instance.name, instance.because.clone()),
            None => ("parity", "a function without parity".into()),
        },
        Reason::Arithmetic => ("arithmetic", "exact arithmetic".into()),
        Reason::Value => ("value", "exact arithmetic with the values that the table of functions lists".into()),
        Reason::Assumption => ("assumption", "this is assumed".into()),
        Reason::Contradiction => ("contradiction", "there is no such case: a condition fails here".into()),
        Reason::Substitution => ("substitution", "equal parts are put for equal parts".into()),
        Reason::Symmetry => ("symmetry", "an equation holds in both directions".into()),
        Reason::Transitivity => ("transitivity", "what equals the same is equal".into()),
        Reason::Branch => ("branch", "the condition of this case holds here".into()),
        Reason::Cases => ("cases", "the derivative of cases is that of each branch, away from the borders".into()),
        Reason::Uniqueness => (
            "uniqueness",
            "both sides solve the same linear differential equation and agree at a point with their slopes".into(),
        ),
        Reason::Recurrence => (
            "recurrence",
            "a polynomial in functions whose first derivatives are polynomials in them, again and again".into(),
        ),
        Reason::Locality => ("locality", "functions that are equal on an open set have equal derivatives there".into()),
    }
}
