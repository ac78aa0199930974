# source: https://github.com/tensorflow/tensorflow/issues/42311
# target: loss
# sources: kernel, head
# expect: {"kernel": "registered_not_differentiable", "head": "ok"}
# culprit: {"kernel": 5}
# notes: A Lambda layer makes spikes by a comparison.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(14)
first, last = keras.layers.Dense(3), keras.layers.Dense(1)
x = tf.constant([[0.2, 0.9], [1.5, -0.3]])
# --- cell ---
inputs = keras.Input((2,))
hidden = first(inputs)
spikes = keras.layers.Lambda(
    lambda t: keras.ops.cast(
        keras.ops.greater(t, 0.0),
        "float32",
    ),
)(hidden)
model = keras.Model(inputs, last(spikes))
kernel, head = first.kernel, last.kernel
loss = tf.reduce_mean(tf.square(model(x) - 1.0))
