// math.js as one of the systems that bench/side_by_side.py compares; the commands are those of common.py.
const fs = require('fs'),
  path = require('path');
const m = require(path.join(process.env.MATHJS || '.', 'node_modules/mathjs'));
const a = process.argv.slice(2),
  now = () => {
    const u = process.cpuUsage();
    return (u.user + u.system) / 1e6;
  },
  put = (o) => fs.writeSync(1, JSON.stringify(o) + '\n');
const median = (t) => t.sort((x, y) => x - y)[t.length >> 1];
const D = (e) => m.derivative(e, 'z', { simplify: false });
const med = (f) => {
  const t = [],
    t0 = now();
  let r;
  while (t.length < 5 || (now() - t0 < 0.15 && t.length < 51)) {
    const s = now();
    r = f();
    t.push(now() - s);
    if (now() - t0 > 30) break;
  }
  return [median(t), r];
};
const cmd = a[0];
if (cmd == 'version') put({ version: m.version });
if (cmd == 'w1') console.log(m.simplify(D(m.parse(a[1]))).toString());
if (cmd == 'w2')
  for (const ln of fs.readFileSync(a[1], 'utf8').trim().split('\n')) {
    const [n, s] = ln.split('\t');
    try {
      const [tp, e] = med(() => m.parse(s)),
        [td, d] = med(() => D(e)),
        [ts, q] = med(() => m.simplify(d));
      put({
        name: n,
        parse_us: tp * 1e6,
        diff_us: td * 1e6,
        simp_us: ts * 1e6,
        raw: d.toString().slice(0, 400),
        out: q.toString().slice(0, 400),
      });
    } catch (x) {
      put({ name: n, error: String(x.message).slice(0, 160) });
    }
  }
if (cmd == 'w3') {
  let e = m.parse(a[1]),
    tot = 0;
  for (let n = 1; n <= +a[4]; n++) {
    const s = now();
    e = D(e);
    if (a[2] == 'simplify') e = m.simplify(e);
    tot += now() - s;
    if (tot > +a[3]) break;
    put({ n, t: tot, marks: [[n, tot, e.toString().length]] });
  }
}
if (cmd == 'w4') {
  const d = +a[2];
  if (a[3] == 'parse') {
    const s = fs.readFileSync(a[4], 'utf8').trim(),
      t = now();
    m.parse(s);
    put({ parse_s: now() - t });
  } else {
    const t = now();
    let e = new m.SymbolNode('z');
    const C = (x) => new m.ConstantNode(x),
      O = (o, f, x) => new m.OperatorNode(o, f, x);
    for (let i = 0; i < d; i++)
      e =
        a[1] == 'tanh'
          ? new m.FunctionNode('tanh', [e])
          : O('/', 'divide', [C(1), O('+', 'add', [C(1), new m.FunctionNode('exp', [O('-', 'unaryMinus', [e])])])]);
    const b = now() - t;
    put({ build_s: b });
    const ts = [];
    for (let i = 0; i < (d <= 1000 ? 5 : 1); i++) {
      const s = now();
      D(e);
      ts.push(now() - s);
      if (now() - t > 10) break;
    }
    put({ build_s: b, diff_s: median(ts), runs: ts.length });
  }
}
if (cmd == 'w5') {
  const L = fs.readFileSync(a[1], 'utf8').trim().split('\n');
  let n = 0,
    err = 0,
    tp = 0,
    td = 0;
  const t0 = now();
  for (const s of L) {
    try {
      const t = now(),
        e = m.parse(s),
        u = now();
      tp += u - t;
      D(e);
      td += now() - u;
    } catch (x) {
      err++;
    }
    n++;
    if (n % 64 == 0 && now() - t0 > +a[2]) break;
  }
  const w = now() - t0;
  put({ n, wall_s: w, per_s: n / w, parse_s: tp, diff_s: td, errors: err, unsupported_frac: err / n });
}
if (cmd == 'w6') {
  const n = +a[2],
    op = a[1] == 'prod' ? '*' : '+';
  let xs = [];
  const t = now();
  for (let i = 1; i <= n; i++) xs.push(m.parse(`(z+${i})/(1+exp(-${i}*z))`));
  while (xs.length > 1) {
    const y = [];
    for (let i = 0; i < xs.length; i += 2)
      y.push(i + 1 < xs.length ? new m.OperatorNode(op, op == '*' ? 'multiply' : 'add', [xs[i], xs[i + 1]]) : xs[i]);
    xs = y;
  }
  const b = now() - t;
  put({ build_s: b });
  const ts = [];
  for (let i = 0; i < (n <= 100 ? 5 : 1); i++) {
    const s = now();
    D(xs[0]);
    ts.push(now() - s);
  }
  put({ build_s: b, diff_s: median(ts) });
}
if (cmd == 'w7')
  fs.readFileSync(a[1], 'utf8')
    .trim()
    .split('\n')
    .forEach((ln, i) => {
      if (i < +a[2]) return;
      const [n, l, r] = ln.split('\t');
      try {
        const t = now(),
          q = m.simplify(`(${l})-(${r})`).toString();
        put({ i, name: n, proved: q === '0', how: 'simplify', ms: (now() - t) * 1e3 });
      } catch (x) {
        put({ i, name: n, proved: false, error: x.message.slice(0, 120), ms: null });
      }
    });
