"""What the text of code that ran untraced still tells: what a constant holds, and whether a name was used at all."""

from __future__ import annotations

import ast
import types
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tapeviz.kinds import attribute, is_a
from tapeviz.provenance.functions import expression_at, numbers_in, visible_names, with_helpers
from tapeviz.records import CodeSpan, OpRecord, SourceRecord
from tapeviz.spans import is_user_file

if TYPE_CHECKING:
    from tapeviz.assemble.asked import Asked
    from tapeviz.assemble.evidence import Evidence

__all__ = ["doubtful", "is_written_out"]

_ENGINES = ("tensorflow", "keras", "tf_keras", "tapeviz.fallback")
_NO_DATA = (types.FunctionType, types.BuiltinFunctionType, str, type(None), bool)
# Functions of the engines that take a value out of its tensor, or that may leave what they are given unused.
_BORDERS = frozenset({"constant", "convert_to_tensor", "Variable", "numpy_function", "py_function", "py_func"})
_CHOICES = frozenset({"cond", "case", "switch_case", "while_loop", "custom_gradient"})
_CATCHING = (ast.Try, ast.TryStar, ast.With, ast.AsyncWith)
_BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.Match)
_SOMETIMES = (ast.Lambda, ast.IfExp, ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def is_written_out(tensor: Any, frames: tuple[Any, ...], evidence: Evidence) -> bool:
    """Whether a constant came from a number that is written in the expression, or the expression holds only tensors."""
    if not frames:
        return False
    tree = expression_at(evidence.engine.span(frames[0]))
    if tree is None:
        return False
    if any(evidence.engine.same_value(tensor, number) for number in numbers_in(tree)):
        return True
    return all(_is_no_host_data(node, evidence) for node in ast.walk(tree))


def _is_no_host_data(node: ast.AST, evidence: Evidence) -> bool:
    """Whether a part of an expression is no Python data, and no call that could make some."""
    if isinstance(node, ast.Call):
        return _is_plain_call(node, evidence)
    if not isinstance(node, ast.Name):
        return not isinstance(node, _SOMETIMES)
    if node.id not in evidence.namespace:
        return False
    value = evidence.namespace[node.id]
    return evidence.engine.kind(value) is not None or isinstance(value, (types.ModuleType, *_NO_DATA))


def _is_plain_call(call: ast.Call, evidence: Evidence) -> bool:
    """Whether a call is one of the engine's that only computes with tensors, or of a layer or model."""
    function, last = call.func, ""
    while isinstance(function, ast.Attribute):
        last = last or function.attr
        function = function.value
    root = evidence.namespace.get(function.id) if isinstance(function, ast.Name) else None
    if issubclass(type(root), types.ModuleType):
        own = str(getattr(root, "__name__", "")).startswith(_ENGINES)
        return own and last not in _BORDERS and last not in _CHOICES
    return not last and evidence.engine.kind(root) == "module"


def doubtful(
    asked: Asked, sources: list[SourceRecord], evidence: Evidence, ops: tuple[OpRecord, ...]
) -> tuple[int, ...]:
    """The sources of which nothing certain can be said where no way is found, in code that could not be followed.

    Such code made them, or bound their names anew, or mentions them where no op was seen: that may not have run.
    """
    if not evidence.is_partly_traced:
        return ()
    if not evidence.unit.key:  # code without a text
        return tuple(range(len(sources)))
    sometimes = _may_not_have_run(evidence)
    spans = [span for op in ops for span in op.stack if span.code == evidence.unit.key and span.col is not None]
    found = []
    for k, (record, (_, _, leaf)) in enumerate(zip(sources, asked.sources, strict=True)):
        moved = record.root in asked.before and asked.before[record.root] is not evidence.namespace.get(record.root)
        if (
            evidence.is_new(leaf)
            or moved
            or not all(_is_used(m, spans, evidence) for m in evidence.mentions(record.root))
            or any(_may_use(value, leaf, evidence) for value in sometimes)
        ):
            found.append(k)
    return tuple(found)


def _may_not_have_run(evidence: Evidence) -> list[Any]:
    """What the names stand for that are read in branches, loops and the like: no one knows whether those ran."""
    ways = [way for way in evidence.mentions() if any(isinstance(node, (*_SOMETIMES, *_BRANCHES)) for node in way)]
    names = {node.id for way in ways for node in way[-1:] if isinstance(node, ast.Name)}
    return [evidence.namespace[name] for name in sorted(names) if name in evidence.namespace]


def _may_use(value: Any, leaf: Any, evidence: Evidence) -> bool:
    """Whether a function of the user's names a variable or tensor, itself or in one that it names."""
    function = attribute(value, "__func__", value)
    if not is_a(function, types.FunctionType) or not is_user_file(function.__code__.co_filename):
        return False
    named = [v for f in with_helpers(function, _is_of_user) for v in visible_names(f).values()]
    return any(_is_or_holds(part, leaf, evidence) for part in named)


def _is_or_holds(value: Any, leaf: Any, evidence: Evidence) -> bool:
    kind = evidence.engine.kind(value)
    if kind == "module":
        return any(evidence.engine.is_same_variable(v, leaf) for _, v in evidence.engine.module_variables(value))
    return evidence.engine.is_same_variable(value, leaf) if kind == "variable" else value is leaf


def _is_of_user(code: types.CodeType) -> bool:
    return is_user_file(code.co_filename)


def _is_used(mention: list[ast.AST], spans: list[CodeSpan], evidence: Evidence) -> bool:
    """Whether a name, given with the nodes around it from the outside in, surely went into an op that was seen."""
    if any(isinstance(node, ast.Compare) or inner is getattr(node, "test", None) for node, inner in pairwise(mention)):
        return False  # what it decides was not seen
    name = mention[-1]
    line, col = name.lineno, name.col_offset  # type: ignore[attr-defined]
    holding = [s for s in spans if (s.line, s.col or 0) <= (line, col) < (s.end_line or s.line, s.end_col or 0)]
    around = [n for n in mention if isinstance(n, (*_SOMETIMES, *_CATCHING, ast.FunctionDef, ast.Call))]
    return bool(holding) and all(_is_passed(node, evidence) for node in around)


def _is_passed(node: ast.AST, evidence: Evidence) -> bool:
    """Whether what an op inside this node made surely goes on: not into a call of the user's, or up to an error."""
    if isinstance(node, _CATCHING):
        contexts = [item.context_expr for item in getattr(node, "items", ())]
        return bool(contexts) and all(isinstance(c, ast.Call) and _is_plain_call(c, evidence) for c in contexts)
    return isinstance(node, ast.Call) and _is_plain_call(node, evidence)
