# source: constructed
# target: loss
# sources: kernel, out_kernel, temperature
# expect: {"kernel": "ok", "out_kernel": "computed_before_tape", "temperature": "ok"}
# culprit: {"out_kernel": 1}
# notes: JAX-style stateless_call: converting a Keras variable hands back the variable itself, so the kernel is fine, but the output weights were normalised before the tape.
# --- setup ---
import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(55)
model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="silu"), keras.layers.Dense(2)])
kernel, out_kernel = model.layers[0].kernel, model.layers[1].kernel
temperature = tf.Variable(1.5)
x = np.random.default_rng(2).normal(size=(6, 3)).astype("float32")
y = np.array([0, 1, 0, 0, 1, 1])

params = [keras.ops.convert_to_tensor(v) for v in model.trainable_variables]
params[2] = params[2] / tf.norm(params[2], axis=0)      # unit-norm class vectors
state = [keras.ops.convert_to_tensor(v) for v in model.non_trainable_variables]
# --- cell ---
logits, new_state = model.stateless_call(params, state, x, training=True)
loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(y, logits / temperature, from_logits=True))
