# source: constructed (dataclass of results)
# target: score
# sources: kernel, bias, alpha
# expect: {"kernel": "target_not_tensor", "bias": "target_not_tensor", "alpha": "target_not_tensor"}
# culprit: {"kernel": 3, "bias": 3, "alpha": 3}
# notes: The function returns a record of rounded Python floats; one of them is the target.
# --- setup ---
from dataclasses import dataclass
import tensorflow as tf

@dataclass(order=True)
class Report:
    mse: float
    mae: float
kernel, bias = tf.Variable([[1.0], [0.5]]), tf.Variable(0.2)
alpha = tf.Variable(0.7)
x, y = tf.constant([[1.0, 1.0], [0.0, 2.0]]), tf.constant([[1.0], [2.0]])
def evaluate(pred):
    mse = tf.reduce_mean((pred - y) ** 2)
    mae = tf.reduce_mean(tf.abs(pred - y))
    return Report(*(round(float(v), 4) for v in (mse, mae)))
# --- cell ---
hidden = tf.nn.relu(x @ kernel)
print("hidden units alive:", int(tf.math.count_nonzero(hidden)))
score = evaluate(alpha * hidden + bias).mse
