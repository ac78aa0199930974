# source: https://github.com/tensorflow/tensorflow/issues/41510
# target: loss
# sources: w, b
# expect: {"w": "recording_stopped", "b": "ok"}
# culprit: {"w": 3}
# notes: The loader pauses the recording around its yield, so the loop body runs paused too.
# --- setup ---
import tensorflow as tf
def batches(tape, n):
    with tape.stop_recording():
        for k in range(n):
            yield tf.random.stateless_normal([2], [k, 1])
w, b = tf.Variable([0.5, 0.5]), tf.Variable(0.3)
# --- cell ---
outputs = []
for batch in batches(tape, 2):
    outputs.append(tf.reduce_sum(batch * w))
loss = tf.square(tf.add_n(outputs) + b)
