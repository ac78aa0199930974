# source: https://github.com/tensorflow/tensorflow/issues/31264
# target: score
# sources: z, gen_w
# expect: {"z": "not_watched", "gen_w": "ok"}
# culprit: {"z": 5}
# notes: The latent vectors are plain tensors made in the cell.
# --- setup ---
import tensorflow as tf
gen_w = tf.Variable([[0.4, 0.1], [0.3, -0.7]])
# --- cell ---
def draw(count):
    return tf.random.stateless_normal([count, 2], [5, 6])
def generate(latent):
    return tf.tanh(latent @ gen_w)
z = draw(3)
picture = generate(z)
score = tf.reduce_mean(tf.square(picture - 0.5))
