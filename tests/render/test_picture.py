"""The picture shows what happened: kinds, names, values, derivatives, what the gradient does not reach, and the cut."""

from __future__ import annotations

import math

from tapeviz.render.picture import Edge, Node, Picture, draw
from tapeviz.report import Break, Cause
from tests.factories import Builder
from tests.render.situations import SITUATIONS


def node_of(picture: Picture, title: str) -> Node:
    """The one node with that name or title."""
    (found,) = [node for node in picture.nodes if title in {node.name, node.title}]
    return found


def edge_of(picture: Picture, tail: str, head: str) -> Edge:
    """The one edge between two nodes named by name or title."""
    pair = (node_of(picture, tail).key, node_of(picture, head).key)
    (found,) = [edge for edge in picture.edges if (edge.tail, edge.head) == pair]
    return found


def rows_of(node: Node) -> list[str]:
    return [row.text for row in node.rows]


def test_each_node_has_the_users_name_its_value_and_its_derivative() -> None:
    picture = draw(SITUATIONS["gradient_exists"]())

    assert [(node.kind, node.name, node.title, node.place) for node in picture.nodes] == [
        ("op", "h", "Sin", "line 2"),
        ("op", "y", "Pow", "line 3"),
        ("variable", "x", "variable", ""),
        ("constant", "", "2.0", ""),
    ]
    assert rows_of(node_of(picture, "h")) == ["0.9093", "dy/dh = 1.819"]
    assert rows_of(node_of(picture, "x")) == ["2.0", "dy/dx = -0.7568"]
    assert [node.name for node in picture.nodes if node.target] == ["y"]


def test_the_cut_stands_on_the_edge_where_it_is() -> None:
    picture = draw(SITUATIONS["numpy_in_a_helper"]())

    assert [edge.cut for edge in picture.edges if edge.cut] == ["cut: the path left TensorFlow"]
    assert edge_of(picture, "h", "s").cut
    assert node_of(picture, "s").kind == "host"
    assert node_of(picture, "s").title == "NumPy: np.mean"


def test_what_the_gradient_does_not_reach_is_dead_and_says_none() -> None:
    picture = draw(SITUATIONS["numpy_in_a_helper"]())

    assert {node.name or node.title: node.reach for node in picture.nodes} == {
        "MatMul": False,
        "h": False,
        "Mul": True,
        "loss": True,
        "s": False,
        "x": None,
        "w": False,
        "2.0": None,
    }
    assert "dloss/dw = None" in rows_of(node_of(picture, "w"))
    assert (edge_of(picture, "w", "MatMul").dead, edge_of(picture, "Mul", "loss").dead) == (True, False)


def test_the_way_of_the_explanation_is_followed() -> None:
    picture = draw(SITUATIONS["guide_four_sources"]())
    ways = [(edge.tail, edge.head) for edge in picture.edges if edge.way]

    assert (node_of(picture, "x1").key, "op1") in ways
    assert (node_of(picture, "x0").key, "op0") not in ways


def test_a_state_write_goes_into_the_variable_and_carries_the_cut_before_it() -> None:
    picture = draw(SITUATIONS["state_write"]())

    assert edge_of(picture, "x0", "AssignAddVariableOp").cut == "cut: the path runs through state"
    assert edge_of(picture, "AssignAddVariableOp", "x1").write
    assert not edge_of(picture, "x1", "y").write


def test_a_source_that_is_not_used_stands_alone_with_its_cause() -> None:
    picture = draw(SITUATIONS["guide_four_sources"]())
    unused = node_of(picture, "x3")

    assert rows_of(unused)[-1] == "cut: not used to compute the target"
    assert not [edge for edge in picture.edges if unused.key in {edge.tail, edge.head}]


def test_every_break_of_a_way_is_drawn() -> None:
    picture = draw(SITUATIONS["several_breaks"]())

    assert edge_of(picture, "Mul", "n").cut == "cut: integer dtype on the path"
    assert edge_of(picture, "k", "Round").cut == "cut: an op is not differentiable"


def test_the_failing_op_is_marked() -> None:
    failing = [node for node in draw(SITUATIONS["raised"]()).nodes if node.failed]

    assert [(node.title, rows_of(node)[-1]) for node in failing] == [("MatMul", "raised the error")]


def test_trouble_with_a_gradient_is_told_at_its_source() -> None:
    picture = draw(SITUATIONS["ill_gradients"]())

    assert rows_of(node_of(picture, "a"))[-2:] == ["dy/da = Inf", "! Inf"]


def test_a_variable_read_is_no_node_of_its_own() -> None:
    b = Builder().cell("y = x * 2.0")
    x = b.variable("x", value=3.0, live=True)
    read = b.op("ReadVariableOp", x, reads=x, value=3.0)
    b.target(b.op("Mul", read, 2.0, name="y", value=6.0, line=2))

    picture = draw(b.report())

    assert [node.title for node in picture.nodes if node.kind == "op"] == ["Mul"]
    assert edge_of(picture, "x", "y")


def test_an_implicit_read_joins_the_variable_to_the_op() -> None:
    b = Builder().cell("y = tf.sin(x)")
    x = b.variable("x", value=3.0, live=True)
    b.target(b.op("Sin", name="y", value=0.14, line=2, reads=x))

    assert edge_of(draw(b.report()), "x", "y")


def test_axes_and_shapes_are_left_out_but_an_integer_on_the_way_stays() -> None:
    b = Builder().cell("y = tf.reduce_sum(tf.cast(tf.cast(x, tf.int32), tf.float32), axis=tf.range(1))")
    x = b.variable("x", value=[3.0], live=False)
    axes = b.op("Range", b.constant(0), b.constant(1), line=2, value=[0])
    whole = b.op("Cast", x, line=2, name="whole", value=[3], live=False)
    real = b.op("Cast", whole, line=2, name="real", value=[3.0], adjoint=[1.0])
    y = b.op("Sum", real, axes, line=2, name="y", value=3.0, adjoint=1.0)
    b.target(y).source(x).diagnose("integer-dtype", line=2, way=[x, whole, real, y])

    assert {node.name or node.title for node in draw(b.report()).nodes} == {"x", "whole", "real", "y"}


def test_an_integer_computation_of_the_user_is_shown() -> None:
    b = Builder().cell("n = a + 1\nm = n * 2")
    n = b.op("AddV2", b.constant(2, "a"), 1, name="n", value=3, line=2)
    b.target(b.op("Mul", n, 2, name="m", value=6, line=3))

    assert {"n", "m", "a"} <= {node.name for node in draw(b.report()).nodes}


def test_the_counter_of_a_loop_in_a_layer_is_left_out() -> None:
    b = Builder().cell("y = layer(x)")
    x = b.variable("x", value=1.0, live=True)
    more = b.op("Less", b.constant(0), b.constant(3), value=True, line=2, scopes=("layer",))
    b.op("LogicalAnd", b.constant(True), more, value=True, line=2, scopes=("layer",))
    b.target(b.op("Sin", x, name="y", value=0.8, adjoint=1.0, line=2, scopes=("layer",)))

    assert {node.name or node.title for node in draw(b.report()).nodes} == {"x", "y"}


def test_a_list_that_tensors_were_only_put_into_is_left_out() -> None:
    b = Builder().cell("y = tf.stack([x, x])\nkept = np.mean([x])")
    x = b.variable("x", value=1.0, live=True)
    b.host("display", x, line=2, type_name="list")
    b.target(b.op("Pack", x, x, name="y", value=[1.0, 1.0], adjoint=[1.0, 1.0], line=2))
    listed = b.host("display", x, line=3, type_name="list")
    b.host("np.mean", listed, line=3, name="kept", type_name="float64", text="1.0")

    titles = [node.title for node in draw(b.report()).nodes if node.kind == "host"]
    assert titles == ["Python: a list", "NumPy: np.mean"]


def test_earlier_and_inner_ops_are_drawn_only_inside_a_way() -> None:
    b = Builder().cell("y = old * 2.0")
    w = b.variable("w", value=1.0, live=False)
    b.op("Unrelated", w, earlier=True, value=1.0)
    b.op("Inside", w, kind="inner", value=1.0)
    old = b.op("Exp", w, earlier=True, name="old", value=2.7, live=False)
    y = b.op("Mul", old, 2.0, name="y", line=2, value=5.4, adjoint=1.0)
    b.target(y).source(w).diagnose("before-tape", line=2, way=[w, old, y])

    picture = draw(b.report())

    assert {node.title for node in picture.nodes if node.kind == "op"} == {"Exp", "Mul"}
    assert node_of(picture, "old").place == "before the cell"


def test_a_value_used_often_gets_a_copy_at_each_use() -> None:
    b = Builder().cell("y = x * 2.0")
    x = b.variable("x", value=3.0, live=True)
    for _ in range(6):
        b.op("Mul", x, 2.0, line=2, value=6.0, live=True)

    picture = draw(b.report())
    copies = [node for node in picture.nodes if node.kind == "use"]

    assert [node.title for node in copies] == ["x"] * 6
    assert "used 6 times" in copies[0].tooltip
    assert not [edge for edge in picture.edges if edge.tail == "variable0"]


def test_a_copy_of_a_value_without_a_name_says_where_it_was_made() -> None:
    b = Builder().cell("y = x * 2.0")
    h = b.op("Exp", b.variable("x", value=3.0), line=2, value=20.0, live=True)
    for _ in range(5):
        b.op("Neg", h, line=2, value=-20.0, live=True)

    assert {node.title for node in draw(b.report()).nodes if node.kind == "use"} == {"Exp, line 2"}


def test_a_closed_function_is_one_node_and_a_cut_inside_it_is_its_own() -> None:
    b = Builder().cell("y = settle(x)")
    x = b.variable("x", value=3.0, live=False)
    y = b.op(
        "PartitionedCall", x, kind="expanded", name="y", line=2, value=1.0, adjoint=1.0, named="__forward_settle_69"
    )
    inside = b.op("Exp", x, kind="function", line=2, live=False, time=1)
    stopped = b.op("StopGradient", inside, kind="function", line=2, time=1)
    b.target(y).source(x).diagnose(
        "stop-gradient",
        line=2,
        way=[x, inside, stopped, y],
        breaks=[Break(Cause.STOP_GRADIENT, None, start=inside.id, end=stopped.id, op=stopped.op)],
    )

    picture = draw(b.report(close="settle"))

    assert [node.title for node in picture.nodes if node.kind == "op"] == ["tf.function settle"]
    assert node_of(picture, "y").cut == "cut: stopped by tf.stop_gradient"
    assert edge_of(picture, "x", "y").way


def test_a_target_that_is_no_tensor_is_marked_itself() -> None:
    b = Builder().cell("loss = float(x)")
    x = b.variable("x", value=1.0, live=False)
    loss = b.host("float", x, line=2, name="loss", text="1.0")
    b.target(loss, name="loss").source(x).diagnose("target-not-tensor", line=2)

    picture = draw(b.report())

    assert (node_of(picture, "loss").cut, node_of(picture, "x").cut) == ("cut: the target is no tensor", "")


def test_what_is_not_established_is_not_called_a_cut() -> None:
    b = Builder().cell("y = f(x)")
    b.source(b.variable("x", value=1.0)).diagnose("unknown")

    assert node_of(draw(b.report()), "x").cut == "cause not established"


def test_a_break_between_two_values_that_nothing_joins_is_an_edge_of_its_own() -> None:
    picture = draw(SITUATIONS["rebound_in_a_loop"]())

    cut = [edge for edge in picture.edges if edge.cut]
    assert [(edge.tail, edge.head, edge.cut) for edge in cut] == [("op3", "op2", "cut: replaced by a tensor")]


def test_a_break_that_names_things_nobody_recorded_marks_the_source() -> None:
    b = Builder().cell("y = f(x)")
    x = b.variable("x", value=1.0)
    b.source(x).diagnose(
        "stop-gradient", line=2, breaks=[Break(Cause.STOP_GRADIENT, None, start=77, end=78, op=9, event=9)]
    )

    assert rows_of(node_of(draw(b.report()), "x"))[-1] == "cut: stopped by tf.stop_gradient"


def test_a_python_value_that_comes_back_is_the_step_that_made_it() -> None:
    b = Builder().cell("y = tf.constant(float(x)) * 2.0")
    x = b.variable("x", value=1.0, live=False)
    number = b.host("float", x, code="float(x)", name="f", text="1.0")
    back = b.tensor(value=1.0, origin="constant")
    enter = b.host("", number, kind="enter", out=back)
    y = b.op("Mul", back, 2.0, name="y", line=2, value=2.0, adjoint=1.0)
    b.target(y).source(x).diagnose(
        "left-tensorflow",
        code="float(x)",
        way=[x, number, back, y],
        breaks=[Break(Cause.LEFT_TENSORFLOW, None, start=x.id, end=back.id, event=enter.event)],
    )

    picture = draw(b.report())

    assert [(node.title, rows_of(node)) for node in picture.nodes if node.kind == "host"] == [
        ("Python: float", ["float 1.0"])
    ]
    assert edge_of(picture, "x", "f").cut
    assert edge_of(picture, "f", "y").dead


def test_a_source_that_is_no_tensor_is_shown_too() -> None:
    b = Builder().cell("y = 1")
    b.source(None, "inputs", type_name="KerasTensor").diagnose("wrong-object", line=2)

    shown = node_of(draw(b.report()), "inputs")

    assert (shown.kind, shown.title, rows_of(shown)) == (
        "other",
        "KerasTensor",
        ["d/d. = None", "cut: another object was used"],
    )


def test_values_nobody_summarised_show_dtype_and_shape_only() -> None:
    b = Builder().cell("y = x")
    b.target(b.op("Identity", b.tensor("x", shape=(None, 3), dtype="float16"), name="y", shape=None, dtype="unknown"))

    picture = draw(b.report())

    assert rows_of(node_of(picture, "x")) == ["float16 (?, 3)"]
    assert rows_of(node_of(picture, "y")) == []


def test_large_values_are_summed_up_in_a_few_words() -> None:
    b = Builder().cell("y = x")
    x = b.variable("x", value=[1.0, 3.0] * 8)
    z = b.op("ZerosLike", x, name="z", value=[0.0] * 16, shape=(16,), adjoint=[math.nan] * 16)
    b.target(z)

    picture = draw(b.report())

    assert rows_of(node_of(picture, "x")) == ["float32 (16,)", "mean 2.0, std 1.0"]
    assert rows_of(node_of(picture, "z")) == ["float32 (16,)", "all 0", "dz/dz = 16 of 16 NaN or Inf"]


def test_the_description_says_in_words_what_is_drawn() -> None:
    assert draw(SITUATIONS["guide_four_sources"]()).description == (
        "Graph of 5 recorded ops from x0, x1, x2, x3 to y. The gradient reaches x0. "
        "No gradient for x1: not trainable at line 2. No gradient for x2: not watched at line 2. "
        "No gradient for x3: not used to compute the target at line 2."
    )


def test_an_empty_report_has_an_empty_picture() -> None:
    picture = draw(Builder().report())

    assert (picture.nodes, picture.edges, picture.folded) == ((), (), "")
