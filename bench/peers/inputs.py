#!/usr/bin/env python3
"""Deterministic inputs. Plain infix: + - * / ^ ( ), integers, pi, variable z, parameters a b l,
functions exp log sqrt sin cos sinh cosh tanh atan erf abs max min."""

import random, sys, os, math

out = sys.argv[1] if len(sys.argv) > 1 else 'in'
N5 = int(os.environ.get('W5_N', '100000'))
os.makedirs(out, exist_ok=True)
SIG = '1/(1+exp(-z))'
U = 'sqrt(2/pi)*(z+44715/1000000*z^3)'
DU = 'sqrt(2/pi)*(1+3*44715/1000000*z^2)'
SP = 'log(1+exp(z))'
CAT = [
    ('sigmoid', SIG),
    ('tanh', 'tanh(z)'),
    ('tanh_exp_form', '(exp(z)-exp(-z))/(exp(z)+exp(-z))'),
    ('softplus', SP),
    ('swish', 'z/(1+exp(-z))'),
    ('swish_beta', 'z/(1+exp(-b*z))'),
    ('gelu_tanh', f'z/2*(1+tanh({U}))'),
    ('gelu_erf', 'z/2*(1+erf(z/sqrt(2)))'),
    ('quick_gelu', 'z/(1+exp(-1702/1000*z))'),
    ('mish', f'z*tanh({SP})'),
    ('elu_exp', 'a*(exp(z)-1)'),
    ('selu_exp', 'l*a*(exp(z)-1)'),
    ('snake', 'z+sin(a*z)^2/a'),
    ('isru', 'z/sqrt(1+a*z^2)'),
    ('squareplus', '(z+sqrt(z^2+b))/2'),
    ('arctan', 'atan(z)'),
    ('gaussian', 'exp(-z^2)'),
    ('logsigmoid', '-log(1+exp(-z))'),
    ('tanhshrink', 'z-tanh(z)'),
    ('bent_identity', '(sqrt(z^2+1)-1)/2+z'),
    ('serf', f'z*erf({SP})'),
    ('sinc', 'sin(z)/z'),
    ('logish', f'z*log(1+{SIG})'),
    ('tanhexp', 'z*tanh(exp(z))'),
    ('lisht', 'z*tanh(z)'),
    ('smish', f'z*tanh(log(1+{SIG}))'),
    ('phish', 'z*tanh(z/2*(1+erf(z/sqrt(2))))'),
    ('loglog', '1-exp(-exp(z))'),
    ('gcu', 'z*cos(z)'),
    ('asinh_form', 'log(z+sqrt(z^2+1))'),
    ('softsign_pos', 'z/(1+z)'),
    ('dsilu', f'{SIG}*(1+z*(1-{SIG}))'),
]
open(f'{out}/w2.txt', 'w').write(''.join(f'{n}\t{e}\n' for n, e in CAT))
open(f'{out}/w1.txt', 'w').write(SIG + '\n')
open(f'{out}/w3.txt', 'w').write(
    ''.join(
        f'{n}\t{e}\n'
        for n, e in [('tanh', 'tanh(z)'), ('sigmoid', SIG), ('mish', f'z*tanh({SP})'), ('zgauss', 'z*exp(-z^2)')]
    )
)


def w4(fn, d):
    e = ['tanh('] * d if fn == 'tanh' else ['1/(1+exp(-'] * d
    return ''.join(e) + 'z' + (')' * d if fn == 'tanh' else '))' * d)


for fn in ('tanh', 'sigmoid'):
    for k in (10, 100, 1000, 10**4, 10**5, 10**6):
        open(f'{out}/w4_{fn}_{k}.txt', 'w').write(w4(fn, k) + '\n')

S = f'({SIG})'
UE = f'({U})'
EQ = [
    ('sigmoid_quotient', 'exp(-z)/(1+exp(-z))^2', f'{S}*(1-{S})'),
    ('sigmoid_expanded', 'exp(-z)/(1+exp(-z))^2', f'{S}-{S}^2'),
    ('sigmoid_sym', 'exp(-z)/(1+exp(-z))^2', '1/(2+exp(z)+exp(-z))'),
    ('sigmoid_pos', 'exp(-z)/(1+exp(-z))^2', 'exp(z)/(1+exp(z))^2'),
    ('sigmoid_tanh', f'{S}*(1-{S})', '(1-tanh(z/2)^2)/4'),
    ('sigmoid_cosh', f'{S}*(1-{S})', '1/(4*cosh(z/2)^2)'),
    ('sigmoid_2nd', '2*exp(-2*z)/(1+exp(-z))^3-exp(-z)/(1+exp(-z))^2', f'{S}*(1-{S})*(1-2*{S})'),
    ('tanh_exp', '1-tanh(z)^2', '4/(exp(z)+exp(-z))^2'),
    (
        'tanh_exp_quot',
        '((exp(z)+exp(-z))^2-(exp(z)-exp(-z))^2)/(exp(z)+exp(-z))^2',
        '1-((exp(z)-exp(-z))/(exp(z)+exp(-z)))^2',
    ),
    ('tanh_sech', '1-tanh(z)^2', '1/cosh(z)^2'),
    ('tanh_exp2', '1-tanh(z)^2', '4*exp(2*z)/(exp(2*z)+1)^2'),
    ('tanh_2nd', '-2*tanh(z)*(1-tanh(z)^2)', '-2*sinh(z)/cosh(z)^3'),
    ('tanh_sigmoid2', '4*exp(-2*z)/(1+exp(-2*z))^2', '1-tanh(z)^2'),
    ('softplus', 'exp(z)/(1+exp(z))', SIG),
    ('logsigmoid', 'exp(-z)/(1+exp(-z))', f'1-{S}'),
    ('swish_quot', f'{S}+z*{S}*(1-{S})', '(1+exp(-z)+z*exp(-z))/(1+exp(-z))^2'),
    ('swish_self', f'{S}+z*{S}*(1-{S})', f'z*{S}+{S}*(1-z*{S})'),
    ('swish_pos', f'{S}+z*{S}*(1-{S})', 'exp(z)*(exp(z)+z+1)/(exp(z)+1)^2'),
    (
        'swish_beta',
        '1/(1+exp(-b*z))+b*z*exp(-b*z)/(1+exp(-b*z))^2',
        'b*z/(1+exp(-b*z))+1/(1+exp(-b*z))*(1-b*z/(1+exp(-b*z)))',
    ),
    ('gelu_tanh_sech', f'1/2*(1+tanh({U}))+z/2*(1-tanh({U})^2)*{DU}', f'1/2+1/2*tanh({U})+z*{DU}/(2*cosh({U})^2)'),
    (
        'gelu_tanh_sig',
        f'1/2*(1+tanh({U}))+z/2*(1-tanh({U})^2)*{DU}',
        f'1/(1+exp(-2*{UE}))+2*z*{DU}*exp(-2*{UE})/(1+exp(-2*{UE}))^2',
    ),
    (
        'gelu_erf',
        '1/2*(1+erf(z/sqrt(2)))+z*exp(-z^2/2)/sqrt(2*pi)',
        '1/2+erf(z/sqrt(2))/2+z/2*(2/sqrt(pi))*exp(-(z/sqrt(2))^2)/sqrt(2)',
    ),
    (
        'mish_paper',
        f'tanh({SP})+z*(1-tanh({SP})^2)*{S}',
        'exp(z)*(4*(z+1)+4*exp(2*z)+exp(3*z)+exp(z)*(4*z+6))/(2*exp(z)+exp(2*z)+2)^2',
    ),
    (
        'mish_rational',
        f'tanh({SP})+z*(1-tanh({SP})^2)*exp(z)/(1+exp(z))',
        '((1+exp(z))^2-1)/((1+exp(z))^2+1)+4*z*exp(z)*(1+exp(z))/((1+exp(z))^2+1)^2',
    ),
    ('isru', '1/sqrt(1+a*z^2)-a*z^2/(1+a*z^2)^(3/2)', '1/(1+a*z^2)^(3/2)'),
    ('squareplus', '(1+z/sqrt(z^2+b))/2', '(z+sqrt(z^2+b))/(2*sqrt(z^2+b))'),
    ('snake', '1+2*sin(a*z)*cos(a*z)', '1+sin(2*a*z)'),
    ('asinh', '(1+z/sqrt(z^2+1))/(z+sqrt(z^2+1))', '1/sqrt(z^2+1)'),
    ('lisht', 'tanh(z)+z*(1-tanh(z)^2)', '(sinh(z)*cosh(z)+z)/cosh(z)^2'),
    ('dsilu', f'2*{S}*(1-{S})+z*{S}*(1-{S})*(1-2*{S})', f'{S}*(1-{S})*(2+z*(1-2*{S}))'),
]
NE = [  # controls: not equal; nothing may be "proved"
    ('x_sigmoid', 'exp(-z)/(1+exp(-z))^2', f'{S}*(1+{S})'),
    ('x_tanh', '1-tanh(z)^2', '4/(exp(z)-exp(-z))^2'),
    ('x_softplus', 'exp(z)/(1+exp(z))', '1/(1+exp(z))'),
    ('x_swish', f'{S}+z*{S}*(1-{S})', f'z*{S}+{S}*(1+z*{S})'),
    (
        'x_mish',
        f'tanh({SP})+z*(1-tanh({SP})^2)*{S}',
        'exp(z)*(4*(z+1)+4*exp(2*z)+exp(3*z)+exp(z)*(4*z+5))/(2*exp(z)+exp(2*z)+2)^2',
    ),
    ('x_isru', '1/sqrt(1+a*z^2)-a*z^2/(1+a*z^2)^(3/2)', '1/(1+a*z^2)^(1/2)'),
]
assert len(EQ) == 30
env = dict(
    exp=math.exp,
    log=math.log,
    sqrt=math.sqrt,
    sin=math.sin,
    cos=math.cos,
    sinh=math.sinh,
    cosh=math.cosh,
    tanh=math.tanh,
    erf=math.erf,
    atan=math.atan,
    pi=math.pi,
)
for grp, want in ((EQ, True), (NE, False)):  # numeric check of the claim behind each pair
    for n, l, r in grp:
        ok = True
        for zz in (-1.3, -0.4, 0.3, 0.9, 2.1):
            env.update(z=zz, a=0.7, b=1.6)
            x, y = (eval(s.replace('^', '**'), env) for s in (l, r))
            ok &= abs(x - y) < 1e-9 * max(1, abs(x))
        assert ok == want, n
open(f'{out}/w7.txt', 'w').write(''.join(f'{n}\t{l}\t{r}\n' for n, l, r in EQ + NE))

# W5: core units b(u1(x1), u2(x2)) of "Searching for Activation Functions", nested 1..2
UN_S = [
    '{x}',
    '-{x}',
    '{x}^2',
    '{x}^3',
    'b*{x}',
    '{x}+b',
    'exp({x})',
    'sin({x})',
    'cos({x})',
    'sinh({x})',
    'cosh({x})',
    'tanh({x})',
    'atan({x})',
    '1/(1+exp(-{x}))',
    'log(1+exp({x}))',
    'exp(-{x}^2)',
    'erf({x})',
]
UN_N = ['abs({x})', 'sqrt(abs({x}))', 'log(abs({x})+1/1000000)', 'max({x},0)', 'min({x},0)']
BI_S = [
    '({p})+({q})',
    '({p})*({q})',
    '({p})-({q})',
    '({p})/(({q})+1/1000000)',
    '1/(1+exp(-({p})))*({q})',
    'b*({p})+(1-b)*({q})',
]
BI_N = ['max({p},{q})', 'min({p},{q})']


def unit(rnd, un, bi, x1, x2):
    f = lambda x: rnd.choice(un).format(x=x if x == 'z' else f'({x})')
    return rnd.choice(bi).format(p=f(x1), q=f(x2))


def cand(rnd, un, bi):
    e = unit(rnd, un, bi, 'z', 'z')
    return e if rnd.random() < 0.5 else unit(rnd, un, bi, e, 'z')


for name, un, bi, seed in (('all', UN_S + UN_N, BI_S + BI_N, 1), ('smooth', UN_S, BI_S, 2)):
    rnd = random.Random(seed)
    with open(f'{out}/w5_{name}.txt', 'w') as f:
        seen = set()  # every line distinct
        while len(seen) < N5:
            c = cand(rnd, un, bi)
            if c not in seen:
                seen.add(c)
                f.write(c + '\n')
