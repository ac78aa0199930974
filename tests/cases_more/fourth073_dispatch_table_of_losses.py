# source: constructed
# target: loss
# sources: w, delta
# expect: {"w": "ok", "delta": "not_connected"}
# culprit: {"delta": 2}
# notes: The table of loss functions holds one that uses delta, but the other one is looked up.
# --- setup ---
import tensorflow as tf

w, delta = tf.Variable([0.5, 1.5]), tf.Variable(1.0)
def huber(e):
    return tf.where(tf.abs(e) < delta, 0.5 * e ** 2, delta * tf.abs(e))
def mse(e):
    return e ** 2
table = {"huber": huber, "mse": mse}
kind = "mse"
# --- cell ---
err = w - tf.constant([1.0, 1.0])
loss = tf.reduce_mean(table[kind](err))
