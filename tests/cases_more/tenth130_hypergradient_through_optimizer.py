# source: constructed (learning a loss weight through one optimizer step)
# target: val_loss
# sources: model_w, mix, val_scale
# expect: {"model_w": "ok", "mix": "stateful_op", "val_scale": "ok"}
# culprit: {"mix": 5}
# notes: mix reaches the validation loss only through apply_gradients, which writes the new weights with assign; the weights themselves are read again afterwards.
# --- setup ---
import tensorflow as tf
import keras

model_w = tf.Variable([[0.5], [-0.5]])
mix = tf.Variable(0.3)
val_scale = tf.Variable(1.0)
opt = keras.optimizers.SGD(0.1)
x_tr, y_tr = tf.constant([[1.0, 0.0], [0.0, 1.0]]), tf.constant([[1.0], [0.0]])
x_val, y_val = tf.constant([[1.0, 1.0]]), tf.constant([[0.5]])
# --- cell ---
with tf.GradientTape() as inner:
    err = y_tr - x_tr @ model_w
    train_loss = mix * tf.reduce_mean(err ** 2) + (1.0 - mix) * tf.reduce_mean(tf.abs(err))
step = inner.gradient(train_loss, [model_w])
opt.apply_gradients(zip(step, [model_w]))
val_loss = val_scale * tf.reduce_mean((x_val @ model_w - y_val) ** 2)
