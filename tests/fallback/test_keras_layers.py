"""Layers: Keras 3's own numbers for a seed, its shapes, paths and gradients, and what it says of wrong uses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, check_raises, params, run

INITIALIZERS = [
    # initializer, the first row of a [2, 3] weight
    ("GlorotUniform(seed=3)", [-0.66622162, 0.96255732, 0.070711374]),
    ("GlorotNormal(seed=3)", [-0.48287305, 1.2050892, -0.67891753]),
    ("HeNormal(seed=3)", [-0.76348931, 1.9054133, -1.0734628]),
    ("HeUniform(seed=3)", [-1.0533888, 1.5219365, 0.1118046]),
    ("LecunNormal(seed=3)", [-0.53986847, 1.3473307, -0.75905287]),
    ("LecunUniform(seed=3)", [-0.74485838, 1.0761718, 0.079057813]),
    ("RandomNormal(seed=3)", [-0.033579241, 0.083802521, -0.047212273]),
    ("RandomUniform(seed=3)", [-0.030408716, 0.043934528, 0.0032275207]),
    ("TruncatedNormal(seed=3)", [-0.033579241, 0.083802521, -0.047212273]),
    ("VarianceScaling(seed=3)", [-0.53986847, 1.3473307, -0.75905287]),
    ("Orthogonal(seed=3)", [-0.39354825, -0.5533272, 0.73413122]),
    ("Constant(2.)", [2.0, 2.0, 2.0]),
    ("Zeros()", [0.0, 0.0, 0.0]),
    ("Ones()", [1.0, 1.0, 1.0]),
]


@pytest.mark.parametrize(("initializer", "row"), params(INITIALIZERS))
def test_an_initializer_gives_kerass_numbers(tf: Any, initializer: str, row: list[float]) -> None:
    made = run(tf, f"tf.keras.initializers.{initializer}")
    check_close(made((2, 3))[0], row, rtol=2e-6)
    check_close(made((2, 3))[0], row, rtol=2e-6)


INPUTS = {
    "m": np.cos(np.arange(6)).reshape(2, 3),
    "s": np.cos(np.arange(30)).reshape(2, 5, 3),
    "x": np.sin(np.arange(126)).reshape(1, 7, 6, 3),
    "v": np.sin(np.arange(128)).reshape(1, 4, 4, 4, 2),
}
LAYERS = [
    # layer, input, output shape, its sum of squares, weights, the sum of the gradients of that by them
    ("Dense(3)", "m", [2, 3], 2.127982, {"kernel": [3, 3], "bias": [3]}, 13.47809),
    ('Dense(3, activation="relu", use_bias=False)', "m", [2, 3], 0.92906, {"kernel": [3, 3]}, 6.059345),
    ("Dense(3)", "s", [2, 5, 3], 8.7343, {"kernel": [3, 3], "bias": [3]}, 45.51999),
    ('Dense(1, "sigmoid")', "m", [2, 1], 0.6104265, {"kernel": [3, 1], "bias": [1]}, 0.7365372),
    (
        'Dense(2, kernel_initializer="he_normal", bias_initializer="ones")',
        "m",
        [2, 2],
        8.758883,
        {"kernel": [3, 2], "bias": [2]},
        21.70247,
    ),
    ('Activation("gelu")', "m", [2, 3], 0.9567093, {}, 0.0),
    ('Activation("swish")', "m", [2, 3], 0.826499, {}, 0.0),
    ("ReLU(max_value=.5, negative_slope=.1)", "m", [2, 3], 0.5962694, {}, 0.0),
    ("LeakyReLU()", "m", [2, 3], 1.514637, {}, 0.0),
    ("ELU()", "m", [2, 3], 2.113446, {}, 0.0),
    ("PReLU()", "m", [2, 3], 1.372391, {"alpha": [3]}, 0.0),
    ("Softmax()", "m", [2, 3], 0.8558652, {}, 0.0),
    ("Flatten()", "x", [1, 126], 62.84555, {}, 0.0),
    ("Reshape((-1, 2))", "x", [1, 63, 2], 62.84555, {}, 0.0),
    ("Permute((2, 1))", "s", [2, 3, 5], 15.43917, {}, 0.0),
    ("RepeatVector(2)", "m", [2, 2, 3], 5.905808, {}, 0.0),
    ("Lambda(lambda a: a * 2)", "m", [2, 3], 11.81162, {}, 0.0),
    ("Rescaling(.5, offset=1.)", "m", [2, 3], 6.502408, {}, 0.0),
    ("UnitNormalization()", "m", [2, 3], 2.0, {}, 0.0),
    (
        "BatchNormalization()",
        "m",
        [2, 3],
        2.949954,
        {"gamma": [3], "beta": [3], "moving_mean": [3], "moving_variance": [3]},
        6.41132,
    ),
    (
        "BatchNormalization(axis=1)",
        "s",
        [2, 5, 3],
        15.42375,
        {"gamma": [5], "beta": [5], "moving_mean": [5], "moving_variance": [5]},
        35.86245,
    ),
    ("LayerNormalization()", "m", [2, 3], 5.981109, {"gamma": [3], "beta": [3]}, 12.32527),
    ("LayerNormalization(axis=[1, 2])", "s", [2, 5, 3], 29.94026, {"gamma": [5, 3], "beta": [5, 3]}, 78.21768),
    ("Conv2D(4, 3)", "x", [1, 5, 4, 4], 56.86825, {"kernel": [3, 3, 3, 4], "bias": [4]}, 1444.449),
    ('Conv2D(1, 3, activation="relu")', "x", [1, 5, 4, 1], 0.4626747, {"kernel": [3, 3, 3, 1], "bias": [1]}, 55.90073),
    (
        'Conv2D(4, (3, 2), strides=2, padding="same", use_bias=False)',
        "x",
        [1, 4, 3, 4],
        13.35029,
        {"kernel": [3, 2, 3, 4]},
        304.4706,
    ),
    ("Conv2D(2, 3, dilation_rate=2)", "x", [1, 3, 2, 2], 14.41435, {"kernel": [3, 3, 3, 2], "bias": [2]}, 288.598),
    ("Conv1D(4, 3)", "s", [2, 3, 4], 8.392661, {"kernel": [3, 3, 4], "bias": [4]}, 125.9073),
    (
        'Conv1D(4, 3, padding="causal", dilation_rate=2)',
        "s",
        [2, 5, 4],
        6.702322,
        {"kernel": [3, 3, 4], "bias": [4]},
        62.13154,
    ),
    ("Conv3D(2, 2)", "v", [1, 3, 3, 3, 2], 25.54552, {"kernel": [2, 2, 2, 2, 2], "bias": [2]}, 470.1877),
    (
        'Conv2DTranspose(4, 3, strides=2, padding="same")',
        "x",
        [1, 14, 12, 4],
        72.92821,
        {"kernel": [3, 3, 4, 3], "bias": [4]},
        1255.403,
    ),
    (
        "Conv2DTranspose(4, 3, strides=2)",
        "x",
        [1, 15, 13, 4],
        84.82455,
        {"kernel": [3, 3, 4, 3], "bias": [4]},
        1364.071,
    ),
    (
        'Conv2DTranspose(2, 3, strides=2, padding="same", output_padding=1)',
        "x",
        [1, 14, 12, 2],
        32.69435,
        {"kernel": [3, 3, 2, 3], "bias": [2]},
        553.0988,
    ),
    ("Conv1DTranspose(2, 3, strides=2)", "s", [2, 11, 2], 7.991992, {"kernel": [3, 2, 3], "bias": [2]}, 68.45785),
    (
        "DepthwiseConv2D(3, depth_multiplier=2)",
        "x",
        [1, 5, 4, 6],
        16.8055,
        {"kernel": [3, 3, 3, 2], "bias": [6]},
        354.6663,
    ),
    (
        "SeparableConv2D(4, 3)",
        "x",
        [1, 5, 4, 4],
        23.00501,
        {"depthwise_kernel": [3, 3, 3, 1], "pointwise_kernel": [1, 1, 3, 4], "bias": [4]},
        433.7705,
    ),
    ("MaxPooling2D()", "x", [1, 3, 3, 3], 20.01466, {}, 0.0),
    ('MaxPool2D((2, 3), strides=1, padding="same")', "x", [1, 7, 6, 3], 92.13634, {}, 0.0),
    ("AveragePooling2D(2)", "x", [1, 3, 3, 3], 0.05693753, {}, 0.0),
    ("GlobalAveragePooling2D()", "x", [1, 3], 2.288198e-05, {}, 0.0),
    ("GlobalMaxPooling2D(keepdims=True)", "x", [1, 1, 1, 3], 2.996496, {}, 0.0),
    ("MaxPooling1D()", "s", [2, 2, 3], 6.023708, {}, 0.0),
    ('AveragePooling1D(3, padding="same")', "s", [2, 2, 3], 0.3417698, {}, 0.0),
    ("GlobalAveragePooling1D()", "s", [2, 3], 0.1094833, {}, 0.0),
    ("MaxPooling3D()", "v", [1, 2, 2, 2, 2], 14.38299, {}, 0.0),
    ("UpSampling2D((2, 1))", "x", [1, 14, 6, 3], 125.6911, {}, 0.0),
    ("UpSampling1D(2)", "s", [2, 10, 3], 30.87835, {}, 0.0),
    ("ZeroPadding2D((1, 2))", "x", [1, 9, 10, 3], 62.84554, {}, 0.0),
    ("ZeroPadding2D(((1, 0), (0, 2)))", "x", [1, 8, 8, 3], 62.84555, {}, 0.0),
    ("ZeroPadding1D(1)", "s", [2, 7, 3], 15.43917, {}, 0.0),
    ("Cropping2D(((1, 0), (0, 2)))", "x", [1, 6, 4, 3], 35.86852, {}, 0.0),
    (
        "SimpleRNN(2)",
        "s",
        [2, 2],
        0.8572822,
        {"simple_rnn_cell/kernel": [3, 2], "simple_rnn_cell/recurrent_kernel": [2, 2], "simple_rnn_cell/bias": [2]},
        9.528105,
    ),
    (
        "SimpleRNN(2, return_sequences=True)",
        "s",
        [2, 5, 2],
        3.085799,
        {"simple_rnn_cell/kernel": [3, 2], "simple_rnn_cell/recurrent_kernel": [2, 2], "simple_rnn_cell/bias": [2]},
        31.2573,
    ),
    (
        "LSTM(2)",
        "s",
        [2, 2],
        0.002588298,
        {"lstm_cell/kernel": [3, 8], "lstm_cell/recurrent_kernel": [2, 8], "lstm_cell/bias": [8]},
        0.1883786,
    ),
    (
        "LSTM(2, unit_forget_bias=False, return_sequences=True)",
        "s",
        [2, 5, 2],
        0.03672404,
        {"lstm_cell/kernel": [3, 8], "lstm_cell/recurrent_kernel": [2, 8], "lstm_cell/bias": [8]},
        0.5924231,
    ),
    (
        "GRU(2)",
        "s",
        [2, 2],
        0.1675105,
        {"gru_cell/kernel": [3, 6], "gru_cell/recurrent_kernel": [2, 6], "gru_cell/bias": [2, 6]},
        2.463137,
    ),
    (
        "GRU(2, reset_after=False)",
        "s",
        [2, 2],
        0.1656112,
        {"gru_cell/kernel": [3, 6], "gru_cell/recurrent_kernel": [2, 6], "gru_cell/bias": [6]},
        1.932579,
    ),
    (
        "GRU(2, go_backwards=True, return_sequences=True)",
        "s",
        [2, 5, 2],
        1.095302,
        {"gru_cell/kernel": [3, 6], "gru_cell/recurrent_kernel": [2, 6], "gru_cell/bias": [2, 6]},
        9.104102,
    ),
    (
        "RNN(L.LSTMCell(3))",
        "s",
        [2, 3],
        0.02774029,
        {"lstm_cell/kernel": [3, 12], "lstm_cell/recurrent_kernel": [3, 12], "lstm_cell/bias": [12]},
        1.02294,
    ),
    (
        "RNN([L.GRUCell(2), L.SimpleRNNCell(3)])",
        "s",
        [2, 3],
        0.7273566,
        {
            "stacked_rnn_cells/gru_cell/kernel": [3, 6],
            "stacked_rnn_cells/gru_cell/recurrent_kernel": [2, 6],
            "stacked_rnn_cells/gru_cell/bias": [2, 6],
            "stacked_rnn_cells/simple_rnn_cell/kernel": [2, 3],
            "stacked_rnn_cells/simple_rnn_cell/recurrent_kernel": [3, 3],
            "stacked_rnn_cells/simple_rnn_cell/bias": [3],
        },
        20.41269,
    ),
    ("TimeDistributed(L.Dense(2))", "s", [2, 5, 2], 33.99792, {"dense/kernel": [3, 2], "dense/bias": [2]}, 89.56774),
]


@pytest.mark.parametrize(("layer", "given", "shape", "square", "weights", "slope"), params(LAYERS))
def test_a_layer_is_kerass(
    tf: Any, layer: str, given: str, shape: list[int], square: float, weights: dict[str, list[int]], slope: float
) -> None:
    tf.keras.utils.set_random_seed(3)
    made = run(tf, f"L = tf.keras.layers\nL.{layer}")
    x = tf.constant(INPUTS[given].astype(np.float32))
    with tf.GradientTape() as tape:
        y = made(x)
        total = tf.reduce_sum(y * y)
    assert y.shape == shape
    check_close(total, square)
    assert [list(each.shape) for each in made.weights] == list(weights.values())
    if "TimeDistributed" not in layer:  # whose inner layer is numbered by what came before
        assert ["/".join(each.path.split("/")[1:]) for each in made.weights] == list(weights)
    gradients = tape.gradient(total, made.trainable_variables)
    check_close(sum(float(tf.reduce_sum(tf.abs(each))) for each in gradients), slope)


def test_random_numbers_are_kerass(tf: Any) -> None:
    tf.keras.utils.set_random_seed(5)
    check_close(tf.keras.random.normal((3,)), [-0.75053442, -0.18934812, -1.3538368], rtol=2e-6)
    check_close(tf.keras.random.normal((3,)), [0.54658669, -1.4396245, -1.1959093], rtol=2e-6)
    check_close(tf.keras.random.uniform((3,), seed=2), [0.80097902, 0.7047168, 0.69717824], rtol=2e-6)


def test_merging(tf: Any) -> None:
    layers = tf.keras.layers
    a, b = tf.constant([[1.0, 2.0]]), tf.constant([[3.0, -4.0]])
    check_close(layers.Add()([a, b]), [[4.0, -2.0]])
    check_close(layers.add([a, b]), [[4.0, -2.0]])
    check_close(layers.Subtract()([a, b]), [[-2.0, 6.0]])
    check_close(layers.Multiply()([a, b]), [[3.0, -8.0]])
    check_close(layers.Average()([a, b]), [[2.0, -1.0]])
    check_close(layers.Maximum()([a, b]), [[3.0, 2.0]])
    check_close(layers.Minimum()([a, b]), [[1.0, -4.0]])
    check_close(layers.Concatenate()([a, b]), [[1.0, 2.0, 3.0, -4.0]])
    check_close(layers.concatenate([a, b], axis=0), [[1.0, 2.0], [3.0, -4.0]])
    check_close(layers.Dot(1)([a, b]), [[-5.0]])


def test_an_embedding_gives_slices(tf: Any) -> None:
    layer = tf.keras.layers.Embedding(5, 2, embeddings_initializer="ones")
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(layer(tf.constant([[1, 3, 1]])))
    check_close(tape.gradient(y, layer.trainable_variables), [("IndexedSlices", [[1.0, 1.0]] * 3, [1, 3, 1])])
    assert layer.weights[0].path == f"{layer.name}/embeddings"


def test_dropout_drops_in_training_only(tf: Any) -> None:
    layer = tf.keras.layers.Dropout(0.5, seed=1)
    x = tf.ones([4, 50])
    check_close(layer(x), np.ones((4, 50)).tolist())
    dropped = layer(x, training=True).numpy()
    assert set(np.unique(dropped)) == {0.0, 2.0}
    assert (layer(x, training=True).numpy() != dropped).any()
    assert tf.keras.layers.Dropout(0.0)(x, training=True).shape == [4, 50]


def test_batch_normalization_learns_running_means(tf: Any) -> None:
    layer = tf.keras.layers.BatchNormalization(momentum=0.5)
    x = tf.constant([[1.0, 2.0], [3.0, 6.0]])
    check_close(layer(x, training=True), [[-0.9995004, -0.99987507], [0.9995004, 0.99987507]])
    check_close([layer.moving_mean.numpy(), layer.moving_variance.numpy()], [[1.0, 2.0], [1.0, 2.5]])
    check_close(layer(x), [[0.0, 0.0], [1.999001, 2.529316]])
    assert [each.name for each in layer.trainable_weights] == ["gamma", "beta"]
    assert [each.name for each in layer.non_trainable_weights] == ["moving_mean", "moving_variance"]


def test_inputs_become_tensors_of_the_layers_dtype(tf: Any) -> None:
    layer = tf.keras.layers.Dense(1, kernel_initializer="ones")
    assert layer(np.ones((2, 3))).dtype == tf.float32
    assert layer(tf.ones([2, 3], tf.float64)).dtype == tf.float32
    check_close(layer(tf.ones([1, 3], tf.int32)), [[3.0]])
    assert layer(tf.Variable([[1.0, 1.0, 1.0]])).shape == (1, 1)
    assert tf.keras.layers.Dense(1, dtype="float64")(np.ones((2, 3))).dtype == tf.float64


def test_penalties_are_losses(tf: Any) -> None:
    layer = tf.keras.layers.Dense(
        1, kernel_initializer="ones", kernel_regularizer="l2", activity_regularizer=tf.keras.regularizers.L1(0.1)
    )
    layer(tf.constant([[1.0, 2.0], [3.0, 4.0]]))
    check_close([float(each) for each in layer.losses], [0.5, 0.02])
    layer(tf.constant([[1.0, 2.0], [3.0, 4.0]]))
    assert len(layer.losses) == 2


def test_a_layer_of_ones_own(tf: Any) -> None:
    class Line(tf.keras.layers.Layer):
        def __init__(self, units: int) -> None:
            super().__init__()
            self.units = units
            self.shift = self.add_weight(shape=(units,), initializer="zeros", name="shift")

        def build(self, input_shape: Any) -> None:
            self.scale = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones", name="scale")
            self.seen = self.add_weight(shape=(), initializer="zeros", trainable=False, name="seen")

        def call(self, inputs: Any) -> Any:
            self.seen.assign_add(1.0)
            self.add_loss(tf.reduce_sum(inputs))
            return tf.matmul(inputs, self.scale) + self.shift

    tf.keras.backend.clear_session()
    line = Line(2)
    assert repr(line) == "<Line name=line, built=False>"
    with tf.GradientTape() as tape:
        y = line(tf.constant([[1.0, 2.0]]))
    check_close(y, [[3.0, 3.0]])
    assert repr(line) == "<Line name=line, built=True>"
    assert [each.path for each in line.weights] == ["line/shift", "line/scale", "line/seen"]
    assert [each.name for each in line.trainable_variables] == ["shift", "scale"]
    check_close(tape.gradient(y, line.trainable_variables), [[1.0, 1.0], [[1.0, 1.0], [2.0, 2.0]]])
    check_close(line.losses, [3.0])
    check_close(float(line.seen), 1.0)
    assert line.count_params() == 7
    assert line.dtype == line.compute_dtype == "float32"


def test_the_scope_of_a_layer_names_what_is_made_in_it(tf: Any) -> None:
    class Inner(tf.keras.layers.Layer):
        def call(self, inputs: Any) -> Any:
            seen.append(tf.get_current_name_scope())
            return inputs

    seen: list[str] = []
    tf.keras.Sequential([Inner(name="one"), Inner(name="two")], name="model")(tf.ones([1, 1]))
    assert seen[-2:] == ["model/one", "model/two"]
    assert tf.get_current_name_scope() == ""


def test_a_variable_of_keras(tf: Any) -> None:
    layer = tf.keras.layers.Dense(2, kernel_initializer="ones", name="d")
    layer.build((None, 2))
    kernel = layer.kernel
    assert (kernel.name, kernel.path, kernel.dtype, kernel.ndim) == ("kernel", "d/kernel", "float32", 2)
    assert kernel.shape == (2, 2)
    assert repr(kernel) == "<Variable path=d/kernel, shape=(2, 2), dtype=float32, value=[[1. 1.]\n [1. 1.]]>"
    assert f"{kernel}" == repr(kernel)
    assert isinstance(kernel.value, tf.Variable)
    assert not isinstance(kernel, tf.Variable)
    assert tf.is_tensor(kernel)
    check_close(kernel + 1, [[2.0, 2.0], [2.0, 2.0]])
    check_close(2.0 - kernel, [[1.0, 1.0], [1.0, 1.0]])
    check_close(kernel @ kernel, [[2.0, 2.0], [2.0, 2.0]])
    check_close(tf.constant(3.0) * kernel, [[3.0, 3.0], [3.0, 3.0]])
    check_close(-kernel[0], [-1.0, -1.0])
    check_close(kernel.assign_sub(tf.ones([2, 2])), [[0.0, 0.0], [0.0, 0.0]])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(kernel * 2.0)
    check_close(tape.gradient(y, kernel), [[2.0, 2.0], [2.0, 2.0]])
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(kernel.value)
        y = tf.reduce_sum(kernel * 2.0)
    check_close(tape.gradient(y, [kernel]), [[[2.0, 2.0], [2.0, 2.0]]])
    with (
        tf.GradientTape() as other,
        pytest.raises(ValueError, match="of type 'Variable', not"),
    ):
        other.watch(kernel)
    assert [type(each) for each in tape.watched_variables()] == [type(kernel.value)]


ERRORS = [
    (
        "L.Dense(0)",
        "ValueError",
        "Received an invalid value for `units`, expected a positive integer. Received: units=0",
    ),
    (
        "L.Dense(3, name='d')(c([1.]))",
        "ValueError",
        (
            "Input 0 with name 'None' of layer 'd' is incompatible with the layer: expected min_ndim=2, "
            "found ndim=1. Full shape received: (1,)"
        ),
    ),
    (
        "d = L.Dense(3, name='d'); d(tf.ones([2, 2])); d(tf.ones([2, 3]))",
        "ValueError",
        (
            "Input 0 with name 'None' of layer 'd' is incompatible with the layer: expected axis -1 of input "
            "shape to have value 2, but received input with shape (2, 3)"
        ),
    ),
    (
        "L.Dense(3)([[1., 2.]])",
        "ValueError",
        (
            "Only input tensors may be passed as positional arguments. The following argument value should "
            "be passed as a keyword argument: 1.0 (of type <class 'float'>)"
        ),
    ),
    (
        "L.Dense(3, foo=1)",
        "ValueError",
        "Unrecognized keyword arguments passed to Dense: {'foo': 1}",
    ),
    (
        "L.Dense(3, 'bogus')",
        "ValueError",
        "Could not interpret activation function identifier: bogus",
    ),
    (
        "L.Dense(3, kernel_initializer='bogus')",
        "ValueError",
        "Could not interpret initializer identifier: bogus",
    ),
    (
        "L.Layer().add_weight('w', shape=(1,))",
        "ValueError",
        (
            "`name` must be passed as a keyword argument. Received: add_weight('w', ...). Use: "
            "add_weight(shape=..., name='w')."
        ),
    ),
    (
        "d = L.Dense(1, name='d'); d.build((None, 1)); d.set_weights([])",
        "ValueError",
        (
            "You called `set_weights(weights)` on layer 'd' with a weight list of length 0, but the layer "
            "was expecting 2 weights."
        ),
    ),
    (
        "L.Dense(1, name='d').count_params()",
        "ValueError",
        (
            "You tried to call `count_params` on layer 'd', but the layer isn't built. You can build it "
            "manually via: `layer.build(input_shape)`."
        ),
    ),
    (
        "d = L.Dense(1, kernel_initializer='ones', name='d'); d.build((None, 1)); d.kernel.assign([1.])",
        "ValueError",
        (
            "The shape of the target variable and the shape of the target value in `variable.assign(value)` "
            "must match. variable.shape=(1, 1), Received: value.shape=(1,). Target variable: <Variable "
            "path=d/kernel, shape=(1, 1), dtype=float32, value=[[1.]]>"
        ),
    ),
    (
        "L.Conv2D(0, 3)",
        "ValueError",
        "Invalid value for argument `filters`. Expected a strictly positive value. Received filters=0.",
    ),
    (
        "L.Conv2D(1, (3, 3, 3))",
        "ValueError",
        "The `kernel_size` argument must be a tuple of 2 integers. Received kernel_size=(3, 3, 3)",
    ),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_a_wrong_use_of_a_layer_is_told(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, f"L = tf.keras.layers\n{program}", kind, message)


def test_a_forgotten_super_call_is_told(tf: Any) -> None:
    class Forgetful(tf.keras.layers.Layer):
        def __init__(self) -> None:
            pass

    with pytest.raises(RuntimeError, match="you forgot to call `super"):
        Forgetful()(tf.ones([1, 1]))
