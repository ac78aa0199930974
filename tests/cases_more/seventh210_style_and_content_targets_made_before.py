# source: https://www.tensorflow.org/tutorials/generative/style_transfer
# target: loss
# sources: image, style_img, content_img, style_weight, tv_mask
# expect: {"image": "ok", "style_img": "computed_before_tape", "content_img": "computed_before_tape", "style_weight": "left_tensorflow", "tv_mask": "integer_dtype"}
# culprit: {"style_img": 2, "content_img": 3, "style_weight": 5}
# notes: Only the image that is optimised runs in this cell; the targets were extracted at the start, as in the tutorial.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(2)
filters = tf.constant(rng.normal(size=(3, 3, 3, 4)).astype("float32"))
def extract(img):
    f = tf.nn.relu(tf.nn.conv2d(img, filters, 1, "SAME"))
    gram = tf.einsum("bijc,bijd->bcd", f, f) / 36.0
    return {"style": gram, "content": f}
style_img = tf.Variable(rng.random((1, 6, 6, 3)).astype("float32"))
content_img = tf.Variable(rng.random((1, 6, 6, 3)).astype("float32"))
image = tf.Variable(content_img)
style_weight = tf.Variable(0.01)
tv_mask = tf.Variable([True, False, True])
targets = {"style": extract(style_img)["style"], "content": extract(content_img)["content"]}
# --- cell ---
outputs = extract(image)
style_loss = tf.reduce_mean((outputs["style"] - targets["style"]) ** 2)
content_loss = tf.reduce_mean((outputs["content"] - targets["content"]) ** 2)
tv = tf.image.total_variation(tf.boolean_mask(image, tv_mask, axis=3))
loss = style_weight.numpy() * style_loss + content_loss + 1e-3 * tf.reduce_sum(tv)
