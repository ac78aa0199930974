# source: constructed
# target: bill
# sources: hours, wage, tax
# expect: {"hours": "left_tensorflow", "wage": "ok", "tax": "left_tensorflow"}
# culprit: {"hours": 1, "tax": 4}
# notes: The hours go into an f-string and are parsed again; the tax list is taken out with tolist; the log line is harmless.
# --- setup ---
import tensorflow as tf

hours = tf.Variable(7.25)
wage = tf.Variable(30.0)
tax = tf.Variable([0.1, 0.2])
# --- cell ---
note = f"{hours * 1.0:.1f} h"
worked = float(note.split()[0])
gross = worked * wage
for t in tax.numpy().tolist():
    gross = gross * (1.0 - t)
print(f"gross: {gross:.2f}")
bill = gross + tf.math.log1p(wage)
