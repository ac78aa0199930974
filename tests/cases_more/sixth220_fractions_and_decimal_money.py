# source: constructed on a guide
# target: owed
# sources: principal, rate, fee
# expect: {"principal": "left_tensorflow", "rate": "ok", "fee": "ok"}
# culprit: {"principal": 2}
# notes: The amount is quantised with decimal; rate and fee are still tensors.
# --- setup ---
import numpy as np
import tensorflow as tf
from decimal import Decimal, ROUND_HALF_EVEN
from fractions import Fraction
principal = tf.Variable(1000.129)
rate = tf.Variable(0.035)
fee = tf.Variable(12.5)
# --- cell ---
share = Fraction(3, 12)
cents = float(Decimal(str(principal.numpy())).quantize(Decimal("0.01"), ROUND_HALF_EVEN))
growth = (1.0 + rate) ** float(share)
owed = cents * growth + fee * share.denominator
