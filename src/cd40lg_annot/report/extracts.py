"""The sheets of one family: what of a family's interpretation each relative's own sheet is given."""

from collections.abc import Iterator

from cd40lg_annot.model import FamilyInterpretation, PersonStatus, Provenance, Relevance, Zygosity
from cd40lg_annot.report.extract import Extract, OwnTest, Subject, extract
from cd40lg_annot.report.variant import title_of


def extracts(family: FamilyInterpretation, provenance: Provenance) -> Iterator[Extract]:
    """Give a sheet for each living relative who has a status; unborn children get none."""
    status_of = {status.person: status for status in family.statuses}
    causing = [
        variant for variant in family.variants if variant.assessment.relevance is Relevance.DISEASE_CAUSING
    ]
    for person in family.people:
        if person.deceased or person.pregnancy or person.person not in status_of:
            continue
        status = status_of[person.person]
        yield extract(
            Subject(
                person.person,
                person.sex,
                _own_test(status, failed=person.person in family.failed),
                results_open=bool(family.failed),
            ),
            status,
            provenance,
            variant=", ".join(title_of(variant) for variant in causing),
            hgvs=", ".join(variant.names.hgvs_c for variant in causing),
        )


def _own_test(status: PersonStatus, *, failed: bool) -> OwnTest:
    if status.zygosity not in (None, Zygosity.NO_CALL, Zygosity.UNDETERMINED):
        return OwnTest.ANSWERED
    if status.tested_elsewhere:
        return OwnTest.COUNTED
    if failed:
        return OwnTest.UNREADABLE
    return OwnTest.NONE if status.sample is None else OwnTest.SILENT
