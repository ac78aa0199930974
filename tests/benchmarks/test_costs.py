"""The cost of recording has not collapsed; the bounds are wide, because a busy machine is not a fault.

`python -m tests.benchmarks` prints the figures themselves.
"""

from __future__ import annotations

import pytest

from tests.benchmarks.following import follow
from tests.benchmarks.measure import compare, run_taped
from tests.benchmarks.reporting import after_the_cell
from tests.benchmarks.workloads import LONG, MATRICES, MLP, SCALARS, SMALL, Workload


@pytest.mark.parametrize(
    ("workload", "most"), [(SCALARS, 2.5), (MATRICES, 2.5), (MLP, 3.0)], ids=lambda value: getattr(value, "name", "")
)
def test_recording_stays_within_reach_of_a_bare_tape(workload: Workload, most: float) -> None:
    found = compare(workload, rounds=3)

    assert found.recording_ratio < most, found
    assert found.whole_ratio < 3 * most, found


def test_following_own_tapes_stays_within_reach_of_a_bare_step() -> None:
    found = follow(SCALARS, rounds=3)

    assert found.again_ratio < 3.0, found
    assert found.first_ratio < 4.0, found


def test_a_small_report_comes_at_once() -> None:
    found = after_the_cell(rounds=3)

    assert found.verdict + found.text < 0.5, found
    assert found.page < 1.0, found


def test_a_missing_gradient_in_a_long_cell_is_explained_in_time() -> None:
    found = after_the_cell(LONG, rounds=2)

    assert found.verdict + found.text < 4.0, found


def test_the_benchmark_measures_real_reports() -> None:
    """Else a session that records nothing would look very fast."""
    _, report = run_taped(SMALL, SMALL.prepare(), picture=True)

    facts = report.to_dict()

    assert len(facts["ops"]) >= 6
    assert {entry["name"]: entry["cause"] for entry in facts["sources"]} == dict.fromkeys("xwb", "not-differentiable")
