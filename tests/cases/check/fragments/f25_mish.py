def mish(x):
    """Mish: f(x) = x * tanh(ln(1 + exp(x))).

    With w = ln(1 + exp(x)):
    f'(x) = tanh(w) + x * (1 - tanh(w)^2) / (1 + exp(-x))
    f'(x) = tanh(w) + x * (1 - tanh(w)^2)
    """
    return x * np.tanh(np.log1p(np.exp(x)))
