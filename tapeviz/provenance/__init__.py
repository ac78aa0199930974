"""Where a Python value came from: the expressions that ran, the data they passed on, and the code that did not run."""
