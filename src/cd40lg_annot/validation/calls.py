"""The truth tables about one sample: genotype states, callability, structural variants, sex."""

import re
from collections.abc import Iterable, Sequence

from cd40lg_annot.calls.base_states import base_states
from cd40lg_annot.calls.callability import state_at
from cd40lg_annot.calls.extract import file_sites, sample_content
from cd40lg_annot.calls.sex import sex_check
from cd40lg_annot.calls.sex_sources import from_table
from cd40lg_annot.calls.structural import structural_calls
from cd40lg_annot.classify.structural import structural_finding
from cd40lg_annot.locus import Locus, normalize
from cd40lg_annot.model import (
    Affection,
    Build,
    ChromosomeDepths,
    ExtractedSample,
    GenotypeState,
    Karyotype,
    Person,
    Sex,
    SexCheck,
    SexCounts,
    SexSource,
    SexTableRow,
    SexTool,
    StructuralFinding,
    VcfRecord,
    Zygosity,
)
from cd40lg_annot.validation.outcome import Case, Row

SAMPLE = "S"
NOT_CARRIED = (Zygosity.ABSENT, Zygosity.NO_CALL)
# A T of the locus, so that every REF of `genotype.tsv` is true; 1-based on GRCh38.
GENOTYPE_POS = 136_648_396
# First base of the coding sequence, where the ten bases of `callability.tsv` begin; 1-based on GRCh38.
CDS_POS = 136_648_249
LETTERS = ".?0lRVDi"
_BASES = 10
_NO_FILTER = ("", ".", "PASS")
_TOOLS = {
    "peddy": (SexTool.PEDDY, ("het_count", "hom_alt_count")),
    "somalier": (SexTool.SOMALIER, ("X_het", "X_hom_alt")),
    "xy": (SexTool.NGSBITS_XY, ("reads_chry", "reads_chrx")),
    "hetx": (SexTool.NGSBITS_HETX, ("het_fraction",)),
    "sry": (SexTool.NGSBITS_SRY, ("coverage_sry",)),
}
# Depth of autosomes 1 to 22 in the rows of `sex.tsv` that speak of depth; X and Y are shares of their median.
_AUTOSOMES = range(90, 112)
_MEDIAN = 100.5


def genotype_state(row: Row, locus: Locus) -> GenotypeState:
    """State of the person that a row of `genotype.tsv` describes, from the text of its record."""
    values = dict(item.split("=") for item in row["format"].split(";") if item)
    keys = (*(["GT"] if row["gt"] else []), *values)
    if row["gt"]:
        values["GT"] = row["gt"]
    alts = tuple(row["alt"].split(","))
    record = _record(GENOTYPE_POS, "T", alts, filters=row["filter"], keys=keys, values=values)
    sample = _sample([record], locus)
    alt = alts[int(row["allele"]) - 1]
    variant = normalize(locus.locus_pos(GENOTYPE_POS, Build.GRCH38), "T", alt, locus.sequence)
    return state_at(variant, sample, Sex(row["sex"]), _karyotype(row), locus)


def genotype_case(row: Row, locus: Locus) -> Case:
    """A row of `genotype.tsv` with its answer, the words wanted in the notes included."""
    state = genotype_state(row, locus)
    notes = "; ".join(state.notes)
    found = state.zygosity.value if row["says"] in notes else f"{state.zygosity.value}; {notes}"
    return Case(row["case"], row["expected"], found)


def callability_case(row: Row, locus: Locus) -> Case:
    """A row of `callability.tsv` with its answer: one letter for each of ten bases."""
    records = [_callability_record(text) for text in row["records"].split("; ")]
    states = base_states(_sample(records, locus), len(locus)).states
    first = locus.locus_pos(CDS_POS, Build.GRCH38) - 1
    letters = "".join(LETTERS[state] for state in states[first : first + _BASES])
    return Case(row["case"], row["expected"], letters)


def structural_findings(row: Row, locus: Locus) -> list[StructuralFinding]:
    """Findings of every allele of a row's record, those that the person carries first."""
    person = structural_person(row)
    calls = structural_calls(structural_record(row), SAMPLE, locus, Build.GRCH38)
    found = [structural_finding(call, person, locus, Build.GRCH38, "chrX") for call in calls]
    return sorted(found, key=lambda finding: finding.state.zygosity in NOT_CARRIED)


def structural_case(row: Row, locus: Locus) -> Case:
    """A row of `structural.tsv` with its answer: zygosity, what it takes, its relevance and name."""
    found = structural_findings(row, locus)
    expected = " | ".join([row["zygosity"], row["takes"], row["relevance"], row["name"]])
    if not found or found[0].state.zygosity in NOT_CARRIED:
        answer = f"{found[0].state.zygosity.value if found else '-'} | "
        return Case(row["case"], f"{row['zygosity']} | ", answer)
    first, effect = found[0], found[0].effect
    if effect is None:
        return Case(row["case"], expected, first.state.zygosity.value)
    name = effect.hgvs_c.removeprefix(f"{locus.transcript.accession}:")
    answer = " | ".join([first.state.zygosity.value, effect.takes, first.relevance.value, name])
    return Case(row["case"], expected, answer)


def sex_check_of(row: Row) -> SexCheck:
    """What a row of `sex.tsv` comes to; its columns are described at the head of the table."""
    shares = [float(share) for share in row["depth"].split("/")] if row["depth"] else []
    return sex_check(
        SexCounts(*map(int, row["calls"].split("/"))),
        Sex(row["sex"]),
        _karyotype(row),
        depths=some_depths(shares[0], shares[1]) if shares else None,
        tables=[a_sex_source(text) for text in row["tables"].split()],
    )


def sex_case(row: Row) -> Case:
    """A row of `sex.tsv` with its answer."""
    return Case(row["case"], row["verdict"], sex_check_of(row).verdict)


def a_sex_source(text: str) -> SexSource:
    """`tool:stated sex:figures` as a row of that tool's table."""
    if text == "none":
        return SexSource("peddy.csv", "no row for S", "nothing is said")
    tool, stated, figures = text.split(":")
    kind, names = _TOOLS[tool]
    values = dict(zip(names, map(float, figures.split("/")), strict=True))
    said = None if stated == "-" else stated.replace("_", " ")
    return from_table(SexTableRow(kind, "t", 2, (SAMPLE,), said, values))


def some_depths(x: float, y: float, autosomes: Sequence[int] = _AUTOSOMES) -> ChromosomeDepths:
    """Depths of all chromosomes; `x` and `y` are shares of the autosomes' median."""
    numbered = {str(number): float(depth) for number, depth in enumerate(autosomes, start=1)}
    return ChromosomeDepths("a.bam", "reads", numbered | {"X": _MEDIAN * x, "Y": _MEDIAN * y})


def _karyotype(row: Row) -> Karyotype | None:
    return Karyotype(row["karyotype"]) if row["karyotype"] else None


def _sample(records: list[VcfRecord], locus: Locus) -> ExtractedSample:
    content = sample_content(file_sites("table.vcf", records, locus, Build.GRCH38, only_sample=True), SAMPLE)
    return ExtractedSample(
        SAMPLE,
        Build.GRCH38,
        "chrX",
        (),
        (),
        tuple(content.calls),
        tuple(content.blocks),
        uncalled=tuple(content.uncalled),
        structural=tuple(content.structural),
    )


def _callability_record(text: str) -> VcfRecord:
    """A record of `callability.tsv`, whose positions count from the first coding base."""
    pos, ref, alt, filters, info_text, keys, given = text.split()
    info_text = re.sub(r"END=(\d+)", lambda match: f"END={int(match[1]) + CDS_POS - 1}", info_text)
    values = dict(zip(keys.split(":"), given.split(":"), strict=False))
    alts = () if alt == "." else tuple(alt.split(","))
    return _record(
        int(pos) + CDS_POS - 1,
        ref,
        alts,
        filters=filters,
        info=info_text,
        keys=keys.split(":"),
        values=values,
    )


def structural_person(row: Row) -> Person:
    """The person whom a row of `structural.tsv` asks about."""
    return Person("P", "F", None, None, Sex(row["sex"]), Affection.UNKNOWN, _karyotype(row))


def structural_record(row: Row) -> VcfRecord:
    """The record of a row of `structural.tsv`, with one sample, `S`."""
    contig, pos = row["place"].split(":")
    values = dict(item.partition("=")[::2] for item in row["format"].split(";"))
    alts = () if row["alt"] == "." else tuple(row["alt"].split(","))
    return _record(
        int(pos),
        row["ref"],
        alts,
        contig=contig,
        filters=row["filter"],
        info=row["info"],
        keys=values,
        values=values,
    )


def _record(
    pos: int,
    ref: str,
    alts: tuple[str, ...],
    *,
    keys: Iterable[str],
    values: dict[str, str],
    contig: str = "chrX",
    filters: str = "",
    info: str = "",
) -> VcfRecord:
    named = dict(item.partition("=")[::2] for item in info.split(";") if item and info != ".")
    return VcfRecord(
        contig=contig,
        pos=pos,
        end=max(pos + len(ref) - 1, int(named.get("END", 0))),
        ref=ref,
        alts=alts,
        filters=() if filters in _NO_FILTER else tuple(filters.split(";")),
        info=named,
        format_keys=tuple(keys),
        formats={SAMPLE: {key: value for key, value in values.items() if value != "."}},
    )
