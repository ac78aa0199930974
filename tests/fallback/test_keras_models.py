"""Models: their variables and paths, training by hand and by `fit`, graphs of symbols, backend, data set files."""

from __future__ import annotations

import gzip
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tapeviz.fallback
from tests.fallback.rows import check_close, check_raises, params


def _two_layers(tf: Any) -> Any:
    tf.keras.utils.set_random_seed(1)
    layers = tf.keras.layers
    return tf.keras.Sequential([layers.Dense(3, activation="relu"), layers.Dropout(0.5), layers.Dense(1)], name="s")


def test_a_row_of_layers_has_kerass_numbers(tf: Any) -> None:
    model = _two_layers(tf)
    x = np.array([[1.0, 2.0], [3.0, -1.0]], np.float32)
    assert not model.built
    assert model.trainable_variables == []
    check_close(model(x), [[0.0], [-5.4110765]])
    check_close(model(x, training=True), [[0.0], [-9.0770359]])
    check_close(model(x, training=True), [[0.0], [0.0]])
    assert model.built
    assert len(model.layers) == 3
    paths = [each.path.split("/") for each in model.weights]
    assert [(path[0], path[-1]) for path in paths] == [("s", "kernel"), ("s", "bias"), ("s", "kernel"), ("s", "bias")]
    assert len(model.variables) == len(model.non_trainable_variables) + 4 == 5


def test_a_row_with_an_input_is_built(tf: Any) -> None:
    keras = tf.keras
    for start in (keras.Input((2,)), keras.layers.InputLayer((2,))):
        model = keras.Sequential([start, keras.layers.Dense(3), keras.layers.Dense(1)])
        assert [tuple(each.shape) for each in model.weights] == [(2, 3), (3,), (3, 1), (1,)]
        assert model.output_shape == (None, 1)
        assert model.input_shape == (None, 2)
    model = keras.Sequential()
    model.add(keras.layers.Dense(3, input_shape=(2,)))
    assert len(model.weights) == 2
    model.add(keras.layers.Dense(1))
    assert [tuple(each.shape) for each in model.weights] == [(2, 3), (3,), (3, 1), (1,)]
    model.pop()
    assert len(model.weights) == 2
    later = keras.Sequential([keras.layers.Dense(4)])
    later.build((None, 7))
    assert [tuple(each.shape) for each in later.weights] == [(7, 4), (4,)]


def test_a_subclass_finds_its_layers(tf: Any) -> None:
    layers = tf.keras.layers

    class Mine(tf.keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.first = layers.Dense(3)
            self.norm = layers.BatchNormalization()
            self.rest = [layers.Dense(1, kernel_regularizer="l2")]
            self.by_name = {"unused": layers.Dense(1)}
            self.w = self.add_weight(shape=(1,), initializer="ones", name="w")
            self.not_found = tf.Variable(1.0)

        def call(self, x: Any, training: bool = False) -> Any:
            flags.append(training)
            return self.rest[0](self.norm(tf.nn.relu(self.first(x)), training=training)) * self.w

    flags: list[Any] = []
    tf.keras.backend.clear_session()
    model = Mine()
    x = tf.ones([2, 2])
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(model(x, training=True)) + sum(model.losses)
    assert flags[-1] is True
    assert [each.path for each in model.trainable_variables] == [
        *("mine/w", "mine/dense/kernel", "mine/dense/bias"),
        *("mine/batch_normalization/gamma", "mine/batch_normalization/beta"),
        *("mine/dense_1/kernel", "mine/dense_1/bias"),
    ]
    assert [each.name for each in model.non_trainable_variables] == ["moving_mean", "moving_variance"]
    assert [each.name for each in model.layers] == ["dense", "batch_normalization", "dense_1", "dense_2"]
    assert all(each is not None for each in tape.gradient(loss, model.trainable_variables))
    assert len(model.losses) == 1
    model.first.trainable = False
    assert "mine/dense/kernel" not in [each.path for each in model.trainable_variables]
    model.trainable = False
    assert model.trainable_variables == []
    model.trainable = True
    assert len(model.trainable_variables) == 7
    assert model.get_layer("dense") is model.first


def test_a_graph_of_symbols(tf: Any) -> None:
    keras = tf.keras
    tf.keras.utils.set_random_seed(2)
    start = keras.Input((2,), name="start")
    hidden = keras.layers.Dense(3, activation="tanh", name="hidden")(start)
    joined = keras.layers.Concatenate()([hidden, start])
    end = keras.layers.Dense(1, name="end")(joined) * 2.0
    model = keras.Model(start, end)
    assert (model.input_shape, model.output_shape) == ((None, 2), (None, 1))
    assert [each.name for each in model.layers if "Dense" in type(each).__name__] == ["hidden", "end"]
    assert [each.path for each in model.weights] == ["hidden/kernel", "hidden/bias", "end/kernel", "end/bias"]
    x = tf.constant([[1.0, -2.0]])
    first = tf.tanh(x @ model.get_layer("hidden").kernel + model.get_layer("hidden").bias)
    by_hand = tf.concat([first, x], 1) @ model.get_layer("end").kernel * 2.0
    with tf.GradientTape() as tape:
        y = model(x)
    check_close(y, by_hand.numpy().tolist())
    assert all(each is not None for each in tape.gradient(y, model.trainable_variables))
    assert hidden.shape == (None, 3)
    assert repr(hidden).startswith("<KerasTensor shape=(None, 3), dtype=float32")
    with pytest.raises(ValueError, match="A KerasTensor cannot be used as input to a TensorFlow function"):
        tf.convert_to_tensor(hidden)


def test_a_model_of_the_users_with_several_inputs(tf: Any) -> None:
    class Critic(tf.keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.left, self.right = tf.keras.layers.Dense(2), tf.keras.layers.Dense(2, use_bias=False)

        def call(self, state: Any, action: Any) -> Any:
            return self.left(state) + self.right(action)

    critic = Critic()
    state, action = tf.ones([1, 3]), tf.ones([1, 2])
    found = critic(state, action)

    check_close(found, (state @ critic.left.kernel + action @ critic.right.kernel).numpy().tolist())
    assert [tuple(each.shape) for each in critic.trainable_variables] == [(3, 2), (2,), (2, 2)]


def test_a_graph_with_several_ends_and_training(tf: Any) -> None:
    keras = tf.keras
    one, two = keras.Input((2,)), keras.Input((3,))
    dropped = keras.layers.Dropout(1.0)(keras.layers.Concatenate()([one, two]))
    model = keras.Model([one, two], [dropped, keras.layers.Dense(1)(two)])
    kept, _ = model([tf.ones([1, 2]), tf.ones([1, 3])])
    check_close(kept, [[1.0] * 5])
    gone, _ = model([tf.ones([1, 2]), tf.ones([1, 3])], training=True)
    check_close(gone, [[0.0] * 5])


def test_training_by_hand_gives_kerass_numbers(tf: Any) -> None:
    tf.keras.utils.set_random_seed(1)
    layers = tf.keras.layers
    model = tf.keras.Sequential(
        [layers.Dense(4, activation="relu"), layers.Dropout(0.5), layers.Dense(3, activation="softmax")]
    )
    x = np.linspace(-1, 1, 10).reshape(5, 2).astype("float32")
    y = np.array([0, 1, 2, 1, 0])
    losses = tf.keras.losses.SparseCategoricalCrossentropy()
    optimizer = tf.keras.optimizers.Adam(0.1)
    found = []
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = losses(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        found.append(float(loss))
    check_close(found, [1.0881464, 1.0457592, 1.0825851])
    assert int(optimizer.iterations) == 3


def test_fit_gives_kerass_numbers(tf: Any, capsys: pytest.CaptureFixture[str]) -> None:
    tf.keras.utils.set_random_seed(7)
    model = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(1)])
    model.compile("adam", "mse", metrics=["mae"])
    x = np.linspace(-1, 1, 32).reshape(32, 1).astype("float32")
    history = model.fit(x, 3 * x, epochs=3, verbose=0, shuffle=False, batch_size=8)
    expected = {"loss": [3.7997053, 3.7660880, 3.7368135], "mae": [1.6887094, 1.6801624, 1.6726520]}
    check_close({name: history.history[name] for name in expected}, expected)
    check_close(model.evaluate(x, 3 * x, verbose=0), [3.7187948, 1.6680563])
    check_close(model.predict(x[:2], verbose=0), [[0.27068335], [0.2522181]])
    assert capsys.readouterr().out == ""
    model.fit(x, 3 * x, epochs=1, verbose=2)
    assert "loss: " in capsys.readouterr().out


def test_fit_learns_from_datasets_and_validates(tf: Any) -> None:
    tf.keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(64, 2)).astype(np.float32)
    y = (x[:, 0] > x[:, 1]).astype(np.int64)
    model = tf.keras.Sequential([tf.keras.layers.Dense(2)])
    model.compile(
        tf.keras.optimizers.SGD(0.5),
        tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(16)
    history = model.fit(data, epochs=12, verbose=0, validation_data=(x, y))
    assert sorted(history.history) == ["accuracy", "loss", "val_accuracy", "val_loss"]
    assert history.history["val_accuracy"][-1] > 0.95
    assert len(history.epoch) == 12


def test_a_train_step_of_ones_own(tf: Any) -> None:
    class Mine(tf.keras.Sequential):
        def train_step(self, data: Any) -> dict[str, Any]:
            x, y = data[0], data[1]
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((self(x, training=True) - y) ** 2)
            gradients = tape.gradient(loss, self.trainable_variables)
            self.optimizer.apply_gradients(zip(gradients, self.trainable_variables, strict=True))
            return {"own": loss}

    model = Mine([tf.keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile("sgd")
    data = tf.data.Dataset.from_tensor_slices(([[1.0], [2.0]], [[1.0], [2.0]])).batch(2)
    history = model.fit(data, epochs=2, verbose=0)
    check_close(history.history["own"][0], 2.5)
    assert history.history["own"][1] < 2.5


def test_early_stopping_and_lambda_callbacks(tf: Any) -> None:
    seen: list[int] = []
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, kernel_initializer="zeros", use_bias=False)])
    model.compile(tf.keras.optimizers.SGD(0.0), "mse")
    callbacks = [
        tf.keras.callbacks.EarlyStopping(monitor="loss", patience=2),
        tf.keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, _: seen.append(epoch)),
    ]
    model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=10, verbose=0, callbacks=callbacks)
    assert seen == [0, 1, 2]


def test_softmax_and_cross_entropy_meet_as_logits(tf: Any) -> None:
    logits = tf.constant([[0.0, 200.0]])
    with tf.GradientTape() as tape:
        tape.watch(logits)
        probabilities = tf.keras.activations.softmax(logits)
        loss = tf.keras.losses.SparseCategoricalCrossentropy()(tf.constant([0]), probabilities)
    check_close((loss, tape.gradient(loss, logits)), (200.0, [[-1.0, 1.0]]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(
            tf.constant([0]), tf.keras.activations.softmax(logits)
        )
    assert "produced by a Softmax activation and thus does not represent logits" in str(caught[0].message)


def test_weights_are_saved_and_loaded(tf: Any, tmp_path: Path) -> None:
    first, second = _two_layers(tf), _two_layers(tf)
    x = tf.ones([1, 2])
    first(x)
    second(x)
    second.set_weights([each + 1.0 for each in second.get_weights()])
    path = tmp_path / "model.weights.h5"
    first.save_weights(path)
    second.load_weights(path)
    check_close(second(x), first(x).numpy().tolist())


def test_the_summary_counts(tf: Any, capsys: pytest.CaptureFixture[str]) -> None:
    model = _two_layers(tf)
    model.build((None, 2))
    model.summary()
    text = capsys.readouterr().out
    assert 'Model: "s"' in text
    assert "Total params: 13" in text
    assert "Trainable params: 13" in text


ERRORS = [
    (
        "keras.Sequential([3])",
        "ValueError",
        "Only instances of `keras.Layer` can be added to a Sequential model. Received: 3 (of type <class 'int'>)",
    ),
    (
        "keras.Sequential([keras.layers.Dense(1, name='a'), keras.layers.Dense(1, name='a')])",
        "ValueError",
        (
            "All layers added to a Sequential model should have unique names. Name 'a' is already the name of a layer "
            "in this model. Update the `name` argument to pass a unique name."
        ),
    ),
    ("keras.Input()", "ValueError", "You must pass a `shape` argument."),
    ("keras.losses.get('bogus')", "ValueError", "Could not interpret loss identifier: bogus"),
    ("keras.optimizers.get('bogus')", "ValueError", "Could not interpret optimizer identifier: bogus"),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_a_wrong_use_of_a_model_is_told(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, f"keras = tf.keras\n{program}", kind, message)


def test_classes_as_vectors(tf: Any) -> None:
    to_categorical = tf.keras.utils.to_categorical
    check_close(to_categorical([0, 2, 1]), [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]])
    check_close(to_categorical([[1], [0]], num_classes=3), [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    assert to_categorical([0]).dtype == np.float64
    check_close(tf.keras.utils.normalize(np.array([[3.0, 4.0]])), [[0.6, 0.8]])


def test_the_dtype_of_layers_can_be_set(tf: Any) -> None:
    assert (tf.keras.backend.floatx(), tf.keras.backend.epsilon()) == ("float32", 1e-7)
    assert tf.keras.backend.image_data_format() == "channels_last"
    with pytest.raises(ValueError, match="Unknown `floatx` value: int8"):
        tf.keras.backend.set_floatx("int8")
    tf.keras.backend.clear_session()  # Keras notes the dtype with its first layer
    tf.keras.backend.set_floatx("float64")
    try:
        assert tf.keras.layers.Dense(1)(np.ones((1, 1))).dtype == tf.float64
    finally:
        tf.keras.backend.set_floatx("float32")
        tf.keras.backend.clear_session()


def test_penalties_and_constraints(tf: Any) -> None:
    w = tf.constant([[3.0, 0.1], [4.0, -0.1]])
    check_close(tf.keras.regularizers.l2(0.1)(w), 2.502)
    check_close(tf.keras.regularizers.L1L2(l1=0.1)(w), 0.72)
    check_close(tf.keras.constraints.MaxNorm(1.0)(w), [[0.6, 0.1], [0.8, -0.1]], rtol=1e-4)
    check_close(tf.keras.constraints.NonNeg()(w), [[3.0, 0.1], [4.0, 0.0]])


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    folder = tmp_path / "datasets"
    folder.mkdir()
    return folder


def _digits(path: Path) -> None:
    images = np.arange(2 * 28 * 28, dtype=np.uint8).reshape(2, 28, 28)
    np.savez(path, x_train=images, y_train=[1, 2], x_test=images[:1], y_test=[3])


def test_a_data_set_in_kerass_cache_is_read(cache: Path) -> None:
    mnist = tapeviz.fallback.keras.datasets.mnist
    with pytest.raises(FileNotFoundError) as caught:
        mnist.load_data()
    assert str(cache / "mnist.npz") in str(caught.value)
    assert "load_data(path=...)" in str(caught.value)
    _digits(cache / "mnist.npz")
    (x_train, y_train), (x_test, y_test) = mnist.load_data()
    assert (x_train.shape, x_test.shape, list(y_train), list(y_test)) == ((2, 28, 28), (1, 28, 28), [1, 2], [3])


def test_a_data_set_at_a_path_is_read(cache: Path, tmp_path: Path) -> None:
    _digits(tmp_path / "elsewhere.npz")
    for name in ("mnist", "fashion_mnist"):
        (x_train, _), _ = getattr(tapeviz.fallback.keras.datasets, name).load_data(path=tmp_path / "elsewhere.npz")
        assert x_train.shape == (2, 28, 28)


def test_fashion_is_read_from_its_four_files(cache: Path) -> None:
    folder = cache / "fashion-mnist"
    folder.mkdir()
    for name, count in (("train", 2), ("t10k", 1)):
        with gzip.open(folder / f"{name}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(bytes(8) + bytes(count))
        with gzip.open(folder / f"{name}-images-idx3-ubyte.gz", "wb") as file:
            file.write(bytes(16) + bytes(784 * count))
    (x_train, y_train), (x_test, y_test) = tapeviz.fallback.keras.datasets.fashion_mnist.load_data()
    assert (x_train.shape, y_train.shape, x_test.shape, y_test.shape) == ((2, 28, 28), (2,), (1, 28, 28), (1,))
