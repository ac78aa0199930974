# source: https://github.com/tensorflow/tensorflow/issues/39589
# target: content_loss
# sources: photo, filt
# expect: {"photo": "replaced_by_tensor", "filt": "ok"}
# culprit: {"photo": 4}
# notes: After the loss the picture is clipped and resized for display, and the result gets the name of the variable.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(5)
photo = tf.Variable(rng.random((1, 6, 6, 3)).astype("float32"))
filt = tf.Variable(rng.normal(size=(3, 3, 3, 2)).astype("float32"))
content = tf.constant(rng.normal(size=(1, 6, 6, 2)).astype("float32"))
# --- cell ---
feats = tf.nn.conv2d(photo, filt, 1, "SAME")
content_loss = tf.reduce_mean((feats - content) ** 2)
level = int(100 * float(content_loss))
photo = tf.image.resize(
    tf.clip_by_value(photo, 0.0, 1.0), [12, 12])
print("loss level", level, "shown at", photo.shape)
