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
    pairs = before.keys() & after.keys()
    changed = {key for family, key in pairs if _differences(before[family, key], after[family, key])}
    same = len({key for _, key in pairs} - changed)
    parts = [f"{number} {kind}" for kind, number in counts.items() if number]
    headline = f"Changes: {', '.join(parts)}." if parts else "Nothing changed."
    if recontact:
        headline += f" People to contact again: {len(recontact)}."
    return Comparison(tuple(changes), recontact, same, headline, counts)


def _variants(results: Results) -> dict[tuple[str, str], Report]:
    """Every variant of every family, small and structural: two families may have different evidence."""
    found: dict[tuple[str, str], Report] = {}
    for report in (*results.samples.values(), *results.families.values()):
        for name in ("findings", "family_variants", "variants", "other_variants", "structural"):
            for variant in report.get(name) or ():
                found.setdefault((str(report.get("family", "")), _key(variant)), variant)
    return dict(sorted(found.items()))


def _key(variant: Report) -> str:
    """What stays the same between runs: place and alleles on GRCh38; kind and ends of a structural one."""
    if "vcf_grch38" in variant:
        return str(variant["vcf_grch38"])
    return f"{variant.get('kind')}:{variant.get('start')}-{variant.get('end')}"


def _variant_changes(
    before: Mapping[tuple[str, str], Report], after: Mapping[tuple[str, str], Report]
) -> Iterable[Change]:
    for family, key in sorted(before.keys() & after.keys()):
        old, new = before[family, key], after[family, key]
        why = _why(old, new)
        for name in _differences(old, new):
            yield Change("variant", family, "", _title(new), name, _text(old[name]), _text(new[name]), why)
        if why and not _differences(old, new):
            yield Change("variant", family, "", _title(new), "evidence", "", "", why)


def _differences(old: Report, new: Report) -> list[str]:
    return [name for name in _VARIANT_FIELDS if name in old and name in new and old[name] != new[name]]


def _why(old: Report, new: Report) -> str:
    """What tables say now that they did not say, the other way round, and which criteria moved."""
    said, says = _statements(old), _statements(new)
    gained = [f"new: {text}" for text in says if text not in said]
    lost = [f"no longer: {text}" for text in said if text not in says]
    return "; ".join([*gained, *lost, *_moved_criteria(old, new)])


def _moved_criteria(old: Report, new: Report) -> Iterable[str]:
    """Criteria that are met now and were not, or by another value; for those that are now met, the reason."""
    was, now = _states(old), _states(new)
    for criterion in was:
        if criterion in now and was[criterion][0] != now[criterion][0]:
            (before, _), (after, reason) = was[criterion], now[criterion]
            yield f"{criterion}: {before} is now {after}" + (f"; {reason}" if reason else "")


def _states(variant: Report) -> dict[str, tuple[str, str]]:
    """Verdict, strength and value of each criterion in words, and the reason, in the guideline's order."""
    return {
        str(line.get("criterion")): (
            ", ".join(
                str(line[key]).replace("_", " ") if key != "value" else str(line[key])
                for key in ("verdict", "strength", "value")
                if line.get(key)
            ),
            str(line.get("reason", "")) if line.get("verdict") == "met" else "",
        )
        for line in variant.get("criteria_lines") or ()
    }


def _statements(variant: Report) -> list[str]:
    keys = ("source", "release", "name", "stated")
    items = ([str(item.get(key, "")) for key in keys] for item in variant.get("evidence") or ())
    return [f"{source} {release} on {name}: {stated}" for source, release, name, stated in items]


def _finding_changes(old: Results, new: Results) -> Iterable[Change]:
    for sample in sorted(old.samples.keys() & new.samples.keys()):
        before, after = _found_in(old.samples[sample]), _found_in(new.samples[sample])
        family = str(new.samples[sample].get("family", ""))
        for key in sorted(before.keys() | after.keys()):
            title = _title(after.get(key) or before[key])
            was, now = _shown(before.get(key)), _shown(after.get(key))
            if was != now:
                yield Change("finding", family, sample, title, "finding", was, now)


def _found_in(sample: Report) -> dict[str, Report]:
    """Findings of a sample, small and structural, by what stays the same."""
    return {_key(v): v for name in ("findings", "structural") for v in sample.get(name) or ()}


def _shown(finding: Report | None) -> str:
    if finding is None:
        return "not listed"
    codes = f"{finding.get('zygosity', '')}, {finding.get('relevance', '')}"
    return codes.replace("_", " ").strip(", ")


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
        shares = [(report.get("callability") or {}).get("share") for report in (before, after)]
        if shares[0] != shares[1]:
            yield Change("sample", family, sample, "", "assessed", *map(_percent, shares))


def _percent(share: float | None) -> str:
    """A share as far as it tells two apart: one base of the exons is a tenth of a percent."""
    return "" if share is None else f"{share:.2%}"


def _recontacts(changes: Iterable[Change], new: Results) -> tuple[Recontact, ...]:
    """Whom the changes concern: status or advice, a finding that matters, a family variant's relevance."""
    changes = tuple(changes)
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
    for change in changes:
        if change.what == "variant" and change.field == "relevance":
            text = f"{change.variant}: {change.old} is now {change.new}"
            for person in _members(change.family, new):
                told = reasons.setdefault((change.family, person), [])
                if not any(said.startswith(f"{change.variant}: ") for said in told):
                    told.append(text)
    return tuple(
        Recontact(family, person, tuple(texts)) for (family, person), texts in sorted(reasons.items())
    )


def _members(family: str, results: Results) -> list[str]:
    """People of a family; where it has no report, those of its samples."""
    samples = [report for report in results.samples.values() if report.get("family") == family]
    return [*_people(results.families.get(family))] or [str(report.get("person")) for report in samples]


def _title(variant: Report) -> str:
    return str(variant.get("title") or variant.get("description") or variant.get("hgvs_c", ""))


def _text(value: object) -> str:
    """Give a value as one line of text, the same for equal values."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(item)}" for key, item in sorted(value.items()) if item is not None)
    if isinstance(value, list | tuple):
        return " ".join(_text(item) for item in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)
