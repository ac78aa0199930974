# source: constructed (colour optimisation in HSV space)
# target: distance
# sources: hue, sat, exposure
# expect: {"hue": "registered_not_differentiable", "sat": "registered_not_differentiable", "exposure": "ok"}
# culprit: {"hue": 2, "sat": 2}
# notes: hsv_to_rgb is registered as not differentiable, while rgb_to_hsv beside it has a gradient.
# --- setup ---
import tensorflow as tf

hue = tf.Variable(0.3)
sat = tf.Variable(0.8)
exposure = tf.Variable(1.1)
target_rgb = tf.constant([0.2, 0.7, 0.4])
# --- cell ---
colour = tf.stack([tf.sigmoid(hue), sat, 0.9])
rgb = tf.image.hsv_to_rgb(colour)
lit = exposure * rgb
back = tf.image.rgb_to_hsv(tf.clip_by_value(lit, 0.0, 1.0))
print("hue now", back[0].numpy())
distance = tf.reduce_sum((lit - target_rgb) ** 2)
