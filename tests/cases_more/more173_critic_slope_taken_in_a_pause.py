# source: constructed (gradient penalty, inner gradient not recorded)
# target: penalty
# sources: critic_w, weight
# expect: {"critic_w": "recording_stopped", "weight": "ok"}
# culprit: {"critic_w": 5}
# notes: The slope is computed while the outer tape pauses; for the penalty it is a constant.
# --- setup ---
import tensorflow as tf

critic_w, weight = tf.Variable([0.4, -0.9, 0.2]), tf.Variable(10.0)
mixed = tf.constant([[0.1, 0.2, 0.3], [1.0, -1.0, 0.0]])
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(mixed)
    score = tf.nn.softplus(tf.linalg.matvec(mixed, critic_w))
with tape.stop_recording():
    slope = inner.gradient(score, mixed)
penalty = weight * tf.reduce_mean((tf.norm(slope, axis=1) - 1.0) ** 2)
