# source: constructed (tensors sorted with Python's sorted)
# target: trimmed
# sources: w, g
# expect: {"w": "ok", "g": "ok"}
# notes: float() serves only as the sorting key; the sorted list still holds the tensors (no false alarm).
# --- setup ---
import tensorflow as tf

w, g = tf.Variable([3.0, 1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
losses = [tf.square(w[i] - g) for i in range(3)]
ranked = sorted(losses, key=float)
trimmed = tf.add_n(ranked[:2])
