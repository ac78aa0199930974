# source: constructed (constraint applied with assign)
# target: critic_loss
# sources: w, c
# expect: {"w": "ok", "c": "ok"}
# notes: assign inside the tape is harmless here: w is read again after the write, so it has its gradient (no false alarm).
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.5, -3.0, 0.02])
c = tf.Variable(0.7)
x = tf.constant([1.0, 2.0, 3.0])
# --- cell ---
w.assign(tf.clip_by_value(w, -0.1, 0.1))
critic = tf.tensordot(w, x, 1)
critic_loss = -c * critic
