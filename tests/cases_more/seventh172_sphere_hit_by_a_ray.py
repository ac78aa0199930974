# source: constructed (differentiable rendering exercise)
# target: pixel_loss
# sources: centre, radius, light, albedo, samples, depth_bias
# expect: {"centre": "ok", "radius": "ok", "light": "ok", "albedo": "ok", "samples": "integer_dtype", "depth_bias": "registered_not_differentiable"}
# culprit: {"depth_bias": 7}
# notes: A hit mask from comparisons chooses between shaded and background colour; everything that is shaded keeps its gradient, the bias of the depth test does not.
# --- setup ---
import tensorflow as tf

centre, radius = tf.Variable([0.0, 0.1, 3.0]), tf.Variable(1.0)
light, albedo = tf.Variable([0.5, 0.5, -1.0]), tf.Variable(0.8)
depth_bias = tf.Variable(0.01)
samples = tf.Variable(4)
dirs = tf.math.l2_normalize(tf.constant([[0.0, 0.0, 1.0], [0.1, 0.2, 1.0], [0.9, 0.0, 1.0]]), axis=1)
# --- cell ---
b = tf.linalg.matvec(dirs, centre)
disc = b ** 2 - tf.reduce_sum(centre ** 2) + radius ** 2
t = b - tf.sqrt(tf.maximum(disc, 1e-6))
points = dirs * t[:, None]
normal = (points - centre) / radius
shade = albedo * tf.nn.relu(tf.linalg.matvec(normal, tf.math.l2_normalize(light)))
hit = tf.logical_and(disc > 0.0, t > depth_bias)
image = tf.where(hit, shade, 0.2) / tf.cast(samples, tf.float32)
pixel_loss = tf.reduce_sum((image - 0.5) ** 2)
