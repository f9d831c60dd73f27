"""PS1, PM5 and PM1: what other changes of the same residue or splice site, and its role, count for.

Comparators are exact alleles that a registry or the laboratory classifies pathogenic or likely
pathogenic without conflict; the variant itself is never its own comparator.
"""

from collections.abc import Iterable

from cd40lg_annot.classify.lines import POINTS, Subject, met, not_assessed, not_met, rule_of
from cd40lg_annot.evidence.match import Knowledge, changed_span, splice_motifs_of, splice_sites_of
from cd40lg_annot.locus import Locus
from cd40lg_annot.model import Classification, CriterionLine, Evidence, KnownVariant, Rules

_P, _LP = Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC
_ENOUGH_LIKELY = 2


def pm1(subject: Subject, rules: Rules) -> CriterionLine:
    """Whether the variant changes one of the few residues whose role is established."""
    rule = rule_of(rules, "PM1")
    residue = subject.effect.residue
    roles = [row for row in rules.residues if row.residue == residue and row.criterion == "PM1"]
    if subject.has("missense_variant", "inframe_deletion", "protein_altering_variant") and roles:
        return met(rule, f"residue {residue} {roles[0].role} ({roles[0].source})", value=f"residue {residue}")
    return not_met(rule, "not one of the residues listed")


def ps1(
    subject: Subject,
    knowledge: Knowledge,
    locus: Locus,
    *,
    pvs1_line: CriterionLine,
    changes_splicing: bool,
) -> CriterionLine:
    """Whether another nucleotide change with the same result is known to be pathogenic."""
    if subject.has("missense_variant"):
        found = _ps1_by_residue(subject, knowledge)
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
    subject: Subject, knowledge: Knowledge, *, pm1_line: CriterionLine, ps1_line: CriterionLine
) -> CriterionLine:
    """Whether another missense change of the residue is known to be pathogenic."""
    rule = rule_of(knowledge.rules, "PM5")
    if not subject.has("missense_variant"):
        return not_met(rule, "not a missense change")
    if ps1_line.points:
        return not_met(rule, "PS1 counts what is known of this residue already")
    pathogenic, likely = _of_registry(subject.evidence, "same_codon", knowledge)
    names = _named(pathogenic + likely)
    if pathogenic or len(likely) >= _ENOUGH_LIKELY:
        line = met(rule, f"known at this residue: {names}", value=names)
    elif likely:
        lower = rule_of(knowledge.rules, "PM5_supporting")
        line = met(lower, f"known at this residue: {names}", value=names)
    else:
        return not_met(rule, "no other missense change of this residue is classified pathogenic")
    cap = int(rule_of(knowledge.rules, "PM1_PM5_cap").threshold)
    if pm1_line.points + line.points > cap:
        return not_met(rule, "PM1 and PM5 together stop at one strong criterion", value=names)
    return line


def _ps1_by_residue(subject: Subject, knowledge: Knowledge) -> CriterionLine | None:
    pathogenic, likely = _of_registry(subject.evidence, "same_residue_change", knowledge)
    names = _named(pathogenic + likely)
    if pathogenic or len(likely) >= _ENOUGH_LIKELY:
        return met(rule_of(knowledge.rules, "PS1"), f"same residue change: {names}", value=names)
    if likely:
        lower = rule_of(knowledge.rules, "PS1_moderate")
        return met(lower, f"same residue change: {names}", value=names)
    return None


def _ps1_at_site(
    subject: Subject, knowledge: Knowledge, locus: Locus, pvs1_line: CriterionLine
) -> CriterionLine:
    """PS1 of a variant at the canonical bases, beside PVS1."""
    rules = knowledge.rules
    if not pvs1_line.points:
        return not_assessed(rule_of(rules, "PS1"), "PVS1 was not applied, so this table does not hold")
    sites = splice_sites_of(subject.variant, locus)
    same = _comparators(subject, (knowledge.by_splice_site.get(site, ()) for site in sites), locus)
    motif = _comparators(
        subject, (knowledge.by_splice_motif.get(site, ()) for site in sites), locus, but_not=same
    )
    is_full = pvs1_line.points == POINTS["very_strong"]
    keys = [
        ("PS1_site_full" if is_full else "PS1_site_lower", _classed(same, _P)),
        ("PS1_site_full" if is_full else "PS1_site_lower_motif", _classed(motif, _P)),
        ("PS1_site_full" if is_full else "PS1_site_lower_motif_lp", _classed(motif, _LP)),
    ]
    return _first_met(keys, rules, "no other change of this splice site is classified pathogenic")


def _ps1_in_motif(subject: Subject, knowledge: Knowledge, locus: Locus) -> CriterionLine:
    """PS1 of a variant outside the canonical bases that is predicted to change splicing."""
    motifs = splice_motifs_of(subject.variant, locus)
    rows = _comparators(subject, (knowledge.by_splice_motif.get(motif, ()) for motif in motifs), locus)
    span = changed_span(subject.variant)
    here = [row for row in rows if row.variant and changed_span(row.variant) == span]
    keys = [
        ("PS1_splice_base", _classed(here, _P)),
        ("PS1_splice_base_lp", _classed(here, _LP)),
        ("PS1_splice_motif", _classed(rows, _P)),
        ("PS1_splice_motif_lp", _classed(rows, _LP)),
    ]
    keys = [keys[0], max(keys[1:3], key=lambda item: bool(item[1])), keys[3]]
    return _first_met(keys, knowledge.rules, "no other change of this splice motif is classified pathogenic")


def _first_met(keys: Iterable[tuple[str, list[KnownVariant]]], rules: Rules, otherwise: str) -> CriterionLine:
    for key, rows in keys:
        if rows:
            names = _named([row.evidence for row in rows])
            return met(rule_of(rules, key), f"same splice site: {names}", value=names)
    return not_met(rule_of(rules, "PS1"), otherwise)


def _of_registry(
    evidence: Iterable[Evidence], match: str, knowledge: Knowledge
) -> tuple[list[Evidence], list[Evidence]]:
    found = [
        item
        for item in evidence
        if item.match == match and knowledge.kinds[item.source] in ("registry", "laboratory")
    ]
    return (
        [item for item in found if item.classification is _P],
        [item for item in found if item.classification is _LP],
    )


def _comparators(
    subject: Subject,
    groups: Iterable[Iterable[KnownVariant]],
    locus: Locus,
    but_not: Iterable[KnownVariant] = (),
) -> list[KnownVariant]:
    """Other alleles, changed in the intron only, so that splicing is what made them pathogenic."""
    skip = {id(row) for row in but_not}
    return [
        row
        for group in groups
        for row in group
        if row.variant is not None
        and row.variant != subject.variant
        and id(row) not in skip
        and _is_intronic(row, locus)
    ]


def _is_intronic(row: KnownVariant, locus: Locus) -> bool:
    if row.variant is None:
        return False
    start, end = changed_span(row.variant)
    return all(locus.transcript.exon_at(pos) is None for pos in range(start + 1, max(end, start + 1) + 1))


def _classed(rows: Iterable[KnownVariant], classification: Classification) -> list[KnownVariant]:
    return [row for row in rows if row.evidence.classification is classification]


def _named(items: Iterable[Evidence]) -> str:
    """Comparators in words: name, class and who says so."""
    return ", ".join(
        dict.fromkeys(f"{item.name} {item.stated} ({item.source} {item.release})" for item in items)
    )
