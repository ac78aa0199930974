# source: constructed (decimal and fractions)
# target: invoice
# sources: price, quantity, tax, share
# expect: {"price": "left_tensorflow", "quantity": "ok", "tax": "ok", "share": "left_tensorflow"}
# culprit: {"price": 1, "share": 2}
# notes: Cents are rounded with decimal, the share is approximated by a fraction; quantity and tax are ordinary tensors.
# --- setup ---
from decimal import Decimal, ROUND_HALF_UP
from fractions import Fraction
import tensorflow as tf

price, quantity = tf.Variable(19.994), tf.Variable([2.0, 1.0, 5.0])
tax, share = tf.Variable(0.19), tf.Variable(0.333)
# --- cell ---
exact = Decimal(str(price.numpy())).quantize(Decimal("0.01"), ROUND_HALF_UP)
ratio = Fraction(float(share)).limit_denominator(10)
net = quantity * float(exact)
gross = net + tax * net
invoice = tf.reduce_sum(gross) * (ratio.numerator / ratio.denominator)
