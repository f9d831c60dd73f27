"""The books balance: what was read is reported or set aside, and nothing that is carried goes missing.

The alleles of a file are counted here by splitting its text, with no code of ours.
"""

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cd40lg_annot.classify.sample import interpret_sample
from cd40lg_annot.cli.annotator import Annotator
from cd40lg_annot.cli.extract import extracted_samples
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.cli.tools import tools_of
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.model import Affection, Build, Person, SampleRow, Sex
from cd40lg_annot.report.accounting import accounting_of
from vcfs import vcf_text

LOCUS = read_locus()
ANNOTATOR = Annotator(tools_of(LOCUS, read_knowledge(LOCUS)))
HEADER = [
    "##contig=<ID=chrX,length=156040895>",
    '##ALT=<ID=DEL,Description="deletion">',
    '##INFO=<ID=SVTYPE,Number=1,Type=String,Description="kind">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="length">',
]
SYMBOLIC = ["<NON_REF>", "*", "<*>", "<DEL>", "<DUP>", "N[chr1:1000[", "R"]


def carried(genotype: str) -> set[int]:
    return {int(index) for index in re.findall(r"\d+", genotype)} - {0}


@st.composite
def records(draw):
    """One line of a VCF at the locus, with any alleles, any genotypes, and REF from the reference."""
    start = draw(st.integers(100, len(LOCUS) - 300))
    ref = LOCUS.bases(start, start + draw(st.sampled_from([1, 1, 1, 2, 3, 60])))
    bases = st.text("ACGT", min_size=1, max_size=4).filter(lambda alt: alt != ref)
    alts = draw(st.lists(st.one_of(bases, bases, st.sampled_from(SYMBOLIC)), max_size=3, unique=True))
    index = st.sampled_from([".", *map(str, range(len(alts) + 1))])
    info = draw(st.sampled_from([".", ".", f"END={LOCUS.genomic_pos(start + 200, Build.GRCH38)}"]))
    columns = []
    for _ in range(2):
        copies = draw(st.lists(index, min_size=1, max_size=2))
        columns.append(
            f"{draw(st.sampled_from('/|')).join(copies)}:{draw(st.sampled_from(['.', '0', '30']))}:50"
        )
    pos = LOCUS.genomic_pos(start + 1, Build.GRCH38)
    return f"chrX {pos} . {ref} {','.join(alts) or '.'} 50 PASS {info} GT:DP:GQ {' '.join(columns)}"


PLACE = LOCUS.locus_pos(136659400, Build.GRCH38)
TWO_DELETIONS = (
    f"chrX 136659400 . {LOCUS.bases(PLACE - 1, PLACE + 59)} A,<DEL> 50 PASS . GT:DP:GQ 1/2:30:50 0:.:50"
)


@example([TWO_DELETIONS], Sex.FEMALE)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records(), max_size=12), st.sampled_from(list(Sex)))
def test_the_books_of_random_files_balance(tmp_path_factory, lines, sex):
    lines = sorted(lines, key=lambda line: int(line.split()[1]))
    path = tmp_path_factory.mktemp("books") / "a.vcf"
    path.write_text(vcf_text(*lines, samples=("A", "B"), header=HEADER))

    found = extracted_samples([SampleRow(name, str(path), name, 2) for name in "AB"], LOCUS)

    listed = sum(max(1, len(alts_of(line))) for line in lines)
    for column, sample in enumerate(found):
        variants = {call.variant: ANNOTATOR.annotated(call.variant) for call in sample.calls}
        person = Person(sample.sample, "F", None, None, sex, Affection.UNKNOWN)
        result = interpret_sample(sample, person, variants, (), LOCUS)
        books = accounting_of(result.tally)
        assert books.read == listed == books.reported + books.set_aside
        assert all(line.count > 0 for line in (*books.reported_as, *books.set_aside_because))
        rows = {
            *((item.call.place.pos, item.call.place.alt) for item in result.findings if item.call),
            *((item.call.place.pos, item.call.place.alt) for item in result.structural_findings),
            *((item.place.pos, item.place.alt) for item in result.set_aside),
        }
        wanted = {place for line in lines for place in carried_of(line, column)}
        told = " ".join((*result.notes, *result.warnings))
        assert {place for place in wanted - rows if f":{place[0]} " not in told} <= lost_elsewhere(lines)


def alts_of(line: str) -> list[str]:
    return [alt for alt in line.split()[4].split(",") if alt != "."]


def carried_of(line: str, column: int) -> set[tuple[int, str]]:
    cells, alts = line.split(), alts_of(line)
    return {(int(cells[1]), alts[number - 1]) for number in carried(cells[9 + column].partition(":")[0])}


def lost_elsewhere(lines) -> set[tuple[int, str]]:
    """A `*` is not an allele of its own: the deletion has its own record."""
    return {(int(line.split()[1]), "*") for line in lines}
