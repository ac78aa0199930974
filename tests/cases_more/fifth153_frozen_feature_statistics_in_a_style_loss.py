# source: https://www.tensorflow.org/tutorials/generative/style_transfer
# target: loss
# sources: image, mean, layer_w, style_weight
# expect: {"image": "ok", "mean": "not_trainable", "layer_w": "ok", "style_weight": "left_tensorflow"}
# culprit: {"mean": 4, "style_weight": 5}
# notes: Four sources of a style-transfer step.
# --- setup ---
import tensorflow as tf
class Extractor(tf.Module):
    def __init__(self):
        super().__init__()
        self.mean = tf.Variable([0.485, 0.456, 0.406], trainable=False)
        self.filters = tf.Variable(tf.random.stateless_normal([3, 3, 3, 2], [1, 2]))
    def __call__(self, x):
        return tf.nn.relu(tf.nn.conv2d(x - self.mean, self.filters, 1, "SAME"))
extract = Extractor()
mean, layer_w = extract.mean, extract.filters
image = tf.Variable(tf.random.stateless_uniform([1, 5, 5, 3], [3, 4]))
style_weight = tf.Variable(0.01)
# --- cell ---
def gram(maps):
    flat = tf.reshape(maps, [-1, maps.shape[-1]])
    return tf.einsum("ic,id->cd", flat, flat) / float(flat.shape[0])
features = extract(image)
weights = dict(style=style_weight.numpy().item(), content=1.0)
style = tf.reduce_mean(gram(features) ** 2)
content = tf.reduce_mean(tf.abs(features))
loss = weights["style"] * style + weights["content"] * content + 0.1 * tf.reduce_sum(tf.image.total_variation(image))
