# source: constructed
# target: loss
# sources: net.w, net.b
# expect: {"net.w": "replaced_by_tensor", "net.b": "replaced_by_tensor"}
# culprit: {"net.w": 3, "net.b": 3}
# notes: 
# --- setup ---
import tensorflow as tf

class Net: pass
net = Net()
net.w, net.b = tf.Variable([1.0, 2.0]), tf.Variable(0.5)
# --- cell ---
loss = tf.reduce_sum(net.w ** 2) * net.b
for name in ("w", "b"):
    setattr(net, name, getattr(net, name) * 0.9)
