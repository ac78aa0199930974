# source: constructed (style transfer with a cloned feature net)
# target: loss
# sources: image, feature_kernel, style_weights, content_image
# expect: {"image": "ok", "feature_kernel": "wrong_object", "style_weights": "ok", "content_image": "not_watched"}
# culprit: {"feature_kernel": 1}
# notes: The features come from a clone without pooling, so the kernel of the original network is not the one in use.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(72)
net = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3, activation="relu"),
                        keras.layers.Conv2D(4, 3, activation="relu")])
extractor = keras.models.clone_model(net)
extractor.set_weights(net.get_weights())
feature_kernel = net.layers[0].kernel
rng = np.random.default_rng(72)
image = tf.Variable(rng.random((1, 8, 8, 3)).astype("float32"))
content_image = tf.constant(rng.random((1, 8, 8, 3)).astype("float32"))
style_weights = tf.Variable([0.7, 0.3])
def gram(maps):
    return tf.einsum("bijc,bijd->cd", maps, maps) / float(maps.shape[1] * maps.shape[2])
# --- cell ---
maps = extractor(image)
wanted = extractor(content_image)
content = tf.reduce_mean((maps - wanted) ** 2)
style = tf.reduce_mean(gram(maps) ** 2)
loss = style_weights[0] * content + style_weights[1] * style
