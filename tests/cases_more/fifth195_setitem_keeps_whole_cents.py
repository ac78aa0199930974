# source: https://github.com/tensorflow/tensorflow/issues/23274
# target: loss
# sources: price, fee
# expect: {"price": "integer_dtype", "fee": "ok"}
# culprit: {"price": 2}
# notes: A dictionary of whole cents.
# --- setup ---
import tensorflow as tf
class Ledger(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, tf.cast(value * 100.0, tf.int64))
    def total(self):
        return tf.add_n([tf.cast(v, tf.float32) for v in self.values()]) / 100.0
price, fee = tf.Variable([1.239, 4.501]), tf.Variable(0.1)
ledger = Ledger()
# --- cell ---
for k, amount in enumerate(tf.unstack(price)):
    ledger[k] = amount
loss = tf.square(ledger.total() + fee)
