"""One verdict with the program text around it: what the user wrote at the blamed place, and what it is called."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.cell_text import CellText
from tapeviz.diagnose.recomputed import computed_again
from tapeviz.diagnose.translate import dotted, expression, is_library
from tapeviz.records import CodeSpan, OpRecord, PassedOver, SourceRecord, VariableRecord, WatchEvent
from tapeviz.report import Break, Diagnosis, span_text

__all__ = ["OPERATORS", "Scene", "one_line"]

_PLAINEST = ("given", "late", "missing", "hidden")
OPERATORS: dict[type[ast.AST], str] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.FloorDiv: "//",
    ast.Mod: "%",
}

_OP_OF_OPERATOR = {
    "Greater": ast.Gt,
    "GreaterEqual": ast.GtE,
    "Less": ast.Lt,
    "LessEqual": ast.LtE,
    "Equal": ast.Eq,
    "NotEqual": ast.NotEq,
    "FloorDiv": ast.FloorDiv,
    "FloorMod": ast.Mod,
}

_FORM = frozenset({"Shape", "ShapeN", "Size", "Rank", "tf.size", "tf.shape", "tf.rank"})
SHORT = 56


def one_line(text: str, width: int = SHORT) -> str:
    """The text on one line; a call that is too long keeps its name, anything else its beginning."""
    flat = re.sub(r"([(\[]) ", r"\1", re.sub(r" ([)\]])", r"\1", " ".join(text.split())))
    if len(flat) <= width:
        return flat
    node = expression(text)
    name = dotted(node.func) if isinstance(node, ast.Call) else ""
    return f"{name}(...)" if name else flat[: width - 3].rstrip() + "..."


# They run what they are given: what happens inside is not their own doing.
_CALLS_FUNCTIONS = {
    *("map_fn", "vectorized_map", "scan", "foldl", "foldr", "while_loop", "cond", "case", "switch_case"),
    *("map_flat_values", "map_structure", "recompute_grad", "grad_pass_through", "py_function", "numpy_function"),
}


@dataclass
class Scene:
    """A diagnosis being worded; `reason` is the rule's own word for how it came about."""

    case: Case
    source: SourceRecord
    diagnosis: Diagnosis
    reason: str = ""

    # ---- the blamed place ----

    @cached_property
    def culprit(self) -> Break | None:
        """The break that is blamed."""
        return self.diagnosis.breaks[-1] if self.diagnosis.breaks else None

    @cached_property
    def place(self) -> CodeSpan | None:
        """The innermost user code that did it."""
        for span in (*self.diagnosis.frames[:1], self.diagnosis.span):
            if span is not None and span_text(self.case.recording, span):
                return span
        return None

    @property
    def is_in_cell(self) -> bool:
        """Whether the blamed place itself, with its columns, is text of the taped cell."""
        return self.place is not None and self.place.code == self.case.cell and self.place.col is not None

    @cached_property
    def cell(self) -> CellText:
        """The taped cell."""
        return CellText(next((c.text for c in self.case.recording.codes if c.key == self.case.cell), ""))

    @cached_property
    def node(self) -> ast.expr | None:
        """The blamed expression; within a whole line the part of it that names the op."""
        if self.place is None:
            return None
        text = span_text(self.case.recording, self.place)
        node = expression(text)
        if node is not None and self.place.col is not None:
            return node
        return self._within(text)

    def _within(self, text: str) -> ast.expr | None:
        """The part of a statement that looks like the blamed op, for lines without columns."""
        try:
            tree = ast.parse(text if not text.startswith("return ") else text[7:])
        except (SyntaxError, ValueError):
            return None
        wanted = self.op.op_type.lower() if self.op else ""
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2].replace("_", "").lower() == wanted:
                return node
        return None

    @cached_property
    def text(self) -> str:
        """The blamed expression on one line, short."""
        if self.node is not None:
            text = span_text(self.case.recording, self.place) if self.place else ""
            return one_line(text if expression(text) is not None else ast.unparse(self.node))
        return one_line(span_text(self.case.recording, self.place)) if self.place else ""

    @cached_property
    def op(self) -> OpRecord | None:
        """The op that broke the way, if it was one."""
        number = self.culprit.op if self.culprit else None
        return next((op for op in self.case.recording.ops if op.id == number), None) if number is not None else None

    @cached_property
    def public_name(self) -> str:
        """The library function the user called (`tf.argsort`), the operator, or '' when it is neither."""
        node = self.node
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            return name if is_library(name) and name.rpartition(".")[2] not in _CALLS_FUNCTIONS else ""
        kind: ast.AST | None = None
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            kind = node.ops[0]
        elif isinstance(node, ast.BinOp):
            kind = node.op
        is_it = kind is not None and self.op is not None and _OP_OF_OPERATOR.get(self.op.op_type) is type(kind)
        return OPERATORS.get(type(kind), "") if is_it and kind is not None else ""

    @cached_property
    def shown(self) -> str:
        """The blamed step as the subject of a sentence."""
        if not self.text:
            return f"the op {self.op.op_type}" if self.op else "this step"
        if self.op is not None and not self.public_name and self.place == self.diagnosis.span:
            return f"the op {self.op.op_type} inside `{self.text}`" if self._is_foreign_call else f"`{self.text}`"
        return f"`{self.text}`"

    @property
    def _is_foreign_call(self) -> bool:
        return isinstance(self.node, ast.Call) and not is_library(dotted(self.node.func))

    @property
    def taken_from(self) -> str:
        """Where the source was taken from, if another object stands there now."""
        return self._told_of("outdated")

    @property
    def called_too(self) -> str:
        """The name that both the source and the variable that was used were given when they were made."""
        return self._told_of("renamed")

    @property
    def compiled_for(self) -> str:
        """The path in a compiled function's code that led to another variable when it was traced."""
        return self._told_of("stale")

    @property
    def exchanged_in(self) -> str:
        """Where another variable was put in the source's place for a while."""
        return self._told_of("exchanged")

    def _told_of(self, wanted: str) -> str:
        kind, _, path = self.reason.partition(" ")
        return path if kind == wanted else ""

    @cached_property
    def passed_over(self) -> PassedOver | None:
        """Where what holds the source gave something else for the target: the plainest such place, then the last."""
        sources = self.case.recording.sources
        mine = [p for p in self.case.recording.passed_over if sources[p.source] is self.source]
        told = [p for p in mine if not self.case.reaching.isdisjoint(p.values) or not (p.values or p.kind == "given")]
        return max(told, key=lambda p: (_PLAINEST.index(p.kind), p.time), default=None)

    @cached_property
    def again(self) -> CodeSpan | None:
        """Where the cell computes for the target, once more, what the source holds already."""
        op = computed_again(self.case, self.source)
        return self.case.in_cell(op.stack) if op is not None else None

    @cached_property
    def is_taken(self) -> bool:
        """Whether the blamed expression is a name, or TensorFlow's own step, whose value something else takes."""
        if isinstance(self.node, ast.Name) or self.public_name.startswith("tf."):
            return True
        if isinstance(self.node, ast.Call):  # any other one reads its arguments to compute with them itself
            return False
        left = self.culprit.event if self.culprit is not None else None
        given = {v for e in self.case.recording.host_events if e.id == left for v in e.inputs}
        made_here = (op for op in self.case.recording.ops if op.stack and op.stack[0] == self.place)
        return any(not given.isdisjoint(op.outputs) for op in made_here)

    @cached_property
    def is_put(self) -> bool:
        """Whether a statement of the cell puts the blamed value into an item: `array[:3] = ...`."""
        tree = self.cell.tree if self.is_in_cell else None
        assigned = (s for s in ast.walk(tree) if isinstance(s, (ast.Assign, ast.AugAssign))) if tree is not None else ()
        wanted = self.cell.span_range(self.place) if self.place is not None else None
        return any(
            self.cell.range(s.value) == wanted and isinstance(target, ast.Subscript)
            for s in assigned
            for target in (s.targets if isinstance(s, ast.Assign) else [s.target])
        )

    @property
    def is_zip(self) -> bool:
        """Whether the blamed place is a `zip`, which drops what the shortest has no partner for."""
        return isinstance(self.node, ast.Call) and dotted(self.node.func) == "zip"

    @property
    def in_thread(self) -> bool:
        """Whether another thread computed the value."""
        return self.culprit is not None and self.culprit.what == "thread"

    @property
    def is_form_only(self) -> bool:
        """Whether only the shape or size of the value was used."""
        what = self.culprit.what if self.culprit else ""
        return bool({what, self.public_name} & _FORM)

    def argument(self, position: int, keyword: str = "", otherwise: str = "") -> str:
        """The text of the blamed call's argument, or of an operator's side."""
        node = self.node
        found: ast.expr | None = None
        if isinstance(node, ast.Call):
            named = next((k.value for k in node.keywords if k.arg == keyword), None) if keyword else None
            at = node.args[position] if position < len(node.args) else None
            found = named if named is not None else (None if isinstance(at, ast.Starred) else at)
        elif isinstance(node, ast.BinOp):
            found = (node.left, node.right)[position] if position < 2 else None
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            found = (node.left, node.comparators[0])[position] if position < 2 else None
        return ast.unparse(found) if found is not None else otherwise

    # ---- names ----

    @cached_property
    def target(self) -> str:
        """The target as the user wrote it."""
        found = self.case.recording.target
        return found.name if found and found.name else "the target"

    @property
    def order(self) -> int:
        """How often the cell's own target was differentiated to get this one."""
        found = self.case.recording.target
        return found.order if found else 0

    @cached_property
    def watched_elsewhere(self) -> WatchEvent | None:
        """Where a tape that the cell opened itself watches the source."""
        watches = self.case.recording.other_watches
        mine = self.source.value
        return next((watch for watch in watches if mine is not None and watch.value == mine), None)

    @property
    def is_in_derivative(self) -> bool:
        """Whether the blamed op is part of a derivative that is differentiated again, and the text only where from."""
        return self.order > 0 and self.op is not None and self.op.backward

    @cached_property
    def variable(self) -> VariableRecord | None:
        """The source's variable."""
        return self.case.variables.get(self.source.variable) if self.source.variable is not None else None

    def name_of(self, variable: VariableRecord) -> str:
        """What the user calls a variable."""
        return variable.names[0] if variable.names else variable.made_as or variable.own_name.partition(":")[0]

    @cached_property
    def written(self) -> VariableRecord | None:
        """The variable that the blamed op writes."""
        numbers = self.op.writes if self.op else ()
        found = (self.case.variables.get(number) for number in numbers)
        return next((v for v in found if v is not None and v.kind == "variable"), None)

    @cached_property
    def dtype(self) -> str:
        """The dtype of what the blamed step gave."""
        end = self.culprit.end if self.culprit else None
        tensor = self.case.tensors.get(end) if end is not None else None
        return tensor.spec.dtype if tensor else ""

    def text_at(self, span: CodeSpan | None, width: int = SHORT) -> str:
        """The program text of a span on one line."""
        return one_line(span_text(self.case.recording, span), width) if span is not None else ""
