# source: https://keras.io/guides/writing_a_custom_training_loop_in_tensorflow/
# target: epoch_loss
# sources: hidden, out, class_w, l2
# expect: {"hidden": "ok", "out": "ok", "class_w": "stateful_op", "l2": "ok"}
# culprit: {"class_w": 7}
# notes: Three metric objects stand in the loop: two only watch, the third one supplies a term of the loss.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
l1, l2_layer = keras.layers.Dense(4, activation="relu"), keras.layers.Dense(3)
rng = np.random.default_rng(0)
xs = rng.normal(size=(8, 5)).astype("float32")
ys = rng.integers(0, 3, size=8)
l2_layer(l1(xs))
hidden, out = l1.kernel, l2_layer.kernel
class_w = tf.Variable([1.0, 2.0, 0.5])
l2 = tf.Variable(0.01)
acc, running, weight_mean = keras.metrics.SparseCategoricalAccuracy(), keras.metrics.Mean(), keras.metrics.Mean()
batches = tf.data.Dataset.from_tensor_slices((xs, ys)).batch(4)
# --- cell ---
epoch_loss = 0.0
for step, (xb, yb) in enumerate(batches):
    logits = l2_layer(l1(xb))
    ce = tf.nn.sparse_softmax_cross_entropy_with_logits(yb, logits)
    acc.update_state(yb, logits)
    running.update_state(ce)
    weight_mean.update_state(tf.gather(class_w, yb))
    epoch_loss += tf.reduce_mean(ce) * weight_mean.result()
epoch_loss += l2 * tf.nn.l2_loss(hidden)
print(f"acc {float(acc.result()):.3f} loss {float(running.result()):.3f}")
