"""How `executing` maps a running frame back to the expression, also in a cell that was wrapped and traced."""

from __future__ import annotations

import ast
import linecache
import sys
from types import FrameType

from executing import Source

CELL = """\
# %%tape y
a = probe(1) + probe(2)
y = probe(
    a,
) * 2
"""


def _run(module: ast.Module, key: str, text: str = CELL) -> list[ast.expr]:
    """The nodes that `executing` finds for each call of `probe`."""
    found: list[ast.expr] = []

    def probe(value: int) -> int:
        frame: FrameType = sys._getframe(1)
        found.append(Source.executing(frame).node)
        return value

    linecache.cache[key] = (len(text), None, text.splitlines(keepends=True), key)
    exec(compile(module, key, "exec"), {"probe": probe, "traced": lambda value: value})
    return found


def _wrapped(module: ast.Module) -> ast.Module:
    """The module's statements as the body of one `with`, as a taped cell is."""
    header = ast.parse("with open('/dev/null'): pass").body[0]
    assert isinstance(header, ast.With)
    header.body = module.body
    return ast.Module([header], [])


class _Traced(ast.NodeTransformer):
    """Every binary operation passed through a call, as the tracer of expressions does."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        call = ast.Call(ast.Name("traced", ast.Load()), [node], [])
        return ast.fix_missing_locations(ast.copy_location(call, node))


def _positions(nodes: list[ast.expr]) -> list[tuple[int, int]]:
    return [(node.lineno, node.col_offset) for node in nodes]


def test_two_equal_calls_on_one_line_are_told_apart() -> None:
    assert _positions(_run(ast.parse(CELL), "<plain>")) == [(2, 4), (2, 15), (3, 4)]


def test_a_wrapped_cell_keeps_its_nodes() -> None:
    assert _positions(_run(_wrapped(ast.parse(CELL)), "<wrapped>")) == [(2, 4), (2, 15), (3, 4)]


def test_a_traced_cell_keeps_its_nodes() -> None:
    module = _wrapped(_Traced().visit(ast.parse(CELL)))

    assert _positions(_run(module, "<traced>")) == [(2, 4), (2, 15), (3, 4)]


def test_an_expression_ends_where_it_ends() -> None:
    last = _run(ast.parse(CELL), "<ends>")[-1]

    assert (last.end_lineno, last.end_col_offset) == (5, 1)


def test_a_first_line_that_is_no_python_loses_every_node() -> None:
    """Why the magic line is kept as a comment in the text that frames refer to."""
    raw = CELL.replace("# %%tape", "%%tape")

    assert _run(ast.parse(CELL), "<raw>", raw) == [None, None, None]
