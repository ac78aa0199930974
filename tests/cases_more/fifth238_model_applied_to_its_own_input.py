# source: https://github.com/keras-team/keras/issues/17389
# target: score
# sources: kernel
# expect: {"kernel": "target_not_tensor"}
# culprit: {"kernel": 2}
# notes: The model is called on its symbolic input.
# --- setup ---
import keras
import tensorflow as tf
keras.utils.set_random_seed(18)
inp = keras.Input((3,))
dense = keras.layers.Dense(2)
model = keras.Model(inp, dense(inp))
kernel = dense.kernel
# --- cell ---
symbolic = model(model.input)
score = symbolic[:, 0]
