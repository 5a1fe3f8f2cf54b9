"""Activation functions and their gradients.

sigmoid(x) = 1 / (1 + exp(-x))
d/dx sigmoid(x) = sigmoid(x) * (1 - sigmoid(x))

swish(x) = x * sigmoid(x)
swish'(x) = swish(x) + sigmoid(x) * (1 - swish(x))

tanh'(x) = 1 - tanh(x)**2
"""
import numpy as np

def softsign(x):
    # f(x) = x / (1 + |x|)
    return x / (1 + np.abs(x))

def softsign_grad(x):
    # f'(x) = 1 / (1 + |x|)^2
    return 1 / (1 + np.abs(x)) ** 2

def elu(x, alpha=1.0):
    """ELU: f(x) = x if x > 0 else alpha * (exp(x) - 1)

    f'(x) = 1 if x > 0 else f(x) + alpha
    """
    return np.where(x > 0, x, alpha * (np.exp(x) - 1))

# d/dx log(1+exp(x)) = 1/(1+exp(-x))
# d/dx gelu(x) = 0.5*(1 + erf(x/sqrt(2))) + x*exp(-x^2/2)/sqrt(2*pi)
