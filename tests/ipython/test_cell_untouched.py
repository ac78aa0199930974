"""A taped cell does what the plain cell does: each row runs both, in two shells of the same kind, and compares."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pytest

from tests.ipython.fakes import MARK, Outcome, make_shell, run

HEAD = "%%tape -q"

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


AROUND = [
    "x = 1\nx + 1",
    "x = 1\nx + 1;",
    "x = 1\nprint(x)\n\nx / 0",
    "x = 1",
    "x + 1 if 'x' in globals() else 5",
    "from __future__ import annotations\ndef f(x: undefined): ...\nf.__annotations__",
]


def pair(body: str, **options: Any) -> tuple[Outcome, Outcome]:
    """The outcome of the taped cell, and of the same cell with a comment for its first line."""
    import tapeviz

    taped_shell, plain_shell = make_shell(), make_shell()
    tapeviz.load_ipython_extension(taped_shell)
    try:
        for shell in (taped_shell, plain_shell):
            run(shell, "before = 'an earlier cell'")
        taped = run(taped_shell, f"{HEAD}\n{body}", **options)
        plain = run(plain_shell, f"# {HEAD}\n{body}", **options)
        assert left_behind(taped_shell) - {"_tape", "_i2"} == left_behind(plain_shell) - {"_i2"}
        assert same_words(run(taped_shell, "_")) == same_words(run(plain_shell, "_"))
    finally:
        tapeviz.unload_ipython_extension(taped_shell)
    return taped, plain


def left_behind(shell: Any) -> set[str]:
    return set(shell.user_ns)


def same_words(outcome: Outcome) -> tuple[object, ...]:
    """An outcome without what must differ: the hash in the cell's file name is that of its text."""

    def without_hash(text: str) -> str:
        return re.sub(r"<ipython-input-(\d+)-[0-9a-f]+>", r"<ipython-input-\1>", text)

    texts = tuple(map(without_hash, (outcome.out, outcome.err, outcome.error)))
    try:
        value = repr(outcome.value)
    except RuntimeError as error:
        value = f"no repr: {error}"
    return (outcome.success, value, outcome.number, *texts)


@pytest.mark.parametrize("body", CELLS.values(), ids=CELLS.keys())
@pytest.mark.filterwarnings("ignore:To exit", "ignore:careful")
def test_a_taped_cell_does_what_the_plain_cell_does(session: str, body: str) -> None:
    taped, plain = pair(body)
    assert same_words(taped) == same_words(plain)


@pytest.mark.parametrize("mode", ["all", "last", "last_expr", "last_expr_or_assign", "none"])
@pytest.mark.parametrize(
    "body", ["1\nx = 2\n3", "1\nx = 2", "1\nfor i in range(2):\n    i", "x = 1\nx += 1", "x: int = 4", "5;"]
)
def test_what_is_displayed_follows_the_interactivity_of_the_shell(session: str, mode: str, body: str) -> None:
    import tapeviz

    taped_shell, plain_shell = make_shell(ast_node_interactivity=mode), make_shell(ast_node_interactivity=mode)
    tapeviz.load_ipython_extension(taped_shell)
    taped, plain = run(taped_shell, f"{HEAD}\n{body}"), run(plain_shell, f"# {HEAD}\n{body}")
    tapeviz.unload_ipython_extension(taped_shell)
    assert same_words(taped) == same_words(plain)


@pytest.mark.parametrize("options", [{"store_history": False}, {"silent": True}, {"shell_futures": False}], ids=repr)
def test_the_options_of_run_cell_mean_what_they_mean(session: str, options: dict[str, bool]) -> None:
    taped, plain = pair("x = 1\nprint(x)\nx", **options)
    assert same_words(taped) == same_words(plain)


@pytest.mark.parametrize("around", ["%%time", "%%capture caught"])
@pytest.mark.parametrize("body", AROUND)
def test_magics_around_run_the_taped_cell_as_they_run_the_plain_one(fake: Any, around: str, body: str) -> None:
    taped, plain = pair_of(f"{around}\n{HEAD}\n{body}", f"{around}\n# {HEAD}\n{body}")
    assert mask_typed(same_words(taped)) == mask_typed(same_words(plain))
    assert fake.log[-1][0] == "close"


@pytest.mark.parametrize("inside", ["%%time", "%%capture caught"])
@pytest.mark.parametrize("body", AROUND)
def test_magics_below_the_tape_line_are_taken_as_around(fake: Any, inside: str, body: str) -> None:
    taped, plain = pair_of(f"{HEAD}\n\n{inside}\n{body}", f"{inside}\n# {HEAD}\n\n\n{body}")
    assert mask_typed(same_words(taped)) == mask_typed(same_words(plain))
    assert fake.log[-1][0] == "close"


def test_another_cell_magic_inside_runs_inside(shell: Any, fake: Any) -> None:
    outcome = run(shell, "%%tape -q\n\n%%writefile -a /dev/null\nnot Python at all")
    assert (outcome.success, outcome.out.strip()) == (True, "Appending to /dev/null")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "close"]


def test_automagic_works_in_a_cell_of_one_line_as_it_does_without_the_magic(shell: Any, plain: Any) -> None:
    assert run(shell, "%%tape -q\npwd").value == run(plain, "pwd").value


def test_an_indented_cell_runs_as_it_does_without_the_magic(shell: Any, plain: Any) -> None:
    body = "    x = 6\n    if x:\n        y = 7\n    y"
    assert run(shell, f"%%tape -q\n{body}").value == run(plain, body).value == 7
    assert run(shell, f"    %%tape -q\n{body}").value == 7


def test_windows_line_ends_are_line_ends(shell: Any, fake: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\r\nx = 2\r\ny = 3 * x\r\ny")
    assert (outcome.value, outcome.out) == (6, f"{MARK} target 6\nOut[1]: 6\n")
    assert fake.latest.cell_text.splitlines() == ["%%tape y wrt x", "x = 2", "y = 3 * x", "y"]


def test_a_tab_may_follow_the_name(shell: Any) -> None:
    assert run(shell, "%%tape\ty\ny = 3").out == f"{MARK} target 3\n"


def test_a_cell_can_be_run_again_from_history(shell: Any, fake: Any) -> None:
    run(shell, "%%tape y\ny = 3")
    run(shell, "%rerun 1")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "close"] * 2


def test_the_compiler_warns_once(shell: Any, plain: Any) -> None:
    def warned(shell: Any, cell: str) -> list[str]:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            run(shell, cell)
        return [str(warning.message) for warning in caught]

    assert warned(shell, "%%tape -q\nx = 3\nx is 3") == warned(plain, "# %%tape -q\nx = 3\nx is 3") != []


def pair_of(taped_cell: str, plain_cell: str) -> tuple[Outcome, Outcome]:
    import tapeviz

    taped_shell, plain_shell = make_shell(), make_shell()
    tapeviz.load_ipython_extension(taped_shell)
    outcomes = run(taped_shell, taped_cell), run(plain_shell, plain_cell)
    tapeviz.unload_ipython_extension(taped_shell)
    return outcomes


def mask_typed(words: tuple[object, ...]) -> list[object]:
    """The line of a traceback that repeats the whole cell as one string differs, as the cells do."""
    return [re.sub(r"run_cell_magic\(.*", "", word) if isinstance(word, str) else word for word in words]


def test_the_traceback_names_cell_line_and_code_and_no_frame_of_ours(shell: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\nx = 1\n\nx / 0\n")
    assert re.search(r"\[1\]|input-1-", outcome.out)
    assert "----> 4 x / 0" in outcome.out
    assert "tapeviz" not in outcome.out
    assert outcome.out.index(MARK) < outcome.out.index("Traceback")


def test_line_1_can_be_parsed_where_code_is_looked_up(shell: Any, fake: Any) -> None:
    import ast
    import linecache

    run(shell, "%%tape y wrt x\nx = 1\ny = x")
    lines = linecache.getlines(fake.latest.code_key)
    assert lines == ["# %%tape y wrt x\n", "x = 1\n", "y = x\n"]
    assert len(ast.parse("".join(lines)).body) == 2


def test_the_session_is_told_the_file_name_of_the_cells_frames_and_its_text(shell: Any, fake: Any) -> None:
    run(shell, "\n%%tape code\n%pwd\nimport sys\ncode = sys._getframe().f_code.co_filename")
    assert fake.latest.code_key == shell.user_ns["code"]
    first, second, *_ = fake.latest.cell_text.splitlines()
    assert first == "%%tape code"
    assert second == "get_ipython().run_line_magic('pwd', '')"


def test_under_time_the_code_can_be_looked_up_while_the_cell_runs_and_not_afterwards(shell: Any, fake: Any) -> None:
    import linecache

    getline = "linecache.getline(sys._getframe().f_code.co_filename, 2)"
    run(shell, f"%%time\n%%tape seen\nimport linecache, sys\nseen = {getline}")
    assert shell.user_ns["seen"] == "import linecache, sys\n"
    assert linecache.getlines("<timed exec>") == []


def test_history_keeps_what_was_typed(shell: Any) -> None:
    cell = "%%tape y wrt x\nx = 1\ny = x"
    run(shell, cell)
    assert shell.user_ns["In"][-1] == cell
    assert shell.user_ns["_ih"][-1] == cell
    assert shell.user_ns["_i1"] == cell
    assert shell.history_manager.db_input_cache[-1][1:] == (cell, cell)


def test_a_first_line_that_cannot_be_cut_into_tokens_does_not_break_the_output(shell: Any) -> None:
    outcome = run(shell, "%%tape -q --save /no/folder/it's.svg\n3;")
    assert outcome.error.startswith("UsageError: %%tape: --save cannot write")
    run(shell, "%%tape -q -o r # it's a comment\n3")
    assert shell.user_ns["In"][-1] in ("%%tape -q -o r # it's a comment\n3", "# %%tape -q -o r # it's a comment\n3")
    assert shell.user_ns["Out"][2] == 3


def test_a_history_line_run_as_code_says_that_it_cannot_be_recorded(shell: Any) -> None:
    outcome = run(shell, "from tapeviz.cell.run import MARKER\nimport builtins\ngetattr(builtins, MARKER)(0)")
    assert outcome.error.startswith("UsageError: %%tape: the magic around this cell does not run it")


def test_timeit_is_refused_before_anything_runs(shell: Any) -> None:
    outcome = run(shell, "%%timeit -n1 -r1\n%%tape y\ny = 1")
    assert outcome.error.startswith("UsageError: %%tape: the magic around this cell")
    assert "y" not in shell.user_ns


def test_a_cell_is_complete_only_after_a_blank_line(shell: Any) -> None:
    """So the terminal lets one type the second line."""
    check = shell.input_transformer_manager.check_complete
    assert check("%%tape y wrt x")[0] == "incomplete"
    assert check("%%tape y wrt x\ny = x")[0] == "incomplete"
    assert check("%%tape y wrt x\ny = x\n\n")[0] == "complete"
