# source: constructed (image written to PNG bytes and read again)
# target: loss
# sources: image, blur
# expect: {"image": "integer_dtype", "blur": "ok"}
# culprit: {"image": 2}
# notes: The conversion to uint8 comes before the encoder; everything between it and the decoder is integer or string.
# --- setup ---
import numpy as np
import tensorflow as tf

image = tf.Variable(np.random.default_rng(0).random((4, 4, 3)).astype("float32"))
blur = tf.Variable(0.5)
# --- cell ---
def through_png(picture):
    coded = tf.io.encode_png(tf.image.convert_image_dtype(picture, tf.uint8, saturate=True))
    return tf.image.convert_image_dtype(tf.io.decode_png(coded), tf.float32)

back = through_png(image)
loss = tf.reduce_mean(blur * back)
