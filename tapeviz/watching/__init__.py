"""Follows the tapes that users open themselves, and explains what they answer."""
