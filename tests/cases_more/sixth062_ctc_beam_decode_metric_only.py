# source: constructed on a guide
# target: loss
# sources: w, b
# expect: {"w": "ok", "b": "ok"}
# notes: Decoding and edit distance are for the log line only.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
w = tf.Variable(rng.normal(size=(3, 5)).astype("float32"))
b = tf.Variable(tf.zeros([5]))
frames = tf.constant(rng.normal(size=(2, 6, 3)).astype("float32"))
labels = tf.constant([[1, 2], [3, 0]])
def to_text(row):
    return "".join("-abcd"[i] for i in row)
# --- cell ---
logits = tf.tensordot(frames, w, 1) + b
lens = tf.fill([2], 6)
loss = tf.reduce_mean(tf.nn.ctc_loss(labels, logits, tf.constant([2, 1]), lens, logits_time_major=False, blank_index=0))
greedy = tf.argmax(logits, axis=-1).numpy()
texts = [to_text(r) for r in greedy]
probs = tf.nn.softmax(logits).numpy()
confidence = probs.max(-1).mean()
print(texts, f"conf {confidence:.2f}")
