"""`tf.Module`: which variables it finds, in which order, and how scopes name them."""

from __future__ import annotations

from typing import Any

from tests.fallback.rows import check_close


def test_variables_of_a_module(tf: Any) -> None:
    class Line(tf.Module):
        def __init__(self) -> None:
            super().__init__(name="line")
            self.w = tf.Variable(2.0, name="w")
            self.b = tf.Variable(1.0, name="b")
            self.steps = tf.Variable(0, trainable=False, name="steps")

        def __call__(self, x: Any) -> Any:
            return self.w * x + self.b

    line = Line()
    with tf.GradientTape() as tape:
        y = line(3.0)
    assert [v.name for v in line.trainable_variables] == ["b:0", "w:0"]
    assert [v.name for v in line.variables] == ["b:0", "steps:0", "w:0"]
    check_close(tape.gradient(y, line.trainable_variables), (1.0, 3.0))


def test_variables_in_containers_of_a_module(tf: Any) -> None:
    module = tf.Module(name="m")
    module.z = tf.Variable(1.0, name="z")
    module.layers = [tf.Variable(1.0, name="l0"), {"a": tf.Variable(1.0, name="l1")}]
    module.a = tf.Module()
    module.a.w = tf.Variable(1.0, name="aw")
    module.twice = module.z
    module.b = (tf.Variable(1, name="n"),)
    # By attribute name, those of modules inside after one's own; integers are trainable like all.
    assert [v.name for v in module.trainable_variables] == ["n:0", "l0:0", "l1:0", "z:0", "aw:0"]
    assert module.name == "m"
    assert [sub.name for sub in module.submodules] == ["module"]


def test_a_scope_names_the_variables(tf: Any) -> None:
    class Named(tf.Module):
        @tf.Module.with_name_scope
        def build(self) -> Any:
            return tf.Variable(1.0, name="w")

    module = Named(name="m")
    assert module.build().name == "m/w:0"
    with module.name_scope:
        assert tf.Variable(1.0, name="w").name == "m/w:0"
    with tf.name_scope("a"), tf.name_scope("b"):
        assert tf.Variable(1.0, name="w").name == "a/b/w:0"
