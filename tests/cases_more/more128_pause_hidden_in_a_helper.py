# source: constructed (helper evaluates a network with recording paused)
# target: loss
# sources: critic_w, actor_w
# expect: {"critic_w": "recording_stopped", "actor_w": "ok"}
# culprit: {"critic_w": 2}
# notes: The helper was written to save memory and pauses the tape of the cell.
# --- setup ---
import tensorflow as tf

critic_w, actor_w = tf.Variable([0.4, -0.2]), tf.Variable([1.0, 0.5])
state = tf.constant([0.3, 0.9])
def value_of(s):
    with tape.stop_recording():
        return tf.tanh(tf.tensordot(s, critic_w, 1))
# --- cell ---
log_p = tf.math.log_sigmoid(tf.tensordot(state, actor_w, 1))
advantage = 1.0 - value_of(state)
loss = -log_p * advantage
