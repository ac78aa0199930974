# source: constructed (code as an engineer structures it)
# target: val_loss
# sources: w, b, mix
# expect: {"w": "stateful_op", "b": "stateful_op", "mix": "ok"}
# culprit: {"w": 2, "b": 2}
# notes: The adapted parameters are wrapped in new variables by tf.nest.map_structure(tf.Variable, ...): their initial value is stored, not connected.
# --- setup ---
import tensorflow as tf

w, b = tf.Variable([0.4, -0.3]), tf.Variable(0.1)
theta = {"layer": {"w": w, "b": b}}
mix = tf.Variable(0.9)
x, y = tf.constant([[1.0, 2.0], [0.5, -1.0]]), tf.constant([1.0, 0.0])

def predict(p, x):
    return tf.linalg.matvec(x, p["layer"]["w"]) + p["layer"]["b"]
# --- cell ---
shrunk = tf.nest.map_structure(lambda v: 0.9 * v, theta)
worker = tf.nest.map_structure(tf.Variable, shrunk)
val_loss = tf.reduce_mean((mix * predict(worker, x) - y) ** 2)
