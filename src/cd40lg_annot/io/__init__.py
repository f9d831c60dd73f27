"""Files to model and back. Only the command imports this package."""
