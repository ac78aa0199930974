# source: https://github.com/tensorflow/tensorflow/issues/54568
# target: loss
# sources: key_writer, long_writer, reader, forget, decay
# expect: {"key_writer": "ok", "long_writer": "stateful_op", "reader": "ok", "forget": "ok", "decay": "not_trainable"}
# culprit: {"long_writer": 2}
# notes: The short memory is an attribute that is replaced (a new tensor, fine), the long memory a variable that is added to.
# --- setup ---
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(36)
def var(*shape, **kw):
    return tf.Variable(rng.normal(size=shape).astype("float32"), **kw)
class Memory:
    def __init__(self):
        self.key_writer, self.long_writer, self.reader = var(3, 4), var(3, 4), var(4, 1)
        self.forget, self.decay = tf.Variable(0.3), tf.Variable(0.9, trainable=False)
        self.keys = tf.zeros([2, 4])
        self.long = tf.Variable(tf.zeros([2, 4]), trainable=False)
    def write(self, x):
        self.keys = self.forget * self.keys + tf.tanh(x @ self.key_writer)
        self.long.assign_add(x @ self.long_writer)
    def read(self):
        return (tf.nn.softmax(self.keys) * (1.0 + self.decay * self.long)) @ self.reader
memory = Memory()
key_writer, long_writer, reader = memory.key_writer, memory.long_writer, memory.reader
forget, decay = memory.forget, memory.decay
stream = tf.constant(rng.normal(size=(2, 2, 3)).astype("float32"))
# --- cell ---
for x in tf.unstack(stream):
    memory.write(x)
loss = tf.reduce_mean((memory.read() - 1.0) ** 2)
