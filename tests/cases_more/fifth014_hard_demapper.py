# source: https://github.com/NVlabs/sionna/issues/707
# target: ber
# sources: points, noise_std
# expect: {"points": "ok", "noise_std": "registered_not_differentiable"}
# culprit: {"noise_std": 3}
# notes: Hard decision: the constellation is gathered by index and keeps its gradient, the channel noise is lost in argmin.
# --- setup ---
import tensorflow as tf
points = tf.Variable([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])
noise_std = tf.Variable(0.4)
noise = tf.random.stateless_normal([6, 2], [7, 8])
symbols = tf.constant([0, 3, 2, 1, 0, 2])
# --- cell ---
received = tf.gather(points, symbols) + noise_std * noise
distance = tf.reduce_sum(tf.square(received[:, None, :] - points[None]), axis=-1)
best = tf.argmin(
    distance,
    axis=-1,
)
decided = tf.gather(points, best)
ber = tf.reduce_mean(tf.square(decided - tf.gather(points, symbols)))
