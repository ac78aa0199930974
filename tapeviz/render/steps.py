"""The forward pass op by op, then the backward pass in reverse order, each step with the chain rule it performs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from tapeviz.graph import FlowGraph
from tapeviz.records import OpRecord, Recording, TensorRecord
from tapeviz.render.slopes import letters, partial_links, slopes_by_value, value_names
from tapeviz.render.visible import escape, one_line
from tapeviz.render.words import count, number, shape_words, value_words
from tapeviz.report import Report

__all__ = ["MOST_STEPS", "Step", "render_steps", "steps_html", "steps_of"]

MOST_STEPS = 400
SYMBOLS = {"AddV2": "+", "Add": "+", "Sub": "-", "Mul": "*", "RealDiv": "/", "Pow": "**", "MatMul": "@"}
VARIABLE_READ = "ReadVariableOp"
SHOWN = ("op", "custom", "call", "function")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: which pass, what it computes, by which rule, on which line.

    `op` is the number of the op that performs it, None at an end; `gives` of the value whose derivative it gives.
    """

    phase: str
    text: str
    rule: str = ""
    line: int | None = None
    op: int | None = None
    gives: int | None = None


def steps_of(report: Report) -> tuple[Step, ...]:
    """Every step on the way to the target, then every step of the gradient on its way back."""
    return _Steps(report.recording).all()


class _Steps:
    """Words the steps of one recording."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.tensors = {tensor.id: tensor for tensor in recording.tensors}
        self.names = value_names(recording)
        self.slopes = slopes_by_value(recording)
        self.reads = {op.outputs[0]: op.reads[0] for op in recording.ops if op.op_type == VARIABLE_READ and op.reads}
        self.first_reads: dict[int, int] = {}
        outputs = {op.id: op.outputs[0] for op in recording.ops if op.outputs}
        self.parts = partial_links((self.thing(value), outputs[op]) for op, value in self.slopes)
        self.cells = {code.key for code in recording.codes if code.kind == "cell"}
        self.targets = recording.target.values if recording.target else ()
        reaching = FlowGraph(recording).reaching(self.targets)
        self.ops = [op for op in recording.ops if self._is_step(op) and not reaching.isdisjoint(op.outputs)]
        self.names |= letters((op.outputs[0] for op in self.ops), self.names)
        name = recording.target.name if recording.target else ""
        self.of = name if name.isidentifier() else "target"
        self.sums: dict[str, list[float]] = {}

    def _is_step(self, op: OpRecord) -> bool:
        shown = op.kind in SHOWN and not (op.earlier or op.backward or op.failed or op.writes)
        return shown and op.op_type != VARIABLE_READ and bool(op.outputs)

    def all(self) -> tuple[Step, ...]:
        return (*self.forward(), *self.backward())

    # ---- forward ----

    def forward(self) -> Iterator[Step]:
        """Each op with its inputs by name and the value it gave."""
        for op in self.ops:
            made = self.tensors.get(op.outputs[0])
            value = self.value(made)
            yield Step(
                "forward",
                f"{self.name(op.outputs[0])} = {self.call(op)}" + (f" = {value}" if value else ""),
                line=self.line(op),
                op=op.id,
            )

    def call(self, op: OpRecord) -> str:
        """`a + b`, or `Tanh(h)`."""
        inputs = [self.name(value) for value in op.inputs]
        symbol = SYMBOLS.get(op.op_type)
        return (
            f"{inputs[0]} {symbol} {inputs[1]}"
            if symbol and len(inputs) == 2
            else f"{op.name or op.op_type}({', '.join(inputs)})"
        )

    def name(self, value: int) -> str:
        """What a value is called: its name, a constant's number, or its own number."""
        if value in self.names:
            return one_line(self.names[value])
        tensor = self.tensors.get(value)
        if tensor is not None and tensor.origin in ("constant", "earlier") and tensor.summary is not None:
            text = value_words(tensor.summary, tensor.spec, 16)
            if text and not text.startswith(("mean", "all ")):
                return text
        return f"v{value}"

    def value(self, tensor: TensorRecord | None) -> str:
        """A short value, or shape and statistics."""
        if tensor is None:
            return ""
        text = value_words(tensor.summary, tensor.spec, 32)
        return text if tensor.spec.shape == () else f"{shape_words(tensor.spec)} {text}".strip()

    # ---- backward ----

    def backward(self) -> Iterator[Step]:
        """From the target back: what each op hands to each of its inputs, and the sum where several paths meet."""
        live = [op for op in self.ops if (made := self.tensors.get(op.outputs[0])) is not None and made.live]
        if not live or len(self.targets) != 1:
            return
        yield Step("backward", f"{self.d(self.targets[0])} = 1", "the target by itself", gives=self.targets[0])
        for op in reversed(live):
            yield from self.pulled(op)

    def pulled(self, op: OpRecord) -> Iterator[Step]:
        """What an op hands to each thing that went into it; a variable that was read twice is one thing."""
        outer = self.scalar(op.outputs[0])
        by_name: dict[str, list[int]] = {}
        for value in dict.fromkeys(op.inputs):
            tensor = self.tensors.get(value)
            if tensor is not None and tensor.live and tensor.origin != "constant":
                by_name.setdefault(self.name(value), []).append(value)
        for values in by_name.values():
            slopes = [self.slopes.get((op.id, value)) for value in values]
            if outer is None or None in slopes:
                yield self.shaped(op, values[0], self.tensors[values[0]])
            else:
                yield self.multiplied(op, values[0], outer, sum(slope for slope in slopes if slope is not None))

    def multiplied(self, op: OpRecord, value: int, outer: float, slope: float) -> Step:
        """`dz/dx = dz/dm * dm/dx = 68 * 6 = 408`, added to what other paths gave."""
        made, name = op.outputs[0], self.name(value)
        given = outer * slope
        parts = self.sums.setdefault(name, [])
        parts.append(given)
        product = f"{number(outer)} * {number(slope)} = {number(given)}"
        sign = "\u2202" if (self.thing(value), made) in self.parts else "d"
        factor = f"{sign}{self.name(made)}/{sign}{name}"
        if made in self.targets:
            rule, first = factor, number(given)
        else:
            rule, first = f"{self.d(made)} * {factor}", product
        text = f"{self.d(value)} = {first}" if rule == self.d(value) else f"{self.d(value)} = {rule} = {first}"
        if len(parts) > 1:
            total = " + ".join(number(part) for part in parts)
            text = f"{self.d(value)} += {rule} = {first}; the paths add up: {total} = {number(sum(parts))}"
        return Step("backward", text, f"{self.name(made)} = {self.call(op)}", self.line(op), op.id, value)

    def shaped(self, op: OpRecord, value: int, tensor: TensorRecord) -> Step:
        """Where the values are no scalars: which derivative goes in, through which op, and what comes out."""
        made = op.outputs[0]
        adjoint = value_words(tensor.adjoint, tensor.spec, 32) if tensor.adjoint is not None else ""
        known = f" = {shape_words(tensor.spec)} {adjoint}".rstrip() if adjoint else f", {shape_words(tensor.spec)}"
        text = f"{self.d(value)} from {self.d(made)}, pulled back through {op.op_type}{known}"
        return Step("backward", text, f"{self.name(made)} = {self.call(op)}", self.line(op), op.id, value)

    def thing(self, value: int) -> int:
        """A value, or for all reads of one variable the first of them."""
        tensor = self.tensors.get(value)
        variable = self.reads.get(value, tensor.variable if tensor is not None else None)
        return value if variable is None else self.first_reads.setdefault(variable, value)

    def d(self, value: int) -> str:
        return f"d{self.of}/d{self.name(value)}"

    def scalar(self, value: int) -> float | None:
        """The derivative of the target by a scalar."""
        tensor = self.tensors.get(value)
        values = tensor.adjoint.values if tensor is not None and tensor.adjoint is not None else None
        if value in self.targets:
            return 1.0
        one = values[0] if values is not None and len(values) == 1 else None
        return float(one) if isinstance(one, (int, float)) else None

    def line(self, op: OpRecord) -> int | None:
        return next((span.line for span in op.stack if span.code in self.cells), None)


# ---- as text and as HTML --------------------------------------------------------------------------------------------

_HEADS = {"forward": "Forward: the values", "backward": "Backward: the chain rule"}


def render_steps(report: Report, columns: int | None = None) -> str:
    """The steps as numbered lines, long ones wrapped where a width is given."""
    lines = _step_lines(report)
    return "\n".join(lines if columns is None else (part for line in lines for part in _wrapped(line, columns)))


def _wrapped(line: str, columns: int) -> list[str]:
    """A step in so many columns, what is behind its number in a column of its own."""
    indent = len(line) - len(line.lstrip(" 0123456789"))
    return textwrap.wrap(line, columns, subsequent_indent=" " * indent, break_on_hyphens=False) or [line]


def _step_lines(report: Report) -> list[str]:
    steps, left_out = _shown(report)
    if not steps:
        return ["There is no step to show: nothing that the tape recorded leads to the target."]
    digits = len(str(len(steps)))
    lines: list[str] = []
    for position, step in enumerate(steps, 1):
        if position == 1 or steps[position - 2].phase != step.phase:
            lines += ["", _HEADS[step.phase]] if lines else [_HEADS[step.phase]]
        place = f"line {step.line}" if step.line is not None else ""
        beside = ", ".join(filter(None, (step.rule, place)))
        lines.append(f"  {position:>{digits}}  {step.text}" + (f"    [{beside}]" if beside else ""))
    return [*lines, *([left_out] if left_out else [])]


def steps_html(report: Report) -> str:
    """The steps as a list that reads as it is; a living picture goes through them one by one."""
    steps, left_out = _shown(report)
    if not steps:
        return f'<p class="tv-faint">{escape(render_steps(report))}</p>'
    parts = []
    for phase, head in _HEADS.items():
        mine = [(k, step) for k, step in enumerate(steps, 1) if step.phase == phase]
        if mine:
            items = "".join(_item(k, step) for k, step in mine)
            parts.append(f'<p class="tv-line"><b>{head}</b></p><ol start="{mine[0][0]}">{items}</ol>')
    rest = f'<p class="tv-faint">{escape(left_out)}</p>' if left_out else ""
    return f'<div class="tv-steps">{"".join(parts)}{rest}</div>'


def _item(position: int, step: Step) -> str:
    beside = ", ".join(filter(None, (step.rule, f"line {step.line}" if step.line is not None else "")))
    rule = f' <span class="tv-faint">{escape(beside)}</span>' if beside else ""
    return f'<li value="{position}"><code>{escape(step.text)}</code>{rule}</li>'


def _shown(report: Report) -> tuple[tuple[Step, ...], str]:
    steps = steps_of(report)
    if len(steps) <= MOST_STEPS:
        return steps, ""
    return steps[:MOST_STEPS], f"... and {count(len(steps) - MOST_STEPS, 'more step')}"
