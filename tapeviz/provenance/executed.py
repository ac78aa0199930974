"""Which code of the executed cell and functions has run, and the test or jump that kept other code from running."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tapeviz.provenance.ledger import Entry
from tapeviz.provenance.sites import CodeUnit, Site, span_of_node
from tapeviz.provenance.steps import HostSteps
from tapeviz.records import CodeSpan

__all__ = ["Executed", "Hit", "Scope", "own_nodes", "own_nodes_within", "parents_in", "step_of"]

_JUMPS = (ast.Return, ast.Continue, ast.Break, ast.Raise)
_VALUED = (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Return)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_During = tuple[int, int | None] | None
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(slots=True)
class Scope:
    """One executed function or the cell itself: its code, what its names stood for, and how it was called."""

    unit: CodeUnit
    node: ast.AST
    names: dict[str, Any]
    stack: tuple[CodeSpan, ...]


# Where it was decided, by which test, what that kept from running, and how.
Hit = tuple[Scope, ast.AST, ast.AST, str]


class Executed:
    """What ran of the cell, as the steps of its Python side tell."""

    def __init__(self, steps: HostSteps) -> None:
        self.steps = steps

    def _ran(self, node: ast.AST, scope: Scope, during: _During = None) -> bool:
        """Whether a traced expression inside the node, or the node itself, has run (untraced ones: unknown, True).

        `during` limits the question to a stretch of time: one round of a loop.
        """
        sites = [s for n in ast.walk(node) if (s := self._site(n, scope)) is not None]
        if during is None:
            return not sites or any(s in self.steps.executed for s in sites)
        start, end = during
        times = (t for s in sites for t in self.steps.executed.get(s, ()))
        return not sites or any(start < t and (end is None or t < end) for t in times)

    def _began(self, node: ast.AST, scope: Scope, during: _During = None) -> bool:
        """Whether it has run, or a call in it has been begun at least: one that raises gives no value."""
        calls = (self._site(n, scope) for n in ast.walk(node) if isinstance(n, ast.Call))
        return self._ran(node, scope, during) or any(call in self.steps.begun for call in calls)

    # ---- what raised, where the program went on ----

    def _caught(self, scope: Scope, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
        """The expressions that raised an error which was caught, or swallowed by a `with`: they never had a value."""
        for statement in own_nodes(scope.node):
            whole = getattr(statement, "value", None)
            if not isinstance(statement, _VALUED) or whole is None or not self._stopped_in(whole, scope):
                continue
            parts = list(own_nodes_within(whole))
            if any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in parts):
                continue  # what was left there may not have failed
            last = self._last_time(whole, scope)
            if any(self._ran_after(n, last, scope) for n in _where_errors_end(statement, parents)):
                yield [n for n in parts if isinstance(n, ast.expr) and self._stopped_in(n, scope)][-1]  # the inner one

    def _stopped_in(self, node: ast.expr, scope: Scope) -> bool:
        """Whether part of an expression has run and the expression itself has not come to a value."""
        site = self._site(node, scope)
        parts = (s for n in own_nodes_within(node) if (s := self._site(n, scope)) is not None)
        return site is not None and site not in self.steps.executed and any(s in self.steps.executed for s in parts)

    def _ran_after(self, node: ast.AST, time: int, scope: Scope) -> bool:
        sites = (s for n in own_nodes_within(node) if (s := self._site(n, scope)) is not None)
        return any(t > time for s in sites for t in self.steps.executed.get(s, ()))

    def _rounds(self, target: ast.AST, scope: Scope) -> list[tuple[int, tuple[Any, ...]]]:
        """When the names in a loop's target were bound, and to what."""
        site = self._site(target, scope, store=True)
        return self.steps.stored.get(site, []) if site is not None else []

    @staticmethod
    def _site(node: ast.AST, scope: Scope, store: bool = False) -> int | None:
        if not isinstance(node, ast.expr):
            return None
        position = (node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0)
        if store:
            kinds = ("target", "element")
            return next((s.id for s in scope.unit.sites.values() if s.position == position and s.kind in kinds), None)
        site = scope.unit.at(position)
        return None if site is None else site.id

    # ---- what ran: the cell and the functions, with what their names stood for ----

    def _scopes(self, cell: CodeUnit, units: list[CodeUnit]) -> Iterator[Scope]:
        if cell.tree is not None:
            yield Scope(cell, cell.tree, {}, ())
        for unit in units:
            for site, node in self._functions_entered(unit):
                last = self.steps.frames_entered[site.id][-1]
                yield Scope(unit, node, self._names(last.frame, site.binds, last.arguments), last.stack)

    def _functions_entered(self, unit: CodeUnit) -> Iterator[tuple[Site, _FunctionNode]]:
        """The functions of a text that were called, with the site at which they report that."""
        functions = {(n.lineno, n.col_offset): n for n in _functions(unit.tree)}
        for number in self.steps.frames_entered:
            site = unit.sites.get(number)
            node = functions.get(site.position[:2]) if site is not None else None
            if site is not None and node is not None:
                yield site, node

    def _calls_of(self, unit: CodeUnit, node: ast.AST | None) -> tuple[Site | None, list[Entry]]:
        """The site at which a function of a text reports that it was called, and those calls."""
        site = next((site for site, entered in self._functions_entered(unit) if entered is node), None)
        return site, self.steps.frames_entered[site.id] if site is not None else []

    def _names(self, frame: int, names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
        bound = dict(zip(names, values, strict=False))
        bound.update(self.steps.local_values(frame))
        return bound

    def _span(self, node: ast.AST, scope: Scope) -> CodeSpan:
        return span_of_node(node, scope.unit.key, scope.unit.text.splitlines(), getattr(scope.node, "name", ""))

    # ---- why it did not run ----

    def _condition(
        self,
        node: ast.AST,
        parents: dict[ast.AST, ast.AST],
        scope: Scope,
        during: _During = None,
    ) -> tuple[ast.AST, str] | None:
        """The nearest test around (or jump before) the node that did run."""
        child, parent = node, parents.get(node)
        while parent is not None:
            found = self._jump_before(parent, child, scope, during) or self._test_of(parent, child, scope, during)
            if found is not None:
                return found
            child, parent = parent, parents.get(parent)
        return None

    def _test_of(self, parent: ast.AST, child: ast.AST, scope: Scope, during: _During) -> tuple[ast.AST, str] | None:
        test: ast.AST | None = None
        if isinstance(parent, (ast.If, ast.While, ast.IfExp)) and child is not parent.test:
            test = parent.test
        elif isinstance(parent, (ast.For, ast.AsyncFor)) and child is not parent.iter:
            left = self._break_test(parent, scope) if child in parent.orelse else None
            if left is not None:
                return left, "break"
            test = parent.iter
        elif isinstance(parent, ast.Match) and child is not parent.subject:
            test = parent.subject
        elif isinstance(parent, ast.BoolOp) and child is not parent.values[0]:
            test = parent.values[0]
        elif isinstance(parent, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            tests = [test for generator in parent.generators for test in generator.ifs]
            test = tests[0] if tests else parent.generators[0].iter
        elif isinstance(parent, ast.ExceptHandler):
            return (parent.type or parent, "except")
        elif isinstance(parent, ast.Try) and child in parent.orelse:
            return self._left_try(parent, scope, during)
        # The test of `for` runs once, before its rounds.
        limited = None if isinstance(parent, (ast.For, ast.AsyncFor)) else during
        if test is None or child is test or not self._ran(test, scope, limited):
            return None
        return test, type(parent).__name__.lower()

    def _jump_before(
        self, parent: ast.AST, child: ast.AST, scope: Scope, during: _During
    ) -> tuple[ast.AST, str] | None:
        """An earlier statement of the same block that left it: a test with a jump in it, or one that raised."""
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if not isinstance(block, list) or child not in block:
                continue
            before = block[: block.index(child)]
            jump = self._last_jump(before, scope, during)
            if jump is not None:
                return jump
            last = self._last_begun(before, scope, during)
            if last is None:
                continue
            if isinstance(parent, (ast.Try, ast.With, ast.AsyncWith)) and name == "body":
                return self._last_within(last, scope), "raise"  # what it raised was caught, or swallowed by the `with`
            if isinstance(last, ast.Try) and any(isinstance(handler.body[-1], _JUMPS) for handler in last.handlers):
                raised = self._raised_in(last, scope, during)
                if raised is not None:
                    return raised, "raise"  # and what caught it left the block
            left = next((n for n in ast.walk(last) if isinstance(n, (ast.Yield, ast.YieldFrom))), None)
            if left is not None and isinstance(scope.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                return left, "yield"
        return None

    def _left_try(self, tried: ast.Try, scope: Scope, during: _During) -> tuple[ast.AST, str] | None:
        """Why the `else` of a `try` did not run: a test with a jump in what was tried, or what it raised."""
        jump = self._last_jump(tried.body, scope, during)
        raised = self._raised_in(tried, scope, during) if jump is None else None
        return (raised, "raise") if raised is not None else jump

    def _raised_in(self, tried: ast.Try, scope: Scope, during: _During) -> ast.stmt | None:
        """The statement in a `try` that raised what was caught, or None where it came to its end or was not begun."""
        last = self._last_begun(tried.body, scope, during)
        if last is None or any(self._began(s, scope, during) for s in tried.orelse):
            return None
        return self._last_within(last, scope)

    def _last_jump(self, block: list[ast.stmt], scope: Scope, during: _During) -> tuple[ast.AST, str] | None:
        """The last statement of a block that left it by a jump, by the test that decided."""
        found = (self._leaving_test(statement, scope, during) for statement in reversed(block))
        return next((jump for jump in found if jump is not None), None)

    def _last_begun(self, block: list[ast.stmt], scope: Scope, during: _During) -> ast.stmt | None:
        return next((s for s in reversed(block) if self._began(s, scope, during)), None)

    def _last_within(self, statement: ast.stmt, scope: Scope) -> ast.stmt:
        """The statement inside of a loop or block that ran last: the one that raised."""
        blocks = (getattr(statement, name, None) for name in ("body", "orelse", "finalbody"))
        inner = [part for block in blocks if isinstance(block, list) for part in block if isinstance(part, ast.stmt)]
        last = max(inner, key=lambda part: self._last_time(part, scope), default=None)
        if last is None or not self._last_time(last, scope):
            return statement
        return self._last_within(last, scope)

    def _last_time(self, node: ast.AST, scope: Scope) -> int:
        sites = (s for n in own_nodes_within(node) if (s := self._site(n, scope)) is not None)
        return max((self.steps.executed.get(s, (0,))[-1] for s in sites), default=0)

    def _break_test(self, loop: Any, scope: Scope) -> ast.AST | None:
        """The test that ended a loop by `break` or `return`: of those right around one, that which ran last."""
        ran = [node.test for node in _leaving_tests(loop) if self._ran(node.test, scope)]
        return max(ran, key=lambda test: self._last_time(test, scope), default=None)

    def _leaving_test(self, statement: ast.AST, scope: Scope, during: _During) -> tuple[ast.AST, str] | None:
        tests = [n for n in ast.walk(statement) if isinstance(n, (ast.If, ast.Match)) and _has_jump(n)]
        for test in reversed(tests):
            asked = test.test if isinstance(test, ast.If) else test.subject
            if _may_go_on(test, statement) and self._ran(asked, scope, during):
                return asked, "jump"
        return (statement, "jump") if isinstance(statement, _JUMPS) else None


def _functions(tree: ast.AST | None) -> Iterator[_FunctionNode]:
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, _FUNCTIONS):
            yield node


def _leaving_tests(node: ast.AST, *, within: bool = False) -> Iterator[ast.If]:
    """The tests right around a `return`, or a `break` of this loop: `within` one further in, a `break` is of that."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _FUNCTIONS):
            if isinstance(child, ast.If) and _leaves(child, within):
                yield child
            yield from _leaving_tests(child, within=within or isinstance(child, _LOOPS))


def _leaves(node: ast.AST, within: bool) -> bool:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Return) or (isinstance(child, ast.Break) and not within):
            return True
        if not isinstance(child, (ast.If, *_FUNCTIONS)) and _leaves(child, within or isinstance(child, _LOOPS)):
            return True
    return False


def _may_go_on(test: ast.AST, statement: ast.AST) -> bool:
    """Whether what follows a statement may be reached if a test in it goes the other way: no jump stands after it."""
    if test is statement:
        return True
    for node in ast.walk(statement):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and test in block:
                after = block[block.index(test) + 1 :]
                return not any(isinstance(s, _JUMPS) for s in after) and _may_go_on(node, statement)
    return True


def _has_jump(node: ast.AST) -> bool:
    return any(isinstance(n, _JUMPS) for n in ast.walk(node))


def _where_errors_end(statement: ast.AST, parents: dict[ast.AST, ast.AST]) -> list[ast.AST]:
    """The code that runs on where a statement raised and the error went no further: handlers, and what follows."""
    found: list[ast.AST] = []
    is_caught = False
    child, parent = statement, parents.get(statement)
    while parent is not None:
        if is_caught:
            blocks = (getattr(parent, name, None) for name in ("body", "orelse", "finalbody"))
            block: list[ast.AST] = next((b for b in blocks if isinstance(b, list) and child in b), [])
            found += block[block.index(child) + 1 :] if block else []
        if isinstance(parent, (ast.Try, ast.With, ast.AsyncWith)) and child in parent.body:
            found += [line for handler in getattr(parent, "handlers", ()) for line in handler.body]
            is_caught = True
        child, parent = parent, parents.get(parent)
    return found


def own_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run as part of a function or module itself, not of the functions defined in it; in text order."""
    body = getattr(root, "body", [])
    for part in body if isinstance(body, list) else [body]:
        yield from own_nodes_within(part)


def own_nodes_within(root: ast.AST) -> list[ast.AST]:
    """The nodes of a statement or comprehension in the order of the text, without those of functions defined in it."""
    found: list[ast.AST] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, _FUNCTIONS):
            continue
        found.append(node)
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))
    return found


def step_of(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.AST:
    """The expression that reports: a called name is no step of its own, the call is."""
    around = parents.get(node)
    return around if isinstance(around, ast.Call) and around.func is node else node


def parents_in(root: ast.AST) -> dict[ast.AST, ast.AST]:
    """The node around each node of a tree."""
    return {child: parent for parent in ast.walk(root) for child in ast.iter_child_nodes(parent)}
