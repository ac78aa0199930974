# source: https://keras.io/guides/custom_train_step_in_tensorflow/
# target: report
# sources: kernel, class_weight, head_scale, warm
# expect: {"kernel": "stateful_op", "class_weight": "stateful_op", "head_scale": "ok", "warm": "not_connected"}
# culprit: {"kernel": 1, "class_weight": 1}
# notes: The logs of a custom train_step are read back as a loss: what they hold is the state of a Mean metric. The factor in front is applied to it outside.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(0)
class_weight = tf.Variable([1.0, 3.0])
class Weighted(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(2)
        self.meter = keras.metrics.Mean(name="loss")
    def call(self, x):
        return self.dense(x)
    def train_step(self, data):
        x, y = data
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(y, self(x))
        loss = tf.reduce_mean(ce * tf.gather(class_weight, y))
        self.meter.update_state(loss)
        return {"loss": self.meter.result()}
x = tf.constant(np.random.default_rng(0).normal(size=(5, 3)).astype("float32"))
y = tf.constant([0, 1, 1, 0, 1])
model = Weighted()
model(x)
kernel = model.dense.kernel
head_scale, warm = tf.Variable(0.5), tf.Variable(2.0)
# --- cell ---
logs = model.train_step((x, y))
ramp = tf.minimum(warm, 1.0)
report = head_scale * logs["loss"]
