"""A stack that ends, or an interrupt that comes, just where TensorFlow's C++ code reads a variable, ends no process."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

START = """
import inspect, os, signal, sys, threading, time
import tensorflow as tf
import tapeviz
x, k = tf.Variable(2.0), tf.constant(1.5)
"""

RECURSION = """
def deep(n):
    return deep(n - 1) if n else tf.raw_ops.Mul(x=k, y=x)

ended = read = 0
with tapeviz.record(), tf.GradientTape(persistent=True) as tape:
    deep(0)
    room = sys.getrecursionlimit() - len(inspect.stack(0))
    for n in range(room - 60, room + 5):
        try:
            read += float(deep(n)) == 3.0
        except RecursionError:
            ended += 1
print(ended > 0, read > 0, ended + read)
"""

INTERRUPTS = """
armed, over = [], []

def interrupt(number, frame):
    if armed:
        armed.clear()
        raise KeyboardInterrupt

def hammer():
    while not over:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.0003)

signal.signal(signal.SIGINT, interrupt)
came = 0
with tapeviz.record(), tf.GradientTape(persistent=True) as tape:
    threading.Thread(target=hammer, daemon=True).start()
    while came < 500:
        try:
            armed.append(True)
            while True:
                y = tf.multiply(k, x)
        except KeyboardInterrupt:
            came += 1
    over.append(True)
print(came, float(tape.gradient(y, x)), float(y))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.parametrize(
    ("program", "said"), [(RECURSION, "True True 65"), (INTERRUPTS, "500 1.5 3.0")], ids=["stack", "interrupt"]
)
def test_the_process_goes_on(program: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", START + program], capture_output=True, text=True, timeout=300, check=False
    )

    assert (done.returncode, done.stdout.strip()) == (0, said), done.stderr[-2000:]
