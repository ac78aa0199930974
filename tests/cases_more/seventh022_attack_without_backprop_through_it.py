# source: https://github.com/cleverhans-lab/cleverhans/issues/269
# target: loss
# sources: kernel, epsilon, clean_weight
# expect: {"kernel": "ok", "epsilon": "stop_gradient", "clean_weight": "ok"}
# culprit: {"epsilon": 2}
# notes: Adversarial training: the perturbed batch is detached on purpose, so the learned step size receives nothing although the network does.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(3)
net = keras.Sequential([keras.Input((4,)), keras.layers.Dense(6, activation="tanh"), keras.layers.Dense(3)])
kernel = net.layers[0].kernel
epsilon, clean_weight = tf.Variable(0.1), tf.Variable(0.6)
images = tf.constant(np.random.default_rng(3).random((5, 4)).astype("float32"))
labels = tf.constant([0, 1, 2, 1, 0])
cross = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
def fgsm(model, batch, truth, step, backprop_through_attack=False):
    with tf.GradientTape() as inner:
        inner.watch(batch)
        value = cross(truth, model(batch))
    adversarial = batch + step * tf.sign(inner.gradient(value, batch))
    return adversarial if backprop_through_attack else tf.stop_gradient(adversarial)
# --- cell ---
clean = cross(labels, net(images))
attacked = fgsm(net, images, labels, epsilon)
adversarial = cross(labels, net(attacked))
loss = clean_weight * clean + (1.0 - clean_weight) * adversarial
