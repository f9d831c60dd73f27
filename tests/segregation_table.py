"""The rows of `tests/truth/segregation.tsv`, and the answers of the code to them."""

from cd40lg_annot.io.validation import read_truth
from cd40lg_annot.validation.family import segregation_answer as answer

ROWS = read_truth("segregation")

__all__ = ["ROWS", "answer"]
