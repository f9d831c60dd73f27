"""Whether a protein name that came beside a nucleotide name says what we predict, however it is spelt.

ClinVar shortens frameshifts (`p.Ile53fs`), older papers write X for a stop, `T254T` for a silent change and
a residue for a start codon that is lost.
"""

import re

from cd40lg_annot.variant.hgvs import one_letter

_STOP = re.compile(r"Stop|Ter|X(?=\d|\?|$)", re.IGNORECASE)
# A predicted name in one letter, and the shorter or older forms of it.
_ALSO_WRITTEN = (
    (re.compile(r"([A-Z]\d+)([A-Z])fs\*.*"), r"\1(?:\2)?fs[*?]*"),
    (re.compile(r"\*(\d+)([A-Z])ext\*.*"), r"\*\1\2(?:ext[*?]*)?"),
    (re.compile(r"([A-Z])(\d+)="), r"\1\2\1"),
    (re.compile(r"M1\?"), "M1[A-Z]"),
)


def says_the_same(stated: str, predicted: str) -> bool:
    """Compare a stated protein name with a predicted one in three letters; both begin with `p.`.

    >>> says_the_same("p.Ile53fs", "p.(Ile53LysfsTer13)"), says_the_same("p.I53KfsX13", "p.(Ile53LysfsTer13)")
    (True, True)
    >>> says_the_same("p.Ile53LysfsTer12", "p.(Ile53LysfsTer13)")
    False
    """
    given, ours = _plain(stated), _plain(predicted)
    if given == ours:
        return True
    forms = (whole.expand(also) for name, also in _ALSO_WRITTEN if (whole := name.fullmatch(ours)))
    return any(re.fullmatch(form, given) for form in forms)


def _plain(name: str) -> str:
    """One-letter form without `p.` and parentheses; `*` for a stop."""
    bare = name.partition("p.")[2].translate({ord("("): None, ord(")"): None})
    return one_letter(_STOP.sub("*", bare))
