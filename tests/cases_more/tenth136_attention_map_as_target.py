# source: constructed (saliency on the attention scores of MultiHeadAttention)
# target: focus
# sources: tokens, query_kernel, value_kernel
# expect: {"tokens": "ok", "query_kernel": "ok", "value_kernel": "not_connected"}
# notes: The scores come from queries and keys only; the value projection acts after them.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(6)
tokens = tf.Variable(np.random.default_rng(6).normal(size=(1, 4, 3)).astype("float32"))
mha = keras.layers.MultiHeadAttention(num_heads=2, key_dim=2)
mha(tokens, tokens)
kernels = {w.path.split("/")[-2]: w for w in mha.weights if w.path.endswith("kernel")}
query_kernel, value_kernel = kernels["query"], kernels["value"]
# --- cell ---
mixed, scores = mha(tokens, tokens, return_attention_scores=True)
focus = tf.reduce_max(scores[0, :, 0, :])
