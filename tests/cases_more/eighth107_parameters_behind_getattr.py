# source: constructed (__getattr__ delegating to a dictionary)
# target: cost
# sources: rate, cap, floor, slope
# expect: {"rate": "ok", "cap": "left_tensorflow", "floor": "ok", "slope": "computed_before_tape"}
# culprit: {"cap": 2, "slope": 4}
# notes: __getattr__ serves plain names with the variable and names that end in _value with a NumPy scalar; the slope in the store is a tensor from another cell.
# --- setup ---
import tensorflow as tf

class Params:
    def __init__(self, **store):
        self.__dict__["store"] = store
    def __getattr__(self, name):
        base, _, kind = name.partition("_")
        try:
            found = self.store[base]
        except KeyError:
            raise AttributeError(name) from None
        return found.numpy() if kind == "value" else found
rate, cap, floor = tf.Variable(0.3), tf.Variable(2.0), tf.Variable(0.1)
slope = tf.Variable(0.8)
p = Params(rate=rate, cap=cap, floor=floor, slope=tf.tanh(slope))
t = tf.range(4, dtype=tf.float32)
# --- cell ---
growth = tf.exp(p.rate * t)
limited = growth / (1.0 + growth / p.cap_value)
limited = tf.maximum(limited, getattr(p, "floor"))
cost = tf.reduce_sum(limited + t * p.slope)
