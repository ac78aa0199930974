# source: constructed on a guide
# target: h
# sources: coef, chars
# expect: {"coef": "ok", "chars": "integer_dtype"}
# notes: Horner's rule with foldl over character codes decoded from a string.
# --- setup ---
import numpy as np
import tensorflow as tf
coef = tf.Variable(0.37)
chars = tf.Variable("abc", dtype=tf.string)
# --- cell ---
codes = tf.cast(tf.strings.unicode_decode(chars, "UTF-8"), tf.float32) / 128.0
h = tf.foldl(lambda acc, c: acc * coef + c, codes, initializer=0.0)
