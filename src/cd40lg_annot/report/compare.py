"""Two results folders compared: everything that changed, and whom to contact again, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cd40lg_annot.report.changes import (
    Change,
    Results,
    differences,
    finding_changes,
    moves,
    paired_variants,
    person_changes,
    sample_changes,
    variant_changes,
)

COLUMNS = ("what", "family", "who", "variant", "field", "old", "new", "why")
_KINDS = ("variant", "finding", "person", "sample")


@dataclass(frozen=True, slots=True)
class Recontact:
    """A person to contact again, with the reasons."""

    family: str
    person: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that changed, most important first, and whom to contact again."""

    changes: tuple[Change, ...]
    recontact: tuple[Recontact, ...]
    same_variants: int = 0
    headline: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


def comparison(old: Results, new: Results) -> Comparison:
    """Compare two results folders. The order of files and of people changes nothing."""
    moved = moves(old, new)
    pairs = paired_variants(old, new, moved)
    changes = [
        *variant_changes(pairs),
        *finding_changes(old, new),
        *person_changes(old, new, moved),
        *sample_changes(old, new),
    ]
    recontact = _recontacts(changes, old, new)
    counts = {kind: sum(change.what == kind for change in changes) for kind in _KINDS}
    changed = {key for _, key, said, says in pairs if differences(said, says)}
    same = len({key for _, key, _, _ in pairs} - changed)
    parts = [f"{number} {kind}" for kind, number in counts.items() if number]
    headline = f"Changes: {', '.join(parts)}." if parts else "Nothing changed."
    if recontact:
        headline += f" People to contact again: {len(recontact)}."
    return Comparison(tuple(changes), recontact, same, headline, counts)


def _recontacts(changes: Iterable[Change], old: Results, new: Results) -> tuple[Recontact, ...]:
    """Whom the changes concern, each with what changed; what is said of a variant is said once."""
    asking = [change for change in changes if change.contact]
    reasons: dict[tuple[str, str], list[str]] = {}
    for change in sorted(asking, key=lambda change: change.what == "variant"):
        subject = change.variant if change.what in ("variant", "finding") else change.field
        text = f"{subject}: {change.old or 'none'} is now {change.new or 'none'}"
        if change.what == "sample":
            text = f"sample {change.who}, {change.field}: {change.old} is now {change.new}"
            text += f"; {change.why}" if change.why else ""
        for person in _concerned(change, old, new):
            told = reasons.setdefault((change.family, person), [])
            if change.what != "variant" or not any(said.startswith(f"{subject}: ") for said in told):
                told.append(text)
    return tuple(
        Recontact(family, person, tuple(texts)) for (family, person), texts in sorted(reasons.items())
    )


def _concerned(change: Change, old: Results, new: Results) -> list[str]:
    """People whom a change is about: of a variant the family, of a finding or sample its person."""
    if change.what == "person":
        return [change.who]
    if change.what == "variant":
        samples = [report for report in new.samples.values() if report.get("family") == change.family]
        return [*new.people(change.family)] or [str(report.get("person")) for report in samples]
    report = new.samples.get(change.who) or old.samples.get(change.who) or {}
    return [str(report.get("person", change.who))]
