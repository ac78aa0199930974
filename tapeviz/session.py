"""One taped cell, from before its first statement to its report."""

from __future__ import annotations

import ast
import sys
from itertools import islice
from typing import Any

from tapeviz import background
from tapeviz.assemble import Asked, Assembler, Evidence
from tapeviz.diagnose import diagnose
from tapeviz.engines.choose import choose_engine
from tapeviz.errors import BadInput
from tapeviz.higher.matrices import Matrices
from tapeviz.higher.orders import HigherOrders
from tapeviz.provenance.holding import parts_within
from tapeviz.provenance.instrument import Instrumenter
from tapeviz.provenance.lookup import evaluate, look_up, parse_expression
from tapeviz.provenance.slots import Slot, slots_of
from tapeviz.provenance.sources import flatten
from tapeviz.provenance.stack import UserFrames
from tapeviz.provenance.traced import TracedCode
from tapeviz.report import Report
from tapeviz.request import Request

__all__ = ["NOTHING", "CellSession"]

NOTHING: Any = object()
_MOST_PARTS = 64  # of what a name stands for, where the question is which engine made it


class CellSession:
    """Runs one recorded cell for whoever executes its statements (the magic, the demo, a test).

    The order of calls is fixed: `instrument` on the parsed cell, `open`, the cell's own statements, `close`.
    """

    def __init__(
        self, request: Request, namespace: dict[str, Any], code_key: str, cell_text: str, *, has_past: bool = True
    ) -> None:
        """`code_key` is the file name the cell's frames carry, `cell_text` the whole cell, `%%tape` line included.

        `has_past` is False for a namespace of copies: the history of earlier cells knows nothing of them.
        """
        self.has_past = has_past
        self.request = request
        self.namespace = namespace
        self.code_key = code_key
        self.text = cell_text
        self.log: list[Any] = []
        self.code = TracedCode(code_key, cell_text, self.log)
        self.unit, self.swap, self.tracer = self.code.unit, self.code.swap, self.code.tracer
        self.engine: Any = None
        self.tape: Any = None
        self.hooks: Any = None
        self.telling: background.Telling | None = None
        self.tree: ast.Module | None = None
        self.before: dict[str, Any] = {}
        self.slots: list[Slot] = []
        self.first_key = 0
        self.names_before: dict[str, int] = {}
        self.target_before: tuple[Any] | None = None

    def instrument(self, module: ast.Module) -> ast.Module:
        """Return the cell's module with its expressions traced; positions are kept, nothing is evaluated twice."""
        traced = self.code.instrument(module, self.namespace)
        self.tree = self.code.tree
        return traced

    def open(self) -> Any:
        """Install the hooks, open a real tape and return it. Raises `BadInput` before anything has run."""
        self.engine = choose_engine(*self._objects_named())
        for expression in self.request.sources or ():
            found = look_up(expression.text, self.namespace)
            if found is not None:
                self.before[expression.text] = found[0]
                self.before.update(flatten(expression.text, found[0], self.engine))
        engine_values = [value for value in self.before.values() if self.engine.kind(value) in ("tensor", "variable")]
        self.slots = slots_of(self.namespace, engine_values) if engine_values else []
        self.names_before = {name: id(value) for name, value in self.namespace.items()}
        self.target_before = look_up(self.request.target.text, self.namespace) if self.request.target else None
        watched = [self._watchable(name) for name in self.request.watch]
        self.first_key = self.engine.fresh_key()
        try:
            self.tape = self.engine.open_tape(self.request.watch_accessed, self.request.depth)
            self.hooks = self.engine.hooks(self.log, UserFrames(self.code_key))
            self.telling = background.Telling(self.engine.name, self.log)
            self.telling.begin()
            self.hooks.install()
            self.tracer.install()
            self.tracer.prepare_namespace(list(self.namespace.values()))
            for _, value in watched:
                self.engine.watch(value)
        except BaseException:
            self.abandon()
            raise
        return self.tape

    def _objects_named(self) -> tuple[list[Any], list[Any]]:
        """What the names in the cell and on its first line stand for now: those it only reads, and those it assigns.

        What it assigns may still stand for what an earlier run, on the other engine, left in it.
        """
        expressions = [self.request.target, *(self.request.sources or ())]
        trees: list[ast.AST] = [parse_expression(e.text) for e in expressions if e is not None]
        trees += [self.tree] if self.tree is not None else []
        named = [n for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Name)]
        assigned = {n.id for n in named if not isinstance(n.ctx, ast.Load)}
        read = self._values({n.id for n in named} - assigned | {*self.request.watch})
        if self.tree is not None:
            read += [module for name in _imported(self.tree) if (module := sys.modules.get(name)) is not None]
        return read, self._values(assigned)

    def _values(self, names: set[str]) -> list[Any]:
        """What these names stand for, and the first of what that holds: a plain container is no engine's own."""
        found = [self.namespace[name] for name in sorted(names) if name in self.namespace]
        return [part for value in found for part in islice(parts_within(value, 3), _MOST_PARTS)]

    def _watchable(self, name: str) -> tuple[str, Any]:
        try:
            value = evaluate(name, self.namespace)
        except Exception as problem:  # noqa: BLE001 - the user's expression may raise anything
            raise BadInput(f"--watch {name}: {problem}; give the name of a tensor or variable") from None
        leaves = [leaf for _, leaf in flatten(name, value, self.engine)]
        if not leaves or any(self.engine.kind(leaf) not in ("tensor", "variable", "symbolic") for leaf in leaves):
            kind = type(value).__name__
            raise BadInput(f"--watch {name}: {name} is a {kind}, not a tensor or variable") from None
        return name, leaves

    def abandon(self) -> None:
        """Close the tape and take every hook away, whatever state they are in; a second time does nothing."""
        try:
            self._take_away()
        finally:  # what an interrupt, or a fault in one hook, has left
            self._take_away()

    def _take_away(self) -> None:
        try:
            if self.hooks is not None:
                self.hooks.remove()
        finally:
            try:
                self.tracer.remove()
                if self.telling is not None:
                    self.telling.end()
            finally:
                if self.engine is not None:
                    self.engine.close_tape()

    def close(self, error: BaseException | None = None, last_value: Any = NOTHING) -> Report:
        """Evaluate target and sources, close the tape, remove every hook and return the report.

        `last_value` is the value of the cell's last expression when it ends in one. With `error` the report is
        partial. Raises `BadInput` when a target or source cannot be evaluated. Safe to call when `open` failed.
        """
        asked = Asked(self.request, before=self.before, failure=_one_line(error), names_before=self.names_before)
        asked.slots = self.slots
        try:
            self._find_target(asked, last_value, failed=error is not None)
        finally:
            self.abandon()
        asked.end_key = self.engine.fresh_key()
        self._find_sources(asked, failed=error is not None)
        asked.lost = [*self.hooks.lost, *self.tracer.lost]
        report = diagnose(Assembler(self._evidence()).recording(asked, self.log, self.hooks.errors))
        if error is None and asked.has_target:
            report = self._with_more(report, asked)
        self.log.clear()
        if not self.request.persistent:
            self.engine.release_tape()
        return report

    def _with_more(self, report: Report, asked: Asked) -> Report:
        """The report with the higher derivatives and matrices that were asked for."""
        orders = HigherOrders(self.engine, self.code_key, self._evidence, asked, self.log)
        if self.request.order > 1:
            report = orders.take(report, self.request.order)
        if self.request.jacobian:
            report = Matrices(orders).with_jacobians(report)
        return Matrices(orders).with_hessian(report) if self.request.hessian else report

    def _evidence(self) -> Evidence:
        """What is known of the cell, afresh for each question."""
        past = background.history(self.engine.name) if self.has_past else None
        texts = background.earlier_texts(self.code_key)
        return Evidence(self.engine, self.unit, self.swap, self.namespace, self.first_key, past, texts)

    # ---- target and sources ----

    def _find_target(self, asked: Asked, last_value: Any, failed: bool) -> None:
        expression = self.request.target
        if expression is not None:
            asked.target_name = expression.text
            if failed:
                found = look_up(expression.text, self.namespace)
                older = self.target_before is not None and found is not None and found[0] is self.target_before[0]
                asked.has_target = found is not None and not older
                asked.target = found[0] if asked.has_target and found else None
                return
            tree = parse_expression(expression.text, expression.col)
            traced = Instrumenter(self.unit, bodies=False, is_quiet=lambda _name: False).visit(tree)
            try:
                asked.target = evaluate(traced, self.namespace, self.code_key)
            except Exception as problem:  # noqa: BLE001 - the user's expression may raise anything
                raise BadInput(_cannot(f"target {expression.text!r}", problem, self.namespace)) from None
            asked.has_target = True
            return
        self._implicit_target(asked, last_value)

    def _implicit_target(self, asked: Asked, last_value: Any) -> None:
        """No TARGET: the value of the cell's last expression, or the name its last statement assigns."""
        last = self.tree.body[-1] if self.tree is not None and self.tree.body else None
        if last_value is not NOTHING:
            asked.target, asked.has_target = last_value, True
            asked.target_name = ast.unparse(last.value) if isinstance(last, ast.Expr) else "the last value"
            return
        names = _assigned_names(last)
        if names and names[-1] in self.namespace:
            asked.target, asked.has_target, asked.target_name = self.namespace[names[-1]], True, names[-1]

    def _find_sources(self, asked: Asked, failed: bool) -> None:
        if self.request.sources is None:
            return
        for expression in self.request.sources:
            text = expression.text
            try:
                value = evaluate(text, self.namespace)
            except Exception as problem:  # noqa: BLE001 - the user's expression may raise anything
                if failed:
                    continue
                raise BadInput(_cannot(f"source {text!r}", problem, self.namespace)) from None
            for name, leaf in flatten(text, value, self.engine):
                asked.sources.append((name, text, leaf))
        if not failed:
            self._refuse_wrong_sources(asked)

    def _refuse_wrong_sources(self, asked: Asked) -> None:
        for name, text, leaf in asked.sources:
            if self.engine.kind(leaf) is not None or self.engine.kind(self.before.get(text)) is not None:
                continue
            what = "None" if leaf is None else f"a {type(leaf).__name__}"
            raise BadInput(f"source {name!r} is {what}; give a variable, a tensor, a layer, or a list or dict of these")


def _assigned_names(statement: ast.stmt | None) -> list[str]:
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        targets = [statement.target]
    elif isinstance(statement, (ast.For, ast.While, ast.If, ast.With, ast.Try)) and statement.body:
        return _assigned_names(statement.body[-1])
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _cannot(what: str, problem: Exception, namespace: dict[str, Any]) -> str:
    import difflib

    text = f"{what} cannot be evaluated: {type(problem).__name__}: {_one_line(problem)}"
    missing = getattr(problem, "name", None) if isinstance(problem, NameError) else None
    near = difflib.get_close_matches(missing or "", [n for n in namespace if not n.startswith("_")], 1)
    return f"{text}; did you mean {near[0]!r}?" if near else text


def _one_line(error: BaseException | None) -> str:
    if error is None:
        return ""
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def _imported(tree: ast.AST) -> list[str]:
    """The modules that a cell imports itself."""
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
