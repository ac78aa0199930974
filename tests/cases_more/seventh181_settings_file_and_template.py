# source: constructed (configparser and string.Template)
# target: total
# sources: price, volume, fee, cap
# expect: {"price": "left_tensorflow", "volume": "ok", "fee": "left_tensorflow", "cap": "ok"}
# culprit: {"price": 3, "fee": 4}
# notes: Two parameters are written to an ini text and read back; the report with string.Template is only printed.
# --- setup ---
import configparser
import string
import tensorflow as tf

price, volume = tf.Variable(2.5), tf.Variable([3.0, 4.0])
fee, cap = tf.Variable(0.15), tf.Variable(12.0)
report = string.Template("volume $v, cap $c")
# --- cell ---
ini = configparser.ConfigParser()
ini.read_dict({"market": {
    "price": str(price.numpy()),
    "fee": repr(float(fee)),
}})
market = ini["market"]
gross = market.getfloat("price") * tf.reduce_sum(volume)
net = tf.minimum(gross * (1.0 - market.getfloat("fee")), cap)
total = net + 0.1 * tf.reduce_sum(volume ** 2) + 0.01 * cap
print(report.substitute(v=volume.numpy().tolist(), c=float(cap)))
