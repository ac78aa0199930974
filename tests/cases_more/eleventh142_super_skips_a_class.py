# source: constructed (code as an engineer structures it)
# target: loss
# sources: w, penalty_rate, center
# expect: {"w": "ok", "penalty_rate": "not_connected", "center": "ok"}
# notes: The leaf class calls super(Penalised, self).loss, which starts the search behind Penalised, so that class's own term is never added.
# --- setup ---
import tensorflow as tf

class Fit:
    def __init__(self):
        self.w = tf.Variable([0.5, -1.0])

    def loss(self, x, y):
        return tf.reduce_mean((tf.linalg.matvec(x, self.w) - y) ** 2)

class Penalised(Fit):
    def __init__(self):
        super().__init__()
        self.penalty_rate = tf.Variable(0.1)

    def loss(self, x, y):
        return super().loss(x, y) + self.penalty_rate * tf.reduce_sum(tf.abs(self.w))

class Centered(Penalised):
    def __init__(self):
        super().__init__()
        self.center = tf.Variable(0.2)

    def loss(self, x, y):
        return super(Penalised, self).loss(x - self.center, y)

model = Centered()
w, penalty_rate, center = model.w, model.penalty_rate, model.center
x, y = tf.constant([[1.0, 2.0], [0.0, 1.0]]), tf.constant([0.5, -0.5])
# --- cell ---
loss = model.loss(x, y)
report = f"rate {penalty_rate.numpy():.2f} -> {loss.numpy():.4f}"
