"""What every driver does, in any language: DRIVER COMMAND ARGUMENTS… writes JSON objects, one a line.

version                       {"version"}
w1 FORMULA                    prints the simplified derivative: one process from start to end
w2 FILE [START]               name TAB formula a line -> {"name", "parse_us", "diff_us", "simp_us", "raw", "out"} or {"name", "error"};
                              a system that checks its steps tells "checked_us" too, which is "diff_us" and the check
w3 FORMULA MODE CAP MOST      orders 1, 2, … as long as they take CAP seconds together -> {"n", "t", "marks": [[n, t, size]]}
w4 FUNCTION DEPTH build FILE  the derivative of a function nested so deep -> {"build_s", "diff_s"};
                              a system that checks its steps tells "checked_s" too, which is "diff_s" and the check
w4 FUNCTION DEPTH parse FILE  reading it from a file -> {"parse_s"}
w5 FILE CAP                   parse and differentiate each line -> {"n", "per_s", "unsupported_frac"}; a system that checks
                              its steps goes through the lines again and tells "checked_per_s" too
w6 prod|sum COUNT             the derivative of a product or sum of so many parts -> as w4 with build
w7 FILE START                 name TAB left TAB right a line -> {"i", "name", "proved", "how", "ms"}

Times are seconds of the processor that the process has used. What is left when a process is stopped are the lines
written so far, so each says all that is known. The systems in Python share this file."""

import sys, json, time, statistics as st

pc = time.process_time


def emit(**k):
    print(json.dumps(k), flush=True)


def med(f, clear, lo=5, hi=51, budget=0.15):
    """median seconds of f() over >= lo runs; caches cleared before each"""
    ts = []
    t0 = pc()
    while len(ts) < lo or (pc() - t0 < budget and len(ts) < hi):
        if clear:
            clear()
        t = pc()
        r = f()
        ts.append(pc() - t)
        if pc() - t0 > 2 and len(ts) >= 3 or pc() - t0 > 15:
            break
    return st.median(ts), r


def balanced(xs, op):
    xs = list(xs)
    while len(xs) > 1:
        xs = [op(xs[i], xs[i + 1]) if i + 1 < len(xs) else xs[i] for i in range(0, len(xs), 2)]
    return xs[0]


def main(P):
    a = sys.argv[1:]
    cmd = a[0]
    if cmd == 'version':
        emit(version=P.version)
    elif cmd == 'w1':
        print(P.simp(P.diff(P.parse(a[1]))))
    elif cmd == 'w2':
        for i, ln in enumerate(open(a[1])):
            if i < int((a[2:] + ['0'])[0]):
                continue
            n, s = ln.rstrip('\n').split('\t')
            try:
                tp, e = med(lambda: P.parse(s), P.clear)
                td, d = med(lambda: P.diff(e), P.clear)
                if P.bad(d):
                    raise ValueError('unevaluated derivative')
                ts, q = med(lambda: P.simp(d), P.clear) if P.simp else (None, d)
                emit(
                    name=n,
                    parse_us=tp * 1e6,
                    diff_us=td * 1e6,
                    simp_us=ts and ts * 1e6,
                    raw=P.str(d)[:400],
                    out=P.str(q)[:400],
                )
            except Exception as x:
                emit(name=n, error=repr(x)[:160])
    elif cmd == 'w3':
        s, mode, cap, nmax = a[1], a[2], float(a[3]), int(a[4])
        f = P.modes[mode]
        e = P.parse(s)
        tot = 0.0
        n = 0
        marks = []
        ns = {
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            10,
            12,
            14,
            16,
            20,
            24,
            28,
            32,
            40,
            48,
            64,
            80,
            100,
            128,
            160,
            200,
            256,
            300,
            400,
            500,
        }
        while n < nmax:
            t = pc()
            e = f(P.diff(e))
            tot += pc() - t
            if tot > cap:
                break
            n += 1
            if n in ns:
                marks.append([n, tot, P.size(e)])
            emit(n=n, t=tot, marks=marks[-1:] if n in ns else [])
    elif cmd == 'w4':
        fn, d, how, file = a[1], int(a[2]), a[3], a[4]
        if how == 'parse':
            s = open(file).read()
            t = pc()
            e = P.parse(s)
            emit(parse_s=pc() - t)
        else:
            reps = 5 if d <= 1000 else 1
            t = pc()
            e = P.build(fn, d)
            b = pc() - t
            emit(build_s=b)

            def run():
                return P.diff(e)

            ts = []
            for _ in range(reps):
                P.clear and P.clear()
                t = pc()
                r = run()
                ts.append(pc() - t)
                if sum(ts) > 2:
                    break
            emit(build_s=b, diff_s=st.median(ts), runs=len(ts))
        import os

        sys.stdout.flush()
        os._exit(0)  # teardown of deep graphs is not timed
    elif cmd == 'w5':
        L = open(a[1]).read().split('\n')[:-1]
        cap = float(a[2])
        bad = 0
        for s in L[:2000]:
            try:
                bad += bool(P.bad(P.diff(P.parse(s))))
            except Exception:
                bad += 1
            if P.name == 'sympy' and s is L[199]:
                bad *= 10
                break
        P.clear and P.clear()
        tp = td = 0.0
        n = err = 0
        t0 = pc()
        for s in L:
            try:
                t = pc()
                e = P.parse(s)
                t1 = pc()
                tp += t1 - t
                P.diff(e)
                td += pc() - t1
            except Exception:
                err += 1
            n += 1
            if n % 64 == 0 and pc() - t0 > cap:
                break
        w = pc() - t0
        emit(n=n, wall_s=w, per_s=n / w, parse_s=tp, diff_s=td, errors=err, unsupported_frac=bad / min(2000, len(L)))
    elif cmd == 'w6':
        n = int(a[2])
        t = pc()
        e = P.wide(a[1], n)
        b = pc() - t
        emit(build_s=b)
        reps = 5 if n <= 100 else 1
        ts = []
        for _ in range(reps):
            P.clear and P.clear()
            t = pc()
            d = P.diff(e)
            ts.append(pc() - t)
            if sum(ts) > 2:
                break
        emit(build_s=b, diff_s=st.median(ts))
        import os

        sys.stdout.flush()
        os._exit(0)
    elif cmd == 'w7':
        for i, ln in enumerate(open(a[1]).read().split('\n')[:-1]):
            if i < int(a[2]):
                continue
            n, l, r = ln.split('\t')
            try:
                L, R = P.parse(l), P.parse(r)
                P.clear and P.clear()
                t = pc()
                ok, how = P.prove(L, R)
                emit(i=i, name=n, proved=bool(ok), how=how, ms=(pc() - t) * 1e3)
            except Exception as x:
                emit(i=i, name=n, proved=False, error=repr(x)[:120], ms=None)
