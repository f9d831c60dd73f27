"""Sharing one assessment between variants never changes it."""

import random

from cd40lg_annot.classify.assess import Assessor, assess
from cd40lg_annot.classify.choices import Settings
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus import normalize
from cd40lg_annot.model import Score
from cd40lg_annot.variant import Describer

LOCUS = read_locus()


def test_shared_assessments_equal_single_ones():
    knowledge, describer = read_knowledge(LOCUS), Describer(LOCUS)
    settings = Settings(missense_predictor="REVEL")
    assessor = Assessor(knowledge, LOCUS, settings)
    chance = random.Random(7)
    exons = LOCUS.transcript.exons
    for _ in range(1500):
        exon = chance.choice(exons)
        pos = chance.randrange(exon.start - 30, exon.end + 30)
        ref = LOCUS.bases(pos - 1, pos - 1 + chance.choice((1, 1, 1, 2, 4)))
        alt = "".join(chance.choice("ACGT") for _ in range(chance.choice((1, 1, 1, 2, 4))))
        if ref == alt:
            continue
        variant = normalize(pos, ref, alt, LOCUS.sequence)
        _, effect = describer.describe(variant)
        found = matches(variant, knowledge, LOCUS)
        scores = (
            Score("CI-SpliceAI", chance.choice((0.0, 0.05, 0.15, 0.4))),
            Score("REVEL", chance.choice((0.1, 0.5, 0.9))),
        )[: chance.choice((0, 1, 2))]
        single = assess(variant, effect, found, knowledge, LOCUS, scores=scores, settings=settings)
        assert assessor.assess(variant, effect, found, scores) == single
