# source: https://www.tensorflow.org/tutorials/generative/deepdream
# target: dream
# sources: image, octave_scale, step_size, max_roll, rounds
# expect: {"image": "ok", "octave_scale": "integer_dtype", "step_size": "ok", "max_roll": "integer_dtype", "rounds": "not_taken_branch"}
# culprit: {"octave_scale": 1, "rounds": 10}
# notes: The octave scale only enters the size of the resized image; the roll is drawn between integer limits.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
filt = tf.constant(rng.normal(size=(3, 3, 1, 2)).astype("float32"))
image = tf.Variable(rng.random((1, 8, 8, 1)).astype("float32"))
octave_scale, step_size = tf.Variable(1.3), tf.Variable(0.05)
max_roll, rounds = tf.Variable(2), tf.Variable(0.4)
def activity(img):
    return tf.reduce_mean(tf.nn.relu(tf.nn.conv2d(img, filt, 1, "SAME")) ** 2)
refine = []
# --- cell ---
size = tf.cast(8.0 * octave_scale, tf.int32)
shift = tf.random.uniform([2], -2, max_roll, dtype=tf.int32, seed=3)
big = tf.image.resize(image, [size, size])
rolled = tf.roll(big, shift, axis=[1, 2])
with tf.GradientTape() as inner:
    inner.watch(rolled)
    act = activity(rolled)
slope = inner.gradient(act, rolled)
stepped = rolled + step_size * slope / (tf.math.reduce_std(slope) + 1e-8)
for extra in refine:
    stepped = stepped + rounds * extra
dream = activity(stepped)
