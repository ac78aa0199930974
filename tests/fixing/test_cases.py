"""Every case with a repair: what `%tape fix` tries is right, and each `verified` holds in a fresh shell too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tapeviz.cell import run as runs
from tapeviz.fixing.trial import apply_edit, try_remedies
from tests.cases.load import HERE, Case, load_cases
from tests.cases.run import fresh_shell, run_taped
from tests.fixing.untouched import fingerprint

FOLDERS = (HERE, HERE.parent / "cases_more")


def _repairable(folder: Path) -> list[Case]:
    import json

    repairs = json.loads((folder / "fixes.json").read_text("utf-8"))
    return [case for case in load_cases(folder) if case.name in repairs]


CASES = [case for folder in FOLDERS for case in _repairable(folder)]


def _statuses(shell: Any, case: Case, cell: str) -> dict[str, str]:
    report = run_taped(shell, case.setup, cell).report or {"sources": []}
    return {entry["name"]: entry["status"] for entry in report["sources"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_trial_is_right_and_changes_nothing(case: Case) -> None:
    with fresh_shell() as shell:
        first = _statuses(shell, case, case.taped_cell)
        taped = runs.last_taped_cell()
        assert taped is not None
        before = fingerprint(shell.user_ns)

        trials = try_remedies(taped)

        assert fingerprint(shell.user_ns) == before
    had = {name for name, status in first.items() if status == "gradient"}
    edits = {diagnosis.source: diagnosis.edit for diagnosis in taped.report.diagnoses}
    assert [trial.source for trial in trials if trial.status == "failed"] == []
    verified: dict[str, set[str]] = {}
    for trial in trials:
        if trial.status == "verified":
            edit = edits[trial.source]
            assert edit is not None
            verified.setdefault(apply_edit(taped.text, edit), set()).add(trial.source)
    for text, sources in verified.items():
        with fresh_shell() as shell:
            now = _statuses(shell, case, text)
        assert {name for name in sources | had if now.get(name) != "gradient"} == set()


def test_most_remedies_that_are_edits_can_be_tried() -> None:
    """Refusing is always safe, so something must hold against refusing everything."""
    tried = {"verified": 0, "failed": 0, "not tried": 0}
    for case in CASES[::8]:
        with fresh_shell() as shell:
            run_taped(shell, case.setup, case.taped_cell)
            taped = runs.last_taped_cell()
            assert taped is not None
            for trial in try_remedies(taped):
                tried[trial.status] += 1

    assert tried["verified"] >= 8
    assert tried["not tried"] <= 2
