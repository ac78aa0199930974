# source: https://isolution.pro/q/so69914111/tensorflow-2-wa-kobai-o-keisanshimasen
# target: objective
# sources: pic, filters, tv_weight
# options: --watch pic
# expect: {"pic": "ok", "filters": "left_tensorflow", "tv_weight": "ok"}
# culprit: {"filters": 1}
# notes: Feature visualisation: the activations come from predict_on_batch (an array). The picture still has a gradient, but only through the smoothness penalty.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(9)
extractor = keras.Sequential([keras.Input((9, 9, 3)), keras.layers.Conv2D(5, 3, activation="relu", name="block1")])
filters = extractor.get_layer("block1").kernel
pic = tf.convert_to_tensor(np.random.default_rng(4).uniform(size=(1, 9, 9, 3)).astype("float32"))
tv_weight = tf.Variable(1e-3)
feature_map = 2
# --- cell ---
acts = extractor.predict_on_batch(pic)
wanted = tf.reduce_mean(acts[..., feature_map])
smooth = tf.reduce_sum(tf.image.total_variation(pic))
objective = wanted - tv_weight * smooth
