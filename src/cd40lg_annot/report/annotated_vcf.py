"""The findings of one sample as VCF text: build, contig spelling and genotype as in the input."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from cd40lg_annot.locus import Locus
from cd40lg_annot.report.sample import FindingView, SampleReport
from cd40lg_annot.report.structural import StructuralView
from cd40lg_annot.report.variant import GENE

# What may stand in an INFO value; VCF 4.3, section 1.2, asks for percent-encoding of the rest.
_PLAIN = "_.:>()*+-/|&[]!'~^$#@?<"
# ID, Number, Type and Description of each field.
_INFO = (
    ("HGVSG", "1", "String", "HGVS genomic name in the build of this file"),
    ("HGVSC", "1", "String", "HGVS coding name"),
    ("HGVSP", "1", "String", "HGVS protein name, predicted"),
    ("CONSEQUENCE", ".", "String", "Sequence Ontology terms, most severe first"),
    ("ZYGOSITY", "1", "String", "Copies of the allele, read in the light of sex"),
    ("RELEVANCE", "1", "String", "What the finding asks of its reader"),
    ("CLASSIFICATION", "1", "String", "Suggested class, ACMG/AMP 2015"),
    ("POINTS", "1", "Integer", "Points behind the suggested class (Tavtigian 2020)"),
    ("CRITERIA", ".", "String", "Criteria that count, with their strengths"),
    ("CLINVAR", "1", "String", "Classification of exactly this change in ClinVar, as it is stated there"),
    ("CLINVAR_STARS", "1", "Integer", "Stars of the ClinVar record, 0 to 4"),
    ("CLINVAR_ACCESSION", "1", "String", "Accession of the ClinVar record"),
    ("NOTES", ".", "String", "Notes on the finding, percent-encoded"),
    ("CSQ", ".", "String", "Consequence annotations. Format: {csq}"),
    ("SVTYPE", "1", "String", "Kind of structural variant"),
    ("END", "1", "Integer", "Last base of the structural variant"),
    ("EXONS", ".", "Integer", "Exons that the structural variant touches"),
)
_CSQ = ("Allele", "Consequence", "IMPACT", "SYMBOL", "Feature", "EXON", "INTRON", "HGVSc", "HGVSp")
_FORMAT = (
    ("GT", "1", "String", "Genotype as in the input"),
    ("DP", "1", "Integer", "Reads at the position"),
    ("AD", "R", "Integer", "Reads of each allele"),
    ("GQ", "1", "Float", "Genotype quality"),
)


@dataclass(frozen=True, slots=True)
class _Line:
    pos: int
    text: str


def annotated_vcf(report: SampleReport, locus: Locus) -> str:
    """Write every finding and every structural variant of a sample as one VCF 4.3 text, sorted."""
    lines = [_finding_line(finding, report.transcript) for finding in report.findings]
    lines += [_structural_line(call, report, locus) for call in report.structural]
    body = "".join(line.text for line in sorted(lines, key=lambda line: (line.pos, line.text)))
    return _header(report, locus) + body


def sample_name(sample: str) -> str:
    r"""Give a sample id as a VCF column may carry it: without tabs, line ends and other control characters.

    >>> sample_name("a\tb")
    'a%09b'
    """
    return "".join(character if character.isprintable() else quote(character) for character in sample)


def _header(report: SampleReport, locus: Locus) -> str:
    axis, provenance = locus.axes[report.build], report.provenance
    lines = ["##fileformat=VCFv4.3", f"##source=cd40lg-annot {provenance.version}"]
    lines.append(f"##reference={report.build.value}")
    if provenance.constructed_note:
        lines.append(f"##constructed={_one_line(provenance.constructed_note)}")
    lines += [f"##table={_one_line(f'{table.name} {table.release}')}" for table in provenance.tables]
    lines.append('##FILTER=<ID=PASS,Description="All filters passed">')
    filters = {name for finding in report.findings for name in finding.filters}
    filters |= {name for call in report.structural for name in call.filters}
    lines += [f'##FILTER=<ID={_token(name)},Description="As in the input">' for name in sorted(filters)]
    lines.append(f"##contig=<ID={report.contig},length={axis.contig_length}>")
    lines += [_declaration("INFO", *field) for field in _INFO]
    lines += [_declaration("FORMAT", *field) for field in _FORMAT]
    columns = ("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT")
    lines.append("\t".join((*columns, sample_name(report.sample))))
    return "\n".join(lines) + "\n"


def _declaration(kind: str, name: str, number: str, value_type: str, description: str) -> str:
    text = description.format(csq="|".join(_CSQ))
    return f'##{kind}=<ID={name},Number={number},Type={value_type},Description="{text}">'


def _finding_line(finding: FindingView, transcript: str) -> _Line:
    alleles, genotype = _alleles(finding)
    values: dict[str, object] = {
        "HGVSG": finding.hgvs_g,
        "HGVSC": finding.hgvs_c,
        "HGVSP": finding.hgvs_p,
        "CONSEQUENCE": list(finding.consequences),
        "ZYGOSITY": finding.zygosity.value,
        "RELEVANCE": finding.relevance,
        "CLASSIFICATION": finding.classification,
        "POINTS": finding.points,
        "CRITERIA": finding.criteria.split(",") if finding.criteria else None,
        "CLINVAR": finding.clinvar.stated if finding.clinvar else None,
        "CLINVAR_STARS": finding.clinvar_stars,
        "CLINVAR_ACCESSION": finding.clinvar_accession,
        "NOTES": list(finding.notes),
        "CSQ": _csq(finding, transcript),
    }
    text = _record(
        finding.contig,
        finding.pos,
        finding.ref,
        ",".join(alleles),
        _filters(finding.filters),
        _info(values),
        _sample_column(finding, genotype, extra_alleles=len(alleles) - 1),
    )
    return _Line(finding.pos, text)


def _alleles(finding: FindingView) -> tuple[list[str], str]:
    """Give ALT and GT: another allele of the record is `<*>`, one lost to a deletion is `*`."""
    genotype = finding.genotype or "./."
    alleles = [finding.alt]
    for code, symbol in (("2", "<*>"), ("3", "*")):
        if code in genotype:
            alleles.append(symbol)
            genotype = genotype.replace(code, str(len(alleles)))
    return alleles, genotype


def _sample_column(finding: FindingView, genotype: str, *, extra_alleles: int) -> str:
    reads = finding.reads
    depths = "."
    if reads.reference is not None and reads.alternate is not None:
        depths = ",".join([str(reads.reference), str(reads.alternate), *["."] * extra_alleles])
    quality = "." if finding.genotype_quality is None else f"{finding.genotype_quality:g}"
    return ":".join((genotype, "." if reads.depth is None else str(reads.depth), depths, quality))


def _structural_line(call: StructuralView, report: SampleReport, locus: Locus) -> _Line:
    place = call.place
    values: dict[str, object] = {
        "HGVSG": call.hgvs_g,
        "HGVSC": call.hgvs_c,
        "CONSEQUENCE": list(call.consequences),
        "RELEVANCE": call.relevance,
        "CLASSIFICATION": call.classification,
        "POINTS": call.points,
        "CRITERIA": call.criteria.split(",") if call.criteria else None,
        "NOTES": [call.description, *([call.consequence] if call.consequence else []), *call.notes],
        "SVTYPE": call.kind,
        "ZYGOSITY": call.zygosity.value,
        "EXONS": [str(exon) for exon in call.exons],
    }
    if call.kind != "BND":
        values["END"] = max(place.pos, locus.genomic_pos(call.end, report.build))
    alt = f"<{call.kind}>" if "," in place.alt else place.alt
    depth = "." if call.reads.depth is None else str(call.reads.depth)
    column = f"{call.genotype or '.'}:{depth}:.:."
    text = _record(place.contig, place.pos, place.ref, alt, _filters(call.filters), _info(values), column)
    return _Line(place.pos, text)


def _record(contig: str, pos: int, ref: str, alt: str, filters: str, info: str, column: str) -> str:
    return f"{contig}\t{pos}\t.\t{ref}\t{alt}\t.\t{filters}\t{info}\tGT:DP:AD:GQ\t{column}\n"


def _csq(finding: FindingView, transcript: str) -> str:
    terms = "&".join(finding.consequences)
    values = (finding.alt, terms, finding.impact, GENE, transcript, finding.exon, finding.intron)
    return "|".join(value or "" for value in (*values, finding.hgvs_c, finding.hgvs_p))


def _info(values: dict[str, object]) -> str:
    shown = [(name, _value(value)) for name, value in values.items()]
    return ";".join(f"{name}={value}" for name, value in shown if value) or "."


def _value(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(quote(str(item), safe=_PLAIN) for item in value)
    return quote(str(value), safe=_PLAIN)


def _filters(filters: Iterable[str]) -> str:
    return ";".join(_token(name) for name in filters) or "PASS"


def _token(name: str) -> str:
    """Give a filter name that cannot break a column or a header line."""
    return quote(name, safe="_.+-")


def _one_line(text: str) -> str:
    return " ".join(text.split())
