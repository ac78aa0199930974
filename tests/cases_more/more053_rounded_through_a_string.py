# source: constructed (learning rate formatted and parsed)
# target: after
# sources: lr, p
# expect: {"lr": "left_tensorflow", "p": "ok"}
# culprit: {"lr": 1}
# notes: float(f"...") looks like rounding; the text has no history.
# --- setup ---
import tensorflow as tf

lr = tf.Variable(0.0123456)
p = tf.Variable([1.0, -1.0])
# --- cell ---
step = float(f"{lr.numpy():.3f}")
after = tf.reduce_sum((p - step * 2.0 * p) ** 2)
