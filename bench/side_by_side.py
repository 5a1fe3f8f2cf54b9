#!/usr/bin/env python3
"""Compares gprime with other systems: the same generated inputs, one process at a time, in turn, on one core.

    bench/side_by_side.py                      install the peers, build gprime, run everything, print the table
    bench/side_by_side.py --quick              fewer rounds and smaller limits
    bench/side_by_side.py --work batch,depth   only some workloads
    bench/side_by_side.py --peers ginac        gprime and only some peers
    bench/side_by_side.py --no-setup           use what is installed and built

Peers come from public packages: SymPy, SymEngine, CasADi and Symbolica from PyPI, GiNaC and Maxima from Debian, math.js from
npm. One that cannot be installed is reported missing, and the others are compared. Everything that is made goes into the
folder of the variable GPRIME_BENCH, usually one in the temporary directory; out.json holds all figures there.

Every figure is the median over the rounds, of processor seconds that the driver measures inside its process, so that starting
an interpreter does not count; the workload "process" alone is wall time of a whole process. The drivers are
bench/peers/peer_* and examples/bench_driver.rs; the commands they share are told in bench/peers/common.py."""
import argparse, json, os, platform, resource, shutil, signal, statistics, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PEERS = os.path.join(HERE, 'peers')
WORK = os.environ.get('GPRIME_BENCH', os.path.join(tempfile.gettempdir(), 'gprime-bench'))
INPUTS = os.path.join(WORK, 'inputs')
PYTHON = os.path.join(WORK, 'venv', 'bin', 'python')
TARGET = os.environ.get('CARGO_TARGET_DIR', os.path.join(ROOT, 'target'))
OWN = os.path.join(TARGET, 'release', 'examples', 'bench_driver')
PROGRAM = os.path.join(TARGET, 'release', 'gprime')
CORE = '0'

COMMANDS = {
    'gprime': [OWN],
    'sympy': [PYTHON, os.path.join(PEERS, 'peer_sympy.py')],
    'symengine': [PYTHON, os.path.join(PEERS, 'peer_symengine.py')],
    'casadi': [PYTHON, os.path.join(PEERS, 'peer_casadi.py')],
    'symbolica': [PYTHON, os.path.join(PEERS, 'peer_symbolica.py')],
    'ginac': [os.path.join(WORK, 'peer_ginac')],
    'maxima': ['sh', os.path.join(PEERS, 'peer_maxima.sh')],
    'mathjs': ['node', os.path.join(PEERS, 'peer_mathjs.js')],
}
# How each peer shortens the derivatives of higher order, besides leaving them as they are.
SHORTENS = {
    'sympy': 'expand',
    'symengine': 'expand',
    'casadi': 'cse',
    'symbolica': 'expand',
    'ginac': 'normal',
    'maxima': 'ratsimp',
    'mathjs': 'simplify',
}
# Peers whose lines may come only when they end, so that nothing follows from their silence.
SILENT = ('ginac', 'maxima', 'mathjs')
# The bytes that a process may take; the interpreter of math.js reserves more than it uses.
MEMORY = 14 << 30


def setup():
    """Installs what can be installed; what went wrong is told by the peer that is then missing."""
    os.makedirs(os.path.join(WORK, 'js'), exist_ok=True)

    def step(*command, cwd=None):
        done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            print(f'setup: {" ".join(command)}: {done.stderr.strip()[-200:]}', file=sys.stderr)

    for packages in (['libginac-dev', 'g++', 'pkg-config'], ['maxima', 'maxima-share'], ['python3-venv'], ['nodejs', 'npm']):
        have = {'libginac-dev': '/usr/include/ginac/ginac.h', 'maxima': shutil.which('maxima'), 'python3-venv': PYTHON, 'nodejs': shutil.which('npm')}
        if not os.path.exists(have[packages[0]] or '/nowhere'):
            step('apt-get', 'install', '-y', '--no-install-recommends', *packages)
    if not os.path.exists(PYTHON):
        step(sys.executable, '-m', 'venv', os.path.join(WORK, 'venv'))
    for package in ('sympy', 'symengine', 'casadi', 'symbolica'):
        step(PYTHON, '-m', 'pip', 'install', '-q', package)
    step('npm', 'install', '--silent', '--no-package-lock', '--prefix', '.', 'mathjs', cwd=os.path.join(WORK, 'js'))
    step('g++', '-O2', '-std=c++17', os.path.join(PEERS, 'peer_ginac.cpp'), '-o', COMMANDS['ginac'][0], '-lginac', '-lcln')
    built = subprocess.run(['cargo', 'build', '--release', '--locked', '--bin', 'gprime', '--example', 'bench_driver'], cwd=ROOT)
    if built.returncode:
        sys.exit('gprime could not be built')


def run(peer, arguments, limit, deep=False, silence=None):
    """One process: the lines it wrote, the last of them, its wall time and peak memory, and how it ended. It is stopped after
    `limit` seconds, or when it has written nothing for so many seconds of silence."""

    def before():
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if peer != 'mathjs':
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if deep:
            resource.setrlimit(resource.RLIMIT_STACK, (8 << 30, resource.RLIM_INFINITY))

    command = ['taskset', '-c', CORE] + COMMANDS.get(peer, [peer]) + [str(argument) for argument in arguments]
    environment = dict(os.environ, MATHJS=os.path.join(WORK, 'js'), **({'DEEP': '1'} if deep else {}))
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, preexec_fn=before, env=environment)

        written, late = [0, start], []

        def look(*_):
            size, now = os.fstat(out.fileno()).st_size, time.perf_counter()
            if size != written[0]:
                written[:] = size, now
            if now - start >= limit or silence and peer not in SILENT and now - written[1] >= silence:
                late.append(now)
                try:
                    os.killpg(child.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass

        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, min(0.5, limit), 0.5)
        _, status, usage = os.wait4(child.pid, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        wall = time.perf_counter() - start
        child.returncode = 0
        out.seek(0)
        text = out.read().decode(errors='replace')
    lines = []
    for line in text.split('\n'):
        if line.startswith('{'):
            try:
                lines.append(json.loads(line))
            except ValueError:
                pass
    if late:
        end = 'time'
    elif os.WIFSIGNALED(status):
        end = f'signal {os.WTERMSIG(status)}'
    else:
        end = 'ok' if status == 0 else f'exit {os.WEXITSTATUS(status)}'
    return {'lines': lines, 'last': lines[-1] if lines else {}, 'wall': wall, 'mb': usage.ru_maxrss / 1024, 'end': end}


def each(done, key, size):
    """Microseconds for one of so many parts."""
    seconds = done['last'].get(key)
    return seconds / size * 1e6 if seconds else None


def both(done, size):
    """Microseconds for one of so many parts, without and with the check, and what else a row has."""
    found = each(done, 'diff_s', size)
    return found, each(done, 'checked_s', size) or found, done['end'], done['mb']


class Bench:
    def __init__(self, peers, rounds, quick):
        self.peers, self.rounds, self.quick = peers, rounds, quick
        self.rows = []

    def case(self, workload, case, unit, measure, peers=None, rounds=None):
        """Runs a case on every peer in turn, round after round. `measure(peer)` gives a figure, a note, the memory, and,
        where a peer may do only a part of the work, how much it did: only those that did most are compared with."""
        figures, notes, memory, done = {}, {}, {}, {}
        for _ in range(rounds or self.rounds):
            for peer in peers or self.peers:
                if peer in notes and peer not in figures:
                    continue  # it failed in the round before
                figure, notes[peer], memory[peer], *part = measure(peer)
                done[peer] = part[0] if part else 1
                if figure is not None:
                    figures.setdefault(peer, []).append(figure)
        medians = {peer: statistics.median(values) for peer, values in figures.items()}
        row = {'workload': workload, 'case': case, 'unit': unit, 'median': medians, 'notes': notes, 'mb': memory, 'all': figures}
        row['done'] = done
        self.rows.append(row)
        print(line(row), flush=True)
        return row

    def twice(self, workload, case, unit, measure, peers=None, rounds=None):
        """Two rows of the same runs: `measure(peer)` gives the figure with the derivation recorded, that with every step
        checked as well, and what else `case` is given. No peer checks anything: it has one figure in both rows."""
        found = {}

        def recorded(peer):
            figure, checked, *rest = measure(peer)
            found.setdefault(peer, []).append([checked] + rest)
            return [figure] + rest

        row = self.case(workload, f'{case}, derivation recorded', unit, recorded, peers, rounds)
        again = {peer: iter(runs) for peer, runs in found.items()}
        self.case(workload, f'{case}, every step checked as well', unit, lambda peer: next(again[peer]), peers, rounds)
        return row

    def growing(self, workload, cases, unit, measure, rows=None):
        """Cases of growing size; a peer that failed is not asked for larger ones."""
        left = list(self.peers)
        for case in cases:
            row = (rows or self.case)(workload, f'{case:,}', unit, lambda peer: measure(peer, case), left, 1 if case >= 10**5 else None)
            left = [peer for peer in left if peer in row['median']]

    def process(self):
        formula = open(os.path.join(INPUTS, 'w1.txt')).read().strip()

        def measure(peer):
            if peer == 'gprime':
                done = run(PROGRAM, ['derive', formula, '--steps', 'none'], 60)
            else:
                done = run(peer, ['w1', formula], 60) if peer != 'true' else run('/bin/true', [], 60)
            return done['wall'] * 1e3 if done['end'] == 'ok' else None, done['end'], done['mb']

        peers = self.peers + ['true']  # what starting any process takes
        self.case('process', 'parse to simplified output', 'ms', measure, peers, 3 * self.rounds)

    def catalogue(self):
        path = os.path.join(INPUTS, 'w2.txt')
        names = [text.split('\t')[0] for text in open(path)]
        found = {}
        for peer in self.peers:
            lines = []
            while len(lines) < len(names):
                done = run(peer, ['w2', path, len(lines)], 60 if self.quick else 240, silence=10 if self.quick else 60)
                lines += [text for text in done['lines'] if 'name' in text]
                if done['end'] == 'ok' or peer in SILENT or len(lines) >= len(names):
                    break
                lines.append({'name': names[len(lines)], 'error': done['end']})
            found[peer] = ([text for text in lines if 'error' not in text], done['mb'])

        def stage(key, others=None):
            """The median of a figure; peers have another one, as none of them checks anything."""

            def measure(peer):
                lines, mb = found[peer]
                own = key if others is None or peer == 'gprime' else others
                values = [text[own] for text in lines if text.get(own) is not None]
                return statistics.median(values) if values else None, f'{len(values)} of {len(names)}', mb

            return measure

        self.case('catalogue', 'parse', 'µs a formula', stage('parse_us'), rounds=1)
        self.case('catalogue', 'differentiate, derivation recorded', 'µs a formula', stage('diff_us'), rounds=1)
        self.case('catalogue', 'differentiate, every step checked as well', 'µs a formula', stage('checked_us', 'diff_us'), rounds=1)
        self.case('catalogue', 'simplify or closed form', 'µs a formula', stage('simp_us'), rounds=1)

    def orders(self):
        cap = 3 if self.quick else 10
        for text in open(os.path.join(INPUTS, 'w3.txt')):
            name, formula = text.rstrip('\n').split('\t')
            if name not in ('tanh', 'sigmoid', 'mish'):
                continue
            raw = {}
            for peer in self.peers:
                for mode in ['raw'] + ([SHORTENS[peer]] if peer in SHORTENS else []):
                    done = run(peer, ['w3', formula, mode, cap, 500], cap + 5)
                    last = done['last']
                    if last.get('n', 0) > raw.get(peer, ({}, 0))[0].get('n', 0) or peer not in raw:
                        raw[peer] = (last, done['mb'], mode)

            def highest(peer):
                last, mb, mode = raw[peer]
                return last.get('n'), f'{mode}, {last.get("t", 0):.2f} s', mb

            def seconds(peer):
                last, mb, mode = raw[peer]
                return (last['t'] * 1e3 if last.get('n') == 500 else None), mode, mb

            self.case('order', f'{name}: highest within {cap} s', 'order', highest, rounds=1)
            self.case('order', f'{name}: order 500', 'ms', seconds, rounds=1)

    def depth(self):
        sizes = [10**k for k in range(2, 7)]

        def ran(peer, size, function, what):
            path = os.path.join(INPUTS, f'w4_{function}_{size}.txt')
            limit = (8 if self.quick else 20) * (15 if peer == 'casadi' and size >= 10**6 else 1)
            return run(peer, ['w4', function, size, what, path], limit)

        def parsing(peer, size):
            done = ran(peer, size, 'tanh', 'parse')
            return each(done, 'parse_s', size), done['end'], done['mb']

        for function in ('tanh', 'sigmoid'):
            measure = lambda peer, size: both(ran(peer, size, function, 'build'), size)
            self.growing(f'depth of {function}', sizes, 'µs a level', measure, self.twice)
        self.growing('parse nested tanh', sizes, 'µs a level', parsing)

    def width(self):
        for kind, what in (('prod', 'product of n factors'), ('sum', 'sum of n terms')):

            def measure(peer, size):
                limit = (8 if self.quick else 20) * (10 if peer == 'casadi' and size >= 10**5 else 1)
                return both(run(peer, ['w6', kind, size], limit), size)

            self.growing(what, [10**k for k in range(1, 7)], 'µs a part', measure, self.twice)

    def batch(self):
        cap = 4 if self.quick else 10
        for kind in ('smooth', 'all'):

            def measure(peer):
                done = run(peer, ['w5', os.path.join(INPUTS, f'w5_{kind}.txt'), cap], 120)
                last = done['last']
                unsupported = last.get('unsupported_frac') or 0
                note = f'{unsupported:.0%} not done' if unsupported else 'all done'
                rate = last.get('per_s')
                return rate, last.get('checked_per_s', rate), note, done['mb'], 1 - unsupported

            self.twice('batch', f'{kind} operators', 'formulas a second', measure)

    def equalities(self):
        path = os.path.join(INPUTS, 'w7.txt')
        pairs = [text.split('\t')[0] for text in open(path)]
        true = sum(not name.startswith('x_') for name in pairs)

        def measure(peer):
            rows, start = [], 0
            while start < len(pairs):
                done = run(peer, ['w7', path, start], 60 if self.quick else 200, silence=10 if self.quick else 60)
                rows += [text for text in done['lines'] if 'i' in text]
                if done['end'] == 'ok' or peer == 'maxima':
                    break
                start = max([text['i'] for text in rows] + [start - 1]) + 2  # the pair behind the one that failed
            proved = [text for text in rows if text['proved'] and text['i'] < true]
            wrong = sum(text['proved'] for text in rows if text['i'] >= true)
            note = f'{len(proved)} of {true} proved' + (f', {wrong} wrong' if wrong else '')
            return sum(text['ms'] for text in proved) if proved else None, note, done['mb'], len(proved) / true

        self.case('equalities', 'all that are proved', 'ms', measure)

    def own(self):
        """What each stage of gprime costs for one distinct node, and what one hash-consed node costs."""
        done = run('gprime', ['floor'], 60)['last']
        for key, what in (('make_ns', 'a new node'), ('find_ns', 'a node found again')):
            self.case('own: the store', what, 'ns', lambda peer: (done.get(key), 'ok', 0), ['gprime'], 1)
        for name, arguments in (('nested sigmoid', ['w4', 'sigmoid', 10**5, 'build', '-', 'print']), ('product', ['w6', 'prod', 10**5, 'print'])):
            last = run('gprime', arguments, 60)['last']
            for key, what in (('build_s', 'build'), ('diff_s', 'differentiate'), ('check_s', 'check'), ('print_s', 'print')):
                figure = last[key] / last['nodes'] * 1e9 if key in last else None
                self.case(f'own: {name}, 100,000', what, 'ns a node', lambda peer: (figure, 'ok', 0), ['gprime'], 1)
        last = run('gprime', ['w4', 'tanh', 10**5, 'parse', os.path.join(INPUTS, 'w4_tanh_100000.txt')], 60)['last']
        figure = last['parse_s'] / last['nodes'] * 1e9 if last else None
        self.case('own: nested tanh, 100,000', 'parse', 'ns a node', lambda peer: (figure, 'ok', 0), ['gprime'], 1)


def more_is_better(unit):
    return unit in ('formulas a second', 'order')


def best(row):
    others = {peer: value for peer, value in row['median'].items() if peer not in ('gprime', 'true')}
    if not others:
        return None
    most = max(row['done'][peer] for peer in others)
    others = {peer: value for peer, value in others.items() if row['done'][peer] >= most}
    return (max if more_is_better(row['unit']) else min)(others, key=others.get)


def figure(value):
    return '–' if value is None else f'{value:,.0f}' if value >= 1000 else f'{value:.3g}'


def ratio(row):
    """How many times better gprime is than the best peer."""
    other, own = best(row), row['median'].get('gprime')
    if other is None or not own:
        return None
    theirs = row['median'][other]
    return own / theirs if more_is_better(row['unit']) else theirs / own


def line(row):
    times = ratio(row)
    cells = [f'{peer} {figure(value)} ({row["notes"][peer]}, {row["mb"][peer]:.0f} MB)' for peer, value in row['median'].items()]
    cells += [f'{peer} – ({note})' for peer, note in row['notes'].items() if peer not in row['median']]
    return f'{row["workload"]}, {row["case"]}, {row["unit"]}: ' + '; '.join(cells) + (f'; {times:.2f} times' if times else '')


def table(rows, peers):
    out = ['| workload | case | unit | ' + ' | '.join(peers) + ' | gprime against the best |', '|---' * (len(peers) + 4) + '|']
    for row in rows:
        cells = []
        for peer in peers:
            value, note = row['median'].get(peer), row['notes'].get(peer)
            told = f' ({note})' if note and note != 'ok' else ''
            cells.append(('–' if value is None else figure(value)) + told)
        times = ratio(row)
        out.append(f'| {row["workload"]} | {row["case"]} | {row["unit"]} | ' + ' | '.join(cells) + f' | {f"{times:.2f} times" if times else ""} |')
    return '\n'.join(out)


def machine():
    try:
        model = next(text.split(':')[1].strip() for text in open('/proc/cpuinfo') if text.startswith('model name'))
    except (OSError, StopIteration):
        model = platform.processor()
    return f'{model}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, load {os.getloadavg()[0]:.1f}'


def main():
    global CORE
    workloads = ['process', 'catalogue', 'orders', 'depth', 'width', 'batch', 'equalities', 'own']
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--peers', help='only these, with commas between')
    parser.add_argument('--work', help=f'only these: {", ".join(workloads)}')
    parser.add_argument('--core', default='0')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--quick', action='store_true')
    parser.add_argument('--no-setup', action='store_true')
    given = parser.parse_args()
    CORE = given.core
    if not given.no_setup:
        setup()
    if not os.path.exists(os.path.join(INPUTS, 'w5_smooth.txt')):
        subprocess.run([sys.executable, os.path.join(PEERS, 'inputs.py'), INPUTS], check=True)
    wanted = ['gprime'] + (given.peers.split(',') if given.peers else [peer for peer in COMMANDS if peer != 'gprime'])
    versions = {peer: run(peer, ['version'], 60)['last'].get('version') for peer in wanted}
    peers = [peer for peer in wanted if versions[peer]]
    for peer in wanted:
        print(f'{peer}: {versions[peer] or "missing"}')
    if 'gprime' not in peers:
        sys.exit('gprime is not built')
    start = machine()
    print(start, flush=True)
    bench = Bench(peers, 1 if given.quick else given.rounds, given.quick)
    for workload in given.work.split(',') if given.work else workloads:
        getattr(bench, workload)()
    print()
    print(table(bench.rows, peers))
    report = {'date': time.strftime('%Y-%m-%d'), 'machine': [start, machine()], 'versions': versions, 'rows': bench.rows}
    path = os.path.join(WORK, 'out.json')
    with open(path, 'w') as out:
        json.dump(report, out, indent=1)
    print(f'\n{path} holds all figures')


main()
