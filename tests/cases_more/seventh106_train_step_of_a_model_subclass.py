# source: constructed (custom train_step with a regulariser)
# target: loss
# sources: body_kernel, gate_kernel, smooth, label_table
# expect: {"body_kernel": "ok", "gate_kernel": "not_connected", "smooth": "left_tensorflow", "label_table": "stop_gradient"}
# culprit: {"smooth": 1, "label_table": 1, "gate_kernel": 1}
# notes: A model subclass computes its loss in a method: the gate is called for its statistics only, the smoothing is a config number taken from the variable.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(78)
class Gated(keras.Model):
    def __init__(self):
        super().__init__()
        self.body, self.gate = keras.layers.Dense(3), keras.layers.Dense(3, activation="sigmoid")
        self.smooth = tf.Variable(0.1)
        self.labels = tf.Variable(tf.eye(3))
        self.history = []
    def call(self, x):
        self.history.append(float(tf.reduce_mean(self.gate(x))))
        return self.body(x)
    def step_loss(self, x, y):
        logits = self(x, training=True)
        eps = float(self.smooth.numpy())
        wanted = tf.stop_gradient(tf.gather(self.labels, y)) * (1.0 - eps) + eps / 3.0
        return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=wanted, logits=logits))
model = Gated()
x, y = np.random.default_rng(78).normal(size=(4, 2)).astype("float32"), np.array([0, 2, 1, 1])
model(x)
body_kernel, gate_kernel, smooth, label_table = model.body.kernel, model.gate.kernel, model.smooth, model.labels
# --- cell ---
loss = model.step_loss(x, y)
