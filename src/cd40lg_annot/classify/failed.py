"""What a family's reports say of a member whose file could not be used."""

from collections.abc import Iterable
from dataclasses import replace

from cd40lg_annot.family.status_reasons import NOT_TESTED
from cd40lg_annot.model import FailedSample, FamilyInterpretation, PersonStatus, WarningKind

_UNREADABLE = "There is a sample, but its file could not be used."


def with_failed(family: FamilyInterpretation, failed: Iterable[FailedSample]) -> FamilyInterpretation:
    """The family with a warning, on every page, for each of its members whose file failed.

    What was concluded without that file may change with it: nobody may take these pages for the family's
    last word, and no negative among them is a plain one.
    """
    own = [item for item in failed if item.family == family.family]
    if not own:
        return family
    warnings = tuple(
        f"{item.sample} has no report: the file cannot be used ({item.reason}). "
        "What is said of the family may change when it can be read."
        for item in own
    )
    kinds = (WarningKind.RELATIVE,) * len(warnings)
    samples = tuple(
        replace(
            sample,
            warnings=(*warnings, *sample.warnings),
            warning_kinds=(*kinds, *sample.warning_kinds),
        )
        for sample in family.samples
    )
    unreadable = {item.sample for item in own}
    statuses = tuple(
        _with_unreadable(status) if status.person in unreadable else status for status in family.statuses
    )
    return replace(
        family,
        statuses=statuses,
        warnings=(*warnings, *family.warnings),
        samples=samples,
        failed=tuple(item.sample for item in own),
    )


def _with_unreadable(status: PersonStatus) -> PersonStatus:
    """The reasons of somebody whose file failed: a sample that nobody could read is not "not tested"."""
    told = tuple(reason for reason in status.reasons if reason != NOT_TESTED)
    return replace(status, reasons=(*told, _UNREADABLE))
