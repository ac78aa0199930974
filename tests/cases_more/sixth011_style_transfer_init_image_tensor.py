# source: constructed on a guide
# target: total
# sources: image, style_weight, content_layer_w
# expect: {"image": "ok", "style_weight": "ok", "content_layer_w": "not_connected"}
# culprit: {"content_layer_w": 5}
# notes: The content weight is used only for a printed value, not for the total.
# --- setup ---
import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
filters = tf.constant(rng.normal(size=(3, 3, 3, 4)).astype("float32"))
content_img = tf.constant(rng.random((1, 8, 8, 3)).astype("float32"))
style_img = tf.constant(rng.random((1, 8, 8, 3)).astype("float32"))
def features(img):
    return tf.nn.relu(tf.nn.conv2d(img, filters, 1, "VALID"))
def gram(f):
    n = tf.cast(tf.shape(f)[1] * tf.shape(f)[2], tf.float32)
    return tf.einsum("bijc,bijd->bcd", f, f) / n
image = tf.Variable(content_img)
style_weight = tf.Variable(1e-2)
content_layer_w = tf.Variable(1e4)
tv_weight = 1e-3
# --- cell ---
f = features(image)
content_term = content_layer_w * tf.reduce_mean((f - features(content_img)) ** 2)
style_term = style_weight * tf.reduce_mean((gram(f) - gram(features(style_img))) ** 2)
tv = tf.reduce_sum(tf.image.total_variation(image))
total = style_term + tv_weight * tv
print("content: %.4f style: %.4f" % (content_term, style_term))
