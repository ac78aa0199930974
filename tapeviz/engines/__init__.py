"""Engines: what records a cell. Each turns its own tape into the records of `tapeviz.records`."""
