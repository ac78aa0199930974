"""Recordings and reports built in a few lines, as facts that a test writes down rather than observes.

    b = Builder().cell("y = x ** 2\\nx = x + 1")
    x = b.variable("x", value=3.0)
    y = b.op("Pow", x, 2.0, code="x ** 2", name="y", value=9.0)
    b.target(y)
    b.source(x, gradient=6.0)
    recording = b.build()

Ids and times are handed out in the order of the calls. The cell's text gets a `%%tape` line 1 when it has none, so
lines count as the notebook shows them: the first line of the body is line 2.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from tapeviz.records import CodeSpan, GradientRecord, Recording, SourceRecord, TargetRecord
from tapeviz.report import Break, Cause, Diagnosis, Note, Report, Suspect
from tests.factory_facts import CELL, FactsBuilder, Value
from tests.factory_values import summary

__all__ = ["CELL", "Builder", "Value", "summary"]


class Builder(FactsBuilder):
    """Adds what was asked and concluded; `build()` gives the recording, `report()` the report."""

    def target(
        self, *values: Value, name: str = "", line: int | None = None, code: str = "", type_name: str = "EagerTensor"
    ) -> Self:
        """What is differentiated; several values are several targets."""
        tensors = {tensor.id: tensor for tensor in self._facts.get("tensors", ())}
        only = tensors.get(values[0].id) if len(values) == 1 else None
        self._target = TargetRecord(
            name=name or ", ".join(value.name for value in values),
            values=tuple(value.id for value in values),
            spec=only.spec if only else None,
            type_name=type_name,
            made=next(iter(self._stack(line, code, ())), None),
            several=len(values) > 1,
            summary=only.summary if only else None,
        )
        return self

    def source(
        self, value: Value | None, name: str = "", *, gradient: Any = None, error: str = "", **fields: Any
    ) -> Self:
        """A source and what the tape answered for it: a gradient, None, or the error `Type: text`.

        Fields of `GradientRecord` (`health`, `indexed_slices`, `status`, ...) go there, the rest to `SourceRecord`.
        """
        tensors = {tensor.id: tensor for tensor in self._facts.get("tensors", ())}
        spec = tensors[value.id].spec if value and value.id in tensors else None
        answer = {key: fields.pop(key) for key in list(fields) if key in GradientRecord.__slots__}
        variable = value.variable if value else None
        kind = fields.pop("kind", "variable" if variable is not None else "tensor" if spec else "other")
        record = SourceRecord(
            name=name or (value.name if value else ""),
            kind=kind,
            spec=spec,
            value=value.id if value else None,
            variable=variable,
            **fields,
        )
        error_type, _, text = error.partition(": ")
        status = "error" if error else "none" if gradient is None else "gradient"
        facts = {
            "status": status,
            "spec": spec if gradient is not None else None,
            "summary": summary(gradient),
            "error": text,
            "error_type": error_type,
            "device": "/CPU:0" if gradient is not None else "",
        }
        self._add("gradients", GradientRecord(source=len(self._facts.get("sources", ())), **{**facts, **answer}))
        return self._add("sources", record)

    def diagnose(
        self,
        cause: Cause | str | None,
        source: int | None = None,
        *,
        line: int | None = None,
        code: str = "",
        span: CodeSpan | None = None,
        also: Iterable[tuple[str, CodeSpan | None]] = (),
        notes: Iterable[tuple[CodeSpan, str]] = (),
        way: Iterable[Value] = (),
        breaks: Iterable[Break] = (),
        **fields: Any,
    ) -> Self:
        """The verdict on source number `source` (the one added last unless given)."""
        number = len(self._facts["sources"]) - 1 if source is None else source
        gradient = self._facts["gradients"][number]
        self._diagnoses[number] = Diagnosis(
            source=self._facts["sources"][number].name,
            status=gradient.status,
            gradient=gradient,
            cause=Cause(cause) if cause else None,
            span=span or next(iter(self._stack(line, code, ())), None),
            also=tuple(Suspect(Cause(word), place) for word, place in also),
            notes=tuple(Note(place, text) for place, text in notes),
            way=tuple(value.id for value in way),
            breaks=tuple(breaks),
            **fields,
        )
        return self

    def build(self) -> Recording:
        """The recording, with a `None` answer for nothing and everything in the order it was added."""
        facts = {name: tuple(rows) for name, rows in self._facts.items()}
        facts.setdefault("devices", ("/CPU:0",))
        return Recording(engine=self._engine, target=self._target, failure=self._failure, **facts)

    def report(self, number: int = 1, kind: type[Report] = Report, **options: str) -> Report:
        """The recording with the diagnoses given; a source without one gets its bare status."""
        recording = self.build()
        pairs = zip(recording.sources, recording.gradients, strict=True)
        diagnoses = tuple(
            self._diagnoses.get(index) or Diagnosis(source=source.name, status=gradient.status, gradient=gradient)
            for index, (source, gradient) in enumerate(pairs)
        )
        return kind(recording=recording, diagnoses=diagnoses, number=number, options=tuple(options.items()))
