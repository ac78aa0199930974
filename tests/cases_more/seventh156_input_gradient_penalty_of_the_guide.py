# source: https://www.tensorflow.org/guide/advanced_autodiff#higher-order_gradients
# target: total
# sources: kernel, penalty_weight, target_norm, smoothing
# expect: {"kernel": "ok", "penalty_weight": "ok", "target_norm": "left_tensorflow", "smoothing": "ok"}
# culprit: {"target_norm": 7}
# notes: Input-gradient regularisation with a nested tape: the inner gradient is differentiated again; only the wanted norm is turned into a number first.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
layer = keras.layers.Dense(3, activation="softplus")
images = tf.constant(np.random.default_rng(0).random((4, 6)).astype("float32"))
labels = tf.constant([0, 2, 1, 1])
layer(images)
kernel = layer.kernel
penalty_weight = tf.Variable(0.1)
target_norm = tf.Variable(1.0)
smoothing = tf.Variable(0.05)
# --- cell ---
soft = tf.one_hot(labels, 3) * (1.0 - smoothing) + smoothing / 3.0
with tf.GradientTape() as inner:
    inner.watch(images)
    ce = tf.nn.softmax_cross_entropy_with_logits(soft, layer(images))
slope = inner.gradient(ce, images)
norm = tf.sqrt(tf.reduce_sum(slope ** 2, axis=1) + 1e-9)
total = tf.reduce_mean(ce) + penalty_weight * tf.reduce_mean((norm - float(target_norm)) ** 2)
print(f"mean norm {norm.numpy().mean():.3f}")
