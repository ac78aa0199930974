# source: constructed (option pricing exercise)
# target: price
# sources: spot, sigma, strike, days, rate
# expect: {"spot": "ok", "sigma": "left_tensorflow", "strike": "ok", "days": "registered_not_differentiable", "rate": "ok"}
# culprit: {"sigma": 2, "days": 1}
# notes: Two ways to the normal distribution function: tf.math.erf for d1 and the math module for d2's volatility term; the days are counted in whole weeks.
# --- setup ---
import math
import tensorflow as tf

spot, strike = tf.Variable(102.0), tf.Variable(100.0)
sigma, rate = tf.Variable(0.2), tf.Variable(0.03)
days = tf.Variable(191.0)
def cdf(z):
    return 0.5 * (1.0 + tf.math.erf(z / math.sqrt(2.0)))
def spread(vol):
    return math.sqrt(2.0) * math.log1p(vol)
# --- cell ---
years = (days // 7.0) / 52.0
vol = spread(sigma)
d1 = (tf.math.log(spot / strike) + (rate + vol ** 2 / 2.0) * years) / (vol * tf.sqrt(years))
d2 = d1 - vol * tf.sqrt(years)
price = spot * cdf(d1) - strike * tf.exp(-rate * years) * cdf(d2)
