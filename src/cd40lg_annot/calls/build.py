"""Which build a file is in: lengths, names, REF bases and known positions, never trust.

Every reason is kept, so that a report can say why a build was believed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cd40lg_annot.errors import BuildError
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.locus.builds import (
    X_LENGTH,
    build_of_accession,
    build_of_lengths,
    build_of_words,
    is_x,
)
from cd40lg_annot.model import Build, VcfHeader

# Eight bases agree by chance once in 65,536 files.
_ENOUGH_BASES = 8
# A common polymorphism of the gene, rs1126535 (c.148T>C), by its 1-based locus position.
_KNOWN_POSITION = (5220, "T", "C")

_REMEDY = "give a file on GRCh37 or GRCh38 whose header and records agree"


@dataclass(frozen=True, slots=True)
class RefEvidence:
    """How the REF bases of a file's records fit the locus if the file were in one build.

    `matched`: bases that agree. `mismatches`: "chrX:136648396 has T, GRCh38 has G".
    `known_position`: a record is the known polymorphism of the gene.
    """

    matched: int = 0
    mismatches: tuple[str, ...] = ()
    known_position: bool = False


@dataclass(frozen=True, slots=True)
class BuildVerdict:
    """The build of a file, and every reason for believing it."""

    build: Build
    reasons: tuple[str, ...]


def ref_evidence(
    records: Iterable[tuple[str, int, str, Sequence[str]]], locus: Locus, build: Build
) -> RefEvidence:
    """Compare REF bases with the locus, as if the records were in `build`.

    `records`: contig, 1-based POS, REF, ALTs of records on chromosome X. Bases outside the locus,
    `N` and symbolic REF say nothing.
    """
    matched, mismatches, known = 0, [], False
    for contig, pos, ref, alts in records:
        start = locus.locus_pos(pos, build) - 1
        known_pos, known_ref, known_alt = _KNOWN_POSITION
        known = known or (start + 1 == known_pos and ref == known_ref and known_alt in alts)
        if start >= 0 and locus.sequence.startswith(ref, start):
            matched += len(ref)
            continue
        for index, base in enumerate(ref.upper(), start=start):
            if base not in "ACGT" or not 0 <= index < len(locus):
                continue
            if locus.sequence[index] == base:
                matched += 1
            else:
                mismatches.append(
                    f"{contig}:{pos - start + index} has {base}, {build.value} has {locus.sequence[index]}"
                )
    return RefEvidence(matched, tuple(mismatches), known)


def header_build(header: VcfHeader) -> tuple[Build | None, list[str]]:
    """Give the build that a header speaks for, with reasons; None where it says nothing.

    Raises:
        BuildError: the header fits neither build, or contradicts itself.
    """
    votes: list[tuple[Build, str]] = []
    for contig, length in header.contig_lengths.items():
        if is_x(contig):
            votes += _x_votes(header.path, contig, length)
    autosomes = build_of_lengths(header.contig_lengths)
    foreign = sorted(contig for contig, build in autosomes.items() if build is None)
    if foreign:
        contig = foreign[0]
        problem = f"contig {contig} has length {header.contig_lengths[contig]}, that of neither build"
        raise BuildError(header.path, problem, _REMEDY)
    votes += [(build, f"length of contig {contig}") for contig, build in autosomes.items() if build]
    votes += [(build, f"header line {hint}") for hint in header.hints if (build := build_of_words(hint))]
    builds = {build for build, _ in votes}
    if len(builds) > 1:
        raise BuildError(header.path, f"the header contradicts itself: {_contradiction(votes)}", _REMEDY)
    if not votes:
        return None, []
    build = votes[0][0]
    return build, list(dict.fromkeys(reason for _, reason in votes))[:3]


def _x_votes(path: str, contig: str, length: int | None) -> list[tuple[Build, str]]:
    votes = []
    by_name = build_of_accession(contig)
    if by_name:
        votes.append((by_name, f"contig name {contig}"))
    if length is not None:
        by_length = next((build for build, x_length in X_LENGTH.items() if x_length == length), None)
        if by_length is None:
            problem = f"contig {contig} has length {length}; chromosome X has {_lengths_in_words()}"
            raise BuildError(path, problem, _REMEDY)
        votes.append((by_length, f"length {length} of contig {contig}"))
    return votes


def _lengths_in_words() -> str:
    return " and ".join(f"{length} in {build.value}" for build, length in X_LENGTH.items())


def _contradiction(votes: Sequence[tuple[Build, str]]) -> str:
    first = dict(reversed(votes))  # the first reason for each build
    return "; ".join(f"{reason} says {build.value}" for build, reason in first.items())


def detect_build(
    header: VcfHeader,
    evidence: dict[Build, RefEvidence],
    *,
    declared: Build | None = None,
    highest_x_pos: int = 0,
) -> BuildVerdict:
    """Decide the build of a file, or refuse it.

    Args:
        header: the file's header.
        evidence: REF bases compared with the locus, once for each build.
        declared: the build that the sample sheet declares.
        highest_x_pos: highest 1-based POS read on chromosome X; 0 where it was not looked for.

    Raises:
        BuildError: neither build fits, both do, or header, sheet and bases contradict each other.
    """
    build, reasons = header_build(header)
    build, reasons = _with_declared(header.path, build, reasons, declared)
    if build is None:
        build, reasons = _from_bases(header.path, evidence, highest_x_pos)
    _refuse_contradicting_bases(header.path, build, evidence, highest_x_pos)
    found = evidence[build]
    if found.matched:
        reasons.append(f"{found.matched} REF bases in the locus agree with {build.value}")
    reasons += _doubts(build, evidence)
    return BuildVerdict(build, tuple(reasons))


def _doubts(build: Build, evidence: dict[Build, RefEvidence]) -> list[str]:
    """Too few bases to refuse the label by, where nothing at all speaks for it."""
    other = next(candidate for candidate in Build if candidate is not build)
    if evidence[build].matched or evidence[other].mismatches or not evidence[other].matched:
        return []
    fit = f"{evidence[other].matched} REF bases fit the gene as if the file were on {other.value}"
    return [f"no record stands in the gene, but {fit}: make sure that the label is right"]


def _with_declared(
    path: str, build: Build | None, reasons: list[str], declared: Build | None
) -> tuple[Build | None, list[str]]:
    if declared is None or declared is build:
        return build, reasons
    if build is None:
        return declared, ["declared in the sample sheet"]
    problem = f"declared as {declared.value} in the sample sheet, but {reasons[0]} says {build.value}"
    raise BuildError(path, problem, "correct the column build of the sample sheet, or the file")


def _from_bases(path: str, evidence: dict[Build, RefEvidence], highest_x_pos: int) -> tuple[Build, list[str]]:
    fits: list[tuple[Build, str]] = []
    for build, found in evidence.items():
        if found.mismatches:
            continue
        if found.known_position:
            fits.append((build, f"rs1126535 stands at its {build.value} position"))
        elif found.matched >= _ENOUGH_BASES:
            fits.append((build, f"REF bases of the locus are those of {build.value}"))
    if not fits and highest_x_pos > X_LENGTH[Build.GRCH37]:
        fits.append((Build.GRCH38, f"position {highest_x_pos} lies beyond the end of X in GRCh37"))
    if len(fits) != 1:
        raise BuildError(
            path,
            "neither header nor records show the genome build",
            "declare it in the column build of the sample sheet (GRCh37 or GRCh38)",
        )
    build, reason = fits[0]
    return build, [reason]


def _refuse_contradicting_bases(
    path: str, build: Build, evidence: dict[Build, RefEvidence], highest_x_pos: int
) -> None:
    found = evidence[build]
    other_build = next(candidate for candidate in Build if candidate is not build)
    other = evidence[other_build]
    if found.mismatches:
        problem = f"labelled {build.value}, but REF disagrees with it: {found.mismatches[0]}"
        if not other.mismatches and other.matched >= _ENOUGH_BASES:
            problem += f"; its records fit {other_build.value}"
        raise BuildError(path, problem, _REMEDY)
    if not other.mismatches and (other.matched >= _ENOUGH_BASES or other.known_position):
        problem = f"labelled {build.value}, but its records stand where {other_build.value} has the gene"
        raise BuildError(path, problem, _REMEDY)
    if highest_x_pos > X_LENGTH[build]:
        problem = f"labelled {build.value}, but has a record at X:{highest_x_pos}, past the chromosome's end"
        raise BuildError(path, problem, _REMEDY)
