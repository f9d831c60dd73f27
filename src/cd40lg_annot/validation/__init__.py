"""What the program is asked in a validation, and how its answers compare: truth tables, and the laboratory's cases."""
