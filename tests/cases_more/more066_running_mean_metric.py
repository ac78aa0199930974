# source: constructed (loss read back from keras.metrics.Mean)
# target: loss
# sources: w, l2
# expect: {"w": "stateful_op", "l2": "ok"}
# culprit: {"w": 4}
# notes: result() is computed from the counters of the metric, not from the values that were given to update_state.
# --- setup ---
import tensorflow as tf

import keras
w, l2 = tf.Variable([0.5, 1.0]), tf.Variable(0.01)
batches = [tf.constant([1.0, 2.0]), tf.constant([0.0, -1.0])]
running = keras.metrics.Mean()
# --- cell ---
running.reset_state()
for batch in batches:
    value = tf.reduce_mean(tf.square(w - batch))
    running.update_state(value)
loss = running.result() + l2 ** 2
