"""A variant name as people and databases write it, made into one a parser reads.

Undone here: ClinVar's own format (`NM_000074.3(CD40LG):c.761C>T (p.Thr254Met)`), gene symbols in front,
a protein name beside, the columns of a VCF, ANNOVAR's fields, quotes, arrows and dashes of word processors,
escapes of web pages, blanks, small letters for bases, words for zygosity, forms that papers print (`c.A229T`,
`c.346+2(T→C)`, `del63bp`, `c.761_762>TT`), and legacy numbering.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from cd40lg_annot.errors import NomenclatureError, one_line

TRANSCRIPT_NAMES = ("NM_000074", "ENST00000370629", "LRG_141t1")
PROTEIN_NAMES = ("NP_000065", "ENSP00000359663", "LRG_141p1", "P29965")
SYMBOLS = ("CD40LG", "TNFSF5", "CD40L", "CD154", "HIGM1")
# Numbering of the TNFSF5 era began 21 bases before the A of ATG: 782C>T is c.761C>T (Blood 94:1488).
LEGACY_SHIFT_BASES = 21

# Dashes and stars of word processors and mathematicians, full-width signs, and signs of no width.
_SIGNS = str.maketrans(
    dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63", "-")
    | dict.fromkeys("\u2217\u204e\u2731", "*")
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)
_ARROWS = re.compile(r"\s*(?:→|->|-->|&gt;|⟶|〉|➔|➜|➝|⇒)\s*")
_AROUND = "'\"`\u2018\u2019\u201c\u201d«»"
# A protein name beside the nucleotide one: `c.761C>T (p.Thr254Met)`, `c.761C>T, p.T254M`.
_BESIDE = re.compile(r"(?P<name>.*(?:[cg]\.|IVS).+?)\s*[\s,;:|/(]\s*\(?(?P<protein>p\.\(?[^\s()]+\)?)\)?")
_RECORD_COLUMNS = re.compile(
    r"(?P<contig>(?:chr)?X|23)\s+(?P<pos>[\d,]+)\s+(?:(?:\.|rs\d+)\s+)?(?P<ref>[ACGT]+)\s+(?P<alt>[ACGT]+)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:NM|NP|NC|NG|LRG)(?=_\d)|ENS[TP](?=\d)", re.IGNORECASE)
_KIND = re.compile(r"(?:^|(?<=:))[CGP](?=\.)")
_POINT_FOR_COLON = re.compile(r"(?<=^NM_\d{6}\.\d)\.?(?=c\.)")
_SYMBOL = rf"(?:{'|'.join(SYMBOLS)})"
_SYMBOL_IN_PARENTHESES = re.compile(rf"\({_SYMBOL}\)(?=:)", re.IGNORECASE)
# `CD40LG(NM_000074.3):c.`, and HGVS's own form for introns, `NC_000023.11(NM_000074.3):c.157-1G>A`.
_REFERENCE = r"(?:NC_000023(?:\.1[01])?|NG_007280(?:\.1)?|LRG_141)"
_RECORD_IN_PARENTHESES = re.compile(
    rf"^(?:{_SYMBOL}\s*\(([^()]+)\)|{_REFERENCE}\(((?:NM|NP|ENS|LRG)[^()]+)\))(?=:)", re.IGNORECASE
)
_SYMBOL_IN_FRONT = re.compile(
    rf"(?:{_SYMBOL}\s*[:,]?\s*(?=[cgp]\.)|^{_SYMBOL}(?:\s*[:,]\s*|\s+)(?=[A-Z]{{1,3}}\d+[A-Z*]|EX))",
    re.IGNORECASE,
)
# `CD40LG:NM_000074:exon5:c.C761T:p.T254M`, as ANNOVAR lists transcripts.
_ANNOVAR = re.compile(rf"(?:{_SYMBOL}:)?([^:]+):exon\d+:(?=c\.)", re.IGNORECASE)
# What a person has of the allele is no part of its name.
_ZYGOSITY = re.compile(r"[\s,;(]+(?:(?:hemi|hetero|homo)zyg(?:ous|ote)|het|hemi?|hom)\)?$", re.IGNORECASE)
_BASES = re.compile(
    r"(?<=[\d>])[acgtACGT]+(?=>|$|[;\]])|(?<=>)[acgt]+|(?<=del|dup|ins|inv)[acgt]+(?=$|ins|[;\]])"
)
# As papers print them: c.A229T, c.346+2(T>C), c.347_409del63bp, c.761_762>TT.
_PAPERS = (
    (re.compile(r"(_\d+)>([ACGT]+)$"), r"\1delins\2"),
    (re.compile(r"(?<=c\.)([ACGT])(\d+)([ACGT])$"), r"\2\1>\3"),
    (re.compile(r"\(([ACGT])>([ACGT])\)$"), r"\1>\2"),
    (re.compile(r"(?<=del|dup|ins)(\d+)bp$"), r"\1"),
)
# `761CG>TT`: a substitution is of one base.
_SEVERAL_BASES = re.compile(r"(?<=[cg]\.)(\d+)([ACGT]{2,})>([ACGT]+)$")
_LEGACY_PLACE = re.compile(r"(?<![\d+*-])(\d+)")
_LEGACY_PREFIX = re.compile(r"(?:(?:c|g|nt|n)\.?\s*)?(?=[\d])", re.IGNORECASE)
_LEGACY_KIND_FIRST = re.compile(r"(del|ins|dup)\s*(\d+(?:_\d+)?)\s*([ACGT]*)")


@dataclass(frozen=True, slots=True)
class CleanName:
    """A typed name after cleaning: `text` for the parser, and the protein name that stood beside it."""

    text: str
    protein: str | None = None


def clean(typed: str, *, legacy: bool = False) -> CleanName:
    """Clean a typed name; with `legacy`, renumber it from the TNFSF5 era.

    >>> clean("NM_000074.3(CD40LG):c.761C>T (p.Thr254Met)")
    CleanName(text='NM_000074.3:c.761C>T', protein='p.Thr254Met')
    >>> clean("782C → T", legacy=True).text
    'c.761C>T'

    Raises:
        NomenclatureError: the text is empty or far too long, or a legacy name has no number.
    """
    text = unescaped(typed).strip().strip(_AROUND).rstrip(".,;").strip()
    text = _ZYGOSITY.sub("", text)
    if not text or len(text) > 25_000:
        message = f"{one_line(text, 40)!r} is no variant name; give one such as c.761C>T"
        raise NomenclatureError(message)
    if record := _RECORD_COLUMNS.fullmatch(text):
        return CleanName("-".join(record.groups()))
    text = _ARROWS.sub(">", text)
    text = _ANNOVAR.sub(r"\1:", text, count=1)
    beside = _BESIDE.fullmatch(text)
    protein = beside["protein"] if beside else None
    if protein and "(" not in protein:
        protein = protein.rstrip(")")
    text = beside["name"] if beside else text
    text = _RECORD_IN_PARENTHESES.sub(r"\1\2", text)
    text = _SYMBOL_IN_PARENTHESES.sub("", text)
    text = _SYMBOL_IN_FRONT.sub("", text, count=1)
    text = re.sub(r"\s+", "", text)
    text = _PREFIX.sub(lambda prefix: prefix[0].upper(), text, count=1)
    text = _KIND.sub(lambda kind: kind[0].lower(), text)
    text = _POINT_FOR_COLON.sub(":", text)
    for pattern, plain in _PAPERS:
        text = pattern.sub(plain, text)
    text = _SEVERAL_BASES.sub(_as_delins, text)
    if legacy:
        text = _renumbered(text)
    return CleanName(_capital_bases(text), protein)


def unescaped(typed: str) -> str:
    """Undo the escapes of web pages (once or twice) and the signs of word processors.

    >>> unescaped("c.761C&amp;gt;T"), unescaped("c.157%E2%80%932A%3EG")
    ('c.761C>T', 'c.157-2A>G')
    """
    return unquote(html.unescape(html.unescape(typed))).translate(_SIGNS)


def legacy_number(cds_position: int) -> int:
    """TNFSF5-era number of a c. position without offset; c. has no 0, the old numbering had none to skip.

    >>> legacy_number(761), legacy_number(1), legacy_number(-1)
    (782, 22, 21)
    """
    return cds_position + LEGACY_SHIFT_BASES + (cds_position < 0)


def _as_delins(parts: re.Match[str]) -> str:
    first, old, new = int(parts[1]), parts[2], parts[3]
    return f"{first}_{first + len(old) - 1}del{old}ins{new}"


def _renumbered(text: str) -> str:
    name = _LEGACY_PREFIX.sub("", text, count=1)
    if kind_first := _LEGACY_KIND_FIRST.fullmatch(name):
        name = kind_first[2] + kind_first[1] + kind_first[3]
    if not re.match(r"\d", name):
        message = f"{one_line(text, 60)} has no legacy nucleotide number in front; give one such as 782C>T"
        raise NomenclatureError(message)
    return "c." + _LEGACY_PLACE.sub(lambda number: str(_cds_number(int(number[1]))), name)


def _cds_number(legacy: int) -> int:
    return legacy - LEGACY_SHIFT_BASES - (legacy <= LEGACY_SHIFT_BASES)


def _capital_bases(text: str) -> str:
    head, dot, description = text.rpartition(".") if re.search(r"[cg]\.", text) else (text, "", "")
    if not dot:
        return text
    return head + dot + _BASES.sub(lambda bases: bases[0].upper(), description)
