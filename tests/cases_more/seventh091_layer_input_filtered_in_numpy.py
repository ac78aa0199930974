# source: https://github.com/cleverhans-lab/cleverhans/issues/432
# target: objective
# sources: perturbation, kernel, gain, budget
# expect: {"perturbation": "left_tensorflow", "kernel": "ok", "gain": "ok", "budget": "registered_not_differentiable"}
# culprit: {"perturbation": 1, "budget": 4}
# notes: The first layer of the attacked model is a NumPy filter in tf.numpy_function; behind it everything is differentiable. The budget is only compared with the norm.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(66)
class SinhLayer(keras.layers.Layer):
    def call(self, x):
        return tf.reshape(tf.numpy_function(np.sinh, [x], tf.float32), [-1, 4])
dense = keras.layers.Dense(3)
dense.build((None, 4))
first = SinhLayer()
kernel, gain, budget = dense.kernel, tf.Variable(1.2), tf.Variable(0.3)
perturbation = tf.Variable(np.random.default_rng(1).normal(size=(2, 4)).astype("float32") * 0.1)
clean = tf.constant(np.random.default_rng(2).random((2, 4)).astype("float32"))
# --- cell ---
filtered = first(clean + perturbation)
logits = gain * dense(filtered)
fooled = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1, 2], logits=logits))
too_far = tf.norm(clean) > budget
objective = -fooled + 10.0 * tf.cast(too_far, tf.float32)
