# source: constructed (recommender trainer class)
# target: loss
# sources: user, item, bias
# expect: {"user": "ok", "item": "left_tensorflow", "bias": "stop_gradient"}
# culprit: {"item": 2, "bias": 2}
# notes: Inside the trainer's method the item vector is listed, the bias detached; all of it counts at the call in the cell. The user vector has an ordinary way.
# --- setup ---
import numpy as np
import tensorflow as tf

class Trainer:
    def __init__(self, user, item, bias):
        self.user, self.item, self.bias, self.log = user, item, bias, []
    def score(self):
        items = self.item.numpy().tolist()
        raw = tf.linalg.matvec(tf.constant(items), self.user)
        return raw + tf.stop_gradient(self.bias)
    def loss(self, wish):
        s = self.score()
        self.log.append(int(tf.argmax(s)))
        return tf.reduce_mean((s - wish) ** 2)
rng = np.random.default_rng(5)
user = tf.Variable(rng.normal(size=3).astype("float32"))
item = tf.Variable(rng.normal(size=(4, 3)).astype("float32"))
bias = tf.Variable(0.2)
trainer = Trainer(user, item, bias)
# --- cell ---
wish = tf.constant([1.0, 0.0, 0.0, 1.0])
loss = trainer.loss(wish)
print("top item", trainer.log[-1])
