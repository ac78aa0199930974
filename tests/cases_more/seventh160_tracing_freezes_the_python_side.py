# source: https://www.tensorflow.org/guide/function (depending on Python global and free variables)
# target: out
# sources: gain, offset, base, mix
# expect: {"gain": "ok", "offset": "not_taken_branch", "base": "ok", "mix": "ok"}
# culprit: {"offset": 2}
# notes: A compiled function reads a Python flag when it is traced; the offset belongs to the other arm. The first call, in the setup, has already fixed it.
# --- setup ---
import tensorflow as tf

gain, offset = tf.Variable(1.5), tf.Variable(0.2)
base, mix = tf.Variable([1.0, 2.0]), tf.Variable(0.3)
mode = {"calibrate": False}
@tf.function
def respond(signal):
    amplified = gain * signal
    if mode["calibrate"]:
        amplified = amplified + offset
    return tf.tanh(amplified)
respond(tf.constant([0.0, 0.0]))
mode["calibrate"] = True
# --- cell ---
clean = base - tf.reduce_mean(base)
reply = respond(clean)
out = tf.reduce_sum(mix * reply + (1.0 - mix) * clean)
