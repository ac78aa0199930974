# source: constructed (functools.reduce, partial and a paused block)
# target: out
# sources: w1, w2, shift, mask
# expect: {"w1": "ok", "w2": "ok", "shift": "recording_stopped", "mask": "not_trainable"}
# culprit: {"shift": 5}
# notes: The layers are composed with reduce and partial. The normalisation keeps its centre from a paused block, the mask was made non-trainable.
# --- setup ---
from functools import partial, reduce
import tensorflow as tf

w1 = tf.Variable([[0.4, -0.2], [0.1, 0.7]])
w2 = tf.Variable([[0.3, 0.8], [-0.5, 0.2]])
shift = tf.Variable([0.05, 0.1])
mask = tf.Variable([1.0, 0.5], trainable=False)
x = tf.constant([[1.0, 2.0], [3.0, -1.0]])
# --- cell ---
def dense(w, h):
    return tf.nn.elu(h @ w)
def centred(s, h):
    with tape.stop_recording():
        centre = tf.reduce_mean(h, axis=0) + s
    return h - centre
stages = [partial(dense, w1), partial(centred, shift), partial(tf.multiply, mask), partial(dense, w2)]
h = reduce(lambda value, stage: stage(value), stages, x)
out = tf.reduce_sum(h ** 2)
