# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: meta
# sources: inner, outer
# expect: {"inner": "stop_gradient", "outer": "ok"}
# culprit: {"inner": 2}
# notes: A merged parameter dictionary holds a detached entry.
# --- setup ---
import tensorflow as tf
params = {"inner": tf.Variable([0.2, 0.4]), "outer": tf.Variable([1.0, 0.5])}
inner, outer = params["inner"], params["outer"]
x = tf.constant([1.0, -2.0])
def predict(p, x):
    return tf.reduce_sum(tf.sin(p["inner"] * x) * p["outer"])
# --- cell ---
fast = params | {
    "inner": tf.stop_gradient(params["inner"]),
}
meta = tf.square(predict(fast, x) - 1.0)
