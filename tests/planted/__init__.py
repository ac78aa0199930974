"""Random programs with planted faults: what a report must say of each source is known before the program runs."""
