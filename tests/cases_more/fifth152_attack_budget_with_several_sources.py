# source: https://github.com/tensorflow/tensorflow/issues/31504
# target: adv_loss
# sources: delta, eps, image, model_w
# expect: {"delta": "ok", "eps": "registered_not_differentiable", "image": "not_watched", "model_w": "ok"}
# culprit: {"eps": 2, "image": 6}
# notes: The perturbation is a variable, its budget only enters a comparison, the clean image is not watched.
# --- setup ---
import tensorflow as tf
model_w = tf.Variable([[0.3, -0.2], [0.8, 0.1]])
delta = tf.Variable([[0.05, -0.02]])
eps = tf.Variable(0.1)
image = tf.constant([[0.4, 0.9]])
label = tf.constant([1])
# --- cell ---
def within(step, limit):
    outside = tf.abs(step) > limit
    return tf.where(outside, 0.5 * step, step)
def attack(clean, step):
    return tf.clip_by_value(
        clean + within(step, eps),
        0.0,
        1.0,
    )
logits = attack(image, delta) @ model_w
adv_loss = -tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(label, logits))
