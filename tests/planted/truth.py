"""Checks the answers against TensorFlow alone: `python -m tests.planted.truth --seeds 0:300 [--heal]`.

Each program runs under an ordinary tape. A gradient must be None, or the call raise, exactly where the answers say so.
With `--heal` every program in which one break decides runs again with that break replaced by a harmless step, and the
gradient must be back.
"""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import argparse
import ast
import asyncio
import contextlib
import inspect
import io
import linecache
import os
import sys
import time
from collections.abc import Iterable
from typing import Any

from tests.planted.generate import generate
from tests.planted.program import Program, importable

__all__ = ["check", "run_plainly", "statuses"]

_TARGET = "_the_target"


def statuses(program: Program, names: Iterable[str]) -> dict[str, str]:
    """What a plain tape says of each of the names: `gradient`, `none`, or the class of the error."""
    with importable(program):
        return _statuses(program, names)


def run_plainly(program: Program) -> tuple[dict[str, Any], Any]:
    """What the program leaves behind under an ordinary tape, and the tape."""
    with importable(program), contextlib.redirect_stdout(io.StringIO()):
        return _run_under_tape(program)


def _run_under_tape(program: Program) -> tuple[dict[str, Any], Any]:
    import tensorflow as tf

    namespace: dict[str, Any] = {"__name__": "__main__"}
    for number, text in enumerate(program.earlier_cells):
        _run(f"<cell {program.seed}.{number}>", text, namespace)
    automatic = "--no-watch-accessed" not in program.options
    with tf.GradientTape(persistent=True, watch_accessed_variables=automatic) as tape:
        for name in program.watches:
            tape.watch(eval(name, namespace))  # noqa: S307 - our own program text
        namespace["tape"] = tape
        _run(f"<cell {program.seed}>", program.cell, namespace)
        namespace[_TARGET] = eval(program.target, namespace)  # noqa: S307 - as above
    return namespace, tape


def _statuses(program: Program, names: Iterable[str]) -> dict[str, str]:
    namespace, tape = _run_under_tape(program)
    target = namespace[_TARGET]
    leaves = {name: eval(name, namespace) for name in names if _is_there(name, namespace)}  # noqa: S307 - as above
    try:  # one call for all: a py_function can be differentiated once only
        gradients = tape.gradient(target, list(leaves.values()))
        return {name: "none" if g is None else "gradient" for name, g in zip(leaves, gradients, strict=True)}
    except Exception:  # noqa: BLE001 - then each source is asked alone
        return {name: _status(tape, target, leaf) for name, leaf in leaves.items()}


def _run(name: str, text: str, namespace: dict[str, Any]) -> None:
    # AutoGraph reads the text of functions through linecache.
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
    code = compile(text, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    result = eval(code, namespace)  # noqa: S307 - our own program text
    if inspect.iscoroutine(result):
        asyncio.run(result)


def _is_there(name: str, namespace: dict[str, Any]) -> bool:
    return not name.isidentifier() or name in namespace


def _status(tape: Any, target: Any, leaf: Any) -> str:
    try:
        gradient = tape.gradient(target, leaf)
    except Exception as error:  # noqa: BLE001 - which error it is, is the answer
        return type(error).__name__
    return "none" if gradient is None else "gradient"


def check(program: Program) -> list[str]:
    """What TensorFlow says otherwise; an error of the program itself counts as well."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            seen = statuses(program, program.expected)
    except Exception as error:  # noqa: BLE001 - a program that fails is the generator's mistake
        return [f"the program fails: {type(error).__name__}: {str(error).splitlines()[:1]}"]
    wrong = []
    for name, expectation in program.expected.items():
        status = seen[name]
        fits = status == expectation.status or (expectation.status == "any" and status != "gradient")
        if not fits and not (expectation.status == "error" and status == "LookupError"):
            wrong.append(f"{name}: wanted {expectation.status} ({expectation}), TensorFlow says {status}")
    return wrong


def check_healed(seed: int, program: Program) -> list[str]:
    """For each break that alone decides about a source: without it, the source must have a gradient."""
    wrong = []
    for step in dict.fromkeys(step for _, step in program.repairs):
        names = [name for name, own in program.repairs if own == step]
        with contextlib.redirect_stdout(io.StringIO()):
            seen = statuses(generate(seed, frozenset([step])), names)
        wrong += [
            f"{name}: {status} although step {step} is harmless"
            for name, status in seen.items()
            if status != "gradient"
        ]
    return wrong


def seed_range(text: str) -> range:
    """`7` is the seed 7, `0:300` the seeds below 300."""
    first, _, last = text.partition(":")
    return range(int(first), int(last)) if last else range(int(first), int(first) + 1)


def main(argv: list[str] | None = None) -> int:
    """Check the chosen seeds; exit status 0 when TensorFlow agrees with every answer."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted.truth", description=__doc__)
    parser.add_argument("--seeds", type=seed_range, default=range(300), help="0:300, or one number")
    parser.add_argument("--heal", action="store_true", help="also show that each deciding break is the reason")
    options = parser.parse_args(argv)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    wrong, began = 0, time.perf_counter()
    for count, seed in enumerate(options.seeds, 1):
        program = generate(seed)
        found = check(program)
        if options.heal and not found:
            found = check_healed(seed, program)
        if found:
            wrong += 1
            print(f"\n{program.show()}\n  " + "\n  ".join(found), flush=True)
        if count % 50 == 0:
            print(f"\r{count} programs, {wrong} wrong, {time.perf_counter() - began:.0f} s", end="", file=sys.stderr)
    print(f"\n{len(options.seeds)} programs, {wrong} wrong, {time.perf_counter() - began:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
