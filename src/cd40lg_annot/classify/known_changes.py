"""PS1, PM5 and PM1: what other changes of the same residue or splice site, and its role, count for.

Comparators are alleles that registries or the laboratory classify pathogenic or likely pathogenic without
conflict, each counted once; the variant itself is never its own comparator.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cd40lg_annot.classify.lines import Subject, met, not_assessed, not_met, rule_of
from cd40lg_annot.classify.statements import stated_by, stated_class
from cd40lg_annot.evidence.match import (
    Knowledge,
    changed_span,
    residue_change_of,
    splice_motifs_of,
    splice_sites_of,
)
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Classification, CriterionLine, KnownVariant, Rule, Rules, Variant

_P, _LP = Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC
_COUNTED_KINDS = ("laboratory", "registry")


def pm1(subject: Subject, rules: Rules, locus: Locus) -> CriterionLine:
    """Whether the variant changes one of the few residues whose role is established."""
    rule = rule_of(rules, "PM1")
    changed = changed_residues(subject, locus)
    roles = [row for row in rules.residues if row.residue in changed and row.criterion == "PM1"]
    if not roles:
        return not_met(rule, "not one of the residues listed")
    first = roles[0]
    reason = f"residue {first.residue} {first.role} ({first.source})"
    return met(rule, reason, value=f"residue {first.residue}")


def changed_residues(subject: Subject, locus: Locus) -> frozenset[int]:
    """Every residue that a missense or in-frame change replaces or takes away; none for another change."""
    if not subject.has("missense_variant", "inframe_deletion", "protein_altering_variant"):
        return frozenset()
    start, end = changed_span(subject.variant)
    touched = (locus.transcript.codon_of(pos) for pos in range(start + 1, end + 1))
    return frozenset(residue for residue in (subject.effect.residue, *touched) if residue is not None)


def ps1(
    subject: Subject,
    knowledge: Knowledge,
    locus: Locus,
    *,
    pvs1_line: CriterionLine,
    changes_splicing: bool,
) -> CriterionLine:
    """Whether another nucleotide change with the same result is known to be pathogenic.

    Where a splice predictor says damaging (`changes_splicing`), splice motifs are compared, not residues.
    """
    if subject.has("missense_variant") and not changes_splicing:
        found = _ps1_by_residue(subject, knowledge, locus)
        if found:
            return found
    if subject.has("splice_donor_variant", "splice_acceptor_variant"):
        return _ps1_at_site(subject, knowledge, locus, pvs1_line)
    if changes_splicing:
        return _ps1_in_motif(subject, knowledge, locus)
    return not_met(
        rule_of(knowledge.rules, "PS1"), "no other nucleotide change with the same result is known"
    )


def pm5(
    subject: Subject,
    knowledge: Knowledge,
    locus: Locus,
    *,
    pm1_line: CriterionLine,
    ps1_line: CriterionLine,
    changes_splicing: bool,
) -> CriterionLine:
    """Whether another missense change of the residue is known to be pathogenic."""
    rule = rule_of(knowledge.rules, "PM5")
    change = residue_change_of(subject.variant, locus)
    if not subject.has("missense_variant"):
        return not_met(rule, "not a missense change")
    if changes_splicing:
        return not_met(rule, "a splice predictor says damaging, so the residue may not be what counts")
    if ps1_line.points:
        return not_met(rule, "PS1 counts what is known of this residue already")
    rows = knowledge.by_residue.get(change.residue, ()) if change else ()
    others = (row for row in rows if _is_other_missense(row, str(change), locus))
    known = known_alleles(others, knowledge, but_not=subject.variant)
    names = _named(known)
    if _is_enough(known, rule):
        line = met(rule, f"known at this residue: {names}", value=names)
    elif _is_enough(known, lower := rule_of(knowledge.rules, "PM5_supporting")):
        line = met(lower, f"known at this residue: {names}", value=names)
    else:
        return not_met(rule, "no other missense change of this residue is classified pathogenic")
    cap = int(rule_of(knowledge.rules, "PM1_PM5_cap").threshold)
    if pm1_line.points + line.points > cap:
        return not_met(rule, "PM1 and PM5 together stop at one strong criterion", value=names)
    return line


@dataclass(frozen=True, slots=True)
class KnownAllele:
    """One allele that tables call (likely) pathogenic, all together; who says so, in `rows`."""

    classification: Classification
    rows: tuple[KnownVariant, ...]


def known_alleles(
    rows: Iterable[KnownVariant], knowledge: Knowledge, *, but_not: Variant | None = None
) -> list[KnownAllele]:
    """Each other allele of the rows once, where all that registries and the laboratory say of it agrees.

    The laboratory's own class decides. Two registries that name one allele are one allele, and where
    they contradict each other it is none. A row without an allele counts as one for each residue change.
    """
    alleles: dict[Variant | str, list[KnownVariant]] = {}
    for row in rows:
        if row.variant is None or row.variant != but_not:
            alleles.setdefault(row.variant or row.residue_change or "", []).append(row)
    found = []
    for allele, own in alleles.items():
        about = knowledge.by_allele.get(allele, ()) if isinstance(allele, Variant) else own
        said = [row for row in about if knowledge.kinds[row.evidence.source] in _COUNTED_KINDS]
        classification = _class_of(said, knowledge)
        if classification in (_P, _LP):
            found.append(KnownAllele(classification, tuple(said)))
    return found


def _class_of(rows: Iterable[KnownVariant], knowledge: Knowledge) -> Classification | None:
    """The laboratory's class of an allele, or else that of the registries together."""
    evidence = [row.evidence for row in rows]
    own = stated_class(stated_by("laboratory", evidence, knowledge.kinds))
    return own or stated_class(stated_by("registry", evidence, knowledge.kinds))


def _is_enough(known: Iterable[KnownAllele], rule: Rule) -> bool:
    """Whether as many alleles are known as the rule asks for: pathogenic ones, or any of the two classes.

    A rule of two numbers asks for the first of pathogenic ones, or for the second of either class; one
    number of a rule on likely pathogenic ones is met by both.
    """
    classes = [allele.classification for allele in known]
    pathogenic, either = classes.count(_P), len(classes)
    numbers = [int(numbers[0]) for numbers in rule.steps()]
    if len(numbers) > 1:
        return pathogenic >= numbers[0] or either >= numbers[1]
    return (either if rule.comparison.startswith("likely") else pathogenic) >= numbers[0]


def _is_other_missense(row: KnownVariant, change: str, locus: Locus) -> bool:
    """Whether a row of this residue names another missense change than this one."""
    own = residue_change_of(row.variant, locus) if row.variant else None
    named = str(own) if own else row.residue_change or ""
    is_missense = own.is_missense if own else not named.endswith(("Ter", "="))
    return is_missense and named != change


def _ps1_by_residue(subject: Subject, knowledge: Knowledge, locus: Locus) -> CriterionLine | None:
    """The same residue change by another allele; a row that names no allele may be this very one."""
    change = residue_change_of(subject.variant, locus)
    rows = (row for row in knowledge.by_change.get(str(change), ()) if row.variant is not None)
    known = known_alleles(rows, knowledge, but_not=subject.variant)
    names = _named(known)
    for key in ("PS1", "PS1_moderate"):
        rule = rule_of(knowledge.rules, key)
        if _is_enough(known, rule):
            return met(rule, f"same residue change: {names}", value=names)
    return None


def _ps1_at_site(
    subject: Subject, knowledge: Knowledge, locus: Locus, pvs1_line: CriterionLine
) -> CriterionLine:
    """PS1 of a variant at the canonical bases, beside PVS1."""
    rules = knowledge.rules
    if not pvs1_line.points:
        return not_assessed(rule_of(rules, "PS1"), "PVS1 was not applied, so this table does not hold")
    sites = splice_sites_of(subject.variant, locus)
    at_site = (knowledge.by_splice_site.get(site, ()) for site in sites)
    in_motif = (knowledge.by_splice_motif.get(site, ()) for site in sites)
    same = _comparators(subject, at_site, knowledge, locus)
    motif = _comparators(subject, in_motif, knowledge, locus, same)
    is_full = pvs1_line.strength == "very_strong"
    # Likely pathogenic at the same site itself counts for nothing (Walker 2023).
    keys = [
        ("PS1_site_full" if is_full else "PS1_site_lower", _of_class(same, _P)),
        ("PS1_site_full" if is_full else "PS1_site_lower_motif", _of_class(motif, _P)),
        ("PS1_site_full" if is_full else "PS1_site_lower_motif_lp", _of_class(motif, _LP)),
    ]
    return _first_met(keys, rules, "no other change of this splice site is classified pathogenic")


def _ps1_in_motif(subject: Subject, knowledge: Knowledge, locus: Locus) -> CriterionLine:
    """PS1 of a variant outside the canonical bases that is predicted to change splicing."""
    motifs = splice_motifs_of(subject.variant, locus)
    rows = (knowledge.by_splice_motif.get(motif, ()) for motif in motifs)
    known = _comparators(subject, rows, knowledge, locus)
    span = changed_span(subject.variant)
    here = [allele for allele in known if any(_span_of(row) == span for row in allele.rows)]
    keys = [
        ("PS1_splice_base", _of_class(here, _P)),
        ("PS1_splice_base_lp", _of_class(here, _LP)),
        ("PS1_splice_motif", _of_class(known, _P)),
        ("PS1_splice_motif_lp", _of_class(known, _LP)),
    ]
    keys = [keys[0], max(keys[1:3], key=lambda item: bool(item[1])), keys[3]]
    return _first_met(keys, knowledge.rules, "no other change of this splice motif is classified pathogenic")


def _first_met(keys: Iterable[tuple[str, list[KnownAllele]]], rules: Rules, otherwise: str) -> CriterionLine:
    for key, known in keys:
        rule = rule_of(rules, key)
        if len(known) >= int(rule.threshold):
            names = _named(known)
            return met(rule, f"same splice site: {names}", value=names)
    return not_met(rule_of(rules, "PS1"), otherwise)


def _comparators(
    subject: Subject,
    groups: Iterable[Iterable[KnownVariant]],
    knowledge: Knowledge,
    locus: Locus,
    but_not: Iterable[KnownAllele] = (),
) -> list[KnownAllele]:
    """Other alleles, changed in the intron only, so that splicing is what made them pathogenic."""
    skip = {row.variant for allele in but_not for row in allele.rows}
    rows = (row for group in groups for row in group if row.variant not in skip and _is_intronic(row, locus))
    return known_alleles(rows, knowledge, but_not=subject.variant)


def _span_of(row: KnownVariant) -> tuple[int, int] | None:
    return changed_span(row.variant) if row.variant else None


def _is_intronic(row: KnownVariant, locus: Locus) -> bool:
    if row.variant is None:
        return False
    start, end = changed_span(row.variant)
    return all(locus.transcript.exon_at(pos) is None for pos in range(start + 1, max(end, start + 1) + 1))


def _of_class(known: Iterable[KnownAllele], classification: Classification) -> list[KnownAllele]:
    return [allele for allele in known if allele.classification is classification]


def _named(known: Iterable[KnownAllele]) -> str:
    """Comparators in words: name, class and who says so."""
    items = (row.evidence for allele in known for row in allele.rows)
    return ", ".join(
        dict.fromkeys(f"{item.name} {item.stated} ({item.source} {item.release})" for item in items)
    )
