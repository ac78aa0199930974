# source: constructed on a guide
# target: loss
# sources: old_w, new_w
# expect: {"old_w": "wrong_object", "new_w": "ok"}
# culprit: {"old_w": 1}
# notes: The wrapper holds the second model; the handle old_w comes from the first of the same class.
# --- setup ---
import numpy as np
import tensorflow as tf
class Net(tf.Module):
    def __init__(self, hidden, seed=0):
        g = np.random.default_rng(seed)
        self.w1 = tf.Variable(g.normal(size=(2, hidden)).astype("float32"), name="w1")
        self.w2 = tf.Variable(g.normal(size=(hidden, 1)).astype("float32"), name="w2")
    def __call__(self, x):
        return tf.nn.relu(x @ self.w1) @ self.w2
class Trainer:
    def __init__(self, hidden):
        self.model = Net(hidden)
        self.losses = []
net_a = Net(4)
old_w = net_a.w1
trainer = Trainer(4)
new_w = trainer.model.w1
x = tf.constant([[1.0, 0.5], [-0.3, 2.0], [0.7, 0.7]])
y = tf.constant([[1.0], [0.0], [0.5]])
# --- cell ---
pred = trainer.model(x)
loss = tf.reduce_mean((pred - y) ** 2)
trainer.losses.append(float(loss))
if len(trainer.losses) > 1 and trainer.losses[-1] > trainer.losses[-2]:
    print("getting worse")
