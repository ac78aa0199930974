# source: constructed
# target: loss
# sources: proj_kernel, stem_kernel, norm_mean, head_kernel
# expect: {"proj_kernel": "not_connected", "stem_kernel": "ok", "norm_mean": "not_trainable", "head_kernel": "ok"}
# culprit: {"proj_kernel": 1}
# notes: The subclass overrides features() and leaves the projection out; the moving mean is a non-trainable variable used in inference mode.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(1)
class Base(keras.Model):
    def __init__(self):
        super().__init__()
        self.stem = keras.layers.Dense(4, activation="tanh")
        self.norm = keras.layers.BatchNormalization()
        self.proj = keras.layers.Dense(4)
        self.head = keras.layers.Dense(1)
    def features(self, x):
        return self.proj(self.norm(self.stem(x), training=False))
    def call(self, x):
        return self.head(self.features(x))
class Lite(Base):
    def features(self, x):
        return self.norm(self.stem(x), training=False)
batch = tf.constant(np.random.default_rng(0).normal(size=(6, 3)).astype("float32"))
model = Lite()
model.proj.build((None, 4))
model(batch)
stem_kernel, proj_kernel, head_kernel = model.stem.kernel, model.proj.kernel, model.head.kernel
norm_mean = model.norm.moving_mean.value
# --- cell ---
pred = model(batch)
loss = tf.reduce_mean(tf.square(pred - 0.5))
