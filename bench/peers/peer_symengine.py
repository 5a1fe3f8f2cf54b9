"""SymEngine, likewise."""
import symengine as se
import common

z = se.Symbol('z')


class P:
    name = 'symengine'
    version = se.__version__
    clear = None
    simp = staticmethod(se.expand)
    str = staticmethod(str)
    parse = staticmethod(se.sympify)
    diff = staticmethod(lambda e: se.diff(e, z))
    bad = staticmethod(lambda d: 'Derivative(' in str(d))
    modes = dict(raw=lambda e: e, expand=se.expand)
    size = staticmethod(lambda e: len(str(e)))

    @staticmethod
    def build(fn, d):
        e = z
        for _ in range(d):
            e = se.tanh(e) if fn == 'tanh' else 1 / (1 + se.exp(-e))
        return e

    @staticmethod
    def wide(k, n):
        fs = [(z + i) / (1 + se.exp(-i * z)) for i in range(1, n + 1)]
        return se.Mul(*fs) if k == 'prod' else se.Add(*fs)

    prove = staticmethod(lambda l, r: (se.expand(l - r) == 0, 'expand'))


common.main(P)
