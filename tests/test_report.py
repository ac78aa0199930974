"""The stable dict of a report: names, places, values and statuses as outsiders rely on them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tapeviz.records import Recording
from tapeviz.report import Report, span_text
from tests.factories import CELL, Builder


def entry(report: Report) -> dict[str, Any]:
    """The one source of a report, after a trip through strict JSON."""
    return json.loads(json.dumps(report.to_dict(), allow_nan=False))["sources"][0]


def rebound() -> Builder:
    """A variable's name rebound to a tensor, after the target was computed."""
    b = Builder().cell("y = x ** 2\nx = x + 1")
    x = b.variable("x", value=3.0, live=True)
    y = b.op("Pow", x, 2.0, code="x ** 2", name="y", value=9.0)
    later = b.op("AddV2", x, 1.0, code="x + 1", name="x", value=4.0)
    return b.target(y).source(later)


def test_a_none_source_carries_its_cause_place_code_and_words() -> None:
    b = rebound().diagnose("replaced-by-tensor", code="x = x + 1", message="x is a tensor now", help="x.assign_add(1)")

    assert entry(b.report()) == {
        "name": "x",
        "status": "none",
        "cause": "replaced-by-tensor",
        "line": 3,
        "end_line": 3,
        "col": 0,
        "end_col": 9,
        "code": "x = x + 1",
        "message": "x is a tensor now",
        "help": "x.assign_add(1)",
        "also": [],
        "gradient": None,
        "frames": [],
        "error": None,
        "error_type": None,
    }


def test_the_head_of_the_dict_names_engine_target_watched_devices_and_limits() -> None:
    told = rebound().limit("threads", "Another thread ran ops.").report().to_dict()

    assert {key: told[key] for key in ("schema", "engine", "target", "watched", "devices", "limits", "failure")} == {
        "schema": 1,
        "engine": {"name": "tensorflow", "version": "2.21.0"},
        "target": {"name": "y", "shape": [], "dtype": "float32"},
        "watched": [{"name": "x", "shape": [], "dtype": "float32", "device": "/CPU:0"}],
        "devices": ["/CPU:0"],
        "limits": [{"kind": "threads", "detail": "Another thread ran ops."}],
        "failure": None,
    }


def test_watched_lists_variables_and_explicitly_watched_tensors_but_no_unwatched_ones() -> None:
    b = Builder().cell("tape.watch(c)\ny = x * c * n")
    c = b.tensor("c", value=2.0)
    b.variable("x", value=3.0)
    b.variable("n", value=1.0, trainable=False)
    b.variable("queue", shape=(), dtype="resource", kind="resource")
    b.watch(c, line=2)

    assert [watched["name"] for watched in b.report().to_dict()["watched"]] == ["x", "c"]


def test_a_report_of_nothing_is_a_full_dict_too() -> None:
    told = Builder().report().to_dict()

    assert told["target"] == {"name": None, "shape": None, "dtype": None}
    assert (told["sources"], told["ops"], told["watched"]) == ([], [], [])


def test_several_targets_have_their_text_and_no_shape() -> None:
    b = Builder().cell("y = x * 2\nz = x * 3")
    x = b.variable("x", value=3.0)
    y, z = b.op("Mul", x, 2.0, name="y", value=6.0), b.op("Mul", x, 3.0, name="z", value=9.0)

    told = b.target(y, z, name="[y, z]").report().to_dict()

    assert told["target"] == {"name": "[y, z]", "shape": None, "dtype": None}


@pytest.mark.parametrize(
    ("gradient", "shown"),
    [
        (6.0, 6.0),
        ([1.0, 2.0], [1.0, 2.0]),
        ([[1.0, 2.0], [3.0, 4.0]], [[1.0, 2.0], [3.0, 4.0]]),
        ([float("nan"), float("inf"), float("-inf")], ["nan", "inf", "-inf"]),
        (1 + 2j, "1+2j"),
        ([], []),
    ],
)
def test_a_small_gradient_is_given_by_value(gradient: Any, shown: Any) -> None:
    b = Builder().cell("y = x * 2")
    b.source(b.variable("x", value=gradient), gradient=gradient)

    told = entry(b.report())["gradient"]

    assert told["value"] == shown
    assert "summary" not in told


def test_a_large_gradient_is_given_by_its_statistics() -> None:
    b = Builder().cell("y = x * 2")
    b.source(b.variable("x", value=[0.0] * 9), gradient=[1.0] * 8 + [float("nan")])

    told = entry(b.report())["gradient"]

    assert told["summary"] == {
        "size": 9,
        "min": 1.0,
        "max": 1.0,
        "mean": 1.0,
        "std": 0.0,
        "n_zero": 0,
        "n_nonfinite": 1,
    }
    assert "value" not in told


def test_a_ragged_gradient_keeps_the_nest_it_came_in() -> None:
    b = Builder().cell("y = x * 2")
    b.source(b.variable("x", value=[0.0] * 3), gradient=[1.0, 2.0, 3.0], nested=((1.0,), (2.0, 3.0)))

    assert entry(b.report())["gradient"]["value"] == [[1.0], [2.0, 3.0]]


def test_zeros_asked_for_by_zero_stand_beside_a_none_and_its_cause() -> None:
    b = Builder().cell("y = 2.0")
    b.source(b.variable("x", value=1.0), gradient=0.0, status="none").diagnose("not-connected", line=2)

    told = entry(b.report())

    assert (told["status"], told["cause"], told["gradient"]["value"]) == ("none", "not-connected", 0.0)


def test_health_says_what_is_wrong_with_a_gradient_and_where_it_began() -> None:
    b = Builder().cell("y = tf.sqrt(x)")
    b.source(
        b.variable("x", value=0.0), gradient=float("inf"), health=(("inf", "sqrt at 0", b.span(code="tf.sqrt(x)")),)
    )

    assert entry(b.report())["gradient"]["health"] == [
        {"kind": "inf", "detail": "sqrt at 0", "line": 2, "end_line": 2, "col": 4, "end_col": 14, "code": "tf.sqrt(x)"}
    ]


def test_an_error_carries_the_text_of_its_exception() -> None:
    b = Builder().cell("y = tf.image.adjust_contrast(x, 2.)")
    b.source(b.variable("x", value=1.0), error="LookupError: no entry for: AdjustContrastv2")
    b.diagnose("no-gradient-registered", line=2)

    told = entry(b.report())

    assert (told["status"], told["error_type"], told["error"]) == (
        "error",
        "LookupError",
        "no entry for: AdjustContrastv2",
    )


def test_a_break_in_a_helper_is_told_at_the_cell_line_with_the_helper_under_frames() -> None:
    b = Builder().cell("y = scaled(x)").file("losses.py", "def scaled(v):\n    return np.mean(v)")
    inside = b.span(2, "np.mean(v)", key="losses.py", scope="scaled")
    b.source(b.variable("x", value=1.0)).diagnose("left-tensorflow", code="scaled(x)", frames=(inside,))

    told = entry(b.report())

    assert (told["line"], told["code"]) == (2, "scaled(x)")
    assert told["frames"] == [
        {
            "file": "losses.py",
            "kind": "file",
            "function": "scaled",
            "line": 2,
            "end_line": 2,
            "col": 11,
            "end_col": 21,
            "code": "np.mean(v)",
        }
    ]


def test_a_culprit_given_outside_the_cell_never_becomes_the_line() -> None:
    b = Builder().cell("y = scaled(x)").file("losses.py", "def scaled(v):\n    return np.mean(v)")
    inside, call = b.span(2, "np.mean(v)", key="losses.py"), b.span(code="scaled(x)")
    b.source(b.variable("x", value=1.0)).diagnose("left-tensorflow", span=inside, frames=(call,))
    b.source(b.variable("w", value=1.0)).diagnose("left-tensorflow", span=inside)

    known, unknown = b.report().to_dict()["sources"]

    assert (known["line"], known["code"], len(known["frames"])) == (2, "scaled(x)", 1)
    assert (unknown["line"], unknown["code"], len(unknown["frames"])) == (None, None, 1)


def test_also_lists_the_other_suspects_with_their_places() -> None:
    b = Builder().cell("h = tf.round(x)\ny = tf.stop_gradient(h)").file("m.py", "pass")
    also = [
        ("not-differentiable", b.span(code="tf.round(x)")),
        ("not-watched", None),
        ("stop-gradient", b.span(1, key="m.py")),
    ]
    b.source(b.variable("x", value=1.0)).diagnose("stop-gradient", line=3, also=also)

    assert entry(b.report())["also"] == [
        {"cause": "not-differentiable", "line": 2, "end_line": 2, "col": 4, "end_col": 15, "code": "tf.round(x)"},
        {"cause": "not-watched", "line": None, "end_line": None, "col": None, "end_col": None, "code": None},
        {"cause": "stop-gradient", "line": None, "end_line": None, "col": None, "end_col": None, "code": "pass"},
    ]


def test_ops_are_the_cells_own_with_the_names_lines_and_devices_of_their_values() -> None:
    b = Builder().cell("h = x * v\nv.assign(h)").earlier_cell("v = old()")
    x, v = b.variable("x", value=3.0), b.variable("v", value=1.0)
    b.op("Old", x, earlier=True, value=1.0)
    h = b.op("Mul", x, v, code="x * v", name="h", value=3.0, scopes=("dense",), attrs=(("T", "float32"),))
    b.op("Inner", h, kind="inner", value=1.0)
    array = b.host("np.mean", h, line=3, name="m", type_name="float64")
    b.op("AssignVariableOp", array, writes=v, outputs=0, line=3)

    mul, assign = b.report().to_dict()["ops"]

    assert (mul["op_type"], mul["line"], mul["col"], mul["scopes"]) == ("Mul", 2, 4, ["dense"])
    assert [value["name"] for value in mul["inputs"]] == ["x", "v"]
    assert mul["outputs"][0] | {"id": 0} == {"id": 0, "name": "h", "shape": [], "dtype": "float32", "device": "/CPU:0"}
    assert (assign["writes"], assign["outputs"], assign["inputs"][0]["type"]) == (["v"], [], "float64")


def test_an_op_called_from_a_helper_counts_at_the_cell_line() -> None:
    b = Builder().cell("y = scaled(x)").file("losses.py", "def scaled(v):\n    return v * 2")
    stack = (b.span(2, "v * 2", key="losses.py"), b.span(code="scaled(x)"))
    b.op("Mul", b.variable("x", value=1.0), 2.0, stack=stack, value=2.0)

    assert b.report().to_dict()["ops"][0]["line"] == 2


def test_a_cell_that_raised_says_so() -> None:
    told = Builder().cell("y = x @ x").fail("InvalidArgumentError: bad shape").report().to_dict()

    assert told["failure"] == "InvalidArgumentError: bad shape"


def test_span_text_over_several_lines_is_exactly_what_is_underlined() -> None:
    b = Builder().cell("y = f(\n    a,\n) + 1")
    span = b.span(code="f(\n    a,\n)")

    assert span_text(b.build(), span) == "f(\n    a,\n)"


def test_span_text_of_a_line_without_columns_is_the_line_stripped() -> None:
    b = Builder().cell("if c:\n    y = 1")

    assert span_text(b.build(), b.span(3)) == "y = 1"


def test_span_text_of_text_nobody_has_is_empty() -> None:
    b = Builder().cell("y = 1")

    assert span_text(Recording(engine=b.build().engine), b.span(2)) == ""
    assert span_text(b.build(), b.span(99, key=CELL)) == ""
