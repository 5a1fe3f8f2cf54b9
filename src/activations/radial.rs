//! Radial functions: a bump around a centre.

use super::{Activation, ROW, parameter};

pub(super) const ROWS: &[Activation] = &[
    Activation { name: "gaussian", title: "Gaussian", formula: "e^(-z^2)", source: "Broomhead and Lowe 1988", ..ROW },
    Activation {
        name: "gaussian_rbf",
        title: "Gaussian radial basis function",
        formula: "e^(-(z-c)^2/(2*s^2))",
        parameters: &[parameter("c", "", "0", "centre"), parameter("s", "s > 0", "1", "width")],
        source: "Broomhead and Lowe 1988",
        ..ROW
    },
    Activation {
        name: "multiquadric",
        title: "multiquadric",
        formula: "sqrt((z-c)^2+a^2)",
        parameters: &[parameter("c", "", "0", "centre"), parameter("a", "a > 0", "1", "width")],
        source: "Hardy 1971",
        ..ROW
    },
    Activation {
        name: "inverse_multiquadric",
        title: "inverse multiquadric",
        formula: "1/sqrt((z-c)^2+a^2)",
        parameters: &[parameter("c", "", "0", "centre"), parameter("a", "a > 0", "1", "width")],
        source: "Hardy 1971; Franke 1982",
        ..ROW
    },
    Activation {
        name: "inverse_quadratic",
        title: "inverse quadratic",
        formula: "1/(1+(a*z)^2)",
        parameters: &[parameter("a", "a > 0", "1", "rate")],
        source: "Fasshauer, Meshfree Approximation Methods with MATLAB (2007)",
        ..ROW
    },
    Activation {
        name: "sq_rbf",
        title: "square-law radial basis function (SQ-RBF)",
        formula: "{0 if z<=-2; (2+z)^2/2 if -2<z<-1; 1-z^2/2 if -1<=z<=1; (2-z)^2/2 if 1<z<2; 0 if z>=2}",
        source: "Wuraola and Patel 2018, Computationally Efficient Radial Basis Function",
        ..ROW
    },
    Activation {
        name: "mexican_hat",
        title: "Mexican hat (Ricker) wavelet",
        aliases: &["ricker"],
        formula: "2/(sqrt(3)*pi^(1/4))*(1-z^2)*e^(-z^2/2)",
        source: "Daubechies, Ten Lectures on Wavelets (1992), section 3.3.5",
        ..ROW
    },
    Activation {
        name: "morlet",
        title: "Morlet wavelet, real part",
        formula: "cos(omega*z)*e^(-z^2/2)",
        parameters: &[parameter("omega", "omega > 0", "5", "frequency")],
        source: "Daubechies, Ten Lectures on Wavelets (1992), section 3.3.5",
        ..ROW
    },
];
