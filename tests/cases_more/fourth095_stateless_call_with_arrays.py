# source: constructed
# target: loss
# sources: kernel, bias
# expect: {"kernel": "left_tensorflow", "bias": "left_tensorflow"}
# culprit: {"kernel": 1, "bias": 1}
# notes: The functional call gets NumPy copies of the weights.
# --- setup ---
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
dense = keras.layers.Dense(2)
x = tf.ones([3, 2])
dense(x)
kernel, bias = dense.kernel, dense.bias
# --- cell ---
values = [v.numpy() for v in dense.trainable_variables]
out, _ = dense.stateless_call(values, [], x)
loss = tf.reduce_mean((out - 1.0) ** 2)
