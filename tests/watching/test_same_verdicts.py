"""The table of scenarios once more, each cell with a tape of its own: the verdicts are those of `%%tape`."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.engines.taping import earlier
from tests.scenarios import SETUP, Scenario, earlier_cells_followed, scenarios
from tests.test_scenarios import MODULES, brief
from tests.watching.own_tapes import Ran, program_of, run_followed

# What a tape of the user's own is not asked: all watched variables, zeros for None.
TABLE = [s for s in scenarios() if " wrt " in s.line and not s.options.get("zero") and s.seen_in != "cell"]
UNTRACED = [s for s in TABLE if s.seen_in != "traced"]
UNKNOWN = "unknown"


@pytest.fixture(scope="module", autouse=True)
def _earlier_cells_are_followed() -> Iterator[None]:
    yield from earlier_cells_followed(MODULES.values())


def ran(engine: str, scenario: Scenario, *, traced: bool) -> Ran:
    tf = importlib.import_module(MODULES[engine])
    namespace = {"__name__": "__main__", "tf": tf, "np": np, "keep": contextlib.nullcontext}
    earlier(SETUP, namespace)
    if scenario.before:
        here = "import keras" if engine == "tensorflow" else "keras = tf.keras"
        earlier(scenario.before.replace("import keras", here), namespace)
    return run_followed(program_of(scenario, namespace), namespace, traced=traced)


def told(found: Ran, scenario: Scenario) -> list[str]:
    """What the last report says of each source; where nothing was reported, every gradient is there."""
    if not found.reports:
        assert found.error is None
        return ["gradient"] * len(scenario.answers)
    entries: list[dict[str, Any]] = found.reports[-1].to_dict()["sources"]
    return [brief(entry, answer) for entry, answer in zip(entries, scenario.answers, strict=True)]


def expected(scenario: Scenario) -> list[str]:
    return ["gradient" if answer.startswith("gradient") else answer for answer in scenario.answers]


@pytest.mark.parametrize("engine", MODULES)
@pytest.mark.parametrize("scenario", TABLE, ids=lambda scenario: scenario.name.replace("-", " ").strip())
def test_traced_code_gets_the_verdict_of_the_taped_cell(engine: str, scenario: Scenario) -> None:
    if engine == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    found = ran(engine, scenario, traced=True)

    said = [text.partition(" (")[0] if text.startswith("gradient") else text for text in told(found, scenario)]

    assert said == expected(scenario)


@pytest.mark.parametrize("engine", MODULES)
@pytest.mark.parametrize("scenario", UNTRACED, ids=lambda scenario: scenario.name.replace("-", " ").strip())
def test_untraced_code_gets_the_same_or_unknown(engine: str, scenario: Scenario) -> None:
    """What `tapeviz.record()` sees of the block itself, which was compiled before: never another cause."""
    if engine == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    found = ran(engine, scenario, traced=False)

    for said, answer in zip(told(found, scenario), expected(scenario), strict=True):
        assert said.partition(" (")[0].partition(" @ ")[0] in (answer.partition(" @ ")[0], UNKNOWN)
