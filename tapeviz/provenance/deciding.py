"""Instruments what decides which code runs and how often: conditions, loops, choices; and notes what each decides."""

from __future__ import annotations

import ast

from tapeviz.provenance.reporting import Reporting
from tapeviz.provenance.sites import span_of_node
from tapeviz.provenance.targets import plain_names
from tapeviz.records import CodeSpan

__all__ = ["Deciding"]

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_OWN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Deciding(Reporting):
    """Marks the site of each condition with the `region` of the program text that it decides."""

    loops: tuple[ast.stmt, ...] = ()
    within: ast.AST | None = None

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        same_object = all(isinstance(test, (ast.Is, ast.IsNot)) for test in node.ops)  # tells nothing of the content
        return self._value(node, "compare", [] if same_object else [node.left, *node.comparators])

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        self.generic_visit(node)
        return self._value(node, "choice", list(node.values))

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        region = self._region(node)
        self.generic_visit(node)
        self._decides(node.test, region)
        return self._value(node, "choice", [node.body, node.orelse], receiver=self._id_of(node.test))

    def visit_If(self, node: ast.If) -> ast.stmt:
        left = self._left_by(node)
        region, names = self._region(left or node), _bound_in(node)
        node.test = self.visit(node.test)
        self._decides(node.test, region, names=names, leaves=left is not None and left is self.within)
        node.body, node.orelse = self._body(node.body), self._body(node.orelse)
        return node

    def visit_While(self, node: ast.While) -> ast.stmt:
        region, names = self._region(node), _bound_in(node)
        node.test = self.visit(node.test)
        self._decides(node.test, region, names=names)
        self._repeated(node)
        return node

    def _loop(self, node: ast.For | ast.AsyncFor) -> ast.stmt:
        region, names = self._region(node), _bound_in(node)
        node.iter = self.visit(node.iter)
        self._decides(node.iter, region, repeats=True, names=names)
        node.target = self.visit(node.target)
        first = self._store_statement(node.target, plain_names(node.target), [node.iter], "target")
        self._repeated(node)
        node.body = first + node.body
        return node

    visit_For = visit_AsyncFor = _loop  # noqa: N815 - the names that ast.NodeVisitor looks up

    def _repeated(self, node: ast.While | ast.For | ast.AsyncFor) -> None:
        kept, self.loops = self.loops, (*self.loops, node)
        node.body = self._body(node.body)
        self.loops = kept
        node.orelse = self._body(node.orelse)

    def visit_Match(self, node: ast.Match) -> ast.stmt:
        region, names = self._region(node), _bound_in(node)
        self.generic_visit(node)
        self._decides(node.subject, region, names=names)
        return node

    def _body(self, body: list[ast.stmt]) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        for statement in body:
            new = self.visit(statement)
            result.extend(new if isinstance(new, list) else [new])
        return result

    def _left_by(self, node: ast.If) -> ast.AST | None:
        """The loop or function that a branch leaves: then the condition decides what runs there further on."""
        parts = (*node.body, *node.orelse)
        if self.within is not None and any(_has(part, ast.Return) for part in parts):
            return self.within
        return self.loops[-1] if self.loops and any(_has(part, ast.Break, ast.Continue) for part in parts) else None

    def _region(self, node: ast.AST) -> CodeSpan:
        return span_of_node(node, self.unit.key, self.lines, ".".join(self.scope))

    def _decides(
        self,
        test: ast.expr,
        region: CodeSpan,
        *,
        repeats: bool = False,
        names: tuple[str, ...] = (),
        leaves: bool = False,
    ) -> None:
        number = self._id_of(test)
        if number is not None:
            site = self.unit.sites[number]
            site.region, site.repeats, site.decided, site.leaves = region, repeats, names, leaves


def _bound_in(node: ast.AST) -> tuple[str, ...]:
    """The names that a statement may bind, outside functions and classes of its own."""
    if isinstance(node, _OWN):
        return ()
    if isinstance(node, ast.Name):
        return (node.id,) if isinstance(node.ctx, ast.Store) else ()
    return tuple(dict.fromkeys(name for part in ast.iter_child_nodes(node) for name in _bound_in(part)))


def _has(node: ast.AST, *kinds: type[ast.stmt]) -> bool:
    """Whether a statement holds one of these kinds that belongs to the loop or function around it."""
    own = _OWN if ast.Return in kinds else (*_LOOPS, *_OWN)
    if isinstance(node, own):
        return False
    return isinstance(node, kinds) or any(_has(part, *kinds) for part in ast.iter_child_nodes(node))
