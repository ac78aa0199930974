# source: constructed (datetime arithmetic)
# target: late
# sources: speed, distance, handling, slack, deadline
# expect: {"speed": "ok", "distance": "ok", "handling": "left_tensorflow", "slack": "left_tensorflow", "deadline": "ok"}
# culprit: {"handling": 1, "slack": 1}
# notes: Handling and slack become a timedelta; driving time stays a tensor.
# --- setup ---
from datetime import datetime, timedelta
import tensorflow as tf

speed, distance = tf.Variable(50.0), tf.Variable(120.0)
handling, slack = tf.Variable(0.75), tf.Variable(10.0)
deadline = tf.Variable(3.5)
start = datetime(2024, 3, 1, 8, 0)
# --- cell ---
stop = start + timedelta(hours=float(handling)) + timedelta(minutes=slack.numpy().item())
fixed_hours = (stop - start) / timedelta(hours=1)
driving = distance / speed
late = tf.nn.softplus(driving + fixed_hours - deadline)
print("leaves at", stop.isoformat(timespec="minutes"))
