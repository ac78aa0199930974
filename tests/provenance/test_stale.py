"""A compiled function goes on using what its names stood for when it was traced: the report says so."""

from __future__ import annotations

import pytest

from tests.engines.taping import tape

pytest.importorskip("tensorflow", reason="the NumPy engine runs a tf.function as it is, each time")

SETUP = """
import tensorflow as tf
k = tf.constant(1.5)
factor, params = tf.Variable(2.0), {"w": tf.Variable(3.0), "b": tf.Variable(1.0)}
class Gated(tf.Module):
    def __init__(self):
        self.main, self.extra, self.on = tf.Variable(2.0), tf.Variable(3.0), False
    @tf.function
    def __call__(self, v):
        h = v * self.main
        if self.on:
            h = h * self.extra
        return h
    @tf.function
    def twice(self, v):
        return 2.0 * v * self.main
net = Gated()
def inner(v):
    return v * factor
@tf.function
def outer(v):
    return inner(v) + params["w"] * params["b"]
served = tf.function(lambda v: net.main * v)
like, other = tf.Variable(2.0), tf.Variable(4.0)
@tf.function
def shaped(v):
    return tf.reduce_sum(v) * tf.cast(tf.size(like.shape), tf.float32)
outer(k), net(k), net.twice(k), served(k), shaped(other)
"""


@pytest.mark.parametrize(
    ("meanwhile", "cell", "source"),
    [
        ("old, factor = factor, tf.Variable(5.0)", "y = outer(k)", "factor"),
        ("old, params['w'] = params['w'], tf.Variable(5.0)", "y = outer(k)", "params['w']"),
        ("old, net.main = net.main, tf.Variable(5.0)", "y = net(k)", "net.main"),
        ("old, net.main = net.main, tf.Variable(5.0)", "y = net.twice(k)", "net.main"),
        ("old, net = net, Gated()", "y = served(k)", "net.main"),
    ],
)
def test_what_a_compiled_function_names_now_is_not_what_its_graph_reads(meanwhile: str, cell: str, source: str) -> None:
    found = tape(cell, f"y wrt {source}", setup=f"{SETUP}\n{meanwhile}")

    assert (found.cause, found.code) == ("wrong-object", cell.removeprefix("y = "))


@pytest.mark.parametrize(
    ("meanwhile", "cell", "source"),
    [
        ("old, factor = factor, tf.Variable([5.0, 1.0])", "y = outer(k)", "factor"),  # the graph reads none like it
        ("new = tf.Variable(5.0)", "y = outer(k)", "new"),  # the code does not name it
        ("", "y = shaped(other)", "like"),  # of it only the form is asked, and the call hands the other one over
        ("old, factor = factor, tf.Variable(5.0)", "y = net(k)", "factor"),  # nor does this function's
    ],
)
def test_a_variable_that_cannot_be_what_the_graph_reads_is_not_told_so(meanwhile: str, cell: str, source: str) -> None:
    assert tape(cell, f"y wrt {source}", setup=f"{SETUP}\n{meanwhile}").cause != "wrong-object"


@pytest.mark.parametrize("meanwhile", ["", "net.on = True"])
def test_a_part_that_a_compiled_method_names_behind_a_test_did_not_run(meanwhile: str) -> None:
    found = tape("y = net(k)", "y wrt net.extra", setup=f"{SETUP}\n{meanwhile}")

    assert (found.cause, found.code) == ("branch-not-taken", "net(k)")
