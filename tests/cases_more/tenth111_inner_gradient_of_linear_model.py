# source: constructed (input gradient of a linear model, used as data)
# target: sensitivity
# sources: features, coef, intercept
# expect: {"features": "not_connected", "coef": "ok", "intercept": "not_connected"}
# notes: The slope of a linear model is its coefficient: it depends neither on the point nor on the intercept. Nothing is broken on the way.
# --- setup ---
import tensorflow as tf

coef = tf.Variable([0.7, -1.1, 0.4])
intercept = tf.Variable(0.3)
features = tf.Variable([1.0, 2.0, 3.0])
# --- cell ---
with tf.GradientTape() as inner:
    inner.watch(features)
    fitted = tf.reduce_sum(coef * features) + intercept
slope = inner.gradient(fitted, features)
sensitivity = tf.reduce_sum(slope ** 2)
