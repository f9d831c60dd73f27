"""What a variant is called and what it does."""
