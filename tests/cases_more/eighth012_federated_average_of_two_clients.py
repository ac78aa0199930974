# source: constructed (federated averaging)
# target: server_loss
# sources: client_a, client_b, trust, head
# expect: {"client_a": "ok", "client_b": "left_tensorflow", "trust": "left_tensorflow", "head": "ok"}
# culprit: {"client_b": 1, "trust": 2}
# notes: One client sends its weights as they are, the other one as a NumPy array over the wire; the trust weights are normalised with Python floats.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(812)
client_a, client_b = (tf.Variable(rng.normal(size=(3, 2)).astype("float32")) for _ in range(2))
trust = tf.Variable([1.0, 3.0])
head = tf.Variable(rng.normal(size=(2, 1)).astype("float32"))
holdout = tf.constant(rng.normal(size=(4, 3)).astype("float32"))
class LocalClient:
    def __init__(self, *weights):
        self.weights = weights
    def upload(self):
        return list(self.weights)
class RemoteClient(LocalClient):
    def upload(self):
        return [w.numpy() for w in self.weights]
clients = [LocalClient(client_a), RemoteClient(client_b)]
def average(uploads, shares):
    total = sum(shares)
    return [sum(s * w for s, w in zip(shares, column)) / total for column in zip(*uploads)]
# --- cell ---
uploads = [c.upload() for c in clients]
shares = [float(t) for t in tf.unstack(trust)]
merged, = average(uploads, shares)
server_loss = tf.reduce_mean(tf.nn.softplus(tf.nn.relu(holdout @ merged) @ head))
