# source: constructed
# target: loss
# sources: mha_kernel, head_kernel
# expect: {"mha_kernel": "ok", "head_kernel": "ok"}
# notes: The attention scores are printed as arrays and their argmax is looked at (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
mha, head = keras.layers.MultiHeadAttention(2, 4), keras.layers.Dense(1)
x = tf.random.stateless_normal([2, 5, 4], [9, 9])
head(mha(x, x))
mha_kernel, head_kernel = mha.trainable_variables[0], head.kernel
# --- cell ---
out, scores = mha(x, x, return_attention_scores=True)
print("focus", tf.argmax(scores, axis=-1).numpy()[0, 0].tolist())
heat = np.array(scores[0]).mean(axis=0)
loss = tf.reduce_mean(head(out[:, 0]) ** 2)
