"""CasADi, likewise: it differentiates by the chain rule on a graph and keeps no formula."""
import casadi as ca, operator
import common

z, a, b, l = (ca.SX.sym(c) for c in 'zabl')
ns = dict(
    z=z,
    a=a,
    b=b,
    l=l,
    pi=ca.pi,
    exp=ca.exp,
    log=ca.log,
    sqrt=ca.sqrt,
    sin=ca.sin,
    cos=ca.cos,
    sinh=ca.sinh,
    cosh=ca.cosh,
    tanh=ca.tanh,
    atan=ca.atan,
    erf=ca.erf,
    abs=ca.fabs,
    max=ca.fmax,
    min=ca.fmin,
)


class P:
    name = 'casadi'
    version = ca.__version__
    clear = None
    simp = staticmethod(ca.cse)
    str = staticmethod(str)
    parse = staticmethod(lambda s: eval(s.replace('^', '**'), ns))
    diff = staticmethod(lambda e: ca.gradient(e, z))
    bad = staticmethod(lambda d: False)
    modes = dict(raw=lambda e: e, cse=ca.cse)
    size = staticmethod(lambda e: ca.n_nodes(e))

    @staticmethod
    def build(fn, d):
        e = z
        for _ in range(d):
            e = ca.tanh(e) if fn == 'tanh' else 1 / (1 + ca.exp(-e))
        return e

    @staticmethod
    def wide(k, n):
        fs = [(z + i) / (1 + ca.exp(-i * z)) for i in range(1, n + 1)]
        return common.balanced(fs, operator.mul if k == 'prod' else operator.add)

    prove = staticmethod(lambda l, r: (ca.is_equal(ca.simplify(l - r), ca.SX(0), 100), 'simplify'))


common.main(P)
