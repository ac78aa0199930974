# source: constructed (code as an engineer structures it)
# target: loss
# sources: scale, shift
# expect: {"scale": "replaced_by_tensor", "shift": "ok"}
# culprit: {"scale": 5}
# notes: A callback that runs after the loss clips the parameter by rebinding the global name; its sibling uses assign and keeps the object.
# --- setup ---
import tensorflow as tf

scale = tf.Variable(1.4)
shift = tf.Variable(-0.3)
callbacks = []

def on_batch_end(fn):
    callbacks.append(fn)
    return fn

@on_batch_end
def clip_shift(logs):
    shift.assign(tf.clip_by_value(shift, -1.0, 1.0))

@on_batch_end
def clip_scale(logs):
    global scale
    scale = tf.clip_by_value(scale, 0.1, 1.0)
    logs["scale"] = float(scale)
# --- cell ---
logs = {}
x = tf.constant([0.5, 1.5])
loss = tf.reduce_mean(tf.square(scale * x + shift - 1.0))
for callback in callbacks:
    callback(logs)
