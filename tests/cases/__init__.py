"""Small programs with a known answer to "why is this gradient None?", and the score that tapeviz reaches on them."""
