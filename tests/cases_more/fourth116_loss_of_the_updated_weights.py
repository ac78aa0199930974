# source: constructed
# target: after
# sources: w, target_y
# expect: {"w": "ok", "target_y": "stateful_op"}
# culprit: {"target_y": 4}
# notes: The first loss is used for an optimiser step, the second one is computed from the updated weights; what made the gradient passes the write only.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
w, target_y = tf.Variable([1.0, 2.0]), tf.Variable(0.4)
opt = keras.optimizers.SGD(0.1)
opt.build([w])
x = tf.constant([0.3, 0.4])
# --- cell ---
with tf.GradientTape() as inner:
    before = (tf.reduce_sum(w * x) - target_y) ** 2
g = inner.gradient(before, w)
opt.apply_gradients([(g, w)])
after = tf.reduce_sum(w * x) ** 2
