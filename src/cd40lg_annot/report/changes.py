"""What differs between two results folders, one thing at a time: variants, findings, people, samples.

Works on the JSON reports of the folders, because older ones were written by older versions; a key that
one side lacks is not compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cd40lg_annot.model import Relevance

Report = Mapping[str, Any]

VARIANT_FIELDS = (
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
_SAMPLE_FIELDS = ("sex", "karyotype")
_MATTERS = frozenset({Relevance.DISEASE_CAUSING.value, Relevance.UNCERTAIN.value})
REPORTED, FAILED, NOT_REPORTED = "reported", "failed", "not reported"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was. `what`: "variant", "finding", "person" or "sample".

    `contact`: whether who it is about is to be contacted again; of a variant, every member of the family.
    """

    what: str
    family: str
    who: str
    variant: str
    field: str
    old: str
    new: str
    why: str = ""
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A sample without a report: its family, and the stage and reason in words."""

    family: str
    why: str


@dataclass(frozen=True, slots=True)
class Results:
    """The reports of one results folder, samples by name and families by name.

    `failed`: samples whose files could not be used.
    """

    samples: Mapping[str, Report]
    families: Mapping[str, Report]
    failed: Mapping[str, Failure] = field(default_factory=dict)

    def people(self, family: str) -> dict[str, Report]:
        """What the family's report says of each member; empty where it has no report."""
        return {person["person"]: person for person in self.families.get(family, {}).get("people") or ()}

    def variants(self) -> dict[tuple[str, str], Report]:
        """Every variant of every family, small and structural: two families may have different evidence."""
        found: dict[tuple[str, str], Report] = {}
        for report in (*self.samples.values(), *self.families.values()):
            for name in ("findings", "family_variants", "variants", "other_variants", "structural"):
                for variant in report.get(name) or ():
                    found.setdefault((str(report.get("family", "")), _key(variant)), variant)
        return dict(sorted(found.items()))

    def homes(self) -> dict[str, str]:
        """Family of each person who is in one family only."""
        found: dict[str, set[str]] = defaultdict(set)
        for family in self.families:
            for person in self.people(family):
                found[person].add(family)
        for report in self.samples.values():
            found[str(report.get("person"))].add(str(report.get("family", "")))
        return {person: next(iter(homes)) for person, homes in found.items() if len(homes) == 1}


@dataclass(frozen=True, slots=True)
class Moves:
    """Who belongs to another family than before; a family that was split or renamed moves its people."""

    old_family: Mapping[tuple[str, str], str]

    def family_before(self, family: str, person: str) -> str:
        """Where a person of this family was before."""
        return self.old_family.get((family, person), family)

    def families_before(self, family: str) -> list[str]:
        """Families from which people came into this one, itself first."""
        return [family, *sorted({old for (new, _), old in self.old_family.items() if new == family})]


def moves(old: Results, new: Results) -> Moves:
    """People of both folders whose family has another name now."""
    before, after = old.homes(), new.homes()
    return Moves(
        {
            (after[person], person): before[person]
            for person in sorted(before.keys() & after.keys())
            if before[person] != after[person]
        }
    )


Pair = tuple[str, str, Report, Report]


def paired_variants(old: Results, new: Results, moved: Moves) -> list[Pair]:
    """Variants of both folders: family and key as they are now, then what was said and what is."""
    before, after = old.variants(), new.variants()
    found = []
    for (family, key), says in after.items():
        said = (before.get((home, key)) for home in moved.families_before(family))
        first = next((report for report in said if report is not None), None)
        if first is not None:
            found.append((family, key, first, says))
    return found


def variant_changes(pairs: Iterable[Pair]) -> Iterator[Change]:
    """Each field of a variant that changed, and why; new evidence that changed no field."""
    for family, _, old, new in pairs:
        why = _why(old, new)
        changed = differences(old, new)
        for name in changed:
            was, now = _text(old[name]), _text(new[name])
            yield Change("variant", family, "", _title(new), name, was, now, why, contact=name == "relevance")
        if why and not changed:
            yield Change("variant", family, "", _title(new), "evidence", "", "", why)


def differences(old: Report, new: Report) -> list[str]:
    """Fields of a variant that both sides have and that differ."""
    return [name for name in VARIANT_FIELDS if name in old and name in new and old[name] != new[name]]


def finding_changes(old: Results, new: Results) -> Iterator[Change]:
    """Findings that came, went or are read otherwise, sample by sample."""
    for sample in sorted(old.samples.keys() & new.samples.keys()):
        before, after = _found_in(old.samples[sample]), _found_in(new.samples[sample])
        family = str(new.samples[sample].get("family", ""))
        for key in sorted(before.keys() | after.keys()):
            sides = before.get(key), after.get(key)
            was, now = map(_shown, sides)
            matters = any(side and side.get("relevance") in _MATTERS for side in sides)
            if was != now:
                title = _title(after.get(key) or before[key])
                yield Change("finding", family, sample, title, "finding", was, now, contact=matters)


def person_changes(old: Results, new: Results, moved: Moves) -> Iterator[Change]:
    """People who came, went, moved to another family, or of whom something else is said."""
    gone = {(family, person) for family in old.families for person in old.people(family)}
    for family in sorted(new.families):
        for person, says in sorted(new.people(family).items()):
            home = moved.family_before(family, person)
            gone.discard((home, person))
            said = old.people(home).get(person)
            if said is None:
                yield Change("person", family, person, "", "listed", "not listed", "listed")
                continue
            if home != family:
                yield Change("person", family, person, "", "family", home, family)
            yield from _said_of(family, person, said, says)
    for family, person in sorted(gone):
        yield Change("person", family, person, "", "listed", "listed", "not listed")


def _said_of(family: str, person: str, said: Report, says: Report) -> Iterator[Change]:
    for name in _PERSON_FIELDS:
        if name in said and name in says and said[name] != says[name]:
            why = " ".join(says.get("reasons") or ()) if name == "status" else ""
            was, now = _text(said[name]), _text(says[name])
            matters = name in ("status", "advice")
            yield Change("person", family, person, "", name, was, now, why, contact=matters)


def sample_changes(old: Results, new: Results) -> Iterator[Change]:
    """Samples that have a report no longer, or now; whose share assessed, sex or karyotype changed."""
    every = old.samples.keys() | new.samples.keys() | old.failed.keys() | new.failed.keys()
    for sample in sorted(every):
        before, after = old.samples.get(sample), new.samples.get(sample)
        failure = new.failed.get(sample) or old.failed.get(sample)
        family = str((after or before or {}).get("family", failure.family if failure else ""))
        was, now = _standing(old, sample), _standing(new, sample)
        if was != now:
            why = failure.why if failure and now == FAILED else _had_shown(None if after else before)
            failed = (was, now) == (REPORTED, FAILED)
            yield Change("sample", family, sample, "", "reported", was, now, why, contact=failed)
        if before is not None and after is not None:
            yield from _sample_fields(family, sample, before, after)


def _sample_fields(family: str, sample: str, before: Report, after: Report) -> Iterator[Change]:
    for name in _SAMPLE_FIELDS:
        if name in before and name in after and before[name] != after[name]:
            yield Change("sample", family, sample, "", name, _text(before[name]), _text(after[name]))
    seen = [report.get("callability") or {} for report in (before, after)]
    shares = [item.get("share") for item in seen]
    if shares[0] != shares[1]:
        # "Nothing found" was an answer of the whole gene before, or is one only now.
        found = {finding.get("relevance") for finding in _found_in(after).values()}
        matters = _is_complete(seen[0]) is not _is_complete(seen[1])
        matters = matters and Relevance.DISEASE_CAUSING.value not in found
        was, now = map(_percent, shares)
        yield Change("sample", family, sample, "", "assessed", was, now, contact=matters)


def _is_complete(callability: Report) -> bool:
    return bool(callability.get("complete", callability.get("share") == 1))


def _standing(results: Results, sample: str) -> str:
    if sample in results.samples:
        return REPORTED
    return FAILED if sample in results.failed else NOT_REPORTED


def _had_shown(report: Report | None) -> str:
    """What the report that is there no longer had shown and asked something of its reader."""
    found = _found_in(report or {}).values()
    told = [f"{_title(item)}: {_shown(item)}" for item in found if item.get("relevance") in _MATTERS]
    return "; ".join(told)


def _key(variant: Report) -> str:
    """What stays the same between runs: place and alleles on GRCh38; kind and ends of a structural one."""
    if "vcf_grch38" in variant:
        return str(variant["vcf_grch38"])
    return f"{variant.get('kind')}:{variant.get('start')}-{variant.get('end')}"


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


def _found_in(sample: Report) -> dict[str, Report]:
    """Findings of a sample, small and structural, by what stays the same."""
    return {_key(v): v for name in ("findings", "structural") for v in sample.get(name) or ()}


def _shown(finding: Report | None) -> str:
    if finding is None:
        return "not listed"
    codes = f"{finding.get('zygosity', '')}, {finding.get('relevance', '')}"
    return codes.replace("_", " ").strip(", ")


def _percent(share: float | None) -> str:
    """A share as far as it tells two apart: one base of the exons is a tenth of a percent."""
    return "" if share is None else f"{share:.2%}"


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
