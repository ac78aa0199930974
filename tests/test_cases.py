"""Every case file through the public magic, on both engines: right cause, right line, no false alarm."""

from __future__ import annotations

import json

import pytest

from tests.cases.load import HERE, KNOWN_MISSES, Answer, Case, load_cases, load_repairs, some
from tests.cases.run import NOT_COVERED, Outcome, on_numpy, run_autotaped, run_case
from tests.cases.score import judge

# Threads of the public, and more cases that were written blind to the code, each corpus with its answers.
CORPORA = (HERE, HERE.parent / "cases_more")
CASES = [case for folder in CORPORA for case in load_cases(folder)]
REPAIRS = some([repair for folder in CORPORA for repair in load_repairs(folder)])
# Cases that the NumPy engine cannot run as TensorFlow does although it does not say so itself, with what it lacks.
NOT_ON_NUMPY: dict[str, str] = json.loads((HERE / "not_on_numpy.json").read_text("utf-8"))
COVERED_BY_NUMPY = 1330  # of 1628, three of them with pandas: the rest uses names that the engine does not cover


@pytest.fixture(autouse=True)
def _what_the_case_imports_is_there(request: pytest.FixtureRequest) -> None:
    case = request.getfixturevalue("case") if "case" in request.fixturenames else None
    if isinstance(case, Case) and case.lacks:
        pytest.skip(f"{case.lacks} is not installed")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_report_names_cause_and_line_of_every_source(case: Case) -> None:
    """A miss is allowed only where known_misses.json records it, so that neither a loss nor a gain goes unnoticed."""
    pytest.importorskip("tensorflow", reason="these cases need the real TensorFlow")
    scores = judge(case, run_case(case))

    misses = {score.source: score.verdict for score in scores if not score.is_right}

    assert misses == KNOWN_MISSES.get(case.name, {}), "\n".join(
        f"{score.source}: wanted {score.wanted}, got {score.got} {score.note}" for score in scores
    )


# One for each cause, and some whose way is long; `run_autotaped` over all of them takes some minutes.
WITH_OWN_TAPE = (
    *("case013", "case016", "case025", "case032", "case041", "case046", "case060", "case067", "case076", "case079"),
    *("case089", "case095", "case101", "case108", "case111", "case118", "case123", "more003", "more006", "more009"),
    *("more013", "more026", "more034", "more035", "more042"),
)


@pytest.mark.parametrize("name", WITH_OWN_TAPE)
def test_a_tape_of_the_programs_own_gets_the_same_answers(name: str) -> None:
    """The same cells with a tape of their own under `%autotape on`: right cause and line, or an honest unknown."""
    pytest.importorskip("tensorflow", reason="these cases need the real TensorFlow")
    (case,) = (case for case in CASES if case.name.startswith(f"{name}_"))

    wrong = [score for score in judge(case, run_autotaped(case)) if score.verdict not in ("right", "unknown")]

    assert wrong == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_numpy_engine_gives_the_same_answers(case: Case, covered: list[str]) -> None:
    """The same answers count as right; a case is left out only where the engine says that it lacks a name."""
    outcome = run_case(on_numpy(case))
    if NOT_COVERED in outcome.crash:
        pytest.skip(outcome.crash)
    wrong = [f"{s.source}: wanted {s.wanted}, got {s.got} {s.note}" for s in judge(case, outcome) if not s.is_right]
    if not wrong:
        covered.append(case.name)

    assert bool(wrong) == (case.name in NOT_ON_NUMPY), "\n".join(wrong)


@pytest.fixture(scope="module")
def covered() -> list[str]:
    """The cases that the NumPy engine answers rightly, as the tests above find them."""
    return []


def test_the_numpy_engine_covers_most_cases(covered: list[str], request: pytest.FixtureRequest) -> None:
    """A name that is no longer covered would otherwise take its cases away in silence."""
    ran = {item.name for item in request.session.items if item.name.startswith("test_the_numpy_engine_gives")}
    if len(ran) < len(CASES):
        pytest.skip("only some of the cases were asked for")

    assert len(covered) >= COVERED_BY_NUMPY


@pytest.mark.parametrize(("case", "fix"), REPAIRS, ids=[f"{case.name}-{k}" for k, (case, _) in enumerate(REPAIRS)])
def test_a_repaired_break_is_no_longer_reported(case: Case, fix: dict[str, object]) -> None:
    """The repair edits the labelled break only, so the sources it gives back have a gradient and no cause."""
    pytest.importorskip("tensorflow", reason="these cases need the real TensorFlow")
    outcome = run_case(case)
    assert outcome.report is not None, outcome.crash

    told = {entry["name"]: (entry["status"], entry["cause"]) for entry in outcome.report["sources"]}

    assert {name: told[name] for name in fix["gives"]} == dict.fromkeys(fix["gives"], ("gradient", None))


def test_known_misses_never_excuse_a_false_alarm() -> None:
    verdicts = {verdict for misses in KNOWN_MISSES.values() for verdict in misses.values()}

    assert not verdicts & {"false alarm", "crash"}


def _case(answer: Answer) -> Case:
    return Case("made_up", "y", ("x",), "", "", "y = x\n", {"x": answer})


def _outcome(status: str, cause: str | None, line: int | None) -> Outcome:
    return Outcome({"sources": [{"name": "x", "status": status, "cause": cause, "line": line}]})


@pytest.mark.parametrize(
    ("answer", "outcome", "verdict"),
    [
        (Answer(("",)), _outcome("gradient", None, None), "right"),
        (Answer(("",)), _outcome("none", "not-connected", 2), "false alarm"),
        (Answer(("",)), _outcome("gradient", "not-connected", 2), "false alarm"),
        (Answer(("stateful-op",), (3,)), _outcome("none", "stateful-op", 3), "right"),
        (Answer(("stateful-op",), (3, 4)), _outcome("none", "stateful-op", 4), "right"),
        (Answer(("stateful-op",)), _outcome("none", "stateful-op", None), "right"),
        (Answer(("stateful-op",), (3,)), _outcome("none", "stateful-op", 2), "right cause, wrong line"),
        (Answer(("stateful-op",), (3,)), _outcome("none", "not-connected", 3), "wrong cause"),
        (Answer(("stateful-op", "not-connected"), (3,)), _outcome("none", "not-connected", 3), "right"),
        (Answer(("stateful-op",), (3,)), _outcome("none", "unknown", None), "unknown"),
        (Answer(("stateful-op",), (3,)), _outcome("gradient", None, None), "wrong cause"),
        (Answer(("no-gradient-registered",), (3,)), _outcome("none", "no-gradient-registered", 3), "wrong cause"),
        (Answer(("no-gradient-registered",), (3,)), _outcome("error", "no-gradient-registered", 3), "right"),
        (Answer(("target-not-tensor",), (3,)), _outcome("error", "target-not-tensor", 3), "right"),
        (Answer(("stateful-op",)), Outcome(None, crash="ValueError"), "crash"),
    ],
)
def test_the_judge_itself(answer: Answer, outcome: Outcome, verdict: str) -> None:
    """A score nobody checks would call anything right."""
    (score,) = judge(_case(answer), outcome)

    assert score.verdict == verdict
