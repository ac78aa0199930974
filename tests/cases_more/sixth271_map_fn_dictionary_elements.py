# source: constructed on a guide
# target: total
# sources: loc, width, height
# expect: {"loc": "ok", "width": "ok", "height": "stop_gradient"}
# culprit: {"height": 2}
# notes: map_fn over a dict; one entry is detached in the body.
# --- setup ---
import numpy as np
import tensorflow as tf
loc = tf.Variable([0.1, 0.5, 0.9])
width = tf.Variable([0.2, 0.2, 0.3])
height = tf.Variable([1.0, 2.0, 1.5])
grid = tf.linspace(0.0, 1.0, 11)
# --- cell ---
def bump(e):
    amp = tf.stop_gradient(e["height"])
    return amp * tf.exp(-0.5 * ((grid - e["loc"]) / e["width"]) ** 2)

curves = tf.map_fn(bump, {"loc": loc, "width": width, "height": height},
                   fn_output_signature=tf.float32)
total = tf.reduce_max(tf.reduce_sum(curves, axis=0))
