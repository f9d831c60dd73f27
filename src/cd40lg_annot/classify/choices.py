"""What the laboratory chooses about how classes are made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How the laboratory wants classes made.

    `trust_stars`: a registry's class is shown first from this many stars on, 0 to 4; stars that are
    not known count as 0. `scheme`: "points" or "2015". `missense_predictor`: the one whose scores
    count, named once and not chosen per variant; empty for none. `splice_predictor`: the same for
    splicing; empty for the bundled one, and SpliceAI where that has no score.
    """

    trust_stars: int = 1
    scheme: str = "points"
    missense_predictor: str = ""
    splice_predictor: str = ""
