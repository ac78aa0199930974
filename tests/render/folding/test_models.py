"""Pictures of real models, recorded by TensorFlow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tapeviz.records import OpRecord
from tapeviz.render.drawing import drawing
from tapeviz.render.picture import NODE_LIMIT, Node, Picture, draw
from tapeviz.render.view import View
from tapeviz.render.wiring import wire
from tapeviz.report import Report
from tests.engines.taping import tape

tf = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")
keras = pytest.importorskip("keras")


@pytest.fixture(autouse=True)
def fresh_names() -> None:
    """Layers are numbered from the beginning."""
    keras.backend.clear_session()


def checked(report: Report) -> Picture:
    """The automatic picture: small, nothing lost, laid out."""
    picture = draw(report)
    assert len(picture.nodes) <= NODE_LIMIT
    assert drawing(report, "tv-").svg is not None
    if all(diagnosis.status == "gradient" for diagnosis in report.diagnoses):
        inside = {key for node in picture.nodes for key in (node.key, *node.members)}
        assert {key for key, one in wire(report).subjects.items() if isinstance(one, OpRecord)} <= inside
    return picture


def titles(picture: Picture) -> list[str]:
    return [node.title for node in picture.nodes if node.kind == "fold"]


def taped(cell: str, line: str, **names: Any) -> Report:
    return tape(cell, line, namespace={"__name__": "__main__", "tf": tf, **names}).report


def node(picture: Picture, title: str) -> Node:
    return next(node for node in picture.nodes if node.title == title)


def opened(report: Report, *names: str) -> Picture:
    return draw(replace(report, options=View(opened=names).options()))


def test_a_loop_of_a_thousand_steps() -> None:
    names = {"x": tf.Variable(0.3), "w": tf.Variable(1.01)}
    cell = "y = x\nfor i in range(1000):\n    y = tf.sin(y * w + 0.1)\nloss = y ** 2"

    picture = checked(taped(cell, "loss wrt x; w", **names))

    assert titles(picture) == ["line 4, x998"]
    rows = [row.text for row in node(picture, "line 4, x998").rows]
    assert "2,994 ops" in rows
    assert rows[-1].startswith("|dloss/d.| = ")


def transformer() -> dict[str, Any]:
    layers = keras.layers
    return {
        "embed": layers.Embedding(50, 16),
        "attend": [layers.MultiHeadAttention(2, 8) for _ in range(2)],
        "norms": [layers.LayerNormalization() for _ in range(4)],
        "wide": [layers.Dense(32, activation="gelu") for _ in range(2)],
        "narrow": [layers.Dense(16) for _ in range(2)],
        "tokens": tf.range(12)[None],
    }


def test_a_transformer() -> None:
    cell = (
        "h = embed(tokens)\n"
        "for k in range(2):\n"
        "    h = norms[2 * k](h + attend[k](h, h))\n"
        "    h = norms[2 * k + 1](h + narrow[k](wide[k](h)))\n"
        "loss = tf.reduce_mean(h ** 2)"
    )
    report = taped(cell, "loss wrt embed; attend", **transformer())

    found = titles(checked(report))
    closed = titles(draw(replace(report, options=View(closed=("multi_head_attention_1",)).options())))

    layers = {"embedding", "query", "key", "value", "attention_output", "layer_normalization_3", "dense_1"}
    assert layers <= set(found)
    assert "multi_head_attention_1" in closed
    assert len([title for title in closed if title == "query"]) < len([title for title in found if title == "query"])


def test_an_lstm() -> None:
    names = {"lstm": keras.layers.LSTM(8), "head": keras.layers.Dense(1), "x": tf.ones([2, 10, 4])}

    picture = checked(taped("h = lstm(x)\nloss = tf.reduce_mean(head(h) ** 2)", "loss wrt lstm", **names))

    # Keras builds the weights in a call of its own, and calls the cell once more than there are steps.
    assert titles(picture) == ["lstm_cell", "lstm_cell, 1 of 11", "lstm_cell, x9", "lstm_cell, 11 of 11", "dense"]
    assert not {"Less", "LogicalAnd", "Max"} & {node.title for node in picture.nodes}, "the loop's own counter"


def test_a_gan_step_shows_where_the_generator_is_cut_off() -> None:
    layers = keras.layers
    generator = keras.Sequential([keras.Input((8,)), layers.Dense(64), layers.BatchNormalization(), layers.Dense(16)])
    critic = keras.Sequential([keras.Input((16,)), layers.Dense(32), layers.Dropout(0.3), layers.Dense(1)])
    cell = (
        "fake = generator(noise, training=True)\n"
        "real_score = critic(real, training=True)\n"
        "fake_score = critic(fake.numpy(), training=True)\n"
        "loss = tf.reduce_mean(tf.nn.softplus(-fake_score)) + tf.reduce_mean(tf.nn.softplus(-real_score))"
    )
    names = {"generator": generator, "critic": critic, "noise": tf.ones([4, 8]), "real": tf.ones([4, 16])}

    picture = checked(taped(cell, "loss wrt generator", **names))

    (cut,) = [edge for edge in picture.edges if edge.cut]
    head = next(node for node in picture.nodes if node.key == cut.head)
    assert (head.kind, head.title) == ("host", "Python: fake.numpy")
    assert all(node.reach is False for node in picture.nodes if node.name.startswith("generator."))


@pytest.mark.slow
def test_resnet_50() -> None:
    model = keras.applications.ResNet50(weights=None, input_shape=(96, 96, 3), classes=10, classifier_activation=None)
    names = {"model": model, "images": tf.ones([2, 96, 96, 3])}
    report = taped("loss = tf.reduce_mean(model(images, training=True) ** 2)", "loss wrt model", **names)

    picture = checked(report)

    assert len(report.recording.ops) > 1_800
    blocks = [title for title in titles(picture) if title.startswith("conv")]
    assert {"conv2_block1", "conv3_block4", "conv4_block6", "conv5_block3"} <= set(blocks)
    assert all(any(row.text.startswith("|dloss/d.| = ") for row in node(picture, title).rows) for title in blocks)
    assert "conv4_block2_2_bn" in titles(opened(report, "conv4_block2"))
