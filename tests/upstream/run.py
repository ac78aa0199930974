"""Runs any unittest file twice, plainly and with every tape recorded, and compares the outcome of each test.

    python tests/upstream/run.py PATH [PATH ...] [-k PART_OF_A_NAME] [--timeout SECONDS] [--all]

Each run has a process of its own. A difference in the outcome of a test, or in the text of its error, is printed and
makes the exit status 1. A test that differs between two plain runs too says nothing of us and is called unsteady.
"""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What is another number in each process, whatever runs in it.
_PASSING = re.compile(r"0x[0-9a-f]+|\d+\.\d+ ?s\b|/tmp/\S+|\b(id|pid)[= ]\d+")


@dataclass(frozen=True)
class Outcome:
    """What became of one test: `ok`, `skipped`, `failed`, `error`, ... and the text of its error."""

    word: str
    text: str = ""


@dataclass(frozen=True)
class Run:
    """The outcomes of one process by test id; `trouble` says why there may be too few, `recorded` what was recorded."""

    outcomes: dict[str, Outcome]
    trouble: str = ""
    recorded: str = ""
    problems: tuple[str, ...] = ()


# ---- the process that runs the tests ----


class _Telling(unittest.TestResult):
    """Writes a line for each finished test, so that a crash loses only the test that crashed."""

    def __init__(self, out: io.TextIOBase) -> None:
        super().__init__()
        self.out = out
        self.seen: set[str] = set()

    def _tell(self, test: Any, word: str, error: Any = None) -> None:
        text = "" if error is None else f"{error[0].__name__}: {error[1]}" if isinstance(error, tuple) else str(error)
        name = test.id()
        while name in self.seen:  # subtests, and methods that parameters share
            name += "+"
        self.seen.add(name)
        json.dump({"test": name, "word": word, "text": _PASSING.sub("_", text)[:4000]}, self.out)
        self.out.write("\n")
        self.out.flush()

    def addSuccess(self, test: Any) -> None:
        self._tell(test, "ok")

    def addError(self, test: Any, err: Any) -> None:
        self._tell(test, "error", err)

    def addFailure(self, test: Any, err: Any) -> None:
        self._tell(test, "failed", err)

    def addSkip(self, test: Any, reason: str) -> None:
        self._tell(test, "skipped", reason)

    def addExpectedFailure(self, test: Any, err: Any) -> None:
        self._tell(test, "expected failure", err)

    def addUnexpectedSuccess(self, test: Any) -> None:
        self._tell(test, "unexpected success")

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:
        if err is not None:
            self._tell(subtest, "failed", err)


def _load(path: Path) -> Any:
    """The module of a test file; one inside a package is imported by its name there, and may import its neighbours."""
    folder, name = path.parent, path.stem
    while (folder / "__init__.py").exists():
        folder, name = folder.parent, f"{folder.name}.{name}"
    sys.path[:1] = [str(folder)]
    module = importlib.import_module(name) if "." in name else _beside(path, path.stem)
    with contextlib.suppress(ImportError):  # TensorFlow's own tests ask for these flags
        from absl import flags

        if not flags.FLAGS.is_parsed():
            flags.FLAGS(sys.argv[:1])
    return module


def _beside(path: Path, name: str) -> Any:
    """A file as a module of this name."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _chosen(suite: Any, part: str) -> Iterator[Any]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _chosen(test, part)
        elif part in test.id():
            yield test


def _child(path: Path, part: str, recorded: bool, out: Path) -> None:
    suite = unittest.defaultTestLoader.loadTestsFromModule(_load(path))
    with out.open("w", encoding="utf-8") as lines:
        result = _Telling(lines)
        # A suite, and not its tests one by one: it runs what is set up for a class or a module.
        tests = unittest.TestSuite(_chosen(suite, part))
        if not recorded:
            tests.run(result)
            return
        recording = _beside(Path(__file__).resolve().with_name("recording.py"), "tapeviz_upstream_recording")
        with recording.every_tape_recorded() as count:
            tests.run(result)
        json.dump({"tapes": count.tapes, "explained": count.explained, "problems": count.problems[:20]}, lines)


# ---- the process that compares ----


def run(path: Path, part: str = "", *, recorded: bool, timeout: float = 1800) -> Run:
    """The outcomes of the tests of a file in a process of their own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "outcomes")
        kind = "recorded" if recorded else "plain"
        command = [sys.executable, str(Path(__file__).resolve()), "--child", kind, str(out), str(path), "-k", part]
        environment = {"TF_CPP_MIN_LOG_LEVEL": "3", **os.environ, "PYTHONHASHSEED": "0"}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, timeout=timeout, check=False
            )
            last = (done.stderr.strip().splitlines() or [""])[-1]
            trouble = "" if done.returncode == 0 else f"ended with status {done.returncode}: {last}"
        except subprocess.TimeoutExpired:
            trouble = f"took longer than {timeout:.0f} s"
        lines = out.read_text("utf-8").splitlines() if out.exists() else []
    return _read(lines, trouble)


def _read(lines: Iterable[str], trouble: str) -> Run:
    outcomes: dict[str, Outcome] = {}
    recorded, problems = "", ()
    for line in lines:
        found = json.loads(line)
        if "test" in found:
            outcomes[found["test"]] = Outcome(found["word"], found["text"])
        else:
            recorded = f"{found['tapes']} tapes recorded, {found['explained']} answers of None explained"
            problems = tuple(found["problems"])
    return Run(outcomes, trouble, recorded, problems)


def differences(plain: Run, recorded: Run) -> list[str]:
    """The tests whose outcomes are not the same, missing ones included."""
    names = [*plain.outcomes, *(name for name in recorded.outcomes if name not in plain.outcomes)]
    return [name for name in names if plain.outcomes.get(name) != recorded.outcomes.get(name)]


def _show(name: str, plain: Run, recorded: Run) -> None:
    print(f"  {name}")
    for label, found in (("plain", plain), ("recorded", recorded)):
        outcome = found.outcomes.get(name, Outcome("did not run"))
        text = " ".join(outcome.text.split())[:300]
        print(f"    {label:>8}: {outcome.word}{': ' if text else ''}{text}")


def _compare(path: Path, options: argparse.Namespace) -> bool:
    plain = run(path, options.part, recorded=False, timeout=options.timeout)
    recorded = run(path, options.part, recorded=True, timeout=options.timeout)
    found = differences(plain, recorded)
    unsteady = []
    if found:
        again = run(path, options.part, recorded=False, timeout=options.timeout)
        unsteady = [name for name in found if plain.outcomes.get(name) != again.outcomes.get(name)]
    real = [name for name in found if name not in unsteady]
    words = Counter(outcome.word for outcome in plain.outcomes.values())
    same = len(plain.outcomes) - len(found)
    print(f"\n{path}\n  {len(plain.outcomes)} tests ({_counts(words)}); {recorded.recorded or 'nothing recorded'}")
    print(f"  {same} the same, {len(real)} different, {len(unsteady)} unsteady without us")
    if options.all:
        for name, outcome in plain.outcomes.items():
            print(f"  {outcome.word:<18} {recorded.outcomes.get(name, Outcome('did not run')).word:<18} {name}")
    for name in real:
        _show(name, plain, recorded)
    for label, one in (("plain", plain), ("recorded", recorded)):
        if one.trouble:
            print(f"  the {label} run {one.trouble}")
    for problem in dict.fromkeys(recorded.problems):
        print(f"  {problem}")
    return not real and not recorded.problems and plain.trouble == recorded.trouble and bool(plain.outcomes)


def _counts(words: Counter[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in words.most_common()) or "none"


def main(argv: list[str] | None = None) -> int:
    """Compare the chosen files; exit status 0 where nothing differs."""
    arguments = sys.argv[1:] if argv is None else argv
    parser = argparse.ArgumentParser(prog="python tests/upstream/run.py", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file of unittest cases")
    parser.add_argument("-k", dest="part", default="", metavar="PART", help="only tests with this in their names")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for each of the runs")
    parser.add_argument("--all", action="store_true", help="print each test, not only those that differ")
    parser.add_argument("--child", nargs=2, metavar=("KIND", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        kind, out = options.child
        _child(options.paths[0].resolve(), options.part, kind == "recorded", Path(out))
        return 0
    missing = [path for path in options.paths if not path.is_file()]
    if missing:
        parser.error(f"there is no file {missing[0]}")
    same = [_compare(path, options) for path in options.paths]  # each is compared, also after a difference
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
