"""What recording costs, against a bare tape measured in the same run."""
