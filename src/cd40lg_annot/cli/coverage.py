"""Depth along the locus for one sample, from whatever its row names in the column `coverage`."""

import argparse
from dataclasses import replace
from pathlib import Path

from cd40lg_annot.calls.depth import DEFAULT_FLOORS, ReadFloors, depth_blocks, depths_of, shortened
from cd40lg_annot.locus.axis import Locus
from cd40lg_annot.model import Coverage, CoverageKind, ExtractedSample, InputFile, SampleRow


def add_floors(parser: argparse.ArgumentParser) -> None:
    """Declare the options that say which reads of an alignment count."""
    parser.add_argument(
        "--minimum-mapping-quality",
        type=int,
        default=DEFAULT_FLOORS.mapping_quality,
        metavar="N",
        help="of reads in a BAM or CRAM, to be counted as depth (default: %(default)s)",
    )
    parser.add_argument(
        "--minimum-base-quality",
        type=int,
        default=DEFAULT_FLOORS.base_quality,
        metavar="N",
        help="of bases in a BAM or CRAM, to be counted as depth (default: %(default)s)",
    )


def floors_of(options: argparse.Namespace) -> ReadFloors:
    """What the options of `add_floors` were given."""
    return ReadFloors(options.minimum_mapping_quality, options.minimum_base_quality)


def with_coverage(
    sample: ExtractedSample, row: SampleRow, locus: Locus, floors: ReadFloors
) -> ExtractedSample:
    """Add depth to a sample, where its row names a file for it.

    Raises:
        UnreadableFileError, BuildError: the file cannot be read, or does not fit the sample's VCF.
    """
    from cd40lg_annot.io.chromosome_depths import is_summary, read_chromosome_depths, summary_beside
    from cd40lg_annot.io.coverage import coverage_kind
    from cd40lg_annot.io.files import input_file

    if row.coverage is None:
        return sample
    if is_summary(row.coverage):
        # Means of whole chromosomes: evidence of sex, none of single bases.
        depths = read_chromosome_depths(row.coverage, CoverageKind.DEPTH_FILE)
        files = [input_file(row.coverage, "coverage_summary")]
        return replace(sample, inputs=(*sample.inputs, *files), chromosome_depths=depths)
    kind, files = coverage_kind(row.coverage), []
    if kind is CoverageKind.DEPTH_FILE:
        coverage, file = _from_depth_file(row.coverage, sample, locus), input_file(row.coverage, "coverage")
        if summary := summary_beside(row.coverage):
            files.append(input_file(str(summary), "coverage_summary"))
    else:
        coverage = _from_alignment(row.coverage, row.vcf_sample, sample, locus, floors)
        # An alignment is too large to be read whole for its checksum.
        file = InputFile(row.coverage, "coverage", "", Path(row.coverage).stat().st_size)
    depths = read_chromosome_depths(row.coverage, kind)
    return replace(sample, coverage=coverage, inputs=(*sample.inputs, file, *files), chromosome_depths=depths)


def _from_depth_file(path: str, sample: ExtractedSample, locus: Locus) -> Coverage:
    from cd40lg_annot.io.depth_bed import read_depth_bed

    blocks, notes = read_depth_bed(path, locus, sample.build)
    return Coverage(CoverageKind.DEPTH_FILE, path, shortened(blocks), "depth as the file gives it", notes)


def _from_alignment(
    path: str, column: str, sample: ExtractedSample, locus: Locus, floors: ReadFloors
) -> Coverage:
    from cd40lg_annot.io.alignment import read_alignment

    reads, doubts = read_alignment(path, locus, sample.build, column)
    blocks = depth_blocks(depths_of(reads, len(locus), floors))
    return Coverage(CoverageKind.ALIGNMENT, path, blocks, str(floors), doubts=doubts)
