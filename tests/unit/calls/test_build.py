"""The build of a file is found from lengths, names, bases and known positions, and never trusted."""

import pytest

from cd40lg_annot.calls.build import RefEvidence, detect_build, header_build, ref_evidence
from cd40lg_annot.errors import BuildError
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.builds import X_LENGTH
from cd40lg_annot.model import Build, VcfHeader

LOCUS = read_locus()
NOTHING = {build: RefEvidence() for build in Build}


def header(lengths=None, hints=()):
    return VcfHeader("a.vcf", ("S",), lengths or {}, tuple(hints), has_structural=False)


def true_records(build, count, start=5000):
    """Records whose REF is what stands there in `build`."""
    return [
        ("chrX", LOCUS.genomic_pos(pos, build), LOCUS.sequence[pos - 1], ("<*>",))
        for pos in range(start, start + count)
    ]


def evidence_of(records):
    return {build: ref_evidence(records, LOCUS, build) for build in Build}


@pytest.mark.parametrize("build", Build)
@pytest.mark.parametrize("name", ["chrX", "X", "23"])
def test_length_of_x_decides(build, name):
    assert detect_build(header({name: X_LENGTH[build]}), NOTHING).build is build


@pytest.mark.parametrize(
    ("contig", "build"), [("NC_000023.10", Build.GRCH37), ("NC_000023.11", Build.GRCH38)]
)
def test_accession_decides(contig, build):
    assert detect_build(header({contig: None}), NOTHING).build is build


@pytest.mark.parametrize("length", [154_913_754, 154_259_566, 171_031_299])
def test_another_genome_is_refused(length):
    with pytest.raises(BuildError, match=str(length)):
        header_build(header({"chrX": length}))


def test_autosome_of_another_genome_is_refused():
    with pytest.raises(BuildError, match="chr1 has length 195471971"):
        header_build(header({"chr1": 195_471_971}))


def test_header_that_contradicts_itself_is_refused():
    with pytest.raises(BuildError, match="contradicts itself"):
        header_build(header({"chrX": X_LENGTH[Build.GRCH38], "chr1": 249_250_621}))


def test_accession_that_contradicts_its_length_is_refused():
    with pytest.raises(BuildError, match="contradicts itself"):
        header_build(header({"NC_000023.11": X_LENGTH[Build.GRCH37]}))


def test_reference_line_that_contradicts_the_length_is_refused():
    with pytest.raises(BuildError, match=r"hg19\.fa"):
        header_build(header({"chrX": X_LENGTH[Build.GRCH38]}, ["reference=/data/hg19.fa"]))


def test_declared_build_serves_where_nothing_else_speaks():
    verdict = detect_build(header(), NOTHING, declared=Build.GRCH37)

    assert verdict.build is Build.GRCH37
    assert verdict.reasons == ("declared in the sample sheet",)


def test_declared_build_that_contradicts_the_header_is_refused():
    with pytest.raises(BuildError, match="declared as GRCh37"):
        detect_build(header({"chrX": X_LENGTH[Build.GRCH38]}), NOTHING, declared=Build.GRCH37)


@pytest.mark.parametrize("build", Build)
def test_bases_decide_where_the_header_is_silent(build):
    assert detect_build(header(), evidence_of(true_records(build, 8))).build is build


def test_too_few_bases_decide_nothing():
    with pytest.raises(BuildError, match="neither header nor records"):
        detect_build(header(), evidence_of(true_records(Build.GRCH38, 7)))


def test_known_polymorphism_decides_where_the_header_is_silent():
    records = [("chrX", 136_648_396, "T", ("C",))]

    assert detect_build(header(), evidence_of(records)).build is Build.GRCH38


def test_position_past_the_end_of_x_in_grch37_decides():
    assert detect_build(header(), NOTHING, highest_x_pos=155_300_000).build is Build.GRCH38


def test_position_past_the_end_of_x_contradicts_a_grch37_label():
    with pytest.raises(BuildError, match="past the chromosome's end"):
        detect_build(header({"X": X_LENGTH[Build.GRCH37]}), NOTHING, highest_x_pos=155_300_000)


def test_one_wrong_base_is_refused_with_its_place():
    records = [("chrX", 136_648_396, "G", ("C",))]

    with pytest.raises(BuildError, match="chrX:136648396 has G, GRCh38 has T"):
        detect_build(header({"chrX": X_LENGTH[Build.GRCH38]}), evidence_of(records))


@pytest.mark.parametrize(("label", "truth"), [(Build.GRCH38, Build.GRCH37), (Build.GRCH37, Build.GRCH38)])
def test_records_of_the_other_build_under_a_false_label_are_refused(label, truth):
    with pytest.raises(BuildError, match=f"labelled {label.value}"):
        detect_build(header({"chrX": X_LENGTH[label]}), evidence_of(true_records(truth, 8)))


def test_known_polymorphism_betrays_a_false_label():
    records = [("chrX", 135_730_555, "T", ("C",))]

    with pytest.raises(BuildError, match="where GRCh37 has the gene"):
        detect_build(header({"chrX": X_LENGTH[Build.GRCH38]}), evidence_of(records))


def test_an_n_in_ref_says_nothing():
    assert ref_evidence([("chrX", 136_648_396, "N", ("<DEL>",))], LOCUS, Build.GRCH38) == RefEvidence()


def test_a_long_ref_is_compared_only_inside_the_locus():
    first = LOCUS.genomic_pos(1, Build.GRCH38)
    ref = "ACGTACGT" + LOCUS.sequence[:12]

    found = ref_evidence([("chrX", first - 8, ref, ("A",))], LOCUS, Build.GRCH38)

    assert (found.matched, found.mismatches) == (12, ())
