"""Small activations with their hand-made gradients.

Each docstring states the function and its derivative.
"""
import math


def softsign(x):
    """Softsign.

    f(x) = x / (1 + |x|)
    f'(x) = 1 / (1 + |x|)^2
    f'(x) = (1 - |f(x)|)^2
    f'(0) = 1
    """
    return x / (1 + abs(x))


def isru(x, a=1.0):
    """Inverse square root unit, for a > 0.

    f(x) = x / sqrt(1 + a*x^2)
    f'(x) = 1 / sqrt(1 + a*x^2)^3
    f'(x) = 1 / (1 + a*x^2)^(3/2)
    f'(x) = 1 / sqrt(1 + a*x^2)
    f'(x) = (f(x)/x)^3 for x != 0
    """
    return x / math.sqrt(1 + a * x * x)


def arctan(x):
    """f(x) = arctan(x), f'(x) = 1/(1 + x^2), f''(x) = -2*x/(1 + x^2)^2.

    The slope is largest at the origin: f'(0) = 1.
    """
    return math.atan(x)


def gaussian(x):
    """The bump.

    g(x) = exp(-x**2)
    g'(x) = -2*x*exp(-x**2)
    g'(x) = -2*x*g(x)
    g'(x) = -2*exp(-x**2)
    g''(x) = (4*x**2 - 2)*exp(-x**2)
    g''(x) = 4*x**2*exp(-x**2)
    """
    return math.exp(-x ** 2)


def elu(x, alpha=1.0):
    r"""ELU with $\alpha = 1$.

    $h(x) = e^x - 1$ for $x \le 0$ and $h(x) = x$ for $x > 0$.
    $h'(x) = e^x$ for $x \le 0$
    $h'(x) = h(x)$ for $x < 0$
    """
    return x if x > 0 else alpha * (math.exp(x) - 1)
