# source: constructed (climate model with ice-albedo feedback)
# target: drift
# sources: solar, co2, ice, years, ocean, haze
# expect: {"solar": "ok", "co2": "left_tensorflow", "ice": "not_taken_branch", "years": "integer_dtype", "ocean": "stateful_op", "haze": "not_connected"}
# culprit: {"co2": 1, "ice": 6, "ocean": 10}
# notes: Zero-dimensional climate: the ice branch is never entered, the ocean is state, the logarithm of the CO2 ratio comes from NumPy.
# --- setup ---
import numpy as np
import tensorflow as tf

solar, co2 = tf.Variable(1361.0), tf.Variable(420.0)
ice, years = tf.Variable(0.6), tf.Variable(5)
ocean, haze = tf.Variable(0.02), tf.Variable(0.1)
deep = tf.Variable(287.0, trainable=False)
# --- cell ---
forcing = 5.35 * np.log(co2 / 280.0)
temp = tf.constant(288.0)
veil = 1.0 - haze
for year in range(3):
    albedo = 0.3
    if temp < 263.0:
        albedo = ice
    absorbed = solar / 4.0 * (1.0 - albedo) + forcing
    emitted = 0.612 * 5.67e-8 * temp ** 4
    deep.assign(deep + ocean * (temp - deep))
    temp = temp + (absorbed - emitted - 0.5 * (temp - deep)) / 10.0
drift = (temp - 288.0) / tf.cast(years, tf.float32)
