# source: https://github.com/google-research/simclr/issues/105
# target: total
# sources: encoder_kernel, proj1_kernel, proj2_kernel, supervised_kernel
# expect: {"encoder_kernel": "ok", "proj1_kernel": "ok", "proj2_kernel": "not_connected", "supervised_kernel": "ok"}
# culprit: {"proj2_kernel": 7}
# notes: All projection layers run, but the loss is taken from an earlier one; the supervised head works on detached features.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(9)
encoder = keras.layers.Dense(6, activation="relu")
projections = [keras.layers.Dense(6) for _ in range(3)]
supervised = keras.layers.Dense(2)
proj_selector = 2
a = np.random.default_rng(9).normal(size=(4, 5)).astype("float32")
b = a + 0.05
def project(h):
    outputs = [h]
    for layer in projections:
        outputs.append(tf.nn.relu(layer(outputs[-1])))
    return outputs
project(encoder(a)); supervised(tf.zeros([1, 6]))
encoder_kernel, supervised_kernel = encoder.kernel, supervised.kernel
proj0_kernel, proj1_kernel, proj2_kernel = (layer.kernel for layer in projections)
# --- cell ---
h = encoder(tf.concat([a, b], axis=0))
hidden = project(h)[proj_selector]
z1, z2 = tf.split(tf.math.l2_normalize(hidden, axis=1, epsilon=1e-6), 2)
logits = tf.matmul(z1, z2, transpose_b=True) / 0.5
contrast = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.range(4), logits=logits))
classes = supervised(tf.stop_gradient(h))
total = contrast + tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot([0, 1] * 4, 2), logits=classes))
