"""Programs whose results, prints and errors must not depend on being traced."""

from __future__ import annotations

__all__ = ["FAILING", "PROGRAMS"]

PROGRAMS = {
    "two lambdas of one form on one line": """
r = (lambda q: [q, 1])(5), (lambda q: [q, 2.5])(5), (lambda q: [q, 'a'])(5), (lambda q: [q, True])(5)
""",
    "arithmetic": """
a = 3
b = a * (2 + a) // 4 - -a
c = [a, b][1] ** 2 % 7
""",
    "assignments": """
a = b = [1]
a += [2]
b[0] += 5
x, *rest = range(4)
(p, q), r = (1, 2), 3
n: int = 4
m: int
""",
    "conditions": """
a = 3
b = 'yes' if a > 2 else 'no'
c = a > 2 and a < 5 or None
d = 1 < a <= 3 != 4
e = not a
""",
    "walrus": """
if (n := len('abc')) > 2:
    m = [y := 1, y ** 2]
k = [last := i for i in range(3)]
""",
    "comprehensions": """
a = [i * j for i in range(3) for j in range(i) if i != 2]
b = {k: v for k, v in zip('ab', range(2))}
c = {x % 2 for x in a}
d = sum(x for x in range(4))
e = [[y for y in range(x)] for x in range(3)]
""",
    "f-strings": """
v = 3.14159
n = 5
s = f'{v:.2f} {v!r} {n=} {v:{n}.1f} {{}} {f"{n}"}'
print(s)
""",
    "stars": """
def f(*a, k=1, **kw):
    return a, k, kw
r = f(1, *[2, 3], k=4, **{'z': 5})
l = [*r[0], *{6}]
d = {**r[2], 'y': 7}
""",
    "defaults": """
def f(a, /, b=2, *, c=3):
    return a + b + c
r = f(1), f(1, 1), f(1, c=1)
""",
    "mutable default": """
def f(a=[]):
    a.append(1)
    return a
f()
r = f()
""",
    "closures": """
def make():
    n = 0
    def count():
        nonlocal n
        n += 1
        return n
    return count
c = make()
r = [c(), c(), make()()]
""",
    "global": """
n = 0
def f():
    global n, m
    n += 1
    m = n
f()
f()
""",
    "lambdas": """
f = lambda x, y=2: x * y
r = f(3), sorted('bca', key=lambda s: -ord(s)), (lambda: (lambda: 7)())()
""",
    "decorators": """
import functools
def twice(f):
    @functools.wraps(f)
    def inner(*a):
        return f(f(*a))
    return inner
@twice
def g(x):
    'doc'
    return x + 1
r = g(1), g.__name__, g.__doc__
@functools.lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
s = fib(15)
""",
    "classes": """
class A:
    kind = 'a'
    n: int = 1
    def __init__(self, v):
        self.v = v
    def get(self):
        return self.v
    @property
    def double(self):
        return self.v * 2
    @staticmethod
    def s(x):
        return x
    @classmethod
    def c(cls):
        return cls.kind
    def __repr__(self):
        return f'A({self.v})'
class B(A):
    kind = 'b'
    def get(self):
        return super().get() + 1
    def name(self):
        return __class__.__name__
b = B(4)
r = b.get(), b.double, B.s(3), B.c(), b.name(), repr(b), B.__mro__[1].__name__
""",
    "class scope": """
x = 1
class C:
    x = 2
    y = [x for _ in range(1)]
    def f(self):
        return x
r = C.y, C().f()
""",
    "dataclass": """
from dataclasses import dataclass
@dataclass(frozen=True)
class P:
    a: int
    b: int = 2
r = repr(P(1)), P(1) == P(1, 2)
""",
    "private names": """
class C:
    def __init__(self):
        self.__v = 3
    def get(self):
        return self.__v
r = C().get(), vars(C())
""",
    "generators": """
def g(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got
i = g(2)
r = [next(i), i.send('x')]
def h():
    r = yield from g(1)
    yield r
s = list(h())
""",
    "async": """
import asyncio
async def f(x):
    await asyncio.sleep(0)
    return x + 1
async def agen():
    for i in range(3):
        yield i
class M:
    async def __aenter__(self):
        return 5
    async def __aexit__(self, *e):
        return False
async def main():
    async with M() as m:
        pass
    return [x async for x in agen()], await f(1), m, [await f(i) for i in range(2)]
r = asyncio.run(main())
""",
    "top-level await": """
import asyncio
async def f(x):
    await asyncio.sleep(0)
    return x
r = await f(3)
s = [await f(i) for i in range(2)]
""",
    "match": """
def f(v):
    match v:
        case 0 | 1:
            return 'small'
        case [a, *rest] if rest:
            return a, rest
        case {'k': k, **others}:
            return k, others
        case str() as s:
            return s
        case _:
            return None
r = [f(v) for v in (0, [1, 2, 3], {'k': 1, 'z': 2}, 'hi', 3.0)]
""",
    "try": """
out = []
for v in (1, 0, 'a'):
    try:
        out.append(1 / v)
    except ZeroDivisionError as e:
        out.append(str(e))
    except TypeError:
        out.append('type')
    else:
        out.append('fine')
    finally:
        out.append('done')
""",
    "exception groups": """
r = []
try:
    raise ExceptionGroup('g', [ValueError('v'), KeyError('k')])
except* ValueError as g:
    r.append(len(g.exceptions))
except* KeyError:
    r.append('k')
""",
    "with": """
import contextlib
@contextlib.contextmanager
def m(v):
    yield v
    print('left', v)
with m(1) as a, m((2, 3)) as (b, c):
    r = a + b + c
""",
    "loops": """
r = []
for i, (a, b) in enumerate([(1, 2), (3, 4)]):
    if i == 5:
        break
    r.append(a * b)
else:
    r.append('end')
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    r.append(n)
""",
    "delete": """
a = [1, 2, 3]
del a[0]
b = {'k': 1}
del b['k']
c = 1
del c
""",
    "slices": """
a = list(range(9))
a[1:3] = 'xy'
b = a[::-2], a[-1], a[:2]
import types
s = types.SimpleNamespace(v=[0])
s.v[0] += 4
s.w = s.v
""",
    "evaluation order": """
log = []
def t(x):
    log.append(x)
    return x
d = {t('k'): t('v')}
r = t(1) + t(2) * t(3)
[t(0)][t(0)] = t('value')
f = lambda *a, **k: a
f(t('a'), *t('bc'), x=t('x'))
q = t(1) < t(0) < t(9)
""",
    "identity": """
a = 1000
b = a
r = a is b, [] is [], (lambda x: x)(a) is a
class E:
    def __eq__(self, o):
        return NotImplemented
s = (E() == 3)
""",
    "introspection": """
import inspect, sys
def f(a, b=1):
    '''Doc.'''
    return sorted(locals())
code = f.__code__
r = f(1), f.__defaults__, code.co_varnames, code.co_firstlineno, code.co_argcount, f.__qualname__, f.__doc__
q = str(inspect.signature(f))
s = sorted(k for k in globals() if not k.startswith('__'))
""",
    "recursion": """
def f(n):
    return 0 if n == 0 else 1 + f(n - 1)
r = f(150)
""",
    "type hints": """
from __future__ import annotations
def f(a: Missing, b: list[int] = []) -> Nope:
    c: Whatever = 3
    return c
r = f(1), f.__annotations__
""",
    "unicode": """
größe = 'ä'; wert = größe * 2; ñ = [größe for _ in 'αβ']
""",
    "docstring only": """
def f():
    '''Only words.'''
r = f(), f.__doc__
""",
    "assert": """
a = 3
assert a == 3, 'no'
assert (a, 'x')[0]
""",
    "imports": """
import os.path as p
from math import pi as tau, floor
r = p.basename('/a/b'), floor(tau)
def f():
    import json
    return json.dumps([1])
s = f()
""",
    "string tricks": r"""
r = 'a' 'b', b'x' * 2, r'\n', '''multi
line'''.splitlines(), '%s-%s' % (1, 2), '{0}{0}'.format('z')
""",
    "operators": """
import numpy as np
a = np.arange(4.0).reshape(2, 2)
b = (a @ a).tolist(), (a.T[0] ** 2).tolist(), float(np.mean(a)), (~np.array([True])).tolist()
d = a[..., 0].tolist(), a[a > 1].tolist()
a[0, 0] = 7
a[1] += 1
c = a.tolist()
""",
}

FAILING = {
    "name": """
a = 1
b = missing + a
""",
    "argument": """
def f(x):
    return x.y
r = f(
    1,
)
""",
    "nested": r"""
def g(x):
    return 1 / x
def f(x):
    y = g(x) + \
        1
    return y
r = [f(v) for v in (1, 0)]
""",
    "operator": """
a = 'x'
b = (1 +
     a)
""",
    "subscript": """
d = {'a': {}}
r = d['a']['b']
""",
    "chained": """
try:
    1 / 0
except ZeroDivisionError as e:
    raise ValueError('second') from e
""",
    "lambda": """
r = sorted([1, 'a'], key=lambda v: v + 1)
""",
    "comprehension": """
r = [10 // v for v in (2, 0)]
""",
    "generator": """
def g():
    yield 1
    raise KeyError('inside')
r = list(g())
""",
    "class body": """
class A:
    x = 1
    y = x.nothing
""",
    "method": """
class A:
    def f(self, *, k):
        return k
A().f(2)
""",
    "wrong call": """
def f(a, b):
    return a
f(1)
""",
    "assert": """
v = 2
assert v == 3, f'v is {v}'
""",
    "system exit": """
import sys
sys.exit(4)
""",
    "unpack": """
a, b = [1, 2, 3]
""",
    "call of none": """
f = None
f(1)
""",
    "with": """
import contextlib
with contextlib.suppress(KeyError):
    {}['x']
    raise AssertionError
raise OSError(2, 'gone')
""",
    "raise in default": """
def f(a=1 / 0):
    return a
""",
    "decorator": """
def d(f):
    raise TypeError('no')
@d
def g():
    pass
""",
    "unbound": """
def f():
    print(x)
    x = 1
f()
""",
    "multi-line call chain": """
class A:
    def step(self):
        return self
    def fail(self):
        return {}['k']
r = (
    A()
    .step()
    .fail()
)
""",
}
