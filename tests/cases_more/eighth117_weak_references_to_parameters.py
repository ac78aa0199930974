# source: constructed (weakref)
# target: energy
# sources: w, spare, mask
# expect: {"w": "ok", "spare": "ok", "mask": "not_trainable"}
# notes: A weak reference gives back the same variable; the anonymous one has been collected already, so the spare takes its place. The mask was made with trainable=False.
# --- setup ---
import weakref
import tensorflow as tf

w, spare = tf.Variable([0.5, -0.5]), tf.Variable([2.0, 1.0])
mask = tf.Variable([1.0, 0.0], trainable=False)
pool = weakref.WeakValueDictionary(w=w, mask=mask)
pool["scratch"] = tf.Variable([9.0, 9.0])
handle = weakref.ref(w)
# --- cell ---
base = handle() if handle() is not None else tf.zeros([2])
extra = pool.get("scratch", spare)
energy = tf.reduce_sum(pool["mask"] * base ** 2 + base * extra)
