"""Runs random programs plainly and recorded, and compares every value and gradient bit by bit.

    python -m tests.upstream.interference [--blocks 0:20] [--each 500] [--planted 0:100]

A block is a seed: the same block has the same programs each time. Exit status 1 where anything differs.
"""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import argparse
import os
import sys
import textwrap
import time
from collections import Counter
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from tests.upstream.bits import differences, left_behind
from tests.upstream.surrounded import Surrounded, surrounded

__all__ = ["as_by_one_more_tape", "check", "difference", "main"]

IN_ONE_MORE_TAPE = "compiled, as in one more plain tape"


def difference(program: Surrounded) -> list[str]:
    """What a plain and a recorded run of the program do not have in common: values, errors, later random numbers."""
    return differences(_run(program, recorded=False), _run(program, recorded=True))


def as_by_one_more_tape(program: Surrounded) -> bool:
    """Whether a compiled program gives under `%%tape` what it gives in one more `tf.GradientTape`, without tapeviz.

    A tape that is open makes TensorFlow run, and XLA compile, another variant of a function: one that hands out its
    intermediate values. It differs in what IEEE 754 leaves open, such as the sign of a NaN.
    """
    if program.container != "compiled":
        return False
    one_more = _run(program, recorded=False, around="with tf.GradientTape(persistent=True) as tape:\n")
    return not differences(one_more, _run(program, recorded=True))


def _run(program: Surrounded, *, recorded: bool, around: str = "") -> dict[str, Any]:
    import tensorflow as tf

    from tests.engines import taping

    namespace = {**taping.names(), **program.names()}
    error: BaseException | None = None
    tf.random.set_seed(program.seed)
    try:
        if recorded:
            error = taping.tape_or_error(program.cell, program.line, namespace=namespace)[1]
        else:
            taping.earlier(around + textwrap.indent(program.cell, "    " if around else ""), namespace)
    except Exception as problem:  # noqa: BLE001 - whatever a program raises, the other run must raise it
        error = problem
    finally:
        tf.config.run_functions_eagerly(False)
        tf.debugging.disable_check_numerics()
    return left_behind(namespace, error, tf.random.uniform([2]))


def check(block: int, each: int, words: Counter[str]) -> str:
    """Run the programs of a block; returns a program that differs, with what differs, or nothing."""

    @settings(
        max_examples=each,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),
        print_blob=False,
    )
    @hypothesis.seed(block)
    @given(program=surrounded())
    def same(program: Surrounded) -> None:
        found = difference(program)
        words.update([program.container, program.place])
        if found and as_by_one_more_tape(program):
            words.update([IN_ONE_MORE_TAPE])
            return
        assert not found, f"{program}\n{chr(10).join(found)}"

    try:
        same()
    except AssertionError as told:
        return str(told)
    return ""


def check_planted(seeds: range) -> list[str]:
    """The planted programs in a notebook shell, with their own modules, helpers and surroundings."""
    from tests.cases.run import fresh_shell
    from tests.planted.generate import generate
    from tests.planted.score import run_in
    from tests.planted.truth import run_plainly

    wrong = []
    for seed in seeds:
        program = generate(seed)
        _seed_everything(seed)
        plain = left_behind(run_plainly(program)[0], None, None)
        with fresh_shell() as shell:
            _seed_everything(seed)
            run_in(shell, program)
            recorded = left_behind({name: shell.user_ns.get(name) for name in plain}, None, None)
        wrong += [f"planted program {seed}: {text}" for text in differences(plain, recorded)]
    return wrong


def _seed_everything(seed: int) -> None:
    import keras

    keras.utils.set_random_seed(seed)


def main(argv: list[str] | None = None) -> int:
    """Compare the chosen blocks and planted programs."""
    from tests.planted.truth import seed_range

    parser = argparse.ArgumentParser(prog="python -m tests.upstream.interference", description=__doc__)
    parser.add_argument("--blocks", type=seed_range, default=range(1), help="0:20, or one number")
    parser.add_argument("--each", type=int, default=500, help="programs in a block")
    parser.add_argument("--planted", type=seed_range, default=range(0), help="seeds of planted programs, as 0:100")
    options = parser.parse_args(argv)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    import tensorflow as tf

    tf.get_logger().setLevel("ERROR")  # a function made anew for each program is traced anew, it says
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
    began, words, wrong = time.perf_counter(), Counter[str](), []
    for block in options.blocks:
        found = check(block, options.each, words)
        wrong += [found] if found else []
        print(f"block {block}: {found or 'the same'}, {time.perf_counter() - began:.0f} s", flush=True)
    for found in check_planted(options.planted):
        wrong.append(found)
        print(found)
    print("  ".join(f"{word} {count}" for word, count in sorted(words.items())))
    total = len(options.blocks) * options.each + len(options.planted)
    print(f"{total} programs, {len(wrong)} differences, {time.perf_counter() - began:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
