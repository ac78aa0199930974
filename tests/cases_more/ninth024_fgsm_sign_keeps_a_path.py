# source: https://github.com/tensorflow/tensorflow/issues/32715
# target: adv_loss
# sources: image, epsilon, kernel
# options: --watch image
# expect: {"image": "ok", "epsilon": "ok", "kernel": "ok"}
# notes: Adversarial training with the FGSM step inside the tape: tf.sign has a (zero) gradient, and the clean image and epsilon are connected anyway (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(1)
image = tf.constant(rng.random((3, 4)).astype("float32"))
label = tf.constant([0, 1, 1])
kernel = tf.Variable(rng.normal(size=(4, 2)).astype("float32"))
epsilon = tf.Variable(0.05)
def xent(x):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=label, logits=x @ kernel))
def create_adversarial_pattern(x):
    with tf.GradientTape() as inner:
        inner.watch(x)
        loss = xent(x)
    return tf.sign(inner.gradient(loss, x))
# --- cell ---
adversarial = image + epsilon * create_adversarial_pattern(image)
adversarial = tf.clip_by_value(adversarial, 0.0, 1.0)
adv_loss = 0.5 * xent(image) + 0.5 * xent(adversarial)
