"""Trying a remedy out: the edited cell is run in a copy of the namespace, and nothing of the user's changes."""

from __future__ import annotations
