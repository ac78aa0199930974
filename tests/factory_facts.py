"""The half of the test builder that writes down what happened: program text, values, ops and Python steps."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from tapeviz.records import (
    Binding,
    CodeSpan,
    CodeText,
    EngineInfo,
    HostEvent,
    HostValue,
    Limit,
    OpRecord,
    PassedOver,
    SkippedCode,
    TargetRecord,
    TensorRecord,
    TensorSpec,
    VariableRecord,
    VjpRecord,
    WatchEvent,
)
from tapeviz.report import Diagnosis
from tests.factory_values import dtype_of, shape_of, summary

__all__ = ["CELL", "FactsBuilder", "Value"]

CELL = "cell-1"
Miss = Literal["hidden", "missing", "late", "given"]
Verdict = Literal["passes", "blocked", "undifferentiable", "unregistered", "unknown"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the recording being built: its id, its variable's id if it has one, the op or event that made it."""

    id: int
    name: str = ""
    variable: int | None = None
    op: int | None = None
    event: int | None = None
    others: tuple[int, ...] = ()


class FactsBuilder:
    """Collects what happened in one recorded cell: program text, values, ops, Python steps."""

    def __init__(self, engine: Literal["tensorflow", "numpy"] = "tensorflow", version: str = "2.21.0") -> None:
        """Start an empty recording of the named engine."""
        self._facts: dict[str, list[Any]] = {}
        self._engine = EngineInfo(name=engine, version=version)
        self._target: TargetRecord | None = None
        self._failure = ""
        self._next_value = 0
        self._time = 0
        self._diagnoses: dict[int, Diagnosis] = {}

    # ---- program text -------------------------------------------------------------------------------------------

    def cell(self, text: str) -> Self:
        """Set the taped cell; a `%%tape` line is put in front unless the text has a magic line."""
        text = textwrap.dedent(text).strip("\n")
        return self._code(CELL, "cell", "In [1]", text if text.startswith("%%") else "%%tape\n" + text)

    def earlier_cell(self, text: str, title: str = "In [0]", key: str = "cell-0") -> Self:
        """Add another notebook cell, one that ran before."""
        return self._code(key, "earlier", title, textwrap.dedent(text).strip("\n"))

    def file(self, title: str, text: str) -> Self:
        """Add a module of the user; its title is also its key."""
        return self._code(title, "file", title, textwrap.dedent(text).strip("\n"))

    def _code(self, key: str, kind: Literal["cell", "earlier", "file"], title: str, text: str) -> Self:
        self._add("codes", CodeText(key=key, kind=kind, title=title, text=text))
        return self

    def span(self, line: int | None = None, code: str = "", key: str = CELL, scope: str = "") -> CodeSpan:
        """The span of `code`, which may have several lines, in text `key`: on `line`, else where it first stands."""
        lines = next(text.text for text in self._facts["codes"] if text.key == key).split("\n")
        if not code:
            assert line is not None, "a span needs a line or a piece of code"
            return CodeSpan(code=key, line=line, scope=scope)
        first, *rest = code.split("\n")
        line = line or next(number for number, text in enumerate(lines, 1) if first in text)
        col = lines[line - 1].index(first)
        end_col = len(rest[-1]) if rest else col + len(first)
        return CodeSpan(code=key, line=line, col=col, end_line=line + len(rest), end_col=end_col, scope=scope)

    def _stack(self, line: int | None, code: str, stack: Sequence[CodeSpan]) -> tuple[CodeSpan, ...]:
        if stack or (line is None and not code):
            return tuple(stack)
        return (self.span(line, code),)

    # ---- values -------------------------------------------------------------------------------------------------

    def variable(
        self,
        *names: str,
        value: Any = None,
        shape: tuple[int | None, ...] | None = None,
        dtype: str = "",
        trainable: bool = True,
        watched: bool | None = None,
        adjoint: Any = None,
        live: bool | None = None,
        **fields: Any,
    ) -> Value:
        """A variable and the tensor of its value; further fields go to the `VariableRecord`."""
        spec = TensorSpec(dtype=dtype or dtype_of(value), shape=shape if shape is not None else shape_of(value))
        record = VariableRecord(
            id=len(self._facts.get("variables", ())),
            spec=spec,
            trainable=trainable,
            watched=trainable if watched is None else watched,
            names=names,
            summary=summary(value),
            **{"device": "/CPU:0", **fields},
        )
        self._add("variables", record)
        tensor = self._tensor(spec, "variable", names, value, adjoint, live, variable=record.id)
        return Value(id=tensor, name=names[0] if names else record.own_name, variable=record.id)

    def constant(self, value: Any, *names: str, dtype: str = "", **fields: Any) -> Value:
        """A constant that entered from Python."""
        spec = TensorSpec(dtype=dtype or dtype_of(value), shape=shape_of(value))
        return Value(self._tensor(spec, "constant", names, value, None, **fields), name="".join(names[:1]))

    def tensor(
        self,
        *names: str,
        value: Any = None,
        shape: tuple[int | None, ...] | None = None,
        dtype: str = "",
        origin: Literal["op", "variable", "constant", "earlier", "unknown"] = "earlier",
        adjoint: Any = None,
        live: bool | None = None,
        **fields: Any,
    ) -> Value:
        """A tensor that no op of this recording made (older than the cell, unless `origin` says otherwise)."""
        spec = TensorSpec(dtype=dtype or dtype_of(value), shape=shape if shape is not None else shape_of(value))
        identity = self._tensor(spec, origin, names, value, adjoint, live, **fields)
        return Value(identity, name="".join(names[:1]), variable=fields.get("variable"))

    def host_value(self, type_name: str, text: str = "", *names: str) -> Value:
        """A value outside the engine: an array, a float, a list, a string."""
        record = HostValue(id=self._new_value(), type_name=type_name, text=text, names=names)
        self._add("host_values", record)
        return Value(record.id, name="".join(names[:1]))

    def _tensor(
        self,
        spec: TensorSpec,
        origin: Literal["op", "variable", "constant", "earlier", "unknown"],
        names: tuple[str, ...],
        value: Any,
        adjoint: Any,
        live: bool | None = None,
        device: str = "/CPU:0",
        variable: int | None = None,
    ) -> int:
        record = TensorRecord(
            id=self._new_value(),
            spec=spec,
            origin=origin,
            variable=variable,
            names=names,
            device=device,
            live=True if live is None and adjoint is not None else live,
            summary=summary(value),
            adjoint=summary(adjoint),
        )
        self._add("tensors", record)
        return record.id

    # ---- what ran -----------------------------------------------------------------------------------------------

    def op(
        self,
        op_type: str,
        *inputs: Value | float,
        line: int | None = None,
        code: str = "",
        name: str | Sequence[str] = (),
        value: Any = None,
        shape: tuple[int | None, ...] | None = None,
        dtype: str = "",
        adjoint: Any = None,
        live: bool | None = None,
        outputs: int = 1,
        stack: Sequence[CodeSpan] = (),
        **fields: Any,
    ) -> Value:
        """An op and its outputs; plain numbers among the inputs become constants, `reads`/`writes` take Values.

        The Value stands for the first output, `others` holds the ids of the rest. Further fields go to `OpRecord`;
        its `name` (of a traced function, say) is given as `named`, since `name` is what the user calls the output.
        """
        given = tuple(part.id if isinstance(part, Value) else self.constant(part).id for part in inputs)
        spec = TensorSpec(dtype=dtype or dtype_of(value), shape=shape if shape is not None else shape_of(value))
        names = (name,) if isinstance(name, str) else tuple(name)
        made = [self._tensor(spec, "op", names, value, adjoint, live) for _ in range(outputs)]
        record = OpRecord(
            id=len(self._facts.get("ops", ())),
            time=fields.pop("time", None) or self._tick(),
            op_type=op_type,
            name=fields.pop("named", ""),
            inputs=given,
            outputs=tuple(made),
            reads=_variables(fields.pop("reads", ())),
            writes=_variables(fields.pop("writes", ())),
            stack=self._stack(line, code, stack),
            **fields,
        )
        self._add("ops", record)
        first = made[0] if made else -1
        return Value(first, name="".join(names[:1]), op=record.id, others=tuple(made[1:]))

    def host(
        self,
        what: str,
        *inputs: Value,
        line: int | None = None,
        code: str = "",
        out: Value | None = None,
        name: str = "",
        type_name: str = "float",
        text: str = "",
        kind: Literal["exit", "host", "enter", "opaque", "away", "select", "metadata", "steer"] = "exit",
        stack: Sequence[CodeSpan] = (),
        **fields: Any,
    ) -> Value:
        """A Python step: `inputs` went into `out`, which is a new host value unless it is given."""
        names = (name,) if name else ()
        result = out if out is not None else self.host_value(type_name, text, *names)
        frames = self._stack(line, code, stack)
        event = HostEvent(
            id=len(self._facts.get("host_events", ())),
            time=self._tick(),
            kind=kind,
            inputs=tuple(part.id for part in inputs),
            outputs=(result.id,),
            span=frames[0] if frames else None,
            what=what,
            stack=frames,
            **fields,
        )
        self._add("decisions" if kind == "steer" else "host_events", event)
        return replace(result, event=event.id)

    def bind(
        self,
        name: str,
        *,
        old: Value | None = None,
        new: Value | None = None,
        line: int | None = None,
        code: str = "",
        new_type: str = "EagerTensor",
    ) -> Self:
        """A name of the cell's namespace that was bound anew."""
        return self._add(
            "bindings",
            Binding(
                name=name,
                time=self._tick(),
                span=next(iter(self._stack(line, code, ())), None),
                old_value=old.id if old else None,
                old_variable=old.variable if old else None,
                new_value=new.id if new else None,
                new_variable=new.variable if new else None,
                new_type=new_type,
            ),
        )

    def watch(self, value: Value, line: int | None = None, code: str = "") -> Self:
        """A `tape.watch` call."""
        span = next(iter(self._stack(line, code, ())), None)
        return self._add("watches", WatchEvent(self._tick(), span, value=value.id, variable=value.variable))

    def skipped(self, source: int, condition: CodeSpan, mention: CodeSpan, kind: str = "if") -> Self:
        """Code that did not run and mentions source number `source`."""
        return self._add("skipped", SkippedCode(source, condition, mention, kind))

    def passed_over(self, source: int, code: str, value: Value, kind: Miss = "given", key: str = "") -> Self:
        """At `code` something that holds source number `source` was asked for `asked`, and gave another value."""
        passed = PassedOver(source, kind, self._tick(), self.span(code=code), (value.id,), key, "asked")
        return self._add("passed_over", passed)

    def outdated(self, source: int, now: Value, path: str) -> Self:
        """An earlier cell took source number `source` from `path`, where the variable `now` stands."""
        return self._add("outdated", (source, now.variable, path))

    def stale(self, source: int, read: Value, path: str) -> Self:
        """A compiled function leads to source number `source` by `path`, and its graph reads the variable `read`."""
        return self._add("stale", (source, read.variable, path))

    def vjp(self, value: Value, verdict: Verdict, input: int = 0, output: int = 0) -> Self:
        """What the gradient function of the op that made `value` says about one of its inputs."""
        assert value.op is not None, "only a value made by an op has a gradient function"
        return self._add("vjps", VjpRecord(op=value.op, output=output, input=input, verdict=verdict))

    def limit(self, kind: str, detail: str) -> Self:
        """Something the engine could not see."""
        return self._add("limits", Limit(kind, detail))

    def fail(self, text: str) -> Self:
        """Say that the cell raised; mark the failing op with `failed=True` where it is made."""
        self._failure = text
        return self

    def _add(self, where: str, record: Any) -> Self:
        self._facts.setdefault(where, []).append(record)
        return self

    def _new_value(self) -> int:
        self._next_value += 1
        return self._next_value - 1

    def _tick(self) -> int:
        self._time += 1
        return self._time


def _variables(values: Value | Iterable[Value]) -> tuple[int, ...]:
    several = (values,) if isinstance(values, Value) else values
    return tuple(value.variable for value in several if value.variable is not None)
