"""A second opinion that shares no code with the package: edits the spliced transcript and translates it.

Exon bounds and the reading frame are written here once more, from the gene model (MANE v1.5), and the
genetic code in NCBI's own order (translation table 1).
"""

import re
from pathlib import Path

GENE = Path(__file__).resolve().parents[3] / "resources" / "reference" / "locus.fa"
# First and last base of each exon, 1-based inclusive, on the locus; first base of ATG, last of TGA.
EXONS = ((4982, 5228), (7090, 7221), (11197, 11254), (13180, 13242), (15863, 17214))
ATG, STOP = 5073, 16239
NCBI_TABLE_1 = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_NAMES = "AlaCysAspGluPheGlyHisIleLysLeuMetAsnProGlnArgSerThrValTrpTyrTer"
THREE = {one: _NAMES[3 * i : 3 * i + 3] for i, one in enumerate("ACDEFGHIKLMNPQRSTVWY*")}
ONE = {three: one for one, three in THREE.items()}

GENOME = "".join(line.strip() for line in GENE.read_text().splitlines() if line[0] != ">").upper()


def protein(bases):
    """Translate up to and with the first stop; without one, to the end."""
    residues = []
    for start in range(0, len(bases) - 2, 3):
        first, second, third = ("TCAG".index(base) for base in bases[start : start + 3])
        residues.append(NCBI_TABLE_1[16 * first + 4 * second + third])
        if residues[-1] == "*":
            break
    return "".join(residues)


def messenger(pos, ref, alt):
    """Coding part of the messenger, from the A of ATG to its end, with one VCF-like edit made.

    Each base of the genome carries its number, so that exons are found again after the edit.
    None if the edit does not lie inside one coding exon; the 3' untranslated region counts with the last.
    """
    start, end = pos, pos + len(ref)
    shared = 0
    while shared < min(len(ref), len(alt)) and ref[shared] == alt[shared]:
        shared += 1
    first_changed, last_changed = start + shared, end - 1
    for left, right in EXONS:
        low, high = max(left, ATG), right
        if low <= first_changed and last_changed <= high and first_changed <= high + 1:
            break
    else:
        return None
    pieces = []
    for left, right in EXONS:
        piece = GENOME[max(left, ATG) - 1 : right]
        if left <= first_changed <= right + 1 and last_changed <= right and first_changed >= max(left, ATG):
            offset = start - max(left, ATG)
            if offset < 0:
                piece = alt[-offset:] + piece[offset + len(ref) :]
            else:
                piece = piece[:offset] + alt + piece[offset + len(ref) :]
        pieces.append(piece)
    return "".join(pieces)


REFERENCE = "".join(GENOME[max(left, ATG) - 1 : right] for left, right in EXONS)
REFERENCE_PROTEIN = protein(REFERENCE)

_AA = "(?:" + "|".join(ONE) + ")"
_PLACE = re.compile(rf"({_AA})(\d+)")


def decoded(name):
    """What a protein name says of the protein: (residues known from the first one on, whether complete).

    Complete means stop included; a frameshift names only its first residue and its length.
    Gives (prefix, length or None).
    """
    text = name.removeprefix("p.").strip("()")
    if text == "=" or text.endswith("="):
        return REFERENCE_PROTEIN, len(REFERENCE_PROTEIN)
    if text.startswith("["):
        raise NotImplementedError(name)
    if match := re.fullmatch(rf"({_AA})(\d+)({_AA})fsTer(\d+)", text):
        at, left = int(match[2]), int(match[4])
        check_residue(match[1], at)
        return REFERENCE_PROTEIN[: at - 1] + ONE[match[3]], at - 1 + left
    if match := re.fullmatch(rf"Ter(\d+)({_AA})extTer(\d+)", text):
        at = int(match[1])
        check_residue("Ter", at)
        return REFERENCE_PROTEIN[: at - 1] + ONE[match[2]], at + int(match[3])
    if match := re.fullmatch(rf"({_AA})(\d+)({_AA})", text):
        at, new = int(match[2]), ONE[match[3]]
        check_residue(match[1], at)
        spelt = REFERENCE_PROTEIN[: at - 1] + new + ("" if new == "*" else REFERENCE_PROTEIN[at:])
        return spelt, len(spelt)
    return _decoded_range(text)


def _decoded_range(text):
    match = re.fullmatch(rf"({_AA})(\d+)(?:_({_AA})(\d+))?(del|dup|ins|delins)((?:{_AA})*)", text)
    if match is None:
        raise ValueError(text)
    first = int(match[2])
    last = int(match[4] or first)
    check_residue(match[1], first)
    if match[3]:
        check_residue(match[3], last)
    new = "".join(ONE[three] for three in re.findall(_AA, match[6]))
    before, named, after = (
        REFERENCE_PROTEIN[: first - 1],
        REFERENCE_PROTEIN[first - 1 : last],
        REFERENCE_PROTEIN[last:],
    )
    spelt = {
        "del": before + after,
        "dup": before + named + named + after,
        "ins": before + named[:1] + new + named[1:] + after,
        "delins": before + new + after,
    }[match[5]]
    spelt = spelt.partition("*")[0] + "*"
    return spelt, len(spelt)


def check_residue(three, at):
    assert REFERENCE_PROTEIN[at - 1] == ONE[three], (three, at)
