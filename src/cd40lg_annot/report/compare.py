"""What changed between two runs: variants, people, samples, and whom to contact again, and why.

Works on the JSON reports of two results folders, because older folders were written by older versions;
a key that one side lacks is not compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Report = Mapping[str, Any]

_VARIANT_FIELDS = (
    "relevance",
    "classification",
    "points",
    "criteria",
    "headline",
    "clinvar_classification",
    "clinvar_stars",
    "hgvs_p",
    "consequence",
)
_PERSON_FIELDS = ("status", "zygosity", "advice", "risk")
COLUMNS = ("what", "family", "who", "variant", "field", "old", "new", "why")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was. `what`: "variant", "finding", "person", "sample" or "family"."""

    what: str
    family: str
    who: str
    variant: str
    field: str
    old: str
    new: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Recontact:
    """A person to contact again, with the reasons."""

    family: str
    person: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The reports of one results folder, samples by name and families by name."""

    samples: Mapping[str, Report]
    families: Mapping[str, Report]


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
    before, after = _variants(old), _variants(new)
    changes = [
        *_variant_changes(before, after),
        *_finding_changes(old, new),
        *_person_changes(old, new),
        *_sample_changes(old, new),
    ]
    recontact = _recontacts(changes, new)
    counts = {
        kind: sum(c.what == kind for c in changes) for kind in ("variant", "finding", "person", "sample")
    }
    same = sum(1 for key in before.keys() & after.keys() if not _differences(before[key], after[key]))
    parts = [f"{number} {kind}" for kind, number in counts.items() if number]
    headline = f"Changes: {', '.join(parts)}." if parts else "Nothing changed."
    if recontact:
        headline += f" People to contact again: {len(recontact)}."
    return Comparison(tuple(changes), recontact, same, headline, counts)


def _variants(results: Results) -> dict[str, Report]:
    """Every distinct variant of the folder, by its place and alleles on GRCh38."""
    found: dict[str, Report] = {}
    for report in (*results.samples.values(), *results.families.values()):
        for key in ("findings", "family_variants", "variants", "other_variants"):
            for variant in report.get(key) or ():
                found.setdefault(variant["vcf_grch38"], variant)
    return dict(sorted(found.items()))


def _variant_changes(before: Mapping[str, Report], after: Mapping[str, Report]) -> Iterable[Change]:
    for key in sorted(before.keys() & after.keys()):
        old, new = before[key], after[key]
        why = _why(old, new)
        for name in _differences(old, new):
            yield Change("variant", "", "", _title(new), name, _text(old[name]), _text(new[name]), why)
        if why and not _differences(old, new):
            yield Change("variant", "", "", _title(new), "evidence", "", "", why)


def _differences(old: Report, new: Report) -> list[str]:
    return [name for name in _VARIANT_FIELDS if name in old and name in new and old[name] != new[name]]


def _why(old: Report, new: Report) -> str:
    """What tables say now that they did not say, and the other way round."""
    said, says = _statements(old), _statements(new)
    gained = [f"new: {text}" for text in says if text not in said]
    lost = [f"no longer: {text}" for text in said if text not in says]
    return "; ".join([*gained, *lost])


def _statements(variant: Report) -> list[str]:
    keys = ("source", "release", "name", "stated")
    items = ([str(item.get(key, "")) for key in keys] for item in variant.get("evidence") or ())
    return [f"{source} {release} on {name}: {stated}" for source, release, name, stated in items]


def _finding_changes(old: Results, new: Results) -> Iterable[Change]:
    for sample in sorted(old.samples.keys() & new.samples.keys()):
        before = {v["vcf_grch38"]: v for v in old.samples[sample].get("findings") or ()}
        after = {v["vcf_grch38"]: v for v in new.samples[sample].get("findings") or ()}
        family = str(new.samples[sample].get("family", ""))
        for key in sorted(before.keys() | after.keys()):
            title = _title(after.get(key) or before[key])
            was, now = _shown(before.get(key)), _shown(after.get(key))
            if was != now:
                yield Change("finding", family, sample, title, "finding", was, now)


def _shown(finding: Report | None) -> str:
    if finding is None:
        return "not listed"
    return f"{finding.get('zygosity', '')}, {finding.get('relevance', '')}".strip(", ")


def _person_changes(old: Results, new: Results) -> Iterable[Change]:
    for family in sorted(old.families.keys() | new.families.keys()):
        before, after = _people(old.families.get(family)), _people(new.families.get(family))
        for person in sorted(before.keys() | after.keys()):
            if person not in before or person not in after:
                was, now = ("listed", "not listed") if person in before else ("not listed", "listed")
                yield Change("person", family, person, "", "listed", was, now)
                continue
            was_, now_ = before[person], after[person]
            for name in _PERSON_FIELDS:
                if name in was_ and name in now_ and was_[name] != now_[name]:
                    why = " ".join(now_.get("reasons") or ()) if name == "status" else ""
                    yield Change(
                        "person", family, person, "", name, _text(was_[name]), _text(now_[name]), why
                    )


def _people(report: Report | None) -> dict[str, Report]:
    return {person["person"]: person for person in (report or {}).get("people") or ()}


def _sample_changes(old: Results, new: Results) -> Iterable[Change]:
    for sample in sorted(old.samples.keys() | new.samples.keys()):
        before, after = old.samples.get(sample), new.samples.get(sample)
        family = str((after or before or {}).get("family", ""))
        if before is None or after is None:
            was, now = ("reported", "not reported") if after is None else ("not reported", "reported")
            yield Change("sample", family, sample, "", "reported", was, now)
            continue
        shares = [_share(report) for report in (before, after)]
        if shares[0] != shares[1]:
            yield Change("sample", family, sample, "", "assessed", *shares)


def _share(report: Report) -> str:
    share = (report.get("callability") or {}).get("share")
    return "" if share is None else f"{share:.1%}"


def _recontacts(changes: Iterable[Change], new: Results) -> tuple[Recontact, ...]:
    """Whom the changes concern: status or advice, a finding that matters, a family variant's relevance."""
    changes = tuple(changes)
    moved = {c.variant: c for c in changes if c.what == "variant" and c.field == "relevance"}
    reasons: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change.what == "person" and change.field in ("status", "advice"):
            text = f"{change.field}: {change.old or 'none'} is now {change.new or 'none'}"
            reasons.setdefault((change.family, change.who), []).append(text)
        matters = any(word in change.old + change.new for word in ("disease_causing", "uncertain"))
        if change.what == "finding" and matters:
            person = str(new.samples.get(change.who, {}).get("person", change.who))
            text = f"{change.variant}: {change.old} is now {change.new}"
            reasons.setdefault((change.family, person), []).append(text)
    for family, report in new.families.items():
        for variant in (*(report.get("variants") or ()), *(report.get("other_variants") or ())):
            change_of_variant = moved.get(_title(variant))
            if change_of_variant is None:
                continue
            text = f"{change_of_variant.variant}: {change_of_variant.old} is now {change_of_variant.new}"
            for person in _people(report):
                if not any(text.split(":")[0] in said for said in reasons.get((family, person), ())):
                    reasons.setdefault((family, person), []).append(text)
    return tuple(
        Recontact(family, person, tuple(texts)) for (family, person), texts in sorted(reasons.items())
    )


def _title(variant: Report) -> str:
    return str(variant.get("title") or variant.get("hgvs_c", ""))


def _text(value: object) -> str:
    """Give a value as one line of text, the same for equal values."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(item)}" for key, item in sorted(value.items()) if item is not None)
    if isinstance(value, list | tuple):
        return " ".join(_text(item) for item in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)
