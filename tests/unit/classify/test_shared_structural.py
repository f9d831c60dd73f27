"""A family's exon deletion in each relative: carried, excluded by what was read, or not assessed."""

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Build
from stages import person_report, run_stages, sample_report
from vcfs import write_vcf

LOCUS = read_locus()
DELETION = "chrX 136650000 . N <DEL> . PASS SVTYPE=DEL;END=136655000 GT"
HEADER = [
    "##contig=<ID=chrX,length=156040895>",
    '##ALT=<ID=DEL,Description="deletion">',
    '##ALT=<ID=NON_REF,Description="any">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="copies">',
]
PEDIGREE = """\
F BOY 0 MOTHER 1 2
F MOTHER 0 GRAN 2 1
F READ 0 MOTHER 1 1
F UNREAD 0 MOTHER 1 0
F TWOALLELES 0 GRAN 2 1
F COUNTED 0 MOTHER 2 1
F FILTERED 0 MOTHER 2 1
F BESIDE 0 MOTHER 2 1
F GRAN 0 0 2 1
"""


def base(pos):
    return LOCUS.sequence[LOCUS.locus_pos(pos, Build.GRCH38) - 1]


def a_change(pos):
    other = "A" if base(pos) != "A" else "C"
    return f"chrX {pos} . {base(pos)} {other} 50 PASS . GT:AD:DP:GQ 0/1:15,15:30:99"


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    records = {
        "BOY": f"{DELETION} 1",
        "MOTHER": f"{DELETION} 0/1",
        "READ": f"chrX 136650100 . {base(136650100)} <NON_REF> . . END=136654900 GT:DP:GQ 0:30:99",
        "UNREAD": f"chrX 136650100 . {base(136650100)} <NON_REF> . . END=136650110 GT:DP:GQ 0:30:99",
        "TWOALLELES": a_change(136652000),
        "COUNTED": "chrX 136640000 . N . . PASS SVTYPE=CNV;END=136670000 GT:CN 0/0:2",
        "FILTERED": "chrX 136640000 . N . . LowQual SVTYPE=CNV;END=136670000 GT:CN 0/0:2",
        "BESIDE": "chrX 136652000 . N . . PASS SVTYPE=CNV;END=136670000 GT:CN 0/0:2",
        "GRAN": a_change(136660500),
    }
    rows = ["sample\tvcf"]
    for name, record in records.items():
        rows.append(f"{name}\t{write_vcf(folder / f'{name}.vcf', record, samples=(name,), header=HEADER)}")
    return run_stages(folder, "\n".join(rows) + "\n", PEDIGREE)


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("BOY", "affected"),
        ("MOTHER", "confirmed_carrier"),
        # One X, and bases read in the lost exons: the deletion is not there.
        ("READ", "excluded"),
        # Bases read beside the lost exons alone exclude nothing.
        ("UNREAD", "at_risk"),
        # Two alleles inside it: both copies are there.
        ("TWOALLELES", "excluded"),
        # Two alleles outside it say nothing of it, and sequencing cannot see it in a woman.
        ("GRAN", "at_risk"),
        ("COUNTED", "excluded"),
        ("FILTERED", "at_risk"),
        ("BESIDE", "at_risk"),
    ],
)
def test_status_of_each_relative(results, person, status):
    assert person_report(results, "F", person)["status"] == status


@pytest.mark.parametrize("person", ["UNREAD", "GRAN", "FILTERED", "BESIDE"])
def test_who_was_not_assessed_reads_so_in_the_own_headline(results, person):
    report = sample_report(results, person)

    assert "Not assessed in this sample: the family's deletion of exons 2 to 3" in report["headline"]
    assert any("Not assessed in this sample" in warning for warning in report["warnings"])


@pytest.mark.parametrize("person", ["READ", "TWOALLELES", "COUNTED"])
def test_who_was_assessed_is_not_told_otherwise(results, person):
    assert "the family's deletion" not in sample_report(results, person)["headline"]
