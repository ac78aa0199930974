# source: constructed
# target: total
# sources: signal, baseline, gate
# expect: {"signal": "ok", "baseline": "recording_stopped", "gate": "registered_not_differentiable"}
# culprit: {"baseline": 2, "gate": 3}
# notes: A helper that runs any function with the tape paused is used for the baseline; the gate goes through ceil.
# --- setup ---
import tensorflow as tf

signal = tf.Variable([1.0, -0.2, 0.6])
baseline = tf.Variable([0.2, 0.2, 0.1])
gate = tf.Variable([0.3, 0.8, 0.0])
def quietly(recorder, fn, *args):
    with recorder.stop_recording():
        return fn(*args)
# --- cell ---
smooth = tf.nn.softplus(signal)
floor = quietly(tape, tf.nn.softplus, baseline)
opened = tf.math.ceil(gate)
total = tf.reduce_sum(opened * (smooth - floor))
