"""Tables of other makers, turned into the one schema: one module for each format."""
