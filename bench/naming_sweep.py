"""Check the name and the protein of every small variant of the coding exons and the bases beside them.

    python bench/naming_sweep.py
    python bench/naming_sweep.py --part 7

Every substitution, every insertion of 1 and 2 bases, every deletion and every duplication of up to 12 bases
over the coding exons and 20 bases beside them: the c. name read back has to give the same allele, and the
protein name, decoded, has to spell what translating the edited transcript gives. The second opinion is that
of the tests, and shares no code with the package. `--part N` takes every Nth variant. Faults are printed and
make the exit status 1.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.unit.variant.every_small_variant import every_small_variant, faults_of

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.variant import Namer


def main() -> None:
    """Go through the variants and print a summary."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", type=int, default=1, metavar="N", help="take every Nth variant")
    options = parser.parse_args()
    locus = read_locus()
    variants = every_small_variant(locus)[:: options.part]
    namer = Namer(locus)
    faulty = 0
    for variant in variants:
        for fault in faults_of(variant, namer, locus):
            faulty += 1
            print(f"{variant}: {fault}")
    print(f"{len(variants)} variants, {faulty} faults")
    sys.exit(1 if faulty else 0)


if __name__ == "__main__":
    main()
