# source: constructed on a guide
# target: class_score
# sources: conv_maps, photo
# expect: {"conv_maps": "wrong_object", "photo": "ok"}
# culprit: {"conv_maps": 2}
# notes: Grad-CAM: the feature map was computed by a second model call, the score comes from the whole model.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras
keras.utils.set_random_seed(0)
classifier = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Conv2D(4, 3, activation="relu", name="last_conv"),
                               keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3)])
feat_model = keras.Model(classifier.inputs, classifier.get_layer("last_conv").output)
photo = tf.Variable(np.random.default_rng(0).random((1, 8, 8, 1)).astype("float32"))
def top(p):
    return int(tf.argmax(p[0]))
# --- cell ---
conv_maps = feat_model(photo)
preds = classifier(photo)
k = top(preds)
class_score = preds[:, k]
print("class", k, "maps", conv_maps.shape)
