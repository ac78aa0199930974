# source: constructed (match statement over a small language)
# target: value
# sources: a, b, c, d, e
# expect: {"a": "ok", "b": "registered_not_differentiable", "c": "not_taken_branch", "d": "ok", "e": "stop_gradient"}
# culprit: {"b": 1, "c": 2, "e": 3}
# notes: An interpreter walks a tree of tuples with a match statement; rounding, freezing and a condition are node types of the language.
# --- setup ---
import tensorflow as tf

def run(node, env):
    match node:
        case str(name):
            return env[name]
        case ("add", left, right):
            return run(left, env) + run(right, env)
        case ("mul", left, right):
            return run(left, env) * run(right, env)
        case ("whole", inner):
            return tf.round(run(inner, env))
        case ("frozen", inner):
            return tf.stop_gradient(run(inner, env))
        case ("positive", test, yes, no):
            return run(yes, env) if run(test, env) > 0 else run(no, env)
        case number:
            return tf.constant(float(number))
a, b, c, d, e = (tf.Variable(v) for v in (0.4, 2.6, 1.0, -0.5, 3.0))
env = dict(a=a, b=b, c=c, d=d, e=e)
# --- cell ---
left = run(("mul", "a", ("whole", "b")), env)
right = run(("positive", 1, ("add", "d", 2), ("mul", "c", "c")), env)
extra = run(("mul", ("frozen", "e"), "a"), env)
value = left + right * extra
