# source: https://github.com/tensorflow/tensorflow/issues/61199
# target: loss
# sources: betas, time, net_w
# expect: {"betas": "ok", "time": "integer_dtype", "net_w": "ok"}
# culprit: {"time": 5}
# notes: A diffusion model with a learned schedule; the time step is cast to an index two calls down.
# --- setup ---
import tensorflow as tf
betas, time = tf.Variable([0.1, 0.2, 0.3, 0.4]), tf.Variable(1.7)
net_w = tf.Variable([[0.5, 0.1], [0.3, 0.8]])
x0 = tf.constant([[1.0, -1.0]])
noise = tf.constant([[0.3, 0.2]])
# --- cell ---
def alpha_bar(t):
    alphas = tf.math.cumprod(1.0 - betas)
    return tf.gather(
        alphas,
        tf.cast(t, tf.int32),
    )
def q_sample(x, t, eps):
    a = alpha_bar(t)
    return tf.sqrt(a) * x + tf.sqrt(1.0 - a) * eps
predicted = tf.nn.silu(q_sample(x0, time, noise) @ net_w)
loss = tf.reduce_mean(tf.square(predicted - noise))
