# source: constructed
# target: distance
# sources: w, copy_w, b, tau
# expect: {"w": "wrong_object", "copy_w": "ok", "b": "ok", "tau": "registered_not_differentiable"}
# culprit: {"w": 1, "tau": 2}
# notes: The weights of the original are asked for, but only the deep copy's weights are used; the copy shares nothing except what is passed in.
# --- setup ---
import copy
import tensorflow as tf

class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable([[1.0, 0.2], [0.3, 0.8]])
    def __call__(self, x, b):
        return x @ self.w + b
online = Affine()
target_net = copy.deepcopy(online)
w, copy_w = online.w, target_net.w
b = tf.Variable([0.1, 0.0])
tau = tf.Variable(1.7)
x = tf.constant([[1.0, -1.0]])
# --- cell ---
y = target_net(x, b)
weight = tau // 1.0
distance = weight * tf.reduce_sum(tf.square(y - 0.5))
