# source: constructed (keras.layers.Bidirectional rebuilds the wrapped layer from its config)
# target: pooled
# sources: pre_kernel, fwd_kernel, emb
# expect: {"pre_kernel": "wrong_object", "fwd_kernel": "ok", "emb": "ok"}
# culprit: {"pre_kernel": 1}
# notes: Bidirectional does not use the layer object it is given: it creates a forward and a backward layer from its config, with new weights.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(2)
emb = tf.Variable(np.random.default_rng(2).normal(size=(1, 5, 3)).astype("float32"))
rnn = keras.layers.SimpleRNN(4, return_sequences=True)
rnn(emb)                                # "pretrained" encoder
pre_kernel = rnn.cell.kernel
both = keras.layers.Bidirectional(rnn)
both(emb)
fwd_kernel = both.forward_layer.cell.kernel
# --- cell ---
states = both(emb)
pooled = tf.reduce_max(tf.reduce_mean(states, axis=1))
