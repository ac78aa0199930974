# source: constructed (ray marching with a hit test)
# target: loss
# sources: radius, albedo
# expect: {"radius": "registered_not_differentiable", "albedo": "ok"}
# culprit: {"radius": 1}
# notes: Two ways with one break each for the radius: the hit test by comparison (first) and a shading function whose custom gradient returns None (second).
# --- setup ---
import tensorflow as tf

@tf.custom_gradient
def shade(r):
    return 1.0 / (1.0 + r * r), lambda dy: None
radius = tf.Variable(0.6)
albedo = tf.Variable(0.8)
rays = tf.linspace(-1.0, 1.0, 9)
image = tf.constant([0.0, 0.0, 0.5, 0.7, 0.7, 0.7, 0.5, 0.0, 0.0])
# --- cell ---
hit = tf.where(tf.abs(rays) <= radius, 1.0, 0.0)
light = shade(radius)
picture = albedo * hit * light
coverage = int(tf.reduce_sum(hit))
loss = tf.reduce_mean((picture - image) ** 2)
print("pixels hit", coverage)
