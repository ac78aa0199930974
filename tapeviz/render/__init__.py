"""A report told in text, in HTML and as a picture."""
