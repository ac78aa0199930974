# source: https://github.com/tensorflow/tensorflow/issues/62174
# target: loss
# sources: conv_w, head_w
# expect: {"conv_w": "ok", "head_w": "ok"}
# notes: map_fn over a batch and a TensorArray inside a compiled loop both back-propagate (no false alarm).
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(11)
conv_w = tf.Variable(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
head_w = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
clips = tf.constant(rng.random((2, 3, 5, 5, 1)).astype("float32"))
@tf.function
def over_time(clip):
    out = tf.TensorArray(tf.float32, size=3)
    for t in tf.range(3):
        maps = tf.nn.relu(tf.nn.conv2d(clip[t][None], conv_w, 1, "VALID"))
        out = out.write(t, tf.reduce_mean(maps, axis=[0, 1, 2]))
    return out.stack()
# --- cell ---
feats = tf.map_fn(over_time, clips)
first = feats[:, 0].numpy()
loss = tf.reduce_mean(tf.sigmoid(feats @ head_w))
print("first frame", first.round(2).tolist())
