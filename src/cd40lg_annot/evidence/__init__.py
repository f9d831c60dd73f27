"""What others know about a variant."""
