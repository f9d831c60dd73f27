"""The annotation as a VCF INFO field in the style of VEP's CSQ, which `bcftools +split-vep` reads."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from cd40lg_annot import __version__
from cd40lg_annot.cli.site_rows import COLUMNS
from cd40lg_annot.cli.sites import Site
from cd40lg_annot.io.sites import VcfSites
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Build

# Field names that other tools know, and the column each is filled from.
FIELDS = {
    "Allele": "alt",
    "Consequence": "consequence",
    "IMPACT": "impact",
    "SYMBOL": "",
    "Feature": "",
    "EXON": "exon",
    "INTRON": "intron",
    "HGVSc": "hgvs_c",
    "HGVSp": "hgvs_p",
    "HGVSg": "hgvs_g",
    "Protein_position": "residue",
    "Amino_acids": "amino_acids",
    "Codons": "codons",
}
_FROM_NMD_ON = list(COLUMNS)[list(COLUMNS).index("nmd") :]
FIELDS |= {column: column for column in _FROM_NMD_ON if column not in FIELDS.values()}
_CONSTANTS = {"SYMBOL": ("CD40LG", "gene symbol"), "Feature": ("NM_000074.3", "transcript")}
_COLUMN_NUMBERS = {name: number for number, name in enumerate((*COLUMNS, *_CONSTANTS))}
_CONSTANT_VALUES = tuple(value for value, _ in _CONSTANTS.values())
_NO_CONSTANTS = ("",) * len(_CONSTANTS)
_in_order = itemgetter(*[_COLUMN_NUMBERS[column or name] for name, column in FIELDS.items()])
_NAMED = _COLUMN_NUMBERS["hgvs_c"]
# The order counts: what escapes is not escaped again, and what parts the cells comes last.
_ESCAPES = (
    ("%", "%25"),
    (";", "%3B"),
    ("=", "%3D"),
    (",", "%2C"),
    ("|", "%7C"),
    (" ", "_"),
    ("\t", "%09"),
    ("\n", "|"),
)


def annotated_vcf(vcf: VcfSites, fields: Iterator[tuple[list[str], str]]) -> Iterator[str]:
    """Lines of the input's VCF with one more INFO field; nothing else of it is changed.

    `fields`: the columns of each record, and what the field holds, empty for none.
    """
    tag = _tag(vcf.header_lines)
    yield from (*vcf.header_lines[:-1], *_header_lines(tag), vcf.header_lines[-1])
    for columns, value in fields:
        if value:
            field = f"{tag}={value}"
            columns[7] = field if columns[7] in (".", "") else f"{columns[7]};{field}"
        yield "\t".join(columns)


def vcf_of_list(sites: Sequence[Site], values: Sequence[str], locus: Locus) -> list[str]:
    """Lines of a VCF without samples for the named alleles of a plain list, on GRCh38, by position.

    A row that has no alleles is no record; it stands in the header.
    """
    build = Build.GRCH38
    named = [(site.variant, value) for site, value in zip(sites, values, strict=True) if site.variant]
    others = [(site, value) for site, value in zip(sites, values, strict=True) if not site.variant]
    lines = [
        "##fileformat=VCFv4.3",
        f"##reference={build.value}",
        f"##contig=<ID=chrX,length={locus.axes[build].contig_length}>",
        *_header_lines("CSQ"),
        *(_header_line_of(site, value) for site, value in others),
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
    ]
    for variant, value in sorted(named, key=lambda pair: pair[0]):
        pos = locus.genomic_pos(variant.pos, build)
        lines.append(f"chrX\t{pos}\t.\t{variant.ref}\t{variant.alt}\t.\t.\tCSQ={value}")
    return lines


def _header_line_of(site: Site, value: str) -> str:
    place = site.place
    typed = site.name or (f"{place.contig}-{place.pos}-{place.ref}-{place.alt}" if place else "")
    quoted = typed.replace("\\", "\\\\").replace('"', '\\"')
    return f'##cd40lg_annot_no_record=<Name="{quoted}",CSQ="{value}">'


def _tag(header_lines: Sequence[str]) -> str:
    """Name of the field: CSQ, unless another program's annotation holds that name."""
    taken = any(line.startswith("##INFO=<ID=CSQ,") for line in header_lines)
    return "CD40LG_CSQ" if taken else "CSQ"


def _header_lines(tag: str) -> list[str]:
    source = f'Source="cd40lg-annot",Version="{__version__}"'
    described = (
        "CD40LG annotation by cd40lg-annot, one entry per alternate allele, with the reason in note where it "
        f"has no names. Format: {'|'.join(FIELDS)}"
    )
    lines = [f'##INFO=<ID={tag},Number=.,Type=String,Description="{described}",{source}>']
    for name, column in FIELDS.items():
        text = _CONSTANTS[name][1] if name in _CONSTANTS else COLUMNS[column]
        lines.append(f'##cd40lg_annot_{tag}=<ID={name},Description="{text}">')
    return lines


def csq_of(rows: Sequence[Sequence[str]]) -> str:
    """What the field holds for the rows of one record: one entry for each alternate allele.

    Of an allele without names it has the allele and, in `note`, the reason.
    """
    return ",".join([_entry(row) for row in rows])


def _entry(row: Sequence[str]) -> str:
    # Cells hold no line end, so all of a row are escaped at once.
    text = "\n".join(_in_order((*row, *(_CONSTANT_VALUES if row[_NAMED] else _NO_CONSTANTS))))
    for sign, escaped in _ESCAPES:
        text = text.replace(sign, escaped)
    return text
