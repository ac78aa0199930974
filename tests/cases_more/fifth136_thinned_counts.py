# source: https://github.com/tensorflow/probability/issues/1165
# target: loss
# sources: rate, share, price
# expect: {"rate": "registered_not_differentiable", "share": "registered_not_differentiable", "price": "ok"}
# culprit: {"rate": 2, "share": 4}
# notes: Poisson and binomial draws of the stateless kind.
# --- setup ---
import tensorflow as tf
rate, share, price = tf.Variable(3.0), tf.Variable(0.4), tf.Variable(2.0)
# --- cell ---
def visitors(mean):
    return tf.random.stateless_poisson([8], seed=[1, 2], lam=mean * 2.0, dtype=tf.float32)
def buyers(p):
    return tf.random.stateless_binomial([8], seed=[3, 4], counts=10.0, probs=tf.sigmoid(p), output_dtype=tf.float32)
income = price * tf.reduce_mean(visitors(rate) * buyers(share))
loss = tf.square(income - 20.0)
