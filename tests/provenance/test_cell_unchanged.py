"""Traced code does what plain code does: same results, same prints, same errors at the same place, same text."""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import io
import re
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeviz.provenance.codeswap import CodeSwap
from tapeviz.provenance.instrument import Instrumenter
from tapeviz.provenance.reporting import NAMES
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.stack import is_user_code
from tapeviz.provenance.tracer import Tracer
from tests.engines.taping import remember
from tests.provenance.programs import FAILING, PROGRAMS

ADDRESS = re.compile("at 0x[0-9a-f]+")


@pytest.fixture(autouse=True)
def clean_builtins() -> Iterator[None]:
    yield
    Tracer.unpublish()


def run_plain(text: str, namespace: dict[str, Any], key: str) -> BaseException | None:
    return _execute(ast.parse(text), namespace, key)


def run_traced(text: str, namespace: dict[str, Any], key: str, log: list[Any]) -> BaseException | None:
    """As a session runs a cell: its own code instrumented, the functions it makes swapped for their traced twins."""
    swap = CodeSwap(is_user_code)
    tracer = Tracer(log, swap, key)
    unit = CodeUnit(key, text)
    module = ast.parse(text)
    swap.add_cell(key, text, ast.parse(text), lambda _: False)
    module = Instrumenter(unit, bodies=False).visit(module)
    tracer.install()
    try:
        tracer.prepare_namespace(list(namespace.values()))
        return _execute(ast.fix_missing_locations(module), namespace, key)
    finally:
        tracer.remove()


def _execute(module: ast.Module, namespace: dict[str, Any], key: str) -> BaseException | None:
    try:
        for statement in module.body:
            code = compile(ast.Module([statement], []), key, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            if code.co_flags & inspect.CO_COROUTINE:
                asyncio.run(eval(code, namespace))  # noqa: S307 - the test's own text
            else:
                exec(code, namespace)
    except BaseException as error:  # noqa: BLE001 - whatever it is, both runs must raise it
        return error
    return None


def outcome(text: str, traced: bool) -> tuple[str, str, str, list[tuple[str, str]]]:
    """Printed text, the values left behind, and the traceback with its carets."""
    namespace: dict[str, Any] = {"__name__": "__main__"}
    key = remember(text)
    log: list[Any] = []
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        error = run_traced(text, namespace, key, log) if traced else run_plain(text, namespace, key)
    frames: list[tuple[str, str]] = []
    shown = ""
    if error is not None:
        called = traceback.extract_tb(error.__traceback__)
        inner = [f for f in called if f.filename == key]
        frames = [(f"{f.name}:{f.lineno}-{f.end_lineno}:{f.colno}-{f.end_colno}", f.line or "") for f in inner]
        shown = "".join(traceback.format_exception_only(error))
        assert not any(f.filename.endswith("tracer.py") for f in called)
    plain = (type(None), bool, int, float, str, list, dict, tuple, set, bytes)
    left = {k: v for k, v in namespace.items() if isinstance(v, plain) and k != "__builtins__"}
    return printed.getvalue(), ADDRESS.sub("at", repr(left)), ADDRESS.sub("at", shown), frames


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_program_gives_what_it_gives_untraced(text: str) -> None:
    plain = outcome(text, traced=False)

    assert plain[2] == ""
    assert outcome(text, traced=True) == plain


@pytest.mark.parametrize("text", FAILING.values(), ids=FAILING.keys())
def test_an_error_has_the_same_text_the_same_lines_and_the_same_columns(text: str) -> None:
    plain = outcome(text, traced=False)

    assert plain[2] != ""
    assert outcome(text, traced=True) == plain


# ---- programs nobody wrote ----

atoms = st.sampled_from(["a", "b", "1", "2.5", "'s'", "[a, b]", "(a,)", "None", "f", "missing", "len"])
operators = st.sampled_from(["+", "-", "*", "/", "<", "==", "and", "or", "in", "is", "if b else"])


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda x, o, y: f"({x} {o} {y})", inner, operators, inner),
        st.builds(lambda x, y: f"f({x}, k={y})", inner, inner),
        st.builds(lambda x: f"[v for v in [{x}, a] if v]", inner.filter(lambda t: ":=" not in t)),
        st.builds(lambda x: f"(lambda q: [q, {x}])(b)", inner),
        st.builds(lambda x, y: f"{{'k': {x}, **{{'z': {y}}}}}", inner, inner),
        st.builds(lambda x: f"(w := {x})", inner),
        st.builds(lambda x, y: f"({x})[{y}]", inner, inner),
        st.builds(lambda x: f'f"{{{x}!r:>5}}"', inner.filter(lambda t: '"' not in t and "{" not in t)),
    )


expressions = st.recursive(atoms, compound, max_leaves=8)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(expressions, expressions)
def test_any_expression_gives_or_raises_what_it_does_untraced(one: str, other: str) -> None:
    text = (
        "a, b = 3, 'text'\ndef f(x, k=None):\n    y = [x, k]\n    return y\n"
        f"def g(p):\n    return {one}\nr = g(1)\ns = {other}\n"
    )

    assert outcome(text, traced=True) == outcome(text, traced=False)


# ---- what traced code looks like from outside ----


def traced(text: str, namespace: dict[str, Any] | None = None) -> dict[str, Any]:
    namespace = {"__name__": "__main__"} if namespace is None else namespace
    error = run_traced(text, namespace, remember(text), [])
    assert error is None
    return namespace


def test_the_source_of_a_function_is_the_users_text_during_and_after_the_cell() -> None:
    text = "import inspect\ndef f(a):\n    return a + 1\nduring = inspect.getsource(f)\n"
    namespace = traced(text)

    assert namespace["during"] == inspect.getsource(namespace["f"]) == "def f(a):\n    return a + 1\n"


@pytest.mark.parametrize(
    "text",
    [
        "def f(a):\n    return a + 1\nf(1)",
        "f = lambda a: a + 1\nf(1)",
        "class C:\n    def m(self):\n        return super().__repr__()\nf = C.m\nC().m()",
        "def make(n):\n    def f(a):\n        return a + n\n    return f\nf = make(2)\nf(1)",
        "import math\ndef f(a):\n    return math.sin(a)\nf(1)",
        "def f(n):\n    return [f(n - 1) for _ in range(n)]\nf(2)",
        "async def f():\n    return [x for x in 'ab']\n",
    ],
)
def test_a_function_made_in_the_cell_has_plain_code_afterwards(text: str) -> None:
    plain: dict[str, Any] = {"__name__": "__main__"}
    run_plain(text, plain, "<key>")

    made = traced(text)["f"].__code__

    assert (made.co_code, made.co_names, made.co_consts) == (
        plain["f"].__code__.co_code,
        plain["f"].__code__.co_names,
        made.co_consts,
    )
    assert not set(NAMES) & set(made.co_names)


def test_a_function_of_an_earlier_cell_gets_its_very_own_code_back() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    text = (
        "def f(a):\n    return g(a) * 2\ndef g(a):\n    return a + 1\nclass C:\n    def m(self):\n        return f(3)\n"
    )
    run_plain(text, namespace, remember(text))
    before = [namespace["f"].__code__, namespace["g"].__code__, namespace["C"].m.__code__]

    traced("r = C().m(), f.__code__", namespace)

    assert namespace["r"][0] == 8
    assert namespace["r"][1] is not before[0]
    after = [namespace["f"].__code__, namespace["g"].__code__, namespace["C"].m.__code__]
    assert all(a is b for a, b in zip(before, after, strict=True))


def test_a_function_is_restored_after_an_error_too() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    text = "def f(a):\n    return 1 / a\n"
    run_plain(text, namespace, remember(text))
    before = namespace["f"].__code__

    error = run_traced("f(0)", namespace, remember("f(0)"), [])

    assert isinstance(error, ZeroDivisionError)
    assert namespace["f"].__code__ is before


def test_a_generator_and_a_closure_that_outlive_the_cell_go_on() -> None:
    namespace = traced(
        "def numbers():\n    for n in range(3):\n        yield n * 2\n"
        "stream = numbers()\nfirst = next(stream)\nlazy = (n + first for n in range(2))\n"
        "def count():\n    total = 0\n    def add(n):\n        nonlocal total\n        total += n\n"
        "        return total\n"
        "    return add\nadd = count()\nadd(1)"
    )

    assert (list(namespace["stream"]), list(namespace["lazy"]), namespace["add"](4)) == ([2, 4], [0, 1], 5)


def test_a_function_that_outlives_the_cell_reports_nothing() -> None:
    log: list[Any] = []
    namespace: dict[str, Any] = {"__name__": "__main__"}
    text = "def f(a):\n    return a + 1\nf(1)"
    run_traced(text, namespace, remember(text), log)
    seen = len(log)

    assert namespace["f"](4) == 5
    assert len(log) == seen > 0


def test_nothing_of_ours_stays_among_the_names() -> None:
    namespace = traced("a = [n for n in range(3)]\ndef f(a):\n    return a")
    Tracer.unpublish()

    assert set(namespace) == {"__name__", "__builtins__", "a", "f"}
    assert not any(name.startswith("tapeviz") for name in vars(builtins))


def test_functions_of_libraries_are_left_alone() -> None:
    import json

    before = json.dumps.__code__

    traced("import json\nduring = json.dumps.__code__\ntext = json.dumps({'a': [1]})")

    assert json.dumps.__code__ is before


@pytest.mark.parametrize(
    "make",
    [
        "exec('def f(a):\\n    return a + 1')",
        "ns = {}\nexec(compile('def f(a):\\n    return a + 1', '<made up>', 'exec'), ns)\nf = ns['f']",
        "f = eval('lambda a: a + 1')",
    ],
)
def test_code_without_a_text_runs_as_it_is(make: str) -> None:
    assert traced(f"{make}\nr = f(2)")["r"] == 3


def test_a_function_whose_text_has_changed_since_is_named_as_unreadable() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    key = remember("def f(a):\n    return a + 1\n")
    run_plain("def f(a):\n    b = a * 3\n    return b + 1\n", namespace, key)
    before = namespace["f"].__code__
    swap = CodeSwap(is_user_code)

    swap.trace(namespace["f"])

    assert swap.unreadable == {"f"}
    assert namespace["f"].__code__ is before
