# source: constructed (variables handed out by a registry of weak references)
# target: y
# sources: gain, bias, x
# expect: {"gain": "wrong_object", "bias": "ok", "x": "ok"}
# culprit: {"gain": 1}
# notes: gain was rebound to a new variable that the registry does not know; the layer asks the registry by name and gets another one (the old one, or a fresh one if that was collected). bias is still the registered object.
# --- setup ---
import weakref
import tensorflow as tf

_registry = weakref.WeakValueDictionary()
def get_variable(name, init):
    var = _registry.get(name)
    if var is None:
        var = _registry[name] = tf.Variable(init, name=name)
    return var

gain = get_variable("gain", 2.0)
bias = get_variable("bias", 0.1)
gain = tf.Variable(3.5, name="gain")     # better starting value
x = tf.Variable([1.0, -1.0])
def affine(t):
    return get_variable("gain", 2.0) * t + get_variable("bias", 0.1)
# --- cell ---
y = tf.reduce_sum(tf.sin(affine(x)))
