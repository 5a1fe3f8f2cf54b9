//! What the names of facts in reports mean.

/// The facts of a report, and how they are known.
pub(super) const FACTS: &[(&str, &str)] = &[
    ("proved", "the kernel shows it: by theorems, signs and bounds that its ranges decide, limits, and exact values."),
    (
        "enclosed",
        "numbers lie in intervals whose ends are rounded outward, or such enclosures cover all of the set it speaks of.",
    ),
    ("domain", "where the function has values."),
    ("value-at-zero", "the function's value at 0."),
    ("slope-at-zero", "the derivative at 0, or the slopes from both sides."),
    ("limit-left", "the limit towards minus infinity, or the line that the function comes near to."),
    ("limit-right", "the limit towards infinity, or the line that the function comes near to."),
    ("range", "the least and the greatest value; a square bracket says that the end is taken."),
    ("minimum", "the least value, and where it is taken."),
    ("maximum", "the greatest value, and where it is taken."),
    ("zeros", "where the function is 0."),
    ("zero-centred", "whether the function takes values of both signs, so that outputs need not all have one."),
    ("symmetry", "whether the graph is symmetric to the vertical axis or to a point on it."),
    ("period", "after which length the graph repeats itself, at the same height or by a step higher or lower."),
    ("monotone-pieces", "the intervals on which the function rises, falls, or is constant."),
    ("extrema", "where it turns from rising to falling or back."),
    ("invertible", "whether different arguments have different values."),
    (
        "inverse",
        "the function that leads back from a value to its place, proved by both ways round, and where it does.",
    ),
    ("kinks-and-jumps", "the places without a derivative, or without a continuous value."),
    ("smoothness", "how often the function can be differentiated."),
    ("convexity", "where the slope rises and where it falls; inflections lie between."),
    ("largest-slope", "the least upper bound of |g'|; of a continuous function it is the Lipschitz constant."),
    ("dead-zones", "intervals on which the derivative is exactly 0, so that a unit there does not learn."),
    ("saturation", "where |g'| is below a hundredth of the largest slope."),
    (
        "depth",
        "the least and the greatest size of the slope, and of the product of many slopes: what layers make of a gradient, the weights apart. --depth and --on say how many layers and for which inputs.",
    ),
    ("from-output", "the derivative through the function's value and parameters alone, as a backward pass can use it."),
    ("normal-mean", "the mean of g(Z) for a standard normal variable Z."),
    ("normal-variance", "the variance of g(Z) for a standard normal variable Z."),
    ("normal-square-slope", "the mean of g'(Z)^2 for a standard normal variable Z."),
    (
        "fixed-point",
        "told where mean 0 and variance 1 lie in the enclosures of those of g(Z), so that layers with such weights keep them, as SELU does (Klambauer et al. 2017).",
    ),
    ("gain", "the factor by which g(Z) has variance 1 for a standard normal variable Z."),
    (
        "numerics",
        "where a part of the formula, as it is written, leaves the range of numbers of 16 and 32 bits, where nothing is left of a value, and a form that is proved equal and computed better.",
    ),
];
