"""One indel in many spellings is one variant: every spelling that gives the same bases is tried."""

import random

import pytest

from cd40lg_annot.cli import main
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.evidence.match import knowledge_of, matches
from cd40lg_annot.io.criteria import read_rules
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.tables import read_table
from cd40lg_annot.locus.cds_names import variant_of_cds_name
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


def known_indels():
    """Insertions and deletions of the bundled tables and of the papers' names, as windows of bases."""
    knowledge = read_knowledge(LOCUS)
    known = {row.variant for table in knowledge.tables for row in table.rows if row.variant}
    known |= {variant_of_cds_name(name, LOCUS) for name in ("c.31_32insA", "c.289-3_289del", "c.505_506del")}
    return sorted(variant for variant in known if len(variant.ref) != len(variant.alt))


def as_named(start, old, new, chance):
    """The window as a deletion-insertion: by g. on either build, by c., and as ClinVar's Name has it."""
    last = start + len(old) - 1
    axis = LOCUS.axes[chance.choice(list(Build))]
    g = f"{axis.accession}:g.{start + axis.offset}_{last + axis.offset}delins{new}"
    first_c, last_c = (LOCUS.transcript.cds_position(pos) for pos in (start, last))
    c = f"c.{first_c}_{last_c}delins{new}"
    return [g, c, f"NM_000074.2(CD40LG):{c} (p.Lys63Asnfs)", f"ENST00000370629.7:{c},p.?"]


@pytest.mark.parametrize("variant", known_indels(), ids=str)
def test_a_known_indel_rewritten_ten_ways_and_more_is_found(tmp_path, variant):
    chance = random.Random(7)
    found = sorted(set(spellings(variant.pos, variant.ref, variant.alt)))
    windows = [item for item in found if len(item[1]) > 1 and item[2]]
    lines = []
    for pos, ref, alt in chance.sample(found, min(8, len(found))):
        build = chance.choice(list(Build))
        place = ("chrX", build.value, LOCUS.genomic_pos(pos, build), ref, alt, "")
        lines.append("\t".join(map(str, (*place, "Benign"))))
    for window in chance.sample(windows, min(3, len(windows))):
        lines += ["\t" * 5 + f"{name}\tBenign" for name in as_named(*window, chance)]
    assert len(lines) >= 10
    path = tmp_path / "t.tsv"
    path.write_text(
        HEAD + COLUMNS.replace("classification", "hgvs_c\tclassification") + "\n".join(lines) + "\n"
    )
    table = read_table(path, LOCUS)
    knowledge = knowledge_of([table], LOCUS, read_rules())
    exact = [item for item in matches(variant, knowledge, LOCUS) if item.match == "exact"]
    assert len(exact) == len(lines)


def test_a_known_indel_beside_another_allele_in_one_record_is_found(tmp_path):
    for variant in known_indels():
        pad = LOCUS.bases(variant.pos + len(variant.ref) - 1, variant.pos + len(variant.ref) + 1)
        other = ("T" if variant.ref[0] != "T" else "G") + variant.ref[1:] + pad
        build, source = Build.GRCH37, tmp_path / "own.vcf"
        cells = ["X", LOCUS.genomic_pos(variant.pos, build), ".", variant.ref + pad]
        cells += [f"{other},{variant.alt}{pad}", ".", ".", "CLASS=Benign"]
        header = "##fileformat=VCFv4.2\n##reference=GRCh37\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        source.write_text(header + "\t".join(map(str, cells)) + "\n")
        output = tmp_path / "own.tsv"
        arguments = ["refresh", "vcf", "--from", str(source), "--output", str(output), "--name", "own"]
        assert main([*arguments, "--column", "classification=CLASS"]) == 0
        assert variant in {row.variant for row in read_table(output, LOCUS).rows}
