# source: https://www.tensorflow.org/api_docs/python/tf/test/compute_gradient
# target: loss
# sources: w, v, step
# expect: {"w": "ok", "v": "left_tensorflow", "step": "left_tensorflow"}
# culprit: {"v": 3, "step": 3}
# notes: tf.test.compute_gradient returns NumPy arrays: the slope penalty made of them is a constant.
# --- setup ---
import tensorflow as tf

w, v = tf.Variable([0.5, -0.3]), tf.Variable([1.0, 2.0])
step = tf.Variable(1e-2)
# --- cell ---
def energy(u):
    return tf.reduce_sum(tf.sin(u) * u)
exact, numeric = tf.test.compute_gradient(energy, [v], delta=float(step))
rough = tf.reduce_sum((exact[0] - numeric[0]) ** 2)
steep = tf.norm(exact[0])
loss = energy(w) + 0.1 * steep + rough
