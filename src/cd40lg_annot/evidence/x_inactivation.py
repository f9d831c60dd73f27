"""X-inactivation of the clinic table: what the assay shows, in words, and as a test for the woman's status.

No risk is computed from it: skewing is common in women who carry nothing, and no figure for this gene
was found. It explains symptoms of a carrier; its absence never takes a heterozygous result away.
"""

from cd40lg_annot.model import ClinicRecord, EvidenceKind, RiskEvidence

# A convention, and an arbitrary one: 75% and 80% are both in use. Only words hang on it.
SKEWED_FROM = 0.8
SHEET = "clinic table"
_WITH_VARIANT = frozenset({"variant", "mutant", "mutated", "pathogenic"})
_WITHOUT = frozenset({"normal", "wild type", "wild-type", "wildtype", "reference"})


def inactivation_test(record: ClinicRecord) -> RiskEvidence | None:
    """The assay as a test for the status of a person with two X; None where nothing can be said.

    `stated` says what is shown: skewed to the copy with the variant, away from it, in a direction that is
    not known, random, or not informative. It carries no figures, so that no risk is computed from it.
    """
    if record.x_inactivation_informative is False:
        return _test(record, "not_informative", "", "")
    if record.x_inactivation is None or record.x_inactivation_informative is None:
        return None
    share = record.x_inactivation
    note = f", {_share(record)}"
    if max(share, 1 - share) < SKEWED_FROM:
        return _test(record, "random", "negative", note)
    allele = record.active_allele.lower()
    if allele not in _WITH_VARIANT | _WITHOUT:
        return _test(record, "skewed", "positive", note)
    is_to_variant = (share >= SKEWED_FROM) is (allele in _WITH_VARIANT)
    return _test(record, "skewed_to_mutant" if is_to_variant else "skewed_to_normal", "positive", note)


def inactivation_notes(record: ClinicRecord, *, has_two_x: bool) -> list[str]:
    """What the clinic's page says of the assay."""
    if record.x_inactivation is None and record.x_inactivation_informative is None:
        return []
    tissue = _tissue(record)
    if not has_two_x:
        return [f"X-inactivation in {tissue}: it needs two X chromosomes, so it is not used."]
    if record.x_inactivation_informative is not True or record.x_inactivation is None:
        return [f"X-inactivation in {tissue}: not said to be informative, so it is not used."]
    limit = f"Skewed is said from {SKEWED_FROM:.0%} on, a convention; no risk is computed from it."
    return [f"X-inactivation in {tissue}: {_share(record)}; other tissues may differ. {limit}"]


def _test(record: ClinicRecord, stated: str, result: str, note: str) -> RiskEvidence:
    told = f"{_tissue(record)}{note}"
    return RiskEvidence(record.person, EvidenceKind.XCI, result, note=told, stated=stated, sheet=SHEET)


def _tissue(record: ClinicRecord) -> str:
    return record.x_inactivation_tissue or "a tissue not named"


def _share(record: ClinicRecord) -> str:
    return f"{record.x_inactivation:.0%} of cells with {record.active_allele or 'an allele not named'} active"
