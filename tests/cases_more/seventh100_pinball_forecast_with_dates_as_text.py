# source: constructed (sequence model with calendar features)
# target: loss
# sources: gru_kernel, holiday_effect, level, quantile
# expect: {"gru_kernel": "ok", "holiday_effect": "ok", "level": "integer_dtype", "quantile": "registered_not_differentiable"}
# culprit: {"level": 2, "quantile": 6}
# notes: The level is written into a label and read back by tf.strings; the quantile decides by a comparison which side is counted, and the effect of a holiday is looked up by an integer.
# --- setup ---
import numpy as np
import tensorflow as tf
import keras

keras.utils.set_random_seed(73)
gru = keras.layers.GRU(3)
past = tf.constant(np.random.default_rng(73).normal(size=(2, 5, 1)).astype("float32"))
gru(past)
gru_kernel = gru.cell.kernel
holiday_effect, level, quantile = tf.Variable([0.0, 0.4]), tf.Variable(1.25), tf.Variable(0.0)
days = tf.constant(["2024-12-25", "2024-11-02"])
future = tf.constant([1.0, 0.2])
# --- cell ---
is_holiday = tf.cast(tf.strings.regex_full_match(days, ".*-12-25"), tf.int32)
label = tf.strings.join(["level=", tf.strings.as_string(level)])
parsed = tf.strings.to_number(tf.strings.substr(label, 6, 8))
forecast = tf.reduce_sum(gru(past), axis=1) + tf.gather(holiday_effect, is_holiday) + parsed
error = future - forecast
loss = tf.reduce_mean(tf.where(error > quantile, 0.9 * error, -0.1 * error))
