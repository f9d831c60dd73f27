"""The books of one sample as its report shows them: what was read, reported, and set aside."""

from dataclasses import dataclass

from cd40lg_annot.model import Tally

_REPORTED = {
    "finding": "findings: shown with their genotype",
    "structural_finding": "structural variants: shown with their genotype",
    "not_carried": "called, and not carried by this sample",
    "reference": "called reference: counted among the bases assessed",
    "not_called": "not called in this sample: counted among the bases not assessed, or shown as such",
    "copy_number": "copy number stated without a variant: compared with the recorded sex",
}


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One outcome: its key, the same in words, and how many alleles came to it."""

    outcome: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Accounting:
    """Alleles read of the sample's files; `read` is always `reported` plus `set_aside`.

    Each ALT of each record counts as one, a record without ALT as one, too. The lines of either kind
    add up to its number.
    """

    read: int
    reported: int
    set_aside: int
    reported_as: tuple[AccountLine, ...]
    set_aside_because: tuple[AccountLine, ...]


def accounting_of(tally: Tally) -> Accounting:
    """Lay the counts out, in the order in which the report has what they count."""
    shown = [
        AccountLine(key, words, tally.reported[key])
        for key, words in _REPORTED.items()
        if key in tally.reported
    ]
    aside = [AccountLine("set_aside", reason, count) for reason, count in tally.set_aside.items()]
    return Accounting(
        read=tally.read,
        reported=sum(line.count for line in shown),
        set_aside=sum(line.count for line in aside),
        reported_as=tuple(shown),
        set_aside_because=tuple(aside),
    )
