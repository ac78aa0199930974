"""The magic in IPython's terminal, as a process of its own that reads what is typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ipython.fakes import MARK

ROOT = Path(__file__).parents[2]
LOAD = "from tests.ipython.fakes import load_with_fakes; load_with_fakes(get_ipython())"


def type_into_ipython(folder: Path, *cells: str) -> list[str]:
    """Type cells into a new IPython; a cell magic ends with blank lines. Returns what each of them printed."""
    typed = "\n".join(f"{cell}\n\n" if cell.startswith("%%") else cell for cell in (LOAD, *cells)) + "\n"
    process = subprocess.run(
        [sys.executable, "-m", "IPython", "--simple-prompt", "--no-banner", "--colors=NoColor", "--no-confirm-exit"],
        input=typed,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env=os.environ | {"IPYTHONDIR": str(folder), "PYTHONPATH": str(ROOT)},
    )
    printed = re.sub(r" {3}\.\.\.: ", "", process.stdout + process.stderr)
    return [part.strip("\n") for part in re.split(r"In \[\d+\]: ", printed)][2:]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return type_into_ipython(
        tmp_path_factory.mktemp("ipython"),
        "%%tape y wrt x\nx = 2\nprint('printed')\ny = 3 * x\ny + 1",
        "%%tape y wrt x\nx = 1\n\nx / 0",
        "In[2].splitlines()",
        "%tape",
        "%%tape z --quite\nz = 1",
        "'y' in globals(), 'z' in globals()",
    )


def test_report_and_value(session: list[str]) -> None:
    assert session[0] == f"printed\n{MARK} target 6\nOut[2]: 7"


def test_error(session: list[str]) -> None:
    report, _, title, place, *code = session[1].splitlines()
    assert report == f"{MARK} failed"
    assert title.split() == ["ZeroDivisionError", "Traceback", "(most", "recent", "call", "last)"]
    assert re.fullmatch(r"(Cell In\[3\], line 4|Input In \[3\], .*|Cell In\[3\]:4)", place.split(" in <")[0])
    assert [line.strip() for line in code if line.strip()] == [
        "1 # %%tape y wrt x",
        "2 x = 1",
        "----> 4 x / 0",
        "ZeroDivisionError: division by zero",
    ]


def test_history(session: list[str]) -> None:
    assert session[2].replace("\n", "") == (
        "Out[4]: ['%%tape y wrt x', 'x = 2', \"print('printed')\", 'y = 3 * x', 'y + 1']"
    )


def test_the_last_report_again(session: list[str]) -> None:
    assert session[3] == f"{MARK} failed"


def test_a_bad_line_runs_nothing(session: list[str]) -> None:
    assert session[5].startswith("Out[7]: (True, False)")


def test_a_bad_line_is_one_line(session: list[str]) -> None:
    (complaint,) = re.findall("^UsageError.*$", "\n".join(session), re.MULTILINE)
    assert complaint.startswith("UsageError: %%tape: unknown option --quite; ")
