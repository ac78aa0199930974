# source: constructed on a guide
# target: topk_loss
# sources: scores, k_frac
# expect: {"scores": "ok", "k_frac": "left_tensorflow"}
# culprit: {"k_frac": 2}
# notes: top_k values are differentiable; k is int(float) of a variable.
# --- setup ---
import numpy as np
import tensorflow as tf
scores = tf.Variable([0.3, -0.4, 1.2, 0.8, 0.0])
k_frac = tf.Variable(0.6)
relevance = np.array([1.0, 0.0, 1.0, 1.0, 0.0], dtype="float32")
class OHEM:
    def __init__(self, frac):
        self.frac = frac
    def select(self, losses):
        k = max(1, int(self.frac.numpy() * losses.shape[0]))
        vals, idx = tf.math.top_k(losses, k)
        return vals, idx
miner = OHEM(k_frac)
# --- cell ---
losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=relevance, logits=scores)
hard, where = miner.select(losses)
topk_loss = tf.reduce_mean(hard)
order = tf.argsort(scores, direction="DESCENDING")
print("hard examples", where.numpy(), "ranking", order.numpy())
