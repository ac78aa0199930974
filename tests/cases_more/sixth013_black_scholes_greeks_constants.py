# source: constructed on a guide
# target: price
# sources: spot, vol, rate, strike
# expect: {"spot": "ok", "vol": "ok", "rate": "not_watched", "strike": "not_watched"}
# culprit: {"rate": 1, "strike": 1}
# notes: Greeks: spot and vol are variables, rate and strike plain constants made in the cell.
# --- setup ---
import numpy as np
import tensorflow as tf
def norm_cdf(x):
    return 0.5 * (1.0 + tf.math.erf(x / np.sqrt(2.0)))
class EuropeanCall:
    def __init__(self, strike, maturity):
        self.strike, self.maturity = strike, maturity
    def price(self, s, sigma, r):
        root = sigma * tf.sqrt(self.maturity)
        d1 = (tf.math.log(s / self.strike) + (r + 0.5 * sigma ** 2) * self.maturity) / root
        d2 = d1 - root
        return s * norm_cdf(d1) - self.strike * tf.exp(-r * self.maturity) * norm_cdf(d2)
spot = tf.Variable(100.0)
vol = tf.Variable(0.2)
# --- cell ---
rate, strike = tf.constant(0.03), tf.constant(105.0)
T = tf.constant(0.5)
option = EuropeanCall(strike, T)
price = option.price(spot, vol, rate)
intrinsic = max(spot.numpy() - 105.0, 0.0)
print("call", price.numpy(), "intrinsic", intrinsic)
