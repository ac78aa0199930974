# source: constructed
# target: price
# sources: spot, vol, rate
# expect: {"spot": "registered_not_differentiable", "vol": "registered_not_differentiable", "rate": "ok"}
# culprit: {"spot": 2, "vol": 2}
# notes: Pathwise delta of a cash-or-nothing option: spot and vol enter only through the comparison; rate also discounts.
# --- setup ---
import tensorflow as tf

class MarketData:
    def __init__(self, spot, vol, rate):
        self.spot = tf.Variable(spot)
        self.vol = tf.Variable(vol)
        self.rate = tf.Variable(rate)

mkt = MarketData(100.0, 0.2, 0.03)
spot, vol, rate = mkt.spot, mkt.vol, mkt.rate
STRIKE, T = 101.0, 0.5
z = tf.random.stateless_normal([512], seed=[4, 2])

def terminal(m):
    drift = (m.rate - 0.5 * m.vol ** 2) * T
    return m.spot * tf.exp(drift + m.vol * T ** 0.5 * z)
# --- cell ---
s_T = terminal(mkt)
in_the_money = s_T > STRIKE
payoff = tf.where(in_the_money, 1.0, 0.0)
price = tf.exp(-mkt.rate * T) * tf.reduce_mean(payoff)
