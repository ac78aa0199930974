# source: constructed (saliency map)
# target: score
# sources: image, sketch, mask, kernel
# expect: {"image": "ok", "sketch": "not_watched", "mask": "ok", "kernel": "ok"}
# notes: Both pictures are watched after their first use. The first use of the image is a product with a watched mask, which was recorded with all its inputs, so its gradient exists all the same; the sketch was first used alone.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(838)
rng = np.random.default_rng(838)
conv = keras.layers.Conv2D(3, 3, activation="relu")
image, sketch = (tf.constant(rng.random((1, 6, 6, 2)).astype("float32")) for _ in range(2))
mask = tf.ones([1, 6, 6, 1])
conv(image)
kernel = conv.kernel
# --- cell ---
tape.watch(mask)
shown = image * mask
drawn = tf.sqrt(sketch)
tape.watch([image, sketch])
scores = tf.reduce_mean(conv(shown + drawn), axis=[1, 2])
top = int(tf.argmax(scores[0]))
score = scores[0, top]
