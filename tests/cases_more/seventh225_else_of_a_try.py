# source: constructed (try / except / else with a lookup)
# target: charge
# sources: base, promo, member, night
# expect: {"base": "ok", "promo": "not_taken_branch", "member": "ok", "night": "not_taken_branch"}
# culprit: {"promo": 4, "night": 8}
# notes: The lookup fails, so the else block of the try is skipped; the night surcharge sits in the arm of a conditional expression that was not chosen.
# --- setup ---
import tensorflow as tf

base, promo = tf.Variable(20.0), tf.Variable(0.15)
member, night = tf.Variable(0.9), tf.Variable(1.25)
codes = {"SPRING": 2.0}
order = {"code": "WINTER", "hour": 14}
# --- cell ---
price = base * member
try:
    factor = codes[order["code"]]
except KeyError:
    print("unknown code", order["code"])
else:
    price = price - factor * promo
charge = price * (night if order["hour"] >= 22 else 1.0)
