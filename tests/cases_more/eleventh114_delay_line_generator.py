# source: constructed (code as an engineer structures it)
# target: loss
# sources: a, b, c
# expect: {"a": "ok", "b": "ok", "c": "not_connected"}
# notes: A generator used with send() is a delay line: it answers with the previous value, so the last one sent never comes out.
# --- setup ---
from collections import deque
import tensorflow as tf

a = tf.Variable(0.5)
b = tf.Variable(-1.0)
c = tf.Variable(2.0)

def delay(steps, fill):
    line = deque([fill] * steps, maxlen=steps + 1)
    out = None
    while True:
        value = yield out
        line.append(value)
        out = line.popleft()
# --- cell ---
lagged = delay(1, tf.constant(0.0))
next(lagged)
outputs = [lagged.send(tf.tanh(v)) for v in (a, b, c)]
lagged.close()
loss = tf.add_n([tf.square(o - 1.0) for o in outputs])
