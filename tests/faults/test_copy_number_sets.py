"""Copy-number call sets of many people: who has lost or gained the gene, whatever the genotypes say."""

import pytest

from cd40lg_annot.classify.structural import structural_findings, structural_warnings
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Affection, Person, SampleRow, Sex
from vcfs import CONTIG, write_vcf

LOCUS = read_locus()
PEOPLE = [f"P{number:03}" for number in range(200)]
HEADER = [
    CONTIG["GRCh38"],
    "##source=JointGermlineCNVSegmentation",
    '##ALT=<ID=DEL,Description="deletion">',
    '##ALT=<ID=DUP,Description="duplication">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="copies">',
    '##FORMAT=<ID=NP,Number=1,Type=Integer,Description="points">',
    '##FORMAT=<ID=QS,Number=1,Type=Integer,Description="quality">',
]
# Everyone else: males 0/1 with their one copy, females 0/0 with two.
MALE, FEMALE = "0/1:1:20:60", "0/0:2:20:60"
OTHERS = {
    "P000": ("1/1:0:20:60", "hemizygous", None),
    "P001": ("0/1:1:20:60", "heterozygous", None),
    "P002": ("0/0:2:20:60", None, "copy number 2, where 1 would be expected"),
    "P003": ("1/1:0:20:60", "homozygous", None),
    "P004": ("./.:0:20:60", "hemizygous", None),
    "P005": ("./.:.:.:.", None, "is not called here"),
    "P007": ("0/0:3:20:60", None, "copy number 3, where 2 would be expected"),
    "P009": ("0/0:1:20:60", "conflict", None),
}


def person(name):
    sex = Sex.MALE if int(name[1:]) % 2 == 0 else Sex.FEMALE
    return Person(name, "F", None, None, sex, Affection.UNKNOWN)


@pytest.mark.parametrize("keys", ["GT:CN:NP:QS", "GT:CN"])
@pytest.mark.parametrize("name", ["a.vcf", "a.vcf.bgz", "a.bcf"])
def test_only_who_has_other_copies_than_expected_has_a_finding(tmp_path, name, keys):
    cells = [OTHERS[who][0] if who in OTHERS else MALE if int(who[1:]) % 2 == 0 else FEMALE for who in PEOPLE]
    cells = [":".join(cell.split(":")[: keys.count(":") + 1]) for cell in cells]
    record = f"chrX 136600000 . N <DEL> 99 PASS END=136700000;SVTYPE=DEL {keys} {' '.join(cells)}"
    path = write_vcf(tmp_path / name, record, samples=PEOPLE, header=HEADER)

    for sample in extracted_samples([SampleRow(who, path, who, 2) for who in PEOPLE], LOCUS):
        _, zygosity, warned = OTHERS.get(sample.sample, ("", None, None))
        found = structural_findings(sample, person(sample.sample), LOCUS)
        told = [item.words for item in structural_warnings(sample, person(sample.sample))]
        assert [item.state.zygosity.value for item in found] == ([zygosity] if zygosity else [])
        assert [warned in words for words in told] == ([True] if warned else [])
