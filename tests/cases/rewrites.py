"""Writes the cell of a case in other words that mean the same, with the answers where they are then due."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.cases.load import Answer, Case

__all__ = ["REWRITES"]


def _moved(case: Case, lines: Callable[[int], int]) -> dict[str, Answer]:
    return {name: replace(a, lines=tuple(map(lines, a.lines))) for name, a in case.answers.items()}


def _under(case: Case, head: str, tail: str = "") -> Case:
    """The cell indented under lines of `head`, which stand where it began."""
    above = head.count("\n") + 1
    cell = f"{head}\n{textwrap.indent(case.cell.rstrip(), '    ')}\n{tail}"
    return replace(case, cell=cell, answers=_moved(case, lambda line: line + above))


def in_a_branch(case: Case) -> Case:
    """All of it under a condition that holds."""
    return _under(case, "if True:")


def in_a_loop(case: Case) -> Case:
    """All of it as the only round of a loop."""
    return _under(case, "for _round in range(1):")


def in_a_with(case: Case) -> Case:
    """All of it inside a `with`."""
    found = _under(case, "with contextlib.nullcontext():")
    return replace(found, setup=f"import contextlib\n{case.setup}")


def in_a_try(case: Case) -> Case:
    """All of it inside a `try`."""
    return _under(case, "try:", "finally:\n    _done = True\n")


def in_a_function(case: Case) -> Case:
    """All of it as a function of the cell's own."""
    return _under(case, f"def _whole():\n    {_made_global(case)}", "_whole()\n")


def in_a_generator(case: Case) -> Case:
    """All of it as a generator's only step."""
    return _under(case, f"def _whole():\n    {_made_global(case)}", "    yield 1\nfor _step in _whole():\n    pass\n")


def in_a_method(case: Case) -> Case:
    """All of it as a method."""
    body = textwrap.indent(case.cell.rstrip(), "    ")
    head = f"class _Whole:\n    def run(self):\n        {_made_global(case)}"
    return _under(replace(case, cell=body), head, "_Whole().run()\n")


def in_an_earlier_function(case: Case) -> Case:
    """All of it is the cell's only line then."""
    whole = f"def _whole():\n    {_made_global(case)}\n{textwrap.indent(case.cell.rstrip(), '    ')}\n"
    return replace(case, setup=f"{case.setup}\n{whole}", cell="_whole()\n", answers=_moved(case, lambda _line: 2))


def run_before(case: Case) -> Case | None:
    """As a notebook's cell that is run again; where it rebinds a source, the second run is another program."""
    if not {re.split(r"[.\[]", name)[0] for name in case.answers}.isdisjoint(_bound(case.cell)):
        return None
    before = f"with tf.GradientTape() as tape:\n{textwrap.indent(case.cell.rstrip(), '    ')}\ndel tape\n"
    return replace(case, setup=f"{case.setup}\n{before}")


def printed(case: Case) -> Case:
    """Every name that a line of its own binds is shown at once, as in a session of debugging."""
    lines = case.cell.split("\n")
    for statement in ast.parse(case.cell).body:
        if isinstance(statement, ast.Assign) and statement.lineno == statement.end_lineno:
            row = statement.lineno - 1
            if "#" not in lines[row] and ";" not in lines[row]:
                shown = [name for target in statement.targets for name in _names(target)]
                lines[row] += "".join(f"; _shown = f'{{{name}}}'" for name in shown)
    return replace(case, cell="\n".join(lines))


def by_steps(case: Case) -> Case:
    """Every call within a line is given a name first."""
    lines = case.cell.split("\n")
    for statement in ast.parse(case.cell).body:
        if isinstance(statement, ast.Assign) and statement.lineno == statement.end_lineno:
            row = statement.lineno - 1
            if "#" in lines[row] or ";" in lines[row]:
                continue
            steps = _Steps(row)
            value = steps.visit(statement.value)
            whole = ast.Assign(statement.targets, value, lineno=0)
            lines[row] = "; ".join([*steps.made, ast.unparse(whole)])
    return replace(case, cell="\n".join(lines))


def by_attributes(case: Case) -> Case | None:
    """The sources are asked for as the attributes of an object."""
    bound = set(_bound(case.cell))
    if not all(name.isidentifier() and name not in bound for name in case.sources):
        return None
    box = ", ".join(f"{name}={name}" for name in case.sources)
    setup = f"import types\n{case.setup}\n_box = types.SimpleNamespace({box})\n"
    answers = {f"_box.{name}": answer for name, answer in case.answers.items()}
    return replace(case, setup=setup, sources=tuple(answers), answers=answers)


_OWN_ORDER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OWN_ORDER += (ast.IfExp, ast.BoolOp, ast.NamedExpr, ast.JoinedStr, ast.Compare)


class _Steps(ast.NodeTransformer):
    """Gives each call a name, in the order in which they are made."""

    def __init__(self, row: int) -> None:
        self.row = row
        self.made: list[str] = []

    def visit(self, node: ast.AST) -> ast.AST:
        """Name the calls inside before the call around them."""
        found = self.generic_visit(node)
        return self._named(found) if isinstance(found, ast.Call) else found

    def _named(self, node: ast.Call) -> ast.AST:
        name = f"_step{self.row}_{len(self.made)}"
        self.made.append(f"{name} = {ast.unparse(node)}")
        return ast.Name(name, ast.Load())

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """What runs more than once, or not at all, stays as it is."""
        return node if isinstance(node, _OWN_ORDER) else super().generic_visit(node)


def _names(target: ast.AST) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from _names(part)


def _bound(cell: str) -> list[str]:
    """The names that the cell binds outside its own functions and classes."""
    found: dict[str, None] = {}
    waiting: list[ast.AST] = [ast.parse(cell)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found[node.id] = None
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            found[node.name] = None
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= dict.fromkeys((alias.asname or alias.name).split(".")[0] for alias in node.names)
        if isinstance(node, ast.ExceptHandler) and node.name:
            found[node.name] = None
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            found[node.name] = None
        if not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return list(found)


def _made_global(case: Case) -> str:
    names = _bound(case.cell)
    return f"global {', '.join(names)}" if names else "pass"


REWRITES: dict[str, Callable[[Case], Case | None]] = {
    rewrite.__name__: rewrite
    for rewrite in (
        in_a_branch,
        in_a_loop,
        in_a_with,
        in_a_try,
        in_a_function,
        in_a_generator,
        in_a_method,
        in_an_earlier_function,
        run_before,
        printed,
        by_steps,
        by_attributes,
    )
}
