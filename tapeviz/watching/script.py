"""Runs a script as Python would, with autotape on: `python -m tapeviz script.py [arguments]`."""

from __future__ import annotations

import ast
import builtins
import linecache
import os
import sys
import tokenize
import traceback
import types
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tapeviz.provenance.traced import TracedCode
from tapeviz.watching.autotape import Autotape

__all__ = ["run_script"]

_OWN = str(Path(__file__).absolute().parent.parent) + os.sep


def run_script(path: str, arguments: Sequence[str]) -> int:
    """Run the script as `__main__`; the result is the exit status that Python would give.

    What it prints, raises and returns is its own; verdicts go to stderr. `SystemExit` passes, as Python handles it.
    """
    given, path = path, str(Path(path).absolute())
    try:
        with tokenize.open(path) as file:
            text = file.read()
    except OSError as error:
        sys.stderr.write(f"tapeviz: cannot read {given}: {error.strerror or error}\n")
        return 2
    autotape = Autotape(_say, place=_place)
    with _as_main(path, [given, *arguments]) as module:
        try:
            code = _compiled(text, path, module, autotape)
            exec(code, module.__dict__)  # noqa: S102 - to run the script is what was asked for
        except SystemExit:
            raise
        except BaseException as error:  # noqa: BLE001 - as Python: whatever it is, it is shown and is the end
            _show(error)
            return 130 if isinstance(error, KeyboardInterrupt) else 1
        finally:
            autotape.stop()
    return 0


def _place(key: str, line: str) -> str:
    return f"{os.path.relpath(key)}:{line}" if key else f"line {line}"


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


def _compiled(text: str, path: str, module: types.ModuleType, autotape: Autotape) -> types.CodeType:
    """The script's code, its expressions traced where that can be done, and autotape switched on."""
    linecache.checkcache(path)
    plain: types.CodeType = compile(text, path, "exec", dont_inherit=True)  # raises what Python would, as it would
    traced = TracedCode(path, text, [])
    try:
        tree = traced.instrument(ast.parse(text, path), module.__dict__)
        code: types.CodeType = compile(ast.fix_missing_locations(tree), path, "exec", dont_inherit=True)
    except Exception:  # noqa: BLE001 - our fault: the script runs as it is, its ops are seen all the same
        traced, code = TracedCode("", "", []), plain
    autotape.start()
    autotape.watcher.run(traced)
    return code


@contextmanager
def _as_main(path: str, arguments: Sequence[str]) -> Iterator[types.ModuleType]:
    """A fresh `__main__`, with the arguments and the import path that the script would have."""
    module = types.ModuleType("__main__")
    module.__dict__.update(__file__=path, __builtins__=builtins, __cached__=None)
    former: tuple[Any, list[str], str] = (sys.modules["__main__"], sys.argv, sys.path[0])
    sys.modules["__main__"], sys.argv = module, list(arguments)
    sys.path[0] = str(Path(path).resolve().parent)
    try:
        yield module
    finally:
        sys.modules["__main__"], sys.argv, sys.path[0] = former


def _show(error: BaseException) -> None:
    """The traceback as Python prints it: without the frames that are ours."""
    if isinstance(error, KeyboardInterrupt):
        sys.stderr.write("\n")
    told = traceback.TracebackException.from_exception(error)
    _strip(told)
    hook = sys.excepthook
    if hook is not sys.__excepthook__:  # the script set its own
        hook(type(error), error, error.__traceback__)
        return
    sys.stderr.write("".join(told.format()))


def _strip(told: traceback.TracebackException) -> None:
    for part in (told, told.__cause__, told.__context__):
        if part is not None:
            part.stack = traceback.StackSummary.from_list([f for f in part.stack if not f.filename.startswith(_OWN)])
