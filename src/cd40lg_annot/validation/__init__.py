"""What the program is asked in a validation, and how its answers compare with what is expected."""
