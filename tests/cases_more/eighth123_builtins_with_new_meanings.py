# source: constructed (shadowed builtins after a star import)
# target: loss
# sources: u, v, w, k
# expect: {"u": "ok", "v": "left_tensorflow", "w": "ok", "k": "integer_dtype"}
# culprit: {"v": 2, "k": 4}
# notes: round is a straight-through estimator here and abs comes from TensorFlow, but exp was imported from NumPy: the names do not tell; int is a cast.
# --- setup ---
import tensorflow as tf
from numpy import exp, pi
from tensorflow import abs, reduce_sum as sum

def round(x, digits=0):
    return x + tf.stop_gradient(tf.round(x) - x)
def int(x):
    return tf.cast(x, tf.int32)
k = tf.Variable(1.5)
u, v, w = tf.Variable([0.4, 1.6]), tf.Variable([0.1, 0.2]), tf.Variable([2.0, -1.0])
# --- cell ---
levels = round(u * 4.0) / 4.0
decay = exp(v * -pi)
height = abs(w) ** 0.5
count = int(k * 3.0)
loss = sum(levels * height + decay) / tf.cast(count, tf.float32)
