# source: constructed (image compression notebook)
# target: loss
# sources: img, blur
# expect: {"img": "integer_dtype", "blur": "integer_dtype"}
# culprit: {"img": 2, "blur": 2}
# notes: The picture is converted to bytes with convert_image_dtype, as for saving, and back before the comparison.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(9)
img = tf.Variable(rng.random((1, 6, 6, 1)).astype("float32"))
blur = tf.Variable(np.full((3, 3, 1, 1), 1 / 9, "float32"))
ref = tf.constant(rng.random((1, 6, 6, 1)).astype("float32"))
# --- cell ---
soft = tf.nn.conv2d(img, blur, 1, "SAME")
stored = tf.image.convert_image_dtype(soft, tf.uint8, saturate=True)
size = len(np.unique(stored.numpy()))
opened = tf.image.convert_image_dtype(stored, tf.float32)
loss = tf.reduce_mean(tf.abs(opened - ref))
print("grey levels", size)
