"""Writes tests/data/formulas.tsv: formulas and their derivatives as SymPy finds them, one piece at a time.

    python3 bench/own_formulas.py > tests/data/formulas.tsv

SymPy differentiates each piece; the borders between pieces belong to none.
"""

import sympy
from notation import read, write, z

SMOOTH = """
z^5-3*z^2+1 | z^(7/3) | z^(-4)/(1+z^2) | (1+z^2)^(1/3) | (2*z-1)^7*(z+3)^2 | 1/(1+z^4)^2 | sqrt(1+sqrt(1+z^2)) | sqrt(z+sqrt(z))
e^(sin(z)) | e^(-z^2/2)*cos(3*z) | e^(e^z) | 2^z | 10^(-z)*z^3 | z^z | z^(1/z) | (1+z^2)^z | (2+sin(z))^(cos(z)) | e^(-1/z^2)
ln(z+sqrt(z^2+1)) | ln(ln(1+e^z)) | ln(sin(z)^2+2) | log2(1+z^2) | log10(z)/z | log_b(3,z) | ln(z)^3/z | log1p(z^2)*expm1(-z)
sin(cos(tan(z/4))) | tan(z)^3 | sec(z)*csc(z) | cot(z/2) | sin(1/z) | z*sin(z)*e^z*ln(z) | atan((1+z)/(1-z)) | asin(z/5)+acos(z/7)
tanh(z)*sinh(z)/cosh(z)^3 | sech(z)^2 | csch(z)+coth(z) | asinh(z^2) | acosh(2+z^2) | atanh(sin(z)/2) | sigmoid(z)^2*(1-sigmoid(z))
softplus(z)/(1+softplus(-z)) | softplus(sin(z)) | erf(z)*erfc(z) | Phi(z)*phi(z) | z*Phi(z)+phi(z) | erf(sqrt(z)) | sigmoid(tanh(erf(z)))
z*tanh(softplus(z)) | z*sigmoid(1.702*z) | z*atan(softplus(z)) | tanh(ln(1+sigmoid(z)))*z | a*z/(b+e^(-a*z)) | z^a*(1-z/9)^b | a^z/(1+a^z)
ln(b+z^2)/ln(a+1) | (z^2+a)^(1/2)/(z^2+b) | e^(a*z)*sin(b*z) | (1+a*z^2)^(-b) | z/(1+e^(-a*(z-b)))
"""

PIECES = [
    ("|z|^3", [("-z^3", "z<0"), ("z^3", "z>0")]),
    ("max(z, 1-z)*e^z", [("(1-z)*e^z", "z<1/2"), ("z*e^z", "z>1/2")]),
    ("min(z+2, 3-2*z)^2", [("(z+2)^2", "z<1/3"), ("(3-2*z)^2", "z>1/3")]),
    ("sign(z-1)*sin(z)", [("-sin(z)", "z<1"), ("sin(z)", "z>1")]),
    ("{a*(e^z-1) if z<0; tanh(z) if z<1; z^2 otherwise}", [("a*(e^z-1)", "z<0"), ("tanh(z)", "0<z<1"), ("z^2", "z>1")]),
    ("||z|-1|*z", [("(-z-1)*z", "z<-1"), ("(1+z)*z", "-1<z<0"), ("(1-z)*z", "0<z<1"), ("(z-1)*z", "z>1")]),
    ("max(0, min(1, 0.2*z+0.5))", [("0*z", "z<-2.5"), ("0.2*z+0.5", "-2.5<z<2.5"), ("1+0*z", "z>2.5")]),
]


def derivative(formula):
    return write(sympy.diff(read(formula), z))


def assumptions(formula):
    found = sympy.Add(*[read(f) for f in formula]).free_symbols
    return ",".join(f"{name} > 0" for name in sorted(str(symbol) for symbol in found if symbol != z))


print("formula\tassume\tderivative")
for formula in SMOOTH.replace("\n", " | ").split(" | "):
    if formula.strip():
        print(formula.strip(), assumptions([formula.strip()]), derivative(formula.strip()), sep="\t")
for formula, pieces in PIECES:
    cases = "; ".join(f"{derivative(f)} if {when}" for f, when in pieces)
    print(formula, assumptions([f for f, _ in pieces]), "{" + cases + "}", sep="\t")
