"""From code that autograph wrote back to the user's expressions."""

from __future__ import annotations

import linecache
import sys
import types
from typing import Any

import pytest

from tapeviz.converted import calls_written, is_converted, note_converted, outside_bodies
from tapeviz.spans import span_of

tf = pytest.importorskip("tensorflow", reason="autograph is TensorFlow's")

PROGRAM = """
def step(a, flag):
    b = (seen(a)
         + 2.0 * seen(
             a + 1.0))
    c = seen(b) if flag and not a is None else -seen(b)
    if flag == True:
        for i in range(2):
            c = c + seen(c)
    c += seen(c)
    return [seen(q) for q in [c, b]]
def begin(a, flag):
    return step(a, flag)
"""


@pytest.fixture(scope="module")
def spans() -> list[Any]:
    """The span of each call of `seen`, in the order of the calls."""
    found = []

    def seen(value: float) -> float:
        frame = sys._getframe(1)
        while not is_converted(frame.f_code):
            frame = frame.f_back
        assert note_converted(frame.f_code, frame)
        found.append(span_of(frame.f_code, frame.f_lasti))
        return value

    file = "<ipython-input-7-converted>"
    linecache.cache[file] = (len(PROGRAM), None, PROGRAM.splitlines(keepends=True), file)
    names: dict[str, Any] = {"seen": tf.autograph.experimental.do_not_convert(seen)}
    exec(compile(PROGRAM, file, "exec"), names)
    tf.autograph.to_graph(names["begin"])(1.0, flag=True)
    return found


def code_of(span: Any) -> str:
    rows = PROGRAM.splitlines()[span.line - 1 : span.end_line]
    rows[-1] = rows[-1][: span.end_col]
    rows[0] = rows[0][span.col :]
    return " ".join(row.strip() for row in rows)


def test_each_expression_is_found_where_the_user_wrote_it(spans: list[Any]) -> None:
    wanted = ["seen(a)", "seen( a + 1.0)", "seen(b)", "seen(c)", "seen(c)", "seen(c)", "seen(q)", "seen(q)"]

    assert [code_of(span) for span in spans] == wanted
    assert [span.line for span in spans] == [3, 4, 6, 9, 9, 10, 11, 11]


def test_the_scope_is_the_users_function(spans: list[Any]) -> None:
    assert {span.scope for span in spans} == {"step"}


def test_code_without_a_caller_that_knows_it_is_not_noted() -> None:
    code = compile("1", "__autograph_generated_file_without_map.py", "eval")

    assert is_converted(code)
    assert not note_converted(code, sys._getframe())


def test_the_body_of_a_loop_stands_for_the_function_around_it() -> None:
    text = "def outer():\n    def body():\n        pass\ndef other():\n    pass"
    module = compile(text, "__autograph_generated_file_nested.py", "exec")
    outer, other = (c for c in module.co_consts if isinstance(c, types.CodeType))
    body = next(c for c in outer.co_consts if isinstance(c, types.CodeType))

    assert list(outside_bodies([body, outer])) == [0]
    assert list(outside_bodies([other, outer])) == [0, 1]
    assert list(outside_bodies([])) == []


def test_the_calls_of_a_function_are_those_of_its_own_text() -> None:
    text = "import math\ndef f(a):\n    return math.sin(g(a)[0].real)\nmath.cos(1)\n"
    file = "<ipython-input-8-calls>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    names: dict[str, Any] = {}
    exec(compile(text, file, "exec"), names)

    found = calls_written(names["f"].__code__)

    told = [(name, last, span.line, span.col) for name, last, span in found]
    assert told == [("math", "sin", 3, 11), ("g", "g", 3, 20)]
