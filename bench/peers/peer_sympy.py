"""SymPy as one of the systems that bench/side_by_side.py compares; the commands are those of common.py."""
import os, sys

if os.environ.get('DEEP'):
    sys.setrecursionlimit(10**7)
import sympy as sp
from sympy.core.cache import clear_cache
from sympy.parsing.sympy_parser import parse_expr
import common

z = sp.Symbol('z', real=True)  # a plain complex Symbol is slower: tanh of tanh hangs in assumptions
ns = dict(
    z=z,
    a=sp.Symbol('a', positive=True),
    b=sp.Symbol('b', positive=True),
    l=sp.Symbol('l', positive=True),
    max=sp.Max,
    min=sp.Min,
    abs=sp.Abs,
)


class P:
    name = 'sympy'
    version = sp.__version__
    clear = staticmethod(clear_cache)
    parse = staticmethod(lambda s: sp.sympify(s.replace('^', '**'), locals=ns))
    diff = staticmethod(lambda e: sp.diff(e, z))
    simp = staticmethod(sp.simplify)
    str = staticmethod(str)
    bad = staticmethod(lambda d: d.has(sp.Derivative))
    modes = dict(raw=lambda e: e, expand=sp.expand, simplify=sp.simplify)
    size = staticmethod(lambda e: len(str(e)))

    @staticmethod
    def build(fn, d):
        e = z
        for _ in range(d):
            e = sp.tanh(e) if fn == 'tanh' else 1 / (1 + sp.exp(-e))
        return e

    @staticmethod
    def wide(k, n):
        fs = [(z + i) / (1 + sp.exp(-i * z)) for i in range(1, n + 1)]
        return sp.Mul(*fs) if k == 'prod' else sp.Add(*fs)

    @staticmethod
    def prove(l, r):
        d = l - r
        if sp.simplify(d) == 0:
            return True, 'simplify'
        d = d.rewrite(sp.exp)
        return sp.simplify(d) == 0, 'rewrite(exp)+simplify'


common.main(P)
