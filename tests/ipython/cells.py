"""Cells whose every effect must be the same with and without `%%tape`, by what they show."""

from __future__ import annotations

CELLS = {
    "a value": "x = 6\nx * 7",
    "nothing": "x = 6",
    "None as value": "x = 6\nNone",
    "only comments": "# nothing to run\n# at all",
    "blank first lines": "\n\n\nx = 6\nx + 1",
    "no newline at the end": "x = 6\nx",
    "blank lines at the end": "x = 6\nx\n\n\n",
    "a comment at the end": "x = 6\nx  # six",
    "semicolon": "x = 6\nx;",
    "semicolon and comment": "x = 6\nx; # quiet",
    "several on one line": "x = 6; y = 7; x * y",
    "expressions on the way": "1 + 1\n'a' * 3\n2 + 2",
    "the same array, bit for bit": "import numpy as np\nnp.random.default_rng(0).normal(size=100).cumsum().tobytes()",
    "one line": "[i ** 2 for i in range(5)]",
    "a docstring": "'''What this cell is about.'''\nx = 6",
    "only a string": "'the value'",
    "annotations": "x: int = 6\ny: 'later'\n__annotations__",
    "a class": "class Point:\n    x: int = 3\n    def __repr__(self):\n        return f'<{self.x}>'\nPoint()",
    "a decorated function": (
        "import functools\n@functools.cache\ndef f(n):\n    return n * 2\nf(4), f.__module__, f.__qualname__"
    ),
    "a generator": "def g():\n    yield from range(3)\nlist(g())",
    "try and finally": (
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    kept = str(e)\nfinally:\n    print('done')\nkept"
    ),
    "with and match": (
        "from contextlib import nullcontext\nwith nullcontext(3) as n:\n    match n:\n        case 3: r = 'three'\nr"
    ),
    "walrus, star, lambda": "(a := 3)\n*b, c = [1, 2, 3]\n(lambda: (a, b, c))()",
    "names deleted": "x = 1\ndel x\n'x' in globals()",
    "global at the top": "x = 1\nglobal x\nx = x + 1\nx",
    "star import": "from math import *\nround(pi, 4)",
    "future import": "from __future__ import annotations\ndef f(x: undefined): ...\nf.__annotations__",
    "docstring, then future import": (
        "'''doc'''\nfrom __future__ import annotations\ndef f(x: undefined): ...\nf.__annotations__"
    ),
    "future import further down": (
        "x = 1\nfrom __future__ import annotations\ndef f(x: undefined): ...\nf.__annotations__"
    ),
    "future import at the end": "x = 1\nfrom __future__ import annotations",
    "only a future import": "from __future__ import annotations",
    "a future that is none": "x = 1\nfrom __future__ import flying_cars",
    "locals of the cell": "x = 1\nsorted(n for n in dir() if n.startswith('__t'))",
    "frames of the cell": "import inspect\nlen([f for f in inspect.stack() if 'tapeviz' in f.filename])",
    "printing, then a value": "print('first')\nprint('second')\n3",
    "printing on both streams": "import sys\nprint('out')\nprint('err', file=sys.stderr)\n3",
    "display": "from IPython.display import display\nx = 3\ndisplay\nx",
    # magics of IPython
    "a line magic": "x = %pwd\nisinstance(x, str)",
    "a shell command": "x = !echo hello\nlist(x)",
    "a help line": "x = len\nlen?",
    "a nested cell": "r = get_ipython().run_cell('3 + 4')\nr.result",
    "a nested failing cell": "r = get_ipython().run_cell('1 / 0')\nr.success",
    "doctest prompts": ">>> x = 6\n>>> for i in range(2):\n...     x += i\n>>> x",
    # the language
    "each operand once, in order": (
        "def f(n):\n    print(n, end=' ')\n    return n\n"
        "f(1) + f(2) * f(3), f(4) < f(5) < f(6), f(0) or f(7) and f(8), [f(9)][f(0)], f(1) if f(0) else f(2)"
    ),
    "operators keep their identity": "a = []\nb = a or {}\nb is a, (a and 1) is a, (a, b)[0] is a",
    "calls of every form": (
        "def f(a, /, b=2, *c, d, **e):\n    return a, b, c, d, e\n"
        "f(1, *[2, 3], d=4, **{'e': 5}), f(1, d=0), max([1, 2], key=lambda n: -n)"
    ),
    "a closure with nonlocal": (
        "def counter():\n    n = 0\n    def step():\n        nonlocal n\n        n += 1\n        return n\n"
        "    return step\n"
        "s = counter()\ns(), s()"
    ),
    "a class with super, private names and slots": (
        "class A:\n    __slots__ = ('__x',)\n    def __init__(self):\n        self.__x = 1\n"
        "    def get(self):\n        return self.__x\n"
        "class B(A):\n    def get(self):\n        return super().get() + 1\nB().get(), B.__mro__[1] is A, A.__slots__"
    ),
    "a dataclass": (
        "import dataclasses as dc\n@dc.dataclass\nclass P:\n    x: int\n    y: float = 2.0\nP(1), P(1) == P(1)"
    ),
    "comprehensions": (
        "n = 3\n[(i, j) for i in range(n) for j in range(i) if i + j], {i: i for i in 'ab'}, sum(i for i in (1, 2))"
    ),
    "walrus in a comprehension": "[last := i for i in range(3)], last",
    "f-strings": "x = 3.14159\nf'{x=} {x:.2f} {x!r:>10} {\"q\"}'",
    "slices and ellipsis": (
        "import numpy as np\na = np.arange(24).reshape(2, 3, 4)\na[..., 1:3][0, ::-1].tolist(), a[None].shape"
    ),
    "augmented assignment in place": "import numpy as np\na = b = np.zeros(2)\na += 1\na[0] *= 5\nb.tolist()",
    "unpacking": "(a, (b, *c)), d = (1, (2, 3, 4)), 5\n{**{'x': a}, 'y': [*c, d]}",
    "loops with else, break and continue": (
        "out = []\nfor i in range(5):\n    if i == 1:\n        continue\n    if i == 4:\n        break\n"
        "    out.append(i)\nelse:\n    out.append('else')\n"
        "while out:\n    last = out.pop()\nelse:\n    out.append('done')\nout, last"
    ),
    "exception groups": (
        "try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ValueError as g:\n    n = len(g.exceptions)\nn"
    ),
    "names of a handler are unbound": "try:\n    {}['k']\nexcept KeyError as e:\n    pass\n'e' in globals()",
    "a generator that is not finished": (
        "def g():\n    try:\n        yield 1\n    finally:\n        print('closed')\nit = g()\nnext(it)\nit.close()"
    ),
    "exec and eval": "exec('q = 4')\neval('q * 2'), eval('[i for i in range(q)]')",
    "globals are the namespace": "globals()['made'] = 5\nmade + 1, globals() is locals(), __name__",
    "threads": (
        "import threading\nout = []\nt = threading.Thread(target=lambda: out.append(sum(range(4))))\n"
        "t.start()\nt.join()\nout"
    ),
    "random numbers": "import random\nrandom.seed(1)\n[random.random() for _ in range(3)]",
    "the code of its functions": (
        "import inspect\ndef f(a):\n    # why\n    return a + 1\ninspect.getsource(f), f.__code__.co_firstlineno"
    ),
    "line numbers": "import sys\ndef here():\n    return sys._getframe(1).f_lineno\n[here(),\n here()], here()",
    "a warning of the cell": "import warnings\nwarnings.simplefilter('always')\nwarnings.warn('careful')",
    "a caught traceback": (
        "import re, traceback\ntry:\n    (1 + 2) / (3 - 3) + 4\nexcept ZeroDivisionError:\n"
        "    text = traceback.format_exc()\nre.sub('input-2-[0-9a-f]+', 'input-2', text)"
    ),
    # await
    "await": "import asyncio\nx = await asyncio.sleep(0, 5)\nx",
    "await as value": "import asyncio\nawait asyncio.sleep(0, 5)",
    "async for and with": (
        "from contextlib import asynccontextmanager\n"
        "async def numbers():\n    for i in range(3):\n        yield i\n"
        "@asynccontextmanager\nasync def around():\n    yield 4\n"
        "r = [i async for i in numbers()]\nasync with around() as four:\n    r.append(four)\nr"
    ),
    "tasks": (
        "import asyncio\nasync def twice(n):\n    await asyncio.sleep(0)\n    return n * 2\n"
        "task = asyncio.create_task(twice(4))\nawait asyncio.gather(twice(1), twice(2), task)"
    ),
    "await, then an error": "import asyncio\nawait asyncio.sleep(0)\nx = 1\n\n{}['lost']",
    # errors
    "an error on line 7": "a = 1\nb = 2\nc = 3\nd = 4\ne = 5\nf = e / (a - 1)\ng = 6",
    "an error on line 2": "1 / 0\nx = 1",
    "an error in the last expression": "x = 1\nx / (x - 1)",
    "an error in a function": "def f(n):\n    half = n / 2\n    return half / (n - n)\n\nx = 3\ny = f(x)\nz = 1",
    "an error in a loop": "for i in range(3):\n    r = 1 / (2 - i)\nr",
    "an error in a long call": "x = max(\n    1,\n    int('one'),\n    2,\n)",
    "an error in a comprehension": "[1 / n for n in (2, 1, 0)]",
    "an error in a class body": "class A:\n    x = 1\n    y = undefined",
    "an error with a cause": "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    raise ValueError('worse') from e",
    "an error with a context": "try:\n    1 / 0\nexcept ZeroDivisionError:\n    {}['k']",
    "an error deep in a call": (
        "def f(n):\n    return g(n - 1)\ndef g(n):\n    return [1, 2][n]\nclass C:\n"
        "    def __getitem__(self, k):\n        return f(k)\nC()[9]"
    ),
    "an error in an argument": "def f(*a): ...\nf(1, 2 + 3, 'a' + 1,\n  4)",
    "an error in a decorator": "def deco(f):\n    return f.missing\n@deco\ndef g(): ...",
    "an error in a with": (
        "class M:\n    def __enter__(self): ...\n    def __exit__(self, *a):\n"
        "        raise KeyError('exit')\nwith M():\n    1 / 0"
    ),
    "too deep a recursion": (
        "def f(n):\n    return f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    text = str(e)[:30]\ntext"
    ),
    "an error in a library": "import json\njson.loads('{')",
    "a group of errors": "raise ExceptionGroup('two', [ValueError('a'), KeyError('b')])",
    "an error that draws itself": (
        "class Own(Exception):\n    def _render_traceback_(self):\n        return ['drawn by itself']\n"
        "raise Own('hidden')"
    ),
    "an error with notes": "e = ValueError('v')\ne.add_note('remember')\nraise e",
    "an error in the value's repr": "class A:\n    def __repr__(self):\n        raise RuntimeError('no text')\nA()",
    "failed assertion": "x = [1, 2]\nassert len(x) == 3, 'too short'",
    "KeyboardInterrupt": "x = 1\nraise KeyboardInterrupt\ny = 2",
    "SystemExit": "x = 1\nimport sys\nsys.exit(3)",
    "UsageError of another magic": "x = 1\n%cd --no-such-flag /nowhere/at/all",
    "a syntax error at run time": "x = 1\nexec('(')",
    "a cancelled task": "import asyncio\nx = 1\nraise asyncio.CancelledError('by hand')",
    "a namespace that is cleared": "x = 1\n%reset -f\ny = 2\n'x' in globals()",
    # code that does not compile
    "a bracket left open": "x = 1\ny = (x +\nz = 3",
    "an unmatched bracket": "x = 1\ny = x)\n",
    "a string left open": "x = 'abc\ny = 2",
    "no indentation": "for i in range(3):\nprint(i)",
    "too much indentation": "x = 1\n  y = 2",
    "an unknown magic": "x = 1\n%no_such_magic\ny = 2",
    "return outside a function": "x = 1\nprint('ran')\nreturn x",
    "return first": "return 3\nx = 1",
    "break outside a loop": "x = 1\nbreak",
    "yield outside a function": "x = 1\nyield x",
    "a name used before its nonlocal": (
        "def f():\n    x = 1\n    def g():\n        y = x\n        nonlocal x\n    return g"
    ),
    "keyword given twice": "x = 1\ndict(a=1, a=2)",
}
