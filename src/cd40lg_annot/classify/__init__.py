"""What a variant amounts to, with every reason."""
