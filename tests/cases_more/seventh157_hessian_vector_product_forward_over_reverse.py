# source: https://www.tensorflow.org/api_docs/python/tf/autodiff/ForwardAccumulator
# target: curvature
# sources: w, direction, damping, ridge
# expect: {"w": "ok", "direction": "ok", "damping": "ok", "ridge": "recording_stopped"}
# culprit: {"ridge": 7}
# notes: Forward-over-reverse product inside the cell; the ridge term is added in a paused block because "it does not matter for the direction".
# --- setup ---
import tensorflow as tf

w = tf.Variable([0.4, -0.9, 0.2])
direction = tf.Variable([1.0, 0.0, -1.0])
damping = tf.Variable(0.3)
ridge = tf.Variable(0.05)
x = tf.constant([[1.0, 2.0, 0.5], [0.3, -1.0, 2.0]])
y = tf.constant([1.0, 0.0])
# --- cell ---
with tf.autodiff.ForwardAccumulator(w, tf.convert_to_tensor(direction)) as acc:
    with tf.GradientTape() as back:
        nll = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(y, tf.linalg.matvec(x, w)))
    slope = back.gradient(nll, w)
product = acc.jvp(slope)
with tape.stop_recording():
    extra = ridge * tf.reduce_sum(direction ** 2)
curvature = tf.tensordot(product, direction, 1) + damping * tf.reduce_sum(direction ** 2) + extra
