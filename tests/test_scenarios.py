"""One table of cells, both engines: the same causes at the same places, in the same words, with the same gradients."""

from __future__ import annotations

import functools
import importlib
import importlib.util
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tapeviz.report import Cause
from tests.engines.taping import earlier, tape
from tests.fallback.rows import essential
from tests.scenarios import SETUP, Scenario, earlier_cells_followed, scenarios

MODULES = {"numpy": "tapeviz.fallback", "tensorflow": "tensorflow"}
TABLE = scenarios()
by_name = pytest.mark.parametrize("scenario", TABLE, ids=lambda scenario: scenario.name.replace("-", " ").strip())


@pytest.fixture(scope="module", autouse=True)
def _earlier_cells_are_followed() -> Iterator[None]:
    yield from earlier_cells_followed(MODULES.values())


@functools.cache
def told(engine: str, scenario: Scenario) -> list[dict[str, Any]]:
    """What the report says of each source, as plain data."""
    namespace = {"__name__": "__main__", "tf": importlib.import_module(MODULES[engine]), "np": np}
    earlier(SETUP, namespace)
    if scenario.before:
        here = "import keras" if engine == "tensorflow" else "keras = tf.keras"
        earlier(scenario.before.replace("import keras", here), namespace)
    report = tape(scenario.cell, scenario.line, namespace=namespace, **scenario.options).report
    assert report.recording.engine.name == engine
    return list(report.to_dict()["sources"])


def brief(entry: dict[str, Any], answer: str) -> str:
    """One source as the table writes it; the blamed text only where the table has it."""
    if entry["cause"] is None:
        health = [trouble["kind"] for trouble in entry["gradient"]["health"]]
        return f"gradient ({', '.join(health)})" if health else "gradient"
    return f"{entry['cause']} @ {entry['code']}" if "@" in answer else str(entry["cause"])


@by_name
@pytest.mark.parametrize("engine", MODULES)
def test_the_answer_is_the_tables(engine: str, scenario: Scenario) -> None:
    if engine == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    found = told(engine, scenario)

    assert tuple(map(brief, found, scenario.answers)) == scenario.answers
    assert len(found) == len(scenario.answers)


@by_name
def test_both_engines_say_the_same(scenario: Scenario) -> None:
    pytest.importorskip("tensorflow", reason="there is nothing to compare with")
    for ours, theirs in zip(told("numpy", scenario), told("tensorflow", scenario), strict=True):
        mine, reference = dict(ours), dict(theirs)
        _same_gradient(mine.pop("gradient"), reference.pop("gradient"))
        if reference["col"] is None:  # of code in a graph, TensorFlow knows the line alone
            for entry in (mine, reference):
                for key in ("col", "end_col", "code"):
                    del entry[key]
        assert _worded(mine) == _worded(reference)


def _worded(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry without what differs from run to run: the file names of cells, the noise of TensorFlow's messages."""
    frames = [{key: value for key, value in frame.items() if key != "file"} for frame in entry["frames"]]
    return {**entry, "frames": frames, "error": essential(entry["error"] or "")}


def _same_gradient(ours: dict[str, Any] | None, theirs: dict[str, Any] | None) -> None:
    """Same shape, dtype, form and health, and the same numbers."""
    assert (ours is None) == (theirs is None)
    if ours is None or theirs is None:
        return
    for key in ("shape", "dtype", "indexed_slices", "health"):
        assert ours[key] == theirs[key]
    numbers = [np.array(gradient["value"], np.float64) for gradient in (ours, theirs)]
    np.testing.assert_allclose(*numbers, rtol=1e-5, atol=1e-6)


def test_every_cause_is_in_the_table() -> None:
    named = {answer.partition(" @")[0] for scenario in TABLE for answer in scenario.answers}

    assert {str(cause) for cause in Cause} - {"unknown"} <= named


def test_the_table_is_not_empty() -> None:
    assert len(TABLE) >= 140
    assert len({scenario.name for scenario in TABLE}) == len(TABLE)
