# source: https://github.com/tensorflow/tensorflow/issues/42984
# target: loss
# sources: w, b
# expect: {"w": "left_tensorflow", "b": "ok"}
# culprit: {"w": 2}
# notes: Intermediate results go through a database.
# --- setup ---
import sqlite3
import tensorflow as tf
db = sqlite3.connect(":memory:")
db.execute("create table runs (step integer, value real)")
w, b = tf.Variable([0.5, 1.5]), tf.Variable(0.3)
# --- cell ---
for step, value in enumerate(tf.unstack(tf.square(w))):
    db.execute("insert into runs values (?, ?)", (step, float(value)))
(mean,) = db.execute("select avg(value) from runs").fetchone()
loss = mean * b + b ** 2
