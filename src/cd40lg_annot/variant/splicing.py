"""What the splice model predicts for a variant: scores looked up by normal form, the event in words.

The model scores every substitution, 1-base insertion and 1-to-4-base deletion of the gene. Any other
variant is not scored, which is not the same as a score of 0.
"""

import re
from functools import lru_cache

from cd40lg_annot.locus import Exon, Transcript
from cd40lg_annot.model import Score, SpliceIndex, SplicePrediction, Variant

# From here on an event is put in words. CI-SpliceAI paper and common practice with SpliceAI: 0.2 is the
# sensitive cut-off, 0.5 the recommended, 0.8 the precise one.
THRESHOLD = 0.2
_LONGEST_DELETION = 4
_SCORE = re.compile(r"([AaDd])(\d+)(?:@(-?\d+))?")
_CORRECTED = (
    "Corrected: the package shifts the prediction of the anchor base here and shows a loss and a gain "
    "that are not there."
)


def splice_prediction(
    variant: Variant, index: SpliceIndex, transcript: Transcript
) -> SplicePrediction | None:
    """Scores and event of a variant in normal form, or None where it is not scored."""
    allele = _allele(variant)
    if allele is None or not index.first <= variant.pos <= index.last:
        return None
    alleles = index.entries.get(variant.pos, "")
    if f"{allele}=" not in alleles:
        return _none_predicted(index.version.name, index.version.release)
    listed = next(text for text in alleles.split(" ") if text.startswith(f"{allele}="))
    found = {match[1]: (int(match[2]) / 100, match[3]) for match in _SCORE.finditer(listed.partition("=")[2])}
    scores = {letter: found.get(letter, (0.0, None))[0] for letter in "AaDd"}
    places = {
        letter: None if offset is None else variant.pos + int(offset) for letter, (_, offset) in found.items()
    }
    return SplicePrediction(
        source=index.version.name,
        release=index.version.release,
        acceptor_gain=scores["A"],
        acceptor_loss=scores["a"],
        donor_gain=scores["D"],
        donor_loss=scores["d"],
        acceptor_gain_pos=places.get("A"),
        acceptor_loss_pos=places.get("a"),
        donor_gain_pos=places.get("D"),
        donor_loss_pos=places.get("d"),
        threshold=THRESHOLD,
        event=_event(scores, places, transcript),
        note=_CORRECTED if "=*" in listed else "",
    )


@lru_cache(maxsize=8)
def _none_predicted(source: str, release: str) -> SplicePrediction:
    """Most variants: scored, and every score 0."""
    return SplicePrediction(source, release, 0.0, 0.0, 0.0, 0.0, threshold=THRESHOLD)


def scores_of(prediction: SplicePrediction | None) -> tuple[Score, ...]:
    """Give the prediction as the score that classification reads; none where the variant is not scored."""
    if prediction is None:
        return ()
    score = Score(
        predictor=prediction.source,
        value=prediction.highest,
        event=prediction.event,
        source="CI-SpliceAI, Strauch et al. 2022, doi:10.1371/journal.pone.0269159",
        version=prediction.release,
    )
    return (score,)


def score_in_words(score: Score) -> str:
    """Give a score of a laboratory's own table with who says so.

    >>> score_in_words(Score("SpliceAI", 0.91, "donor loss 1 base upstream"))
    'SpliceAI 0.91 (donor loss 1 base upstream)'
    """
    return f"{score.predictor} {score.value:g}" + (f" ({score.event})" if score.event else "")


def _allele(variant: Variant) -> str | None:
    """How the index writes the allele, or None for a kind that it does not hold."""
    ref, alt = variant.ref, variant.alt
    if len(ref) == len(alt) == 1:
        return f">{alt}"
    if len(ref) == 1 and len(alt) == 2 and alt[0] == ref:
        return f"+{alt[1]}"
    if len(alt) == 1 and ref[0] == alt and len(ref) - 1 <= _LONGEST_DELETION:
        return f"-{len(ref) - 1}"
    return None


def _event(scores: dict[str, float], places: dict[str, int | None], transcript: Transcript) -> str:
    """Sites lost first, then sites gained, each with what it would do to the exon and the frame."""
    strong = {letter: places.get(letter) for letter, score in scores.items() if score >= THRESHOLD}
    if not strong:
        return ""
    parts = [*_losses(strong, scores, transcript), *_gains(strong, scores, transcript)]
    return "; ".join(parts)


def _losses(strong: dict[str, int | None], scores: dict[str, float], transcript: Transcript) -> list[str]:
    parts = []
    skipped: set[int] = set()
    for letter, name in (("a", "acceptor"), ("d", "donor")):
        pos = strong.get(letter)
        if pos is None:
            continue
        exon = _exon_with_edge(pos, letter, transcript)
        place = f"c.{transcript.cds_position(pos)}"
        if exon is None:
            parts.append(
                f"{name} at {place} weakened ({scores[letter]:.2f}), a site that the transcript does not use"
            )
            continue
        parts.append(f"{name} of exon {exon.number} at {place} lost ({scores[letter]:.2f})")
        if exon.number not in skipped:
            skipped.add(exon.number)
            parts.append(_without_exon(exon, transcript))
    return parts


def _exon_with_edge(pos: int, letter: str, transcript: Transcript) -> Exon | None:
    for exon in transcript.exons:
        if pos == (exon.start + 1 if letter == "a" else exon.end):
            return exon
    return None


def _without_exon(exon: Exon, transcript: Transcript) -> str:
    if exon.number in (1, len(transcript.exons)):
        return f"exon {exon.number} cannot be skipped: an intron may stay in, or another site be used"
    return f"exon {exon.number} may be skipped ({exon.length} bases, {_frame(exon.length)})"


def _gains(strong: dict[str, int | None], scores: dict[str, float], transcript: Transcript) -> list[str]:
    acceptor, donor = strong.get("A"), strong.get("D")
    if (
        acceptor is not None
        and donor is not None
        and acceptor < donor
        and _same_intron(acceptor, donor, transcript)
    ):
        length = donor - acceptor + 1
        begin = f"acceptor gained at c.{transcript.cds_position(acceptor)} ({scores['A']:.2f})"
        end = f"donor gained at c.{transcript.cds_position(donor)} ({scores['D']:.2f})"
        return [f"{begin} and {end}: a new exon of {length} bases, {_frame(length)}"]
    parts = []
    if acceptor is not None:
        parts.append(_gained("acceptor", acceptor, scores["A"], _new_start(acceptor, transcript), transcript))
    if donor is not None:
        parts.append(_gained("donor", donor, scores["D"], _new_end(donor, transcript), transcript))
    return parts


def _gained(name: str, pos: int, score: float, result: str, transcript: Transcript) -> str:
    return f"{name} gained at c.{transcript.cds_position(pos)} ({score:.2f}): {result}"


def _same_intron(first: int, last: int, transcript: Transcript) -> bool:
    intron = transcript.intron_at(first)
    return intron is not None and intron == transcript.intron_at(last)


def _new_start(pos: int, transcript: Transcript) -> str:
    """What an acceptor whose exon begins at `pos` would do."""
    exon = transcript.exon_at(pos) or transcript.exons[transcript.intron_at(pos) or 0]
    lost = pos - (exon.start + 1)
    if exon.number == 1:
        return "exon 1 has no acceptor; a new one counts only with a new donor before it"
    return _changed(f"exon {exon.number} would begin", lost, "later", "earlier")


def _new_end(pos: int, transcript: Transcript) -> str:
    """What a donor whose exon ends at `pos` would do."""
    exon = transcript.exon_at(pos) or transcript.exons[(transcript.intron_at(pos) or 1) - 1]
    if exon.number == len(transcript.exons):
        return "the last exon has no donor; a new one counts only with an acceptor behind it"
    return _changed(f"exon {exon.number} would end", exon.end - pos, "earlier", "later")


def _changed(what: str, bases: int, shorter: str, longer: str) -> str:
    count = abs(bases)
    unit = "base" if count == 1 else "bases"
    if bases == 0:
        return "the site in use is strengthened"
    if bases > 0:
        return f"{what} {count} {unit} {shorter}, {_frame(count)}"
    return f"{what} {count} {unit} {longer}, {_frame(count)}, or a new exon arise"


def _frame(bases: int) -> str:
    return "in frame" if bases % 3 == 0 else "out of frame"
