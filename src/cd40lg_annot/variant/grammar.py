"""A nucleotide name handed to the library's grammar, or refused with words that help.

Forms that name no single allele are told apart first, because the library's messages are about its grammar.
"""

import re

import weaver

from cd40lg_annot.errors import NomenclatureError, one_line
from cd40lg_annot.locus import Transcript

# Forms that are refused, the first that fits: what is found in the description, and why, with the remedy.
_REFUSED = (
    (r"\]\s*;\s*\[", "names two chromosomes (alleles in trans); name each allele by itself"),
    (r"\(;\)", "does not say whether the changes lie on one chromosome; name each change by itself"),
    (r"\^", "leaves open which change it is; name each possibility by itself"),
    (
        r"\)_\(|^\([^()]*_|\?_|_\?",
        "positions not known exactly name no single allele; give exact ones, or ask `name` about whole exons",
    ),
    (r"\?", "is marked as doubtful; give the name without ? if it is certain"),
    (r"^\(?=\)?$", "says that nothing is changed; give the changed allele"),
    (r"^\(.*\)$", "is in parentheses, as what is only predicted; give what was found, without them"),
    (r"=//?", "is a mosaic; give the changed allele by itself"),
    (r"con", "is a conversion; write it as delins with the new bases"),
    (r"ins(?![ACGT]+(?:$|[;\]]))", "does not write out the inserted bases; write each of them"),
    (r"[cg]\.", "names more than one change; write c.[761C>T;762G>A] where both are on one chromosome"),
    (r"(?:>|del|dup|inv|\d)[ACGT]*[BDHKMNRSUVWXY]", "has a letter that is no DNA base; write A, C, G or T"),
)
_AT = re.compile(r"--> 1:(\d+)")
_BEFORE_ARROW = re.compile(r"\d[ACGT]$")
_BY_INTRON = re.compile(
    r"(?P<accession>[^:]+:)?(?:c\.)?IVS(?P<intron>\d)(?P<offset>[-+]\d+)(?P<edit>[^_\d].*)", re.IGNORECASE
)


def parsed_name(kind: str, description: str, accession: str, typed: str) -> "weaver.Variant":
    """The name as the library reads it; `kind` is c or g, `description` what follows the point.

    Raises:
        NomenclatureError: it is not HGVS, or names no single allele.
    """
    for pattern, reason in _REFUSED:
        if re.search(pattern, description):
            message = f"{one_line(typed, 80)}: {reason}"
            raise NomenclatureError(message)
    name = f"{accession}:{kind}.{description}"
    try:
        return weaver.parse(name)
    except (weaver.HGVSError, ValueError) as error:
        message = f"{one_line(typed, 80)}: not HGVS ({_reason(str(error), name)}); write it as in "
        raise NomenclatureError(f"{message}c.761C>T, c.31_32insCTG, c.189del") from error


def name_by_intron(text: str, transcript: Transcript) -> str | None:
    """The c. name of one that counts introns, as older papers do (`IVS1+1G>A`); None for another kind."""
    parts = _BY_INTRON.fullmatch(text)
    if parts is None or not 0 < int(parts["intron"]) < len(transcript.exons):
        return None
    left, right = transcript.exons[int(parts["intron"]) - 1 : int(parts["intron"]) + 1]
    edge = left.end if parts["offset"].startswith("+") else right.start + 1
    place = f"{transcript.cds_position(edge)}{parts['offset']}"
    return f"{parts['accession'] or ''}c.{place}{parts['edit']}"


def _reason(told: str, name: str) -> str:
    """What the library has against a name, without the words of its grammar."""
    last = next((line.strip(" =") for line in reversed(told.splitlines()) if line.strip(" =|")), "")
    at = _AT.search(told)
    if at is None or not last.startswith("expected"):
        return one_line(last, 120)
    rest = name[int(at[1]) - 1 :]
    if _BEFORE_ARROW.search(name):
        # A shell takes > and what follows for a file to write to.
        return "the name ends before its >: put it in quotes"
    return f"it cannot be read from {one_line(rest, 40)!r} on" if rest else "it ends too early"
