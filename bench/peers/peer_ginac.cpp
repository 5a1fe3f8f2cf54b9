// GiNaC as one of the systems that bench/side_by_side.py compares; the commands are those of common.py.
#include <bits/stdc++.h>
#include <ginac/ginac.h>

#include <chrono>
using namespace GiNaC;
using namespace std;
static double now() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}  // CPU seconds
DECLARE_FUNCTION_1P(Erf)
static ex Erf_diff(const ex& x, unsigned) { return 2 / sqrt(Pi) * exp(-pow(x, 2)); }
REGISTER_FUNCTION(Erf, derivative_func(Erf_diff))
static ex erf_reader(const exvector& v) { return Erf(v[0]); }
static symbol z("z"), a("a"), b("b"), l("l");
static parser* rd;
static ex parse(const string& s) { return (*rd)(s); }
static string str(const ex& e) {
  ostringstream o;
  o << e;
  return o.str();
}
struct ToExp : map_function {
  ex operator()(const ex& e) override {
    if (is_a<GiNaC::function>(e)) {
      ex x = e.op(0).map(*this);
      string n = ex_to<GiNaC::function>(e).get_name();
      if (is_a<GiNaC::function>(e.op(0)) || is_a<symbol>(e.op(0))) x = (*this)(e.op(0));
      ex p = exp(x), q = 1 / exp(x);
      if (n == "tanh") return (p - q) / (p + q);
      if (n == "cosh") return (p + q) / 2;
      if (n == "sinh") return (p - q) / 2;
      if (n == "exp") {
        x = x.expand();
        numeric k(1);
        if (is_a<mul>(x) && is_a<numeric>(x.op(x.nops() - 1))) k = ex_to<numeric>(x.op(x.nops() - 1));
        if (k.is_integer() && !(k == 1)) return pow(exp(x / k), k);
        return exp(x);
      }
    }
    return e.map(*this);
  }
};
template <class F>
static double med(F f, double budget = 0.15) {
  vector<double> t;
  double t0 = now();
  while (t.size() < 5 || (now() - t0 < budget && t.size() < 51)) {
    double s = now();
    f();
    t.push_back(now() - s);
    if (now() - t0 > 30) break;
  }
  sort(t.begin(), t.end());
  return t[t.size() / 2];
}
static string esc(const string& s) {
  string r;
  for (char c : s.substr(0, 400)) {
    if (c == '"' || c == '\\') r += '\\';
    if (c != '\n') r += c;
  }
  return r;
}
int main(int c, char** v) {
  symtab t;
  t["z"] = z;
  t["a"] = a;
  t["b"] = b;
  t["l"] = l;
  t["pi"] = Pi;
  prototype_table pt = get_default_reader();
  pt[make_pair("erf", 1)] = reader_func(erf_reader);
  parser P(t, true, pt);
  rd = &P;
  string cmd = v[1], line;
  if (cmd == "version")
    printf("{\"version\":\"%d.%d.%d\"}\n", GINACLIB_MAJOR_VERSION, GINACLIB_MINOR_VERSION, GINACLIB_MICRO_VERSION);
  else if (cmd == "w1")
    cout << parse(v[2]).diff(z).normal() << endl;
  else if (cmd == "w2") {
    ifstream f(v[2]);
    while (getline(f, line)) {
      auto k = line.find('\t');
      string n = line.substr(0, k), s = line.substr(k + 1);
      try {
        ex e, d, q;
        double tp = med([&] { e = parse(s); }), td = med([&] { d = e.diff(z); }), ts = med([&] { q = d.normal(); });
        printf("{\"name\":\"%s\",\"parse_us\":%.3f,\"diff_us\":%.3f,\"simp_us\":%.3f,\"raw\":\"%s\",\"out\":\"%s\"}\n",
               n.c_str(), tp * 1e6, td * 1e6, ts * 1e6, esc(str(d)).c_str(), esc(str(q)).c_str());
      } catch (exception& x) {
        printf("{\"name\":\"%s\",\"error\":\"%s\"}\n", n.c_str(), esc(x.what()).c_str());
      }
      fflush(stdout);
    }
  } else if (cmd == "w3") {
    ex e = parse(v[2]);
    string m = v[3];
    double cap = atof(v[4]), tot = 0;
    int nmax = atoi(v[5]);
    set<int> ns{1,  2,  3,  4,  5,  6,  7,   8,   10,  12,  14,  16,  20,  24,
                28, 32, 40, 48, 64, 80, 100, 128, 160, 200, 256, 300, 400, 500};
    for (int n = 1; n <= nmax; n++) {
      double s = now();
      e = e.diff(z);
      if (m == "expand") e = e.expand();
      if (m == "normal") e = e.normal();
      tot += now() - s;
      if (tot > cap) break;
      if (ns.count(n))
        printf("{\"n\":%d,\"t\":%.9f,\"marks\":[[%d,%.9f,%zu]]}\n", n, tot, n, tot, str(e).size());
      else
        printf("{\"n\":%d,\"t\":%.9f,\"marks\":[]}\n", n, tot);
      fflush(stdout);
    }
  } else if (cmd == "w4") {
    string fn = v[2];
    int d = atoi(v[3]);
    if (string(v[4]) == "parse") {
      ifstream f(v[5]);
      getline(f, line);
      double s = now();
      ex e = parse(line);
      printf("{\"parse_s\":%.9f}\n", now() - s);
    } else {
      double s = now();
      ex e = z;
      for (int i = 0; i < d; i++) e = fn == "tanh" ? ex(tanh(e)) : ex(1 / (1 + exp(-e)));
      double bt = now() - s;
      printf("{\"build_s\":%.9f}\n", bt);
      fflush(stdout);
      vector<double> ts;
      for (int i = 0; i < (d <= 1000 ? 5 : 1); i++) {
        s = now();
        ex r = e.diff(z);
        ts.push_back(now() - s);
      }
      sort(ts.begin(), ts.end());
      printf("{\"build_s\":%.9f,\"diff_s\":%.9f,\"runs\":%zu}\n", bt, ts[ts.size() / 2], ts.size());
    }
    fflush(stdout);
    _exit(0);
  } else if (cmd == "w5") {
    ifstream f(v[2]);
    vector<string> L;
    while (getline(f, line)) L.push_back(line);
    double cap = atof(v[3]);
    size_t n = 0, err = 0;
    double tp = 0, td = 0, t0 = now();
    for (auto& s : L) {
      try {
        double t1 = now();
        ex e = parse(s);
        double t2 = now();
        tp += t2 - t1;
        ex d = e.diff(z);
        td += now() - t2;
      } catch (exception&) {
        err++;
      }
      n++;
      if (n % 64 == 0 && now() - t0 > cap) break;
    }
    double w = now() - t0;
    printf(
        "{\"n\":%zu,\"wall_s\":%.6f,\"per_s\":%.1f,\"parse_s\":%.6f,\"diff_s\":%.6f,\"errors\":%zu,\"unsupported_"
        "frac\":%.4f}\n",
        n, w, n / w, tp, td, err, double(err) / n);
  } else if (cmd == "w6") {
    int n = atoi(v[3]);
    double s = now();
    exvector x;
    for (int i = 1; i <= n; i++) x.push_back((z + i) / (1 + exp(-i * z)));
    ex e = string(v[2]) == "prod" ? ex(mul(x)) : ex(add(x));
    double bt = now() - s;
    printf("{\"build_s\":%.9f}\n", bt);
    fflush(stdout);
    vector<double> ts;
    for (int i = 0; i < (n <= 100 ? 5 : 1); i++) {
      s = now();
      ex r = e.diff(z);
      ts.push_back(now() - s);
    }
    sort(ts.begin(), ts.end());
    printf("{\"build_s\":%.9f,\"diff_s\":%.9f}\n", bt, ts[ts.size() / 2]);
    fflush(stdout);
    _exit(0);
  } else if (cmd == "w7") {
    ifstream f(v[2]);
    int i = -1, st = atoi(v[3]);
    while (getline(f, line)) {
      if (++i < st) continue;
      auto k = line.find('\t'), k2 = line.find('\t', k + 1);
      string n = line.substr(0, k);
      try {
        ex d = parse(line.substr(k + 1, k2 - k - 1)) - parse(line.substr(k2 + 1));
        double s = now();
        bool ok = d.normal().is_zero();
        string how = "normal";
        if (!ok) {
          how = "exp+normal";
          ToExp te;
          ok = te(te(d)).normal().is_zero();
          if (!ok) ok = te(te(d)).normal().expand().is_zero();
        }
        printf("{\"i\":%d,\"name\":\"%s\",\"proved\":%s,\"how\":\"%s\",\"ms\":%.6f}\n", i, n.c_str(),
               ok ? "true" : "false", how.c_str(), (now() - s) * 1e3);
      } catch (exception& x) {
        printf("{\"i\":%d,\"name\":\"%s\",\"proved\":false,\"error\":\"%s\",\"ms\":null}\n", i, n.c_str(),
               esc(x.what()).c_str());
      }
      fflush(stdout);
    }
  }
}
