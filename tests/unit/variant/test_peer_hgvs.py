"""Names beside those of biocommons `hgvs`; skipped where it is not installed (docs/naming.md tells how)."""

import random
import re

import pytest

from cd40lg_annot.locus import normalize

from . import oracle
from .test_two_ways import agree

pytest.importorskip("hgvs", reason="biocommons hgvs is not installed: it needs a C compiler and pg_config")
PROTEIN = "NP_000065.1"
COUNT, FLANK = 4000, 20


@pytest.fixture(scope="module")
def peer():
    from .peer_hgvs import PeerNamer

    return PeerNamer()


def drawn():
    """Small variants of the coding exons and 20 bases beside them, the same ones each time."""
    draw = random.Random(1991)
    places = [
        pos
        for left, right in oracle.EXONS
        for pos in range(max(left, oracle.ATG) - FLANK, min(right, oracle.STOP) + FLANK)
    ]
    found = set()
    while len(found) < COUNT:
        pos, size = draw.choice(places), draw.randint(0, 4)
        ref = oracle.GENOME[pos - 1 : pos + size]
        alt = ref[0] + "".join(draw.choices("ACGT", k=draw.randint(0, 4)))
        if ref != alt:
            found.add((pos, ref, alt))
    return sorted(found)


def policy(hgvs_c, theirs, pos, ref, alt):
    """The protein name that we give where we claim more or less than they do; None elsewhere."""
    name = hgvs_c.partition(":c.")[2]
    if name.startswith("*") or re.match(r"786_\*1ins", name):
        return "p.(=)"
    if name.startswith("-"):
        edited = oracle.GENOME[: pos - 1] + alt + oracle.GENOME[pos - 1 + len(ref) :]
        start = oracle.ATG - 1 + len(alt) - len(ref)
        return "p.?" if edited[start : start + 3] == "ATG" else "p.(Met1?)"
    return "p.(Met1?)" if theirs.endswith(":p.Met1?") else None


@pytest.mark.parametrize("source", ["sample", "drawn"])
def test_names_are_those_of_biocommons_hgvs(source, peer, namer, locus, named_rows):
    rows = [(row["variant"].pos, row["variant"].ref, row["variant"].alt) for row in named_rows]
    differ = []
    for pos, ref, alt in rows if source == "sample" else drawn():
        variant = normalize(pos, ref, alt, locus.sequence)
        ours = namer.names(variant)
        hgvs_c, hgvs_p = peer.names(pos, ref, alt)
        assert ours.hgvs_c == hgvs_c, (pos, ref, alt)
        if (chosen := policy(hgvs_c, hgvs_p, pos, ref, alt)) is not None:
            assert ours.hgvs_p == f"{PROTEIN}:{chosen}", hgvs_c
        elif ours.hgvs_p != hgvs_p:
            differ.append(hgvs_c.partition(":c.")[2])
            assert agree(variant, ours.hgvs_p), hgvs_c
    assert len(differ) < 20, differ
