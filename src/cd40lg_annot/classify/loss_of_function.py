"""PVS1 and PM4: what a variant that breaks or changes the length of the protein counts for in this gene.

The tree is Abou Tayoun 2018 (PMID 30192042), with this gene's figures: the boundary of decay lies
before codon 121, every exon skip is a row of `splice_losses.tsv`, and the TNF homology domain
(residues 122 to 261) is critical.
"""

from collections.abc import Iterable

from cd40lg_annot.classify.known_changes import known_alleles
from cd40lg_annot.classify.lines import (
    Subject,
    counted_splice_predictors,
    met,
    not_assessed,
    not_met,
    rule_of,
)
from cd40lg_annot.evidence.match import Knowledge, residue_change_of, splice_sites_of
from cd40lg_annot.locus import Locus, Transcript, translate
from cd40lg_annot.model import CriterionLine, Effect, Rules, SpliceLoss
from cd40lg_annot.model.criteria import STRENGTHS

NEXT_METHIONINE = 21


def pvs1(
    subject: Subject, knowledge: Knowledge, locus: Locus, *, splice_predictor: str = ""
) -> CriterionLine:
    """Whether the variant counts as a loss of function, and how strongly.

    `splice_predictor`: the one that may say that a canonical site is kept; empty for all that count.
    """
    rules = knowledge.rules
    if subject.has("transcript_ablation"):
        return met(rule_of(rules, "PVS1_gene"), "the whole gene is deleted")
    if subject.has("splice_donor_variant", "splice_acceptor_variant"):
        return _splice(subject, rules, locus, splice_predictor)
    if subject.has("start_lost"):
        return _start_lost(knowledge, locus)
    if subject.has("stop_gained", "frameshift_variant"):
        return _truncation(subject, rules)
    return not_met(rule_of(rules, "PVS1_nmd"), "no loss of function is predicted")


def pm4(subject: Subject, rules: Rules, pvs1_line: CriterionLine) -> CriterionLine:
    """Whether the protein changes its length without being broken."""
    rule = rule_of(rules, "PM4")
    if pvs1_line.points:
        return not_met(rule, "PVS1 counts the same fact already")
    if subject.has("inframe_insertion", "inframe_deletion", "stop_lost", "protein_altering_variant"):
        return met(rule, "the protein's length changes in frame", value=subject.effect.consequences[0])
    return not_met(rule, "the protein keeps its length")


def pvs1_of_deleted_exons(exons: Iterable[int], rules: Rules, locus: Locus) -> CriterionLine:
    """PVS1 of a deletion that takes whole exons, given by number (1 to 5)."""
    lost = tuple(sorted(set(exons)))
    transcript = locus.transcript
    if len(lost) == len(transcript.exons):
        return met(rule_of(rules, "PVS1_gene"), "every exon is deleted", value="exons 1-5")
    value = "exon " + ", ".join(map(str, lost))
    if 1 in lost:
        reason = "exon 1 with the start codon is deleted"
        return met(rule_of(rules, "PVS1_gene"), reason, value=value)
    if len(transcript.exons) in lost:
        first, last = transcript.codon_of(transcript.exons[lost[0] - 1].start + 1), len(transcript.protein)
        reason = f"residues {first}-{last} and the stop codon go with the last exon; decay not predicted"
        return met(rule_of(rules, "PVS1_last_exon"), reason, value=value)
    single = [row for row in rules.splice_losses if row.exons == lost]
    if single:
        return _by_table(single[0], rules, value)
    return _several_lost(lost, rules, locus, value)


def _several_lost(lost: tuple[int, ...], rules: Rules, locus: Locus, value: str) -> CriterionLine:
    """Several inner exons."""
    # Here, so that small variants do not load what structural ones need.
    from cd40lg_annot.variant.structural_loss import new_stop

    codon, is_decayed = new_stop(lost, locus, _decay_distance(rules, locus.transcript))
    stop = f"new stop at codon {codon}"
    if is_decayed:
        reason = f"the deletion breaks the frame, {stop}: decay is predicted"
        return met(rule_of(rules, "PVS1_gene"), reason, value=value)
    reason = f"{stop}, decay not predicted; part of the TNF homology domain is lost"
    return met(rule_of(rules, "PVS1_last_exon"), reason, value=value)


def pvs1_of_duplicated_exons(
    exons: Iterable[int], rules: Rules, locus: Locus, *, tandem: bool | None
) -> CriterionLine:
    """PVS1 of a duplication of whole exons, given by number (1 to 5).

    `tandem` says whether the copy is proven to stand beside the original; None is not known, which
    the tree presumes. A duplication with the first or the last exon leaves a whole gene beside it.
    """
    rule = rule_of(rules, "PVS1_duplication")
    doubled = tuple(sorted(set(exons)))
    value = "exon " + ", ".join(map(str, doubled))
    transcript = locus.transcript
    if tandem is False:
        return not_met(rule, "the copy is not in tandem", value=value)
    if not doubled or doubled[0] == 1 or doubled[-1] == len(transcript.exons):
        return not_assessed(
            rule, "a duplication with the first or last exon may leave the gene whole: review"
        )
    stop, is_decayed = _stop_after_doubling(doubled, transcript, _decay_distance(rules, transcript))
    if not is_decayed:
        return not_met(rule, f"the new stop at codon {stop} does not bring decay", value=value)
    proof = "proven" if tandem else "presumed"
    reason = f"tandem ({proof}), out of frame, new stop at codon {stop}: decay is predicted"
    return met(rule, reason, value=value, strength="very_strong" if tandem else "strong")


def decays(effect: Effect, rules: Rules) -> bool:
    """Whether a small variant's new stop stands where decay of the transcript is predicted."""
    stop = effect.premature_stop
    return stop is not None and stop < int(rule_of(rules, "PVS1_nmd").threshold)


def _decay_distance(rules: Rules, transcript: Transcript) -> int:
    """Bases before the last exon junction that a stop has to keep, from the codon that the rule names.

    As shipped codon 121, which are the 50 bases of Nagy and Maquat 1998, Trends Biochem Sci 23:198.
    """
    last = transcript.exons[-2]
    junction = (transcript.mrna_index(last.end) or 0) + 1 - transcript.cds_start_in_mrna
    return junction + 1 - 3 * (int(rule_of(rules, "PVS1_nmd").threshold) - 1)


def _stop_after_doubling(doubled: tuple[int, ...], transcript: Transcript, distance: int) -> tuple[int, bool]:
    """Codon of the first stop once the exons stand twice, and whether decay is predicted."""
    ends = [transcript.mrna_index(exon.end) or 0 for exon in transcript.exons]
    first = (
        transcript.mrna_index(transcript.exons[doubled[0] - 1].start + 1) or 0,
        ends[doubled[-1] - 1] + 1,
    )
    doubled_bases = transcript.sequence[first[0] : first[1]]
    edited = transcript.sequence[: first[1]] + doubled_bases + transcript.sequence[first[1] :]
    protein = translate(edited[transcript.cds_start_in_mrna :])
    stop = protein.find("*") + 1
    last_junction = ends[-2] + 1 + len(doubled_bases) - transcript.cds_start_in_mrna
    return stop, 3 * (stop - 1) + 1 <= last_junction - distance


def _truncation(subject: Subject, rules: Rules) -> CriterionLine:
    effect = subject.effect
    stop, first = effect.premature_stop, effect.residue
    if decays(effect, rules):
        limit = rule_of(rules, "PVS1_nmd").threshold
        reason = f"new stop at codon {stop}, before codon {limit}: the transcript is predicted to decay"
        return met(rule_of(rules, "PVS1_nmd"), reason, value=f"codon {stop}")
    if first is None:
        rule = rule_of(rules, "PVS1_last_exon")
        return not_assessed(rule, "the first residue that changes is not known: review")
    ending = f"new stop at codon {stop}" if stop else "no new stop within the protein"
    lost = 262 - first
    share = f"residues {first}-261 lost or altered, {100 * lost / 261:.0f}% of the protein"
    if first <= int(rule_of(rules, "PVS1_last_exon").threshold):
        reason = f"{ending}, decay not predicted; {share}, with part of the TNF homology domain"
        return met(rule_of(rules, "PVS1_last_exon"), reason, value=f"residue {first}, {ending}")
    reason = f"{ending}, decay not predicted; {share}, past the domain's last strand"
    return met(rule_of(rules, "PVS1_tail"), reason, value=f"residue {first}, {ending}")


def _splice(subject: Subject, rules: Rules, locus: Locus, splice_predictor: str) -> CriterionLine:
    rule = rule_of(rules, "PVS1_splice")
    sites = splice_sites_of(subject.variant, locus)
    rows = [row for row in rules.splice_losses if (row.intron, row.end) in sites]
    if not rows:
        return not_assessed(rule, "which splice site is lost cannot be told: review")
    kept = rule_of(rules, "PVS1_splice_kept")
    asked = counted_splice_predictors(splice_predictor)
    scores = [score for score in subject.scores if score.predictor in asked]
    if scores and max(score.value for score in scores) <= float(kept.threshold):
        value = ", ".join(f"{score.predictor} {score.value:g}" for score in scores)
        return not_assessed(kept, f"the splice predictor sees the site as kept ({value}): review")
    deleted = _whole_exons(sites)
    if deleted:
        return pvs1_of_deleted_exons(deleted, rules, locus)
    strongest = max(rows, key=lambda row: STRENGTHS.index(row.strength))
    return _by_table(strongest, rules, f"{strongest.end} of intron {strongest.intron}")


def _whole_exons(sites: tuple[tuple[int, str], ...]) -> tuple[int, ...]:
    """Exons that lie between an acceptor and a donor that are both lost."""
    acceptors = [intron + 1 for intron, end in sites if end == "acceptor"]
    donors = [intron for intron, end in sites if end == "donor"]
    if not acceptors or not donors:
        return ()
    return tuple(range(min(acceptors), max(donors) + 1))


def _by_table(row: SpliceLoss, rules: Rules, value: str) -> CriterionLine:
    return met(rule_of(rules, "PVS1_splice"), row.reason, value=value, strength=row.strength)


def _start_lost(knowledge: Knowledge, locus: Locus) -> CriterionLine:
    """Start loss: a pathogenic variant upstream of the next methionine shows that the stretch matters."""
    rows = (
        row
        for residue in range(2, NEXT_METHIONINE)
        for row in knowledge.by_residue.get(residue, ())
        if row.variant is not None and residue_change_of(row.variant, locus) is not None
    )
    before = known_alleles(rows, knowledge)
    enough = rule_of(knowledge.rules, "PVS1_start_moderate")
    value = f"{len(before)} known"
    if len(before) >= int(enough.threshold):
        names = ", ".join(dict.fromkeys(row.evidence.name for allele in before for row in allele.rows))
        reason = f"start codon lost; pathogenic before the next in-frame methionine: {names}"
        return met(enough, reason, value=value)
    reason = "start codon lost; too few pathogenic variants known before the next in-frame methionine"
    return met(rule_of(knowledge.rules, "PVS1_start"), reason, value=value)
