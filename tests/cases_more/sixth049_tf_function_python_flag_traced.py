# source: constructed on a guide
# target: loss
# sources: w, aux_w
# expect: {"w": "ok", "aux_w": "not_taken_branch"}
# culprit: {"aux_w": 4}
# notes: A Python flag False at trace time removes the auxiliary head from the function.
# --- setup ---
import tensorflow as tf
w = tf.Variable([[0.2], [0.4]])
aux_w = tf.Variable([[1.0], [-1.0]])
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
y = tf.constant([[1.0], [0.0]])
# --- cell ---
def make_loss(use_aux):
    def compute(x, y):
        main = tf.reduce_mean((x @ w - y) ** 2)
        if use_aux:
            main += 0.3 * tf.reduce_mean((x @ aux_w - y) ** 2)
        return main
    return compute

loss_fn = make_loss(use_aux=False)
loss = loss_fn(x, y)
print(loss.numpy())
