# source: constructed (code as an engineer structures it)
# target: cost
# sources: flow, pressure
# expect: {"flow": "ok", "pressure": "left_tensorflow"}
# culprit: {"pressure": 1}
# notes: Two descriptors log what is read; one gives back the variable itself, the other a number rounded for the display.
# --- setup ---
import tensorflow as tf

class Logged:
    def __init__(self, initial):
        self.initial = initial

    def __set_name__(self, owner, name):
        self.key = name

    def __get__(self, obj, owner=None):
        value = obj.params.setdefault(self.key, tf.Variable(self.initial))
        obj.history.append((self.key, float(value)))
        return self.present(value)

    def present(self, value):
        return value

class Display(Logged):
    def present(self, value):
        return round(float(value), 3)

class Pump:
    flow = Logged(1.2)
    pressure = Display(3.4567)

    def __init__(self):
        self.params, self.history = {}, []

    def power(self, density):
        return density * self.flow * self.pressure

pump = Pump()
pump.power(1.0)
flow, pressure = pump.params["flow"], pump.params["pressure"]
# --- cell ---
power = pump.power(tf.constant(0.98))
cost = tf.square(power - 4.0)
reads = len(pump.history)
