# source: https://github.com/keras-team/keras/issues/17389
# target: loss
# sources: kernel
# expect: {"kernel": "target_not_tensor"}
# culprit: {"kernel": 2}
# notes: The target is computed from the model's symbolic output.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(17)
inp = keras.Input((2,))
dense = keras.layers.Dense(1)
model = keras.Model(inp, dense(inp))
kernel = dense.kernel
# --- cell ---
value = model(tf.ones([1, 2]))
loss = keras.ops.mean(keras.ops.square(model.output))
