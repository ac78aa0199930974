"""The ops behind each public function: inputs reach outputs, and get gradients, where TensorFlow's do.

What a debugger tells of a program rests on this: a value that the engine computes beside its ops is a lost way.
"""

from __future__ import annotations

import functools
import re
import types
from typing import Any

import pytest

from tests.fallback.op_flow import flow, named_in, points_of, read_table
from tests.fallback.rows import params

# Programs of the points, the inputs that reach each output, the inputs that get a gradient (or the error's type), and
# the op types in their order; these only where both engines run the same ones. All of it is TensorFlow's own answer.
TABLE = read_table()
POINTS = points_of(TABLE)


@pytest.mark.parametrize(("program", "connected", "gradients", "ops"), params(TABLE["rows"]))
def test_inputs_reach_the_outputs(tf: Any, program: str, connected: str, gradients: str, ops: str) -> None:
    found = flow(tf, program, POINTS)

    assert found.connected == connected, found.ops
    assert found.gradients == gradients
    if ops:
        assert found.ops == ops


def test_a_value_that_goes_beside_the_ops_is_noticed(tf: Any) -> None:
    """The checker itself: what leaves through NumPy is not connected any more."""
    assert flow(tf, "tf.exp(x)", POINTS).connected == "x"
    assert flow(tf, "tf.constant(np.exp(x.numpy()))", POINTS).connected == ""


def test_the_table_uses_its_points() -> None:
    used = {name for program, *_ in TABLE["rows"] for name in named_in(program, POINTS)}

    assert used == POINTS.keys()


# What gives no tensor, takes none, or is about the program and not its values.
WITHOUT_FLOW = """
broadcast_static_shape parallel_stack group no_op is_tensor executing_eagerly get_static_value gradients Assert print
type_spec_from_value get_current_name_scope init_scope device control_dependencies timestamp get_logger as_dtype
inside_function is_symbolic_tensor install uninstall is_installed
random.create_rng_state random.get_global_generator random.set_global_generator random.set_seed
"""
SPACES = ("", "math", "linalg", "nn", "nn.experimental", "random", "random.experimental", "image", "bitwise")


def test_every_public_function_has_its_row() -> None:
    import tapeviz.fallback as tf
    from tapeviz.fallback.namespaces import contents

    called = {name for program, *_ in TABLE["rows"] for name in re.findall(r"\btf\.([\w.]+)\(", program)}
    named: dict[int, set[str]] = {}
    for space in SPACES:
        hasattr(functools.reduce(getattr, filter(None, space.split(".")), tf), "nothing")  # now all its names are there
        for name, public in contents(space).items():
            text_only = getattr(public, "__module__", "").endswith(".strings")
            if isinstance(public, types.FunctionType) and not (text_only or name.startswith(("_", "assert_"))):
                named.setdefault(id(public), set()).add(f"{space}.{name}".lstrip("."))

    expected = set(WITHOUT_FLOW.split())
    without = {min(names & expected or names) for names in named.values() if not names & called}

    assert without == expected, "python -m tests.fallback.op_flow PROGRAM prints the row of a new function"
