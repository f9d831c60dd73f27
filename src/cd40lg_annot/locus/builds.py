"""Chromosome lengths of both builds, and the spellings of chromosome X.

Source: GRCh37.p13 (GCA_000001405.14) and GRCh38.p14 (GCA_000001405.29) assembly reports, primary
assembly; the same figures stand in the headers of the reference-sample files that the tests read.
"""

import re
from functools import lru_cache

from cd40lg_annot.model import Build

# RefSeq and GenBank accessions of chromosome X, as the same assembly reports give them.
X_REFSEQ = {Build.GRCH37: "NC_000023.10", Build.GRCH38: "NC_000023.11"}
_X_GENBANK = {Build.GRCH37: "CM000685.1", Build.GRCH38: "CM000685.2"}

X_LENGTH = {Build.GRCH37: 155_270_560, Build.GRCH38: 156_040_895}

# X between its two pseudoautosomal regions, 1-based and inclusive.
# Source: Ensembl and NCBI assembly pages of both builds (PAR1 and PAR2 on X).
X_WITHOUT_PARS = {
    Build.GRCH37: (2_699_521, 154_931_043),
    Build.GRCH38: (2_781_480, 155_701_382),
}

_GRCH37 = (
    "249250621 243199373 198022430 191154276 180915260 171115067 159138663 146364022 141213431 135534747 "
    "135006516 133851895 115169878 107349540 102531392 90354753 81195210 78077248 59128983 63025520 "
    "48129895 51304566"
)
_GRCH38 = (
    "248956422 242193529 198295559 190214555 181538259 170805979 159345973 145138636 138394717 133797422 "
    "135086622 133275309 114364328 107043718 101991189 90338345 83257441 80373285 58617616 64444167 "
    "46709983 50818468"
)
AUTOSOME_LENGTHS = {
    build: {str(number): int(length) for number, length in enumerate(lengths.split(), start=1)}
    for build, lengths in ((Build.GRCH37, _GRCH37), (Build.GRCH38, _GRCH38))
}

_X_NAME = re.compile(r"(?:chr)?(?:X|23)|NC_000023\.\d+|CM000685\.\d+", re.IGNORECASE)
_Y_NAME = re.compile(r"(?:chr)?(?:Y|24)|NC_000024\.\d+|CM000686\.\d+", re.IGNORECASE)
_X_ACCESSION = {name: build for names in (X_REFSEQ, _X_GENBANK) for build, name in names.items()}
_BUILD_WORDS = {
    Build.GRCH37: re.compile(
        r"hg19|grch37|hs37|[_-]b37|g1k_v37|assembly19|GCA_000001405\.14\b", re.IGNORECASE
    ),
    Build.GRCH38: re.compile(
        r"hg38|grch38|hs38|[_-]b38|assembly38|GCA_000001405\.(?:15|2\d)\b", re.IGNORECASE
    ),
}


@lru_cache(maxsize=4096)
def is_x(contig: str) -> bool:
    """Whether a contig name means chromosome X.

    >>> [is_x(name) for name in ("chrX", "X", "23", "NC_000023.11", "chrXq", "1")]
    [True, True, True, True, False, False]
    """
    return _X_NAME.fullmatch(contig) is not None


@lru_cache(maxsize=4096)
def is_y(contig: str) -> bool:
    """Whether a contig name means chromosome Y.

    >>> [is_y(name) for name in ("chrY", "24", "NC_000024.10", "chrX")]
    [True, True, True, False]
    """
    return _Y_NAME.fullmatch(contig) is not None


def build_of_accession(contig: str) -> Build | None:
    """Give the build that a RefSeq or GenBank accession of chromosome X belongs to."""
    return _X_ACCESSION.get(contig.upper())


def build_of_lengths(lengths: dict[str, int | None]) -> dict[str, Build | None]:
    """Give the build that each declared autosome length belongs to, None for neither.

    `lengths`: contig name to length in bases, as declared in a header; unknown contigs are left out.

    >>> build_of_lengths({"chr1": 248956422, "2": 5, "chrUn_1": 7})
    {'chr1': <Build.GRCH38: 'GRCh38'>, '2': None}
    """
    found: dict[str, Build | None] = {}
    for contig, length in lengths.items():
        number = contig.lower().removeprefix("chr")
        if length is not None and number in AUTOSOME_LENGTHS[Build.GRCH38]:
            found[contig] = next(
                (build for build in Build if AUTOSOME_LENGTHS[build][number] == length), None
            )
    return found


def build_of_words(text: str) -> Build | None:
    """Give the build that a reference's file name speaks of, None where it names neither or both.

    >>> build_of_words("file:///ref/human_g1k_v37.fasta")
    <Build.GRCH37: 'GRCh37'>
    """
    found = [build for build, words in _BUILD_WORDS.items() if words.search(text)]
    return found[0] if len(found) == 1 else None
