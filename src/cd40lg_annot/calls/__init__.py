"""What a sample shows at the locus."""
