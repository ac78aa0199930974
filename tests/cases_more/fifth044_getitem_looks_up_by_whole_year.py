# source: https://github.com/tensorflow/tensorflow/issues/15278
# target: premium
# sources: age, rates, loading
# expect: {"age": "integer_dtype", "rates": "ok", "loading": "ok"}
# culprit: {"age": 3}
# notes: The subscript of an own class casts its key.
# --- setup ---
import tensorflow as tf
class Table:
    def __init__(self, rows):
        self.rows = rows
    def __getitem__(self, year):
        return tf.gather(self.rows, tf.cast(year, tf.int32))
age = tf.Variable(2.6)
rates = tf.Variable([0.1, 0.2, 0.4, 0.8])
loading = tf.Variable(1.1)
mortality = Table(rates)
# --- cell ---
premium = (
    loading
    * mortality[age]
    + 0.01 * tf.square(loading)
)
