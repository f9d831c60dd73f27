"""Positions of the transcript, counted once more base by base."""

import pytest

from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.locus.cds_names import pos_of_cds_position

# Published correspondences: gene model of MANE v1.5, and ClinVar and VariantValidator names.
KNOWN = {
    136_648_158: "-91",
    136_648_249: "1",
    136_648_404: "156",
    136_648_405: "156+1",
    136_650_265: "157-1",
    136_650_266: "157",
    136_656_418: "409",
    136_659_039: "410",
    136_659_390: "761",
    136_659_415: "786",
    136_659_416: "*1",
    136_660_390: "*975",
    136_660_391: "*976",
    136_648_157: "-92",
}


@pytest.fixture(scope="module")
def transcript():
    return read_locus().transcript


@pytest.mark.parametrize(("pos", "name"), KNOWN.items())
def test_known_positions(transcript, pos, name):
    assert str(transcript.cds_position(pos - 136_643_176)) == name


def test_every_base_of_the_locus_counts_as_walking_along_it_does(transcript):
    """Walk from base 1 to the last: exonic numbers grow by one, introns count from the nearer edge."""
    length = len(read_locus())
    exonic = [pos for pos in range(1, length + 1) if transcript.exon_at(pos)]
    start = exonic.index(transcript.cds_start + 1)
    stop = exonic.index(transcript.cds_end)
    name = {pos: (str(i - start + 1) if i >= start else str(i - start)) for i, pos in enumerate(exonic)}
    name |= {pos: f"*{i - stop}" for i, pos in enumerate(exonic) if i > stop}
    for pos in range(1, length + 1):
        if pos < exonic[0]:
            expected = str(-start - (exonic[0] - pos))
        elif pos > exonic[-1]:
            expected = f"*{len(exonic) - 1 - stop + pos - exonic[-1]}"
        elif pos in name:
            expected = name[pos]
        else:
            before = max(edge for edge in (exon.end for exon in transcript.exons) if edge < pos)
            after = min(edge for edge in (exon.start + 1 for exon in transcript.exons) if edge > pos)
            near_left = pos - before <= after - pos
            expected = f"{name[before]}+{pos - before}" if near_left else f"{name[after]}-{after - pos}"
        assert str(transcript.cds_position(pos)) == expected
        assert pos_of_cds_position(expected, transcript) == pos


def test_codons_and_frames_agree(transcript):
    assert transcript.frames[0].startswith(transcript.protein + "*")
    for residue in (1, 52, 96, 116, 137, 254, 261):
        positions = [
            transcript.pos_of_mrna_index(transcript.cds_start_in_mrna + 3 * (residue - 1) + i)
            for i in range(3)
        ]
        assert {transcript.codon_of(pos) for pos in positions} == {residue}
    assert transcript.codon_of(transcript.cds_start) is None
    assert transcript.codon_of(transcript.cds_end + 1) is None


def test_exons_have_the_lengths_that_decide_the_frame(transcript):
    """Skipping exon 2 (132) or 4 (63) keeps the frame, skipping exon 3 (58) does not."""
    assert [exon.length for exon in transcript.exons[1:4]] == [132, 58, 63]
