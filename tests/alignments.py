"""Short ways to write a BAM or CRAM on disk over the gene; the reads are constructed."""

from pathlib import Path

import pysam

X_LENGTH = {"GRCh38": 156_040_895, "GRCh37": 155_270_560}
OFFSET = {"GRCh38": 136_643_176, "GRCh37": 135_725_335}
LETTERS = "MIDNSHP=X"


def a_read(start, cigar="100M", *, name="", quality=30, qualities=None, mapping_quality=60, flag=0):
    """A read; `start` is 0-based on the locus, `cigar` as text."""
    operations = []
    number = ""
    for character in cigar:
        if character.isdigit():
            number += character
        else:
            operations.append((LETTERS.index(character), int(number)))
            number = ""
    length = sum(count for operation, count in operations if LETTERS[operation] in "MIS=X")
    return {
        "name": name or f"r{start}{cigar}",
        "start": start,
        "cigar": tuple(operations),
        "qualities": bytes(qualities if qualities is not None else [quality] * length),
        "mapping_quality": mapping_quality,
        "flag": flag,
        "length": length,
    }


def write_alignment(path: Path, *reads, build="GRCh38", contig="chrX", length=None, sample="S", index=True):
    """Write BAM or CRAM by the file's name, sorted and indexed."""
    header = {
        "HD": {"VN": "1.6", "SO": "coordinate"},
        "SQ": [{"SN": "chr1", "LN": 1000}, {"SN": contig, "LN": length or X_LENGTH[build]}],
        "RG": [{"ID": "1", "SM": sample}],
    }
    mode, options = ("wc", ["no_ref=1"]) if path.suffix == ".cram" else ("wb", [])
    with pysam.AlignmentFile(str(path), mode, header=header, format_options=options) as file:
        for read in sorted(reads, key=lambda read: read["start"]):
            segment = pysam.AlignedSegment(file.header)
            segment.query_name = read["name"]
            segment.flag = read["flag"]
            segment.reference_id = 1
            segment.reference_start = read["start"] + OFFSET[build]
            segment.mapping_quality = read["mapping_quality"]
            segment.cigartuples = read["cigar"]
            segment.query_sequence = "A" * read["length"]
            segment.query_qualities = pysam.qualitystring_to_array(
                "".join(chr(q + 33) for q in read["qualities"])
            )
            segment.set_tag("RG", "1")
            file.write(segment)
    if index:
        pysam.index(str(path))
    return str(path)
