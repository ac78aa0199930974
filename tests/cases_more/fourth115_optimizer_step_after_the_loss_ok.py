# source: constructed
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: The weights are updated in place after the loss; the loss of before keeps its gradient (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
w, b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
opt = keras.optimizers.Adam(0.1)
x = tf.constant([0.3, 0.4])
# --- cell ---
with tf.GradientTape() as inner:
    loss = (tf.reduce_sum(w * x) + b - 1.0) ** 2
grads = inner.gradient(loss, [w, b])
opt.apply_gradients(zip(grads, [w, b]))
print("now", w.numpy())
