# source: constructed (a non-data descriptor is hidden by an instance attribute)
# target: y
# sources: kernel, gain, x
# expect: {"kernel": "stop_gradient", "gain": "ok", "x": "ok"}
# culprit: {"kernel": 1}
# notes: Both attributes are declared Frozen(), but Frozen has only __get__: the instance attribute gain wins over it, while kernel is stored under another name and really goes through stop_gradient.
# --- setup ---
import tensorflow as tf

class Frozen:
    def __set_name__(self, owner, name):
        self.name = name
    def __get__(self, obj, owner=None):
        return tf.stop_gradient(obj.__dict__["_" + self.name])

class Filter:
    kernel = Frozen()
    gain = Frozen()
    def __init__(self, kernel, gain):
        self._kernel = kernel
        self._gain = self.gain = gain

kernel, gain = tf.Variable([0.2, 0.6, 0.2]), tf.Variable(1.1)
filt = Filter(kernel, gain)
x = tf.Variable([0.0, 1.0, 4.0, 9.0])
# --- cell ---
taps = filt.kernel
windows = tf.stack([x[:-2], x[1:-1], x[2:]], axis=1)
y = filt.gain * tf.reduce_sum(tf.linalg.matvec(windows, taps) ** 2)
