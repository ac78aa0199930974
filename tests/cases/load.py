"""Reads case files: header, setup, cell, and the answers that count as right."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
KNOWN_MISSES: dict[str, dict[str, str]] = json.loads((HERE / "known_misses.json").read_text("utf-8"))
ALL = os.environ.get("TAPEVIZ_CASES", "") == "all"
SETUP_MARK, CELL_MARK = "\n# --- setup ---\n", "\n# --- cell ---\n"

CAUSE_OF_LABEL = {
    "ok": "",
    "not_watched": "not-watched",
    "not_trainable": "not-trainable",
    "replaced_by_tensor": "replaced-by-tensor",
    "left_tensorflow": "left-tensorflow",
    "integer_dtype": "integer-dtype",
    "stateful_op": "stateful-op",
    "no_gradient_registered": "no-gradient-registered",
    "registered_not_differentiable": "not-differentiable",
    "stop_gradient": "stop-gradient",
    "recording_stopped": "recording-stopped",
    "custom_gradient_none": "custom-gradient",
    "not_taken_branch": "branch-not-taken",
    "computed_before_tape": "before-tape",
    "wrong_object": "wrong-object",
    "not_connected": "not-connected",
    "target_not_tensor": "target-not-tensor",
    "disconnected_in_function": "not-connected",
}


T = TypeVar("T")


def some(entries: list[T]) -> list[T]:
    """Every second one, or all with `TAPEVIZ_CASES=all`: what repairs and remedies do to each case takes long."""
    return entries if ALL else entries[::2]


@dataclass(frozen=True)
class Answer:
    """What a report may say about one source: the preferred cause first; notebook lines, or none when any is fine."""

    causes: tuple[str, ...]
    lines: tuple[int, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether the source has a gradient, so that any cause is a false alarm."""
        return self.causes == ("",)


@dataclass(frozen=True)
class Case:
    """One small program: what runs before, the cell, and the answer for each source."""

    name: str
    target: str
    sources: tuple[str, ...]
    options: str
    setup: str
    cell: str
    answers: dict[str, Answer]

    @property
    def lacks(self) -> str:
        """The library that a few public threads are about, and that is no dependency of the tests, if it is missing."""
        is_needed = re.search(r"^import pandas\b", self.setup, re.MULTILINE)
        return "pandas" if is_needed and importlib.util.find_spec("pandas") is None else ""

    @property
    def taped_cell(self) -> str:
        """The cell as a user types it, its magic line first."""
        line = f"%%tape {self.target} wrt {', '.join(self.sources)} {self.options}".rstrip()
        return f"{line}\n{self.cell}"


def load_cases(folder: Path = HERE, names: Iterable[str] = ()) -> list[Case]:
    """All cases of a folder in order of name, or those whose name contains one of `names`."""
    alternates = _read_json(folder / "alternates.json")
    wanted = [Path(name).stem for name in names]
    paths = sorted(path for path in folder.glob("*.py") if CELL_MARK in path.read_text("utf-8"))
    chosen = [path for path in paths if not wanted or any(word in path.stem for word in wanted)]
    return [_load(path, alternates.get(path.stem, {})) for path in chosen]


def load_repairs(folder: Path = HERE) -> list[tuple[Case, dict[str, Any]]]:
    """Each case with a repair of its labelled break applied, and what that repair `gives`."""
    repairs = _read_json(folder / "fixes.json")
    return [(_repaired(case, fix), fix) for case in load_cases(folder) for fix in repairs.get(case.name, [])]


def _read_json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def _load(path: Path, alternates: dict[str, Any]) -> Case:
    head, rest = path.read_text("utf-8").split(SETUP_MARK, 1)
    setup, cell = rest.split(CELL_MARK, 1)
    meta = dict(re.findall(r"^# (\w+): ?(.*?) *$", head, re.MULTILINE))
    labels = json.loads(meta["expect"])
    lines = json.loads(meta.get("culprit") or "{}")
    sources = tuple(part.strip() for part in meta["sources"].split(","))
    answers = {name: _answer(name, labels, lines, alternates) for name in sources}
    return Case(path.stem, meta["target"], sources, meta.get("options", ""), f"{setup}\n", cell, answers)


def _answer(name: str, labels: dict[str, str], lines: dict[str, int], alternates: dict[str, Any]) -> Answer:
    fair = [labels[name], *alternates.get("labels", {}).get(name, [])]
    also = alternates.get("lines", {}).get(name, []) if name in lines else []
    # Case files count from the first line of the cell; the notebook has the magic line above it.
    numbers = [lines[name] + 1, *(line + 1 for line in also)] if name in lines else []
    return Answer(tuple(CAUSE_OF_LABEL[label] for label in fair), tuple(numbers))


def _repaired(case: Case, fix: dict[str, Any]) -> Case:
    setup, cell = case.setup, case.cell
    for old, new in fix["edit"]:
        if (setup + cell).count(old) != 1:
            raise ValueError(f"{case.name}: the text to repair occurs {(setup + cell).count(old)} times: {old!r}")
        setup, cell = setup.replace(old, new), cell.replace(old, new)
    options = f"{case.options} {fix.get('options', '')}".strip()
    return replace(case, setup=setup, cell=cell, options=options)
