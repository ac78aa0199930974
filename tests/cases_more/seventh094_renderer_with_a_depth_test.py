# source: constructed (differentiable rendering with a hard z-buffer)
# target: loss
# sources: colors, depths, sharpness, light
# expect: {"colors": "ok", "depths": "integer_dtype", "sharpness": "not_taken_branch", "light": "ok"}
# culprit: {"sharpness": 2, "depths": 5}
# notes: The nearest sphere is chosen by argsort of the depths; the soft blending that would use the sharpness is switched off.
# --- setup ---
import tensorflow as tf

colors = tf.Variable([[0.9, 0.1, 0.1], [0.1, 0.8, 0.2], [0.2, 0.2, 0.9]])
depths, sharpness, light = tf.Variable([2.0, 1.2, 3.1]), tf.Variable(4.0), tf.Variable([0.7, 0.8, 0.9])
target = tf.constant([0.1, 0.6, 0.3])
# --- cell ---
def render(soft):
    if soft:
        weights = tf.nn.softmax(-sharpness * tf.constant([2.0, 1.2, 3.1]))
        return tf.linalg.matvec(colors, weights, transpose_a=True)
    order = tf.argsort(depths)
    return tf.gather(colors, order)[0]
pixel = render(soft=False) * light
loss = tf.reduce_sum((pixel - target) ** 2)
