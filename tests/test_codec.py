"""What is stored comes back the same, and what something else stored is refused with one clear line."""

from __future__ import annotations

import dataclasses
import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapeviz import codec
from tapeviz.records import EngineInfo, Recording, TensorSpec, ValueSummary
from tapeviz.report import Block, HigherDerivative, Report
from tests.factories import Builder

scalars = (
    st.floats(allow_nan=False)
    | st.integers(min_value=-(2**63), max_value=2**63)
    | st.booleans()
    | st.complex_numbers(allow_nan=False)
    | st.text()
)
st.register_type_strategy(ValueSummary, st.builds(ValueSummary, size=st.integers(), values=st.tuples(scalars, scalars)))
st.register_type_strategy(object, st.recursive(scalars, lambda part: st.tuples(part, part)) | st.none())
st.register_type_strategy(float, st.floats(allow_nan=False))
# A report holds reports (of higher orders, of blocks): those inside are small, or there would be no end to them.
inner = st.builds(Report, st.builds(Recording, st.from_type(EngineInfo)), number=st.integers())
higher = st.builds(HigherDerivative, st.text(), st.integers(), inner)
block = st.builds(
    Block,
    *(st.text(), st.text(), st.sampled_from(["matrix", "none"])),
    spec=st.none() | st.from_type(TensorSpec),
    summary=st.none() | st.from_type(ValueSummary),
    values=st.none() | st.tuples(scalars, scalars),
    tiles=st.none() | st.tuples(st.tuples(st.floats(allow_nan=False))),
    report=st.none() | inner,
)
st.register_type_strategy(HigherDerivative, higher)
st.register_type_strategy(Block, block)
thorough = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(st.from_type(Recording))
def test_every_recording_comes_back_equal(recording: Recording) -> None:
    assert codec.load_recording(codec.dump_recording(recording)) == recording


@thorough
@given(st.from_type(Report))
def test_every_report_comes_back_equal(report: Report) -> None:
    assert codec.load_report(codec.dump_report(report)) == report


def example() -> Report:
    b = Builder().cell("y = np.mean(x)")
    x = b.variable("x", value=[1.0, math.inf])
    b.source(x).diagnose("left-tensorflow", code="np.mean(x)", notes=[(b.span(2), "here")], way=[x])
    return b.report(graph="full")


def with_number(value: Any) -> Recording:
    b = Builder()
    b.tensor("t", value=[value])
    return b.build()


@pytest.mark.parametrize("number", [math.inf, -math.inf, complex(1, math.inf), True, 1, 1.0, "nan", "1"])
def test_a_number_keeps_its_value_and_its_type(number: Any) -> None:
    stored = codec.load_recording(codec.dump_recording(with_number(number))).tensors[0].summary

    assert stored is not None
    assert stored.values is not None
    assert (stored.values[0], type(stored.values[0])) == (number, type(number))


def test_nan_comes_back_as_nan() -> None:
    stored = codec.load_recording(codec.dump_recording(with_number(math.nan))).tensors[0].summary

    assert stored is not None
    assert stored.values is not None
    assert math.isnan(float(stored.values[0]))  # type: ignore[arg-type]


def test_the_text_is_strict_json_with_a_schema_number_and_without_defaults() -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    stored = json.loads(codec.dump_report(example()), parse_constant=refuse)

    assert (stored["schema"], stored["kind"]) == (1, "report")
    assert "limits" not in stored["report"]["recording"]


def test_a_subclass_of_report_is_stored_as_the_report_it_is() -> None:
    @dataclasses.dataclass(frozen=True)
    class Drawn(Report):
        extra: str = "not stored"

    drawn = Drawn(recording=example().recording, number=4)

    assert codec.load_report(codec.dump_report(drawn)) == Report(recording=drawn.recording, number=4)


def changed(**changes: Any) -> str:
    return json.dumps({**json.loads(codec.dump_report(example())), **changes})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<svg/>", "this is no stored tapeviz report: Expecting value"),
        ("[]", "it has no schema number"),
        (changed(schema=2), "this tapeviz report has schema 2; this version of tapeviz reads schema 1"),
        (changed(schema="x"), "has schema 'x'"),
        (changed(report={}), "this stored tapeviz report is damaged"),
        (changed(report={"recording": {"engine": {"name": "jax", "version": "1"}}}), "'jax' is none of"),
        (changed(report={"recording": {}, "colour": 1}), "Report has no field colour"),
        (changed(report=[]), "is damaged"),
    ],
)
def test_foreign_text_is_refused_with_one_clear_line(text: str, line: str) -> None:
    with pytest.raises(codec.ForeignSchema) as refusal:
        codec.load_report(text)

    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_stored_recording_is_no_report() -> None:
    with pytest.raises(codec.ForeignSchema, match="this is a stored tapeviz recording, not a report"):
        codec.load_report(codec.dump_recording(example().recording))
