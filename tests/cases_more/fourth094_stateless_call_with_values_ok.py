# source: constructed
# target: loss
# sources: kernel, bias
# expect: {"kernel": "ok", "bias": "ok"}
# notes: Keras' functional call gets the values of the variables, read inside the tape (no false alarm).
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
dense = keras.layers.Dense(2)
x = tf.ones([3, 2])
dense(x)
kernel, bias = dense.kernel, dense.bias
# --- cell ---
values = [v.value for v in dense.trainable_variables]
out, _ = dense.stateless_call(values, [], x)
loss = tf.reduce_mean(out ** 2) + 0.0 * out[0, 0]
