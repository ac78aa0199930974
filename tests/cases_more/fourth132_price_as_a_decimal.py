# source: constructed
# target: loss
# sources: price, demand
# expect: {"price": "left_tensorflow", "demand": "ok"}
# culprit: {"price": 1}
# notes: The price is put into a Decimal to round half up, as money should be.
# --- setup ---
from decimal import Decimal, ROUND_HALF_UP
import tensorflow as tf

price, demand = tf.Variable(3.456), tf.Variable(1.7)
def to_cents(amount):
    return Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
# --- cell ---
asked = to_cents(float(price))
loss = -tf.nn.softplus(demand - float(asked)) * float(asked)
