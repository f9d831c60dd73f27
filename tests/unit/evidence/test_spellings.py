"""One indel in many spellings is one variant: every spelling that gives the same bases is tried."""

import random

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.model import Build

LOCUS = read_locus()
HEAD = "# name: t\n# source: t\n# release: 2026\n# kind: registry\n# scope: complete\n"
COLUMNS = "contig\tbuild\tpos\tref\talt\tclassification\n"


def an_indel(chance):
    """Position, REF and ALT; half of the insertions repeat what follows."""
    pos, length = chance.randrange(5_000, 17_000), chance.randrange(1, 8)
    ref = LOCUS.bases(pos - 1, pos + length)
    if chance.random() < 0.5:
        return pos, ref, ref[0]
    foreign = "".join(chance.choice("ACGT") for _ in range(length))
    return pos, ref[0], ref[0] + (ref[1:] if chance.random() < 0.5 else foreign)


def spellings(pos, ref, alt):
    """Every window around the change whose replacement gives the same sequence; no normal form is used."""
    sequence = LOCUS.sequence
    changed = sequence[: pos - 1] + alt + sequence[pos - 1 + len(ref) :]
    grown = len(alt) - len(ref)
    for start in range(pos - 12, pos + 12):
        for length in range(max(1, 1 - grown), 14):
            old, new = sequence[start : start + length], changed[start : start + length + grown]
            if old != new and sequence[:start] + new + sequence[start + length :] == changed:
                yield start + 1, old, new


def test_a_rewritten_indel_is_the_same_variant(tmp_path):
    chance = random.Random(1)
    for _ in range(60):
        found = sorted(set(spellings(*an_indel(chance))))
        lines = []
        for pos, ref, alt in chance.sample(found, min(12, len(found))):
            build = chance.choice(list(Build))
            cells = (chance.choice(["X", "chrX", "23"]), build.value, LOCUS.genomic_pos(pos, build), ref, alt)
            lines.append("\t".join(map(str, (*cells, "Benign"))))
        path = tmp_path / "t.tsv"
        path.write_text(HEAD + COLUMNS + "\n".join(lines) + "\n")
        rows = read_table(path, LOCUS).rows
        assert len(rows) == len(lines)
        assert len({row.variant for row in rows}) == 1, lines
