# source: https://github.com/tensorflow/agents/issues/220
# target: loss
# sources: rewards, baseline
# expect: {"rewards": "left_tensorflow", "baseline": "ok"}
# culprit: {"rewards": 6}
# notes: array.array stores C floats.
# --- setup ---
import array
import tensorflow as tf
rewards = tf.Variable([1.0, 0.0, 2.0])
baseline = tf.Variable(0.5)
# --- cell ---
def discounted(values, gamma=0.9):
    out = array.array("f")
    running = tf.constant(0.0)
    for value in reversed(tf.unstack(values)):
        running = value + gamma * running
        out.insert(0, running)
    return out
loss = tf.reduce_mean(tf.square(tf.constant(list(discounted(rewards))) - baseline))
