"""Symbolica, likewise. Without a licence it runs on one core, one process at a time, as here."""
import operator, os
from importlib.metadata import version

os.environ['SYMBOLICA_HIDE_BANNER'] = '1'
from symbolica import E, S
import common

z = S('z')
# what hyperbolic functions are in terms of exponentials, for equalities
EXPONENTIAL = [
    (E(left), E(right))
    for left, right in (
        ('tanh(w_)', '(exp(w_)-exp(-w_))/(exp(w_)+exp(-w_))'),
        ('cosh(w_)', '(exp(w_)+exp(-w_))/2'),
        ('sinh(w_)', '(exp(w_)-exp(-w_))/2'),
    )
]


class P:
    name = 'symbolica'
    version = version('symbolica')
    clear = None
    parse = staticmethod(E)
    diff = staticmethod(lambda e: e.derivative(z))
    simp = staticmethod(lambda e: e.together())
    str = staticmethod(lambda e: e.format_plain())  # str() leaves terms out
    bad = staticmethod(lambda d: 'der(' in d.format_plain())
    modes = dict(raw=lambda e: e, expand=lambda e: e.expand(), together=lambda e: e.together())
    size = staticmethod(lambda e: len(e.format_plain()))

    @staticmethod
    def build(fn, d):
        e = z
        for _ in range(d):
            e = e.tanh() if fn == 'tanh' else 1 / (1 + (-e).exp())
        return e

    @staticmethod
    def wide(k, n):
        fs = [(z + i) / (1 + (-i * z).exp()) for i in range(1, n + 1)]
        return common.balanced(fs, operator.mul if k == 'prod' else operator.add)

    @staticmethod
    def prove(l, r):
        d = l - r
        for how, zero in (('together', d.together), ('expand', d.expand)):
            if zero() == 0:
                return True, how
        for left, right in EXPONENTIAL:
            d = d.replace(left, right)
        return d.expand().together().expand() == 0, 'exponentials'


common.main(P)
