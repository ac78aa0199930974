# source: constructed (first-order meta-learning)
# target: outer_loss
# sources: w, temper, inner_lr, warp
# expect: {"w": "ok", "temper": "recording_stopped", "inner_lr": "ok", "warp": "computed_before_tape"}
# culprit: {"warp": 2, "temper": 5}
# notes: The inner gradient is taken while the outer tape is paused: what stands only in the inner loss is lost, the starting weights and the step size are not. The support set was warped in another cell.
# --- setup ---
import tensorflow as tf

w, temper = tf.Variable([0.5, -0.3]), tf.Variable(2.0)
warp, inner_lr = tf.Variable(1.2), tf.Variable(0.1)
support, query = tf.sinh(warp * tf.constant([1.0, 2.0])), tf.constant([0.5, 1.5])
# --- cell ---
with tf.GradientTape() as inner:
    logits = tf.tanh(w * support / temper)
    inner_loss = tf.reduce_sum(tf.square(logits - 1.0))
with tape.stop_recording():
    g = inner.gradient(inner_loss, w)
fast = w - inner_lr * g
outer_loss = tf.reduce_sum((fast * query - 1.0) ** 2)
