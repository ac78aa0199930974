"""The scratch copy: nothing that can change is shared, and what was one object stays one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tapeviz.engines.tf_engine import TensorFlowEngine
from tapeviz.fixing.allowed import Inspection, NotContained
from tapeviz.fixing.scratch import Scratch
from tests.fixing.taping import notebook


def copied(setup: str, *needed: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A namespace and the scratch copy of some of its names."""
    names = notebook(setup).names
    engine = TensorFlowEngine()
    inspection = Inspection(names, engine.python_function)
    inspection.cell(compile("\n".join(needed), "<ipython-input-cell>", "exec"))
    return names, Scratch(engine, names, names, inspection).namespace


def test_a_variable_is_cloned_with_its_properties() -> None:
    real, copy = copied("v = tf.Variable([1.0, 2.0], trainable=False, dtype=tf.float64, name='speed')", "v")

    copy["v"].assign([5.0, 6.0])

    assert real["v"].numpy().tolist() == [1.0, 2.0]
    assert (copy["v"].trainable, copy["v"].dtype, copy["v"].name) == (False, real["v"].dtype, "speed:0")


def test_tensors_are_shared_arrays_and_containers_are_not() -> None:
    real, copy = copied("t = tf.constant(1.0)\na = np.zeros(2)\nbox = {'t': [t], 'a': (a,)}", "t", "a", "box")

    copy["box"]["a"][0][0] = 7.0
    copy["box"]["t"].append(1)

    assert copy["t"] is real["t"]
    assert copy["a"] is copy["box"]["a"][0]
    assert real["a"].tolist() == [0.0, 0.0]
    assert len(real["box"]["t"]) == 1


def test_a_view_stays_a_view_of_the_copy() -> None:
    real, copy = copied("grid = np.arange(6.0).reshape(2, 3).copy()\nrow = grid[1, ::2]", "grid", "row")

    copy["grid"][1, 2] = 50.0

    assert copy["row"].tolist() == [3.0, 50.0]
    assert real["row"].tolist() == [3.0, 5.0]


LAYERS = """
import keras
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), keras.layers.Dense(1)])
inputs = keras.Input((2,))
graph = keras.Model(inputs, model.layers[1](model.layers[0](inputs)))
kernel = model.layers[0].kernel
raw = kernel.value
held = {"all": model.trainable_variables}
opt = keras.optimizers.Adam()
opt.build(model.trainable_variables)
metric = keras.metrics.Mean()
"""


def test_aliases_of_a_keras_variable_stay_aliases() -> None:
    real, copy = copied(LAYERS, "model", "graph", "kernel", "raw", "held")

    copy["raw"].assign(copy["raw"] * 0.0)

    assert copy["kernel"] is copy["model"].layers[0].kernel is copy["graph"].layers[1].kernel
    assert copy["kernel"].value is copy["raw"]
    assert any(variable is copy["kernel"] for variable in copy["held"]["all"])
    assert not np.asarray(copy["model"].trainable_variables[0]).any()
    assert np.asarray(real["kernel"]).any()


def test_a_copied_model_computes_what_the_model_computes() -> None:
    real, copy = copied(f"{LAYERS}\nx = tf.ones([1, 2])", "model", "graph", "x")

    assert copy["model"](real["x"]).numpy().tolist() == real["model"](real["x"]).numpy().tolist()
    assert copy["graph"](real["x"]).numpy().tolist() == real["model"](real["x"]).numpy().tolist()
    copy["kernel"] = copy["model"].layers[0].kernel.assign(np.zeros([2, 3]))
    assert copy["graph"](real["x"]).numpy().tolist() == [[0.0]]


def test_a_copied_optimizer_and_metric_work_on_the_copies() -> None:
    real, copy = copied(LAYERS, "model", "opt", "metric")
    before = np.asarray(real["kernel"]).copy()

    copy["opt"].apply([np.ones(v.shape, "float32") for v in copy["model"].trainable_variables])
    copy["metric"].update_state([4.0])

    assert (np.asarray(real["kernel"]) == before).all()
    assert (np.asarray(copy["model"].layers[0].kernel) != before).all()
    assert (int(real["opt"].iterations), int(copy["opt"].iterations)) == (0, 1)
    assert (float(real["metric"].result()), float(copy["metric"].result())) == (0.0, 4.0)


NET = """
class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(1.0)
        self.parts = {"w": self.w, "l": [self.w]}
    def __call__(self, v):
        return v * self.w * scale
net = Net()
w = net.w
scale = tf.Variable(2.0)
"""


def test_a_module_of_the_users_own() -> None:
    real, copy = copied(NET, "net", "w", "Net")

    copy["scale"].assign(10.0)
    copy["w"].assign(3.0)

    assert copy["net"].w is copy["w"] is copy["net"].parts["l"][0]
    assert isinstance(copy["net"], copy["Net"])
    assert (float(copy["net"](1.0)), float(real["net"](1.0))) == (30.0, 2.0)


CLOSURE = """
count = 0
cache = {}
def outer():
    seen = []
    def f(v, log=cache):
        global count
        count += 1
        log[v] = count
        seen.append(v)
        return len(seen)
    return f
f = outer()
"""


def test_functions_read_and_write_the_copy() -> None:
    real, copy = copied(CLOSURE, "f", "count", "cache")

    assert (copy["f"](1), copy["f"](2)) == (1, 2)

    assert (real["count"], real["cache"]) == (0, {})
    assert (copy["count"], copy["cache"]) == (2, {1: 1, 2: 2})
    assert real["f"](9) == 1


CLASSES = """
class Base:
    made = []
    def __init__(self):
        type(self).made.append(1)
class Part(Base):
    __slots__ = ("v",)
    def __init__(self):
        super().__init__()
        self.v = [0]
    @classmethod
    def new(cls):
        return cls()
    @property
    def first(self):
        return self.v[0]
part = Part()
bump = part.v.append
"""


def test_a_class_and_its_objects() -> None:
    real, copy = copied(CLASSES, "Part", "part", "bump")

    made = copy["Part"].new()
    copy["bump"](5)

    assert isinstance(made, copy["Part"])
    assert len(real["Part"].made) == 1
    assert (real["part"].v, copy["part"].v, copy["part"].first) == ([0], [0, 5], 0)


COMPILED = """
w = tf.Variable(2.0)
@tf.function
def f(v):
    return v * w
f(tf.constant(1.0))
class M(tf.Module):
    def __init__(self):
        self.w = w
    @tf.function
    def __call__(self, v):
        return v + self.w
m = M()
m(tf.constant(1.0))
"""


def test_a_compiled_function_uses_the_copies_variables() -> None:
    real, copy = copied(COMPILED, "f", "w", "m")

    copy["w"].assign(5.0)

    one = real["w"] * 0.0 + 1.0
    assert (float(copy["f"](one)), float(copy["m"](one))) == (5.0, 6.0)
    assert (float(real["f"](one)), float(real["m"](one))) == (2.0, 3.0)


def test_a_recursive_structure_ends() -> None:
    real, copy = copied(
        "ring = []\nring.append({'ring': ring})\ndef f(n):\n    return f(n - 1) if n else 0", "ring", "f"
    )

    assert copy["ring"][0]["ring"] is copy["ring"] is not real["ring"]
    assert copy["f"](3) == 0


@pytest.mark.parametrize(
    ("setup", "reason"),
    [
        ("it = iter(tf.data.Dataset.range(3))", "it cannot be copied: a OwnedIterator holds state outside Python"),
        ("it = (i for i in range(3))", "it cannot be copied: a generator"),
        ("it = tf.queue.FIFOQueue(3, tf.float32)", "it cannot be copied: a FIFOQueue holds state outside Python"),
        (
            "it = [tf.lookup.experimental.MutableHashTable(tf.int64, tf.float32, 0.0)]",
            "it cannot be copied: a MutableHash",
        ),
        ("it = tf.GradientTape()", "it cannot be copied: a GradientTape holds state outside Python"),
        ("it = np.array([[], {}], dtype=object)", "it cannot be copied: an array of Python objects"),
        ("it = zip([1], [2])", "it cannot be copied: a zip"),
    ],
)
def test_what_cannot_be_copied_is_refused(setup: str, reason: str) -> None:
    with pytest.raises(NotContained) as refused:
        copied(setup, "it")

    assert str(refused.value).startswith(reason)
