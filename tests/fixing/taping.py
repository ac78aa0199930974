"""Cells taped for the tests of trials: in a plain namespace, with an edit that stands for a remedy."""

from __future__ import annotations

import ast
import itertools
import linecache
from dataclasses import dataclass, replace
from typing import Any

from tapeviz.fixing.taped import Snapshot, TapedCell
from tapeviz.fixing.trial import try_remedies
from tapeviz.grammar import parse_line
from tapeviz.report import Edit, Trial
from tapeviz.session import CellSession

_serials = itertools.count(1)


@dataclass
class Notebook:
    """A namespace, cells that run in it, and the last taped one."""

    names: dict[str, Any]
    taped: TapedCell | None = None

    def run(self, text: str) -> None:
        key = _known(text)
        exec(compile(text, key, "exec"), self.names)

    def tape(self, text: str, **edits: Edit) -> TapedCell:
        """Run a taped cell; `edits` are the remedies that the diagnoses of these sources offer."""
        key = _known(f"# {text}")
        request = parse_line(text.partition("\n")[0], start=len("%%tape")).request
        session = CellSession(replace(request, picture=False), self.names, key, text)
        module = session.instrument(ast.parse(f"# {text}"))
        found = Snapshot(self.names)
        self.names["tape"] = session.open()
        exec(compile(ast.fix_missing_locations(module), key, "exec"), self.names)
        report = session.close()
        del self.names["tape"]
        diagnoses = tuple(replace(d, edit=edits.get(d.source.replace(".", "_"))) for d in report.diagnoses)
        report = replace(report, diagnoses=diagnoses)
        self.taped = TapedCell(text, self.names, report, found.former(report))
        return self.taped

    def fix(self, text: str, *, limit: float | None = None, **edits: Edit) -> dict[str, Trial]:
        """Tape a cell and try the edits; the trials by source."""
        return {trial.source: trial for trial in try_remedies(self.tape(text, **edits), limit=limit)}


def notebook(setup: str) -> Notebook:
    """A fresh namespace in which `setup` has run."""
    made = Notebook({"__name__": "__main__", "__builtins__": __builtins__})
    made.run(f"import numpy as np\nimport tensorflow as tf\n{setup}")
    return made


def change(text: str, old: str, new: str) -> Edit:
    """The edit that replaces the only place of `old`, within one line of the cell."""
    for number, line in enumerate(text.split("\n"), start=1):
        if old in line:
            return Edit(number, line.index(old), number, line.index(old) + len(old), new)
    raise ValueError(f"{old!r} is not in the cell")


def option(text: str) -> Edit:
    """A remedy that is an option of the magic line."""
    return Edit(1, 0, 1, 0, "", text)


def _known(text: str) -> str:
    key = f"<ipython-input-fixing-{next(_serials)}>"
    linecache.cache[key] = (len(text), None, [line + "\n" for line in text.splitlines()], key)
    return key
