# source: https://github.com/kpe/bert-for-tf2/issues/46
# target: loss
# sources: adapter_down, adapter_up, token_table, segment_table, norm_gain
# expect: {"adapter_down": "ok", "adapter_up": "ok", "token_table": "not_trainable", "segment_table": "not_connected", "norm_gain": "recording_stopped"}
# culprit: {"norm_gain": 3, "segment_table": 6}
# notes: A frozen encoder with adapters: the tables are not trainable, the segment table is switched off by the call, and the gain of the normalisation is computed while the tape is stopped.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(40)
def var(*shape, trainable=True):
    return tf.Variable(rng.normal(size=shape).astype("float32"), trainable=trainable)
token_table, segment_table = var(12, 4, trainable=False), var(2, 4)
adapter_down, adapter_up, norm_gain = var(4, 2), var(2, 4), tf.Variable(tf.ones([4]))
ids = tf.constant([[1, 5, 7], [2, 2, 9]])
def embed(tokens, segments=None):
    vectors = tf.nn.embedding_lookup(token_table, tokens)
    if segments is not None:
        vectors += tf.nn.embedding_lookup(segment_table, segments)
    return vectors
def layer_norm(v, gain):
    centred = v - tf.reduce_mean(v, -1, keepdims=True)
    return gain * centred / (tf.math.reduce_std(v, -1, keepdims=True) + 1e-6)
# --- cell ---
hidden = embed(ids)
with tape.stop_recording():
    gain = tf.nn.softplus(norm_gain)
hidden = layer_norm(hidden, gain)
hidden = hidden + tf.nn.gelu(hidden @ adapter_down) @ adapter_up
loss = tf.reduce_mean(hidden[:, 0] ** 2)
