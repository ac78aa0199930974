# source: constructed
# target: loss
# sources: Net.scale, Net.shift
# expect: {"Net.scale": "replaced_by_tensor", "Net.shift": "ok"}
# culprit: {"Net.scale": 2}
# notes: The class attribute is rebound to a tensor after the loss was computed.
# --- setup ---
import tensorflow as tf

class Net:
    scale = tf.Variable(2.0)
    shift = tf.Variable(0.1)
    @classmethod
    def forward(cls, x):
        return cls.scale * x + cls.shift
x = tf.constant([1.0, 2.0])
# --- cell ---
loss = tf.reduce_mean(Net.forward(x) ** 2)
Net.scale = Net.scale * 0.99
