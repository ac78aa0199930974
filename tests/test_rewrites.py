"""A cell that says the same in other words gets the same answers, each on the line where it then stands."""

from __future__ import annotations

import pytest

from tests.cases.load import HERE, KNOWN_MISSES, Case, load_cases
from tests.cases.rewrites import REWRITES
from tests.cases.run import run_case
from tests.cases.score import judge

pytest.importorskip("tensorflow", reason="the cases run on the real TensorFlow")

SHOWN = 60  # one of so many cases


def chosen() -> list[Case]:
    cases = [*load_cases(HERE), *load_cases(HERE.parent / "cases_more")]
    return [case for case in cases[::SHOWN] if not case.lacks and case.name not in KNOWN_MISSES]


@pytest.mark.parametrize("case", chosen(), ids=lambda case: case.name)
@pytest.mark.parametrize("name", REWRITES)
def test_the_answers_do_not_depend_on_the_wording(name: str, case: Case) -> None:
    rewritten = REWRITES[name](case)
    if rewritten is None:
        pytest.skip("the cell binds a source, or has no plain name for it")

    scores = judge(rewritten, run_case(rewritten))

    assert [score for score in scores if not score.is_right] == []
