"""A cell that was compiled once, to be run many times in one namespace or another."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import CodeType
from typing import Any

from tapeviz.provenance.lookup import parse_expression

__all__ = ["TAPE", "Program"]

TAPE = "tape"

Compile = Callable[[Any, str, str], CodeType]


def _plain(tree: Any, key: str, kind: str) -> CodeType:
    return compile(tree, key, kind, dont_inherit=True)


class Program:
    """The statements of a cell and its target; `tree` is the cell as it was parsed."""

    def __init__(self, tree: ast.Module, key: str, target: str | None, compiler: Compile = _plain) -> None:
        """`target` None: the value of the last expression, None too where the cell ends in something else."""
        body = list(tree.body)
        asked = parse_expression(target) if target is not None else None
        if asked is None and body and isinstance(body[-1], ast.Expr):
            last = body.pop()
            asked = ast.Expression(last.value) if isinstance(last, ast.Expr) else None
        self.body = compiler(ast.fix_missing_locations(ast.Module(body, [])), key, "exec")
        self.asked = None if asked is None else compiler(ast.fix_missing_locations(asked), key, "eval")

    def run(self, namespace: dict[str, Any]) -> Any:
        """Run the statements, then give the target's value. Raises whatever the cell raises."""
        __tracebackhide__ = True  # a frame of ours says nothing to the cell's author
        exec(self.body, namespace)  # noqa: S102 - the user's own cell
        return None if self.asked is None else eval(self.asked, namespace)  # noqa: S307 - as above
