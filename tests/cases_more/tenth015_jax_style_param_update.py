# source: constructed
# target: loss_after
# sources: W, b, W_alias, b_alias
# expect: {"W": "ok", "b": "ok", "W_alias": "ok", "b_alias": "ok"}
# notes: JAX-style update: params is rebound to tensors BEFORE the loss which is asked about, so the new leaves and the old variables are all connected (no false alarm).
# --- setup ---
import tensorflow as tf

params = {"W": tf.Variable(tf.random.stateless_normal([3, 2], [0, 7])), "b": tf.Variable(tf.zeros([2]))}
W_alias, b_alias = params["W"], params["b"]
x = tf.random.stateless_normal([5, 3], [1, 7])
y = tf.constant([0, 1, 1, 0, 1])

def apply(p, x):
    return x @ p["W"] + p["b"]

def loss_fn(p):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, apply(p, x)))

def value_and_grad(p):
    with tf.GradientTape() as t:
        v = loss_fn(p)
    return v, t.gradient(v, p)
# --- cell ---
value, grads = value_and_grad(params)
params = tf.nest.map_structure(lambda p, g: p - 0.1 * g, params, grads)
W, b = params["W"], params["b"]
loss_after = loss_fn(params)
