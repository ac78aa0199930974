# source: constructed
# target: total
# sources: w_skip, w_used, w_late, w_extra
# expect: {"w_skip": "not_taken_branch", "w_used": "ok", "w_late": "not_taken_branch", "w_extra": "not_taken_branch"}
# culprit: {"w_skip": 8, "w_late": 10, "w_extra": 12}
# notes: One source is behind a continue, one behind a break that comes first, one in a loop over an empty list.
# --- setup ---
import tensorflow as tf

w_skip, w_used, w_late, w_extra = (tf.Variable(v) for v in (0.5, 1.5, 2.5, 3.5))
readings = [2.0, 4.0, 3.0]
corrections = []
# --- cell ---
total = tf.constant(0.0)
for i, r in enumerate(readings):
    total += r * w_used
    if r > 1.0:
        if i == 1:
            break
        continue
    total += r * w_skip
else:
    total += 10.0 * w_late
for c in corrections:
    total -= c * w_extra
