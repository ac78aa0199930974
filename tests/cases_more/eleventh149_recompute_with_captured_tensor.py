# source: constructed (code as an engineer structures it)
# target: loss
# sources: w, context, x
# expect: {"w": "ok", "context": "custom_gradient_none", "x": "ok"}
# culprit: {"context": 2}
# notes: recompute_grad gives gradients for the arguments and for variables; a tensor that the block takes from the enclosing scope gets none.
# --- setup ---
import tensorflow as tf

w = tf.Variable([[0.3, -0.5], [0.8, 0.1]])
context = tf.Variable([0.2, 0.4])
x = tf.Variable([[1.0, -1.0], [0.5, 2.0]])

def make_block(shared):
    @tf.recompute_grad
    def block(h):
        return tf.tanh(h @ w) * shared + h
    return block
# --- cell ---
block = make_block(tf.exp(context))
h = block(x)
h = block(h)
loss = tf.reduce_mean(h ** 2)
