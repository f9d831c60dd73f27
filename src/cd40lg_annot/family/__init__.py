"""Who carries it, from whom, and how likely."""
