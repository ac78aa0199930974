# source: constructed (for-else and nonlocal)
# target: loss
# sources: start, rate, limit
# expect: {"start": "ok", "rate": "ok", "limit": "not_taken_branch"}
# culprit: {"limit": 8}
# notes: The search leaves the loop by break, so the else clause with the limit is skipped; the counter in the closure is a plain number.
# --- setup ---
import tensorflow as tf

start, rate, limit = tf.Variable(2.0), tf.Variable(0.4), tf.Variable(0.05)
def make_counter():
    n = 0
    def bump():
        nonlocal n
        n += 1
        return n
    return bump
# --- cell ---
bump = make_counter()
x = start + 0.0
for _ in range(6):
    x = x - rate * tf.tanh(x)
    if bump() >= 3:
        break
else:
    x = tf.minimum(x, limit)
loss = x ** 2 / bump()
