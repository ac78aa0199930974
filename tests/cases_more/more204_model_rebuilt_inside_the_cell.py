# source: constructed (model built anew at the top of the cell)
# target: loss
# sources: kernel, temperature
# expect: {"kernel": "wrong_object", "temperature": "ok"}
# culprit: {"kernel": 2}
# notes: kernel belongs to the model that existed before this cell replaced it.
# --- setup ---
import numpy as np
import tensorflow as tf

import keras
def build():
    keras.utils.set_random_seed(0)
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="out")])
model = build()
kernel, temperature = model.get_layer("out").kernel, tf.Variable(2.0)
x = tf.constant(np.random.default_rng(0).normal(size=(4, 3)).astype("float32"))
# --- cell ---
model = build()
logits = model(x) / temperature
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1, 1, 0], logits=logits))
