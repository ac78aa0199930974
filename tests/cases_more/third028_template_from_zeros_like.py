# source: constructed (residual image built from a template)
# target: loss
# sources: template, delta
# expect: {"template": "registered_not_differentiable", "delta": "ok"}
# culprit: {"template": 1}
# notes: The template is used only to make a canvas of the same shape; ZerosLike passes no gradient.
# --- setup ---
import tensorflow as tf

template = tf.Variable([[0.4, 0.9], [0.1, 0.3]])
delta = tf.Variable([[0.01, -0.02], [0.03, 0.0]])
ref = tf.constant([[0.5, 0.8], [0.2, 0.2]])
# --- cell ---
canvas = tf.zeros_like(template)
drawn = canvas + delta
print("template norm", tf.norm(template).numpy())
loss = tf.reduce_sum(tf.abs(drawn - ref))
