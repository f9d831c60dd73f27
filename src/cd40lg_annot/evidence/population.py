"""Sum up what population tables count of one variant, for columns and pages."""

from collections.abc import Iterable

from cd40lg_annot.model import PopulationCount


def highest_frequency(counts: Iterable[PopulationCount]) -> float | None:
    """Highest allele frequency in any table, 0 to 1; None where none is given, never 0 for that."""
    found = [frequency for frequency in map(frequency_of, counts) if frequency is not None]
    return max(found, default=None)


def frequency_of(count: PopulationCount) -> float | None:
    """Allele frequency of one table, 0 to 1: count over number, or as the table states it."""
    seen = alleles_of(count)
    return seen[0] / seen[1] if seen else count.allele_frequency


def alleles_of(count: PopulationCount) -> tuple[int, int] | None:
    """Alleles seen and alleles examined: of both sexes, or of males where no others were counted.

    None where a count or its number is missing; missing is never 0.
    """
    if count.allele_count is not None and count.allele_number:
        return count.allele_count, count.allele_number
    males, females = count.allele_count_xy, count.allele_count_xx
    if males is None or not count.allele_number_xy:
        return None
    if females is None or not count.allele_number_xx:
        return males, count.allele_number_xy
    return males + females, count.allele_number_xy + count.allele_number_xx


def hemizygotes(counts: Iterable[PopulationCount]) -> int | None:
    """Hemizygous males in all tables together; None where no table counts by sex."""
    found = [count.allele_count_xy for count in counts if count.allele_count_xy is not None]
    return sum(found) if found else None
