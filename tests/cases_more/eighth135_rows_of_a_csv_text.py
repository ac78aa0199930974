# source: constructed (csv and io)
# target: loss
# sources: alpha, beta, gamma
# expect: {"alpha": "left_tensorflow", "beta": "ok", "gamma": "ok"}
# culprit: {"alpha": 4}
# notes: One parameter travels through a CSV text and back; the other columns of the record are only names.
# --- setup ---
import csv
import io
import tensorflow as tf

alpha, beta, gamma = tf.Variable(0.25), tf.Variable(1.5), tf.Variable(-0.4)
x = tf.constant([0.5, 1.0, 2.0])
table = {"beta": beta, "gamma": gamma}
# --- cell ---
sheet = io.StringIO()
writer = csv.DictWriter(sheet, ["name", "value"])
writer.writeheader()
writer.writerow({"name": "alpha", "value": alpha.numpy()})
writer.writerows({"name": n, "value": ""} for n in table)
sheet.seek(0)
model = tf.ones_like(x)
for row in csv.DictReader(sheet):
    factor = float(row["value"]) if row["value"] else table[row["name"]]
    model = model * tf.exp(factor * x)
loss = tf.reduce_sum(tf.math.log1p(model))
