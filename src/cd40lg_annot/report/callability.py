"""How much of the gene a sample was assessed at, exon by exon and in one sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from cd40lg_annot.model import RegionCallability, SeenSite
from cd40lg_annot.report.words import CLASSIFICATION


@dataclass(frozen=True, slots=True)
class RegionView:
    """One region: bases by what is known of them, and the share that was assessed (0 to 1)."""

    name: str
    start: int
    end: int
    bases: int
    called_reference: int
    called_variant: int
    low_quality: int
    not_covered: int
    not_assessed: int
    assessed: int
    share: float
    percent: str
    inferred_reference: int = 0


@dataclass(frozen=True, slots=True)
class KnownSiteView:
    """One change known to cause the disease: who says so, whether it could have been seen, and why."""

    name: str
    classification: str
    sources: tuple[str, ...]
    could_be_seen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class UnseenGroup:
    """Known changes of one class that one reason hid; names without the transcript."""

    reason: str
    classification: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CallabilityView:
    """All regions together: bases, bases assessed, their share, and the sentence to print.

    `sources`: what showed which bases were looked at, and the limits applied. `known_sentence`: how
    many of the changes known to cause the disease could have been seen.
    """

    bases: int
    assessed: int
    share: float
    complete: bool
    sentence: str
    regions: tuple[RegionView, ...]
    sources: tuple[str, ...] = ()
    known_sentence: str = ""
    known: tuple[KnownSiteView, ...] = ()

    @property
    def not_seen(self) -> tuple[KnownSiteView, ...]:
        """Known changes that could not have been seen."""
        return tuple(site for site in self.known if not site.could_be_seen)

    @property
    def unseen(self) -> tuple[UnseenGroup, ...]:
        """Those changes by reason and class: a silent file gives one or two groups, not fifty rows."""
        groups: dict[tuple[str, str], list[str]] = {}
        for site in self.not_seen:
            name = site.name.rpartition(":")[2]
            groups.setdefault((site.reason, site.classification), []).append(name)
        return tuple(UnseenGroup(*key, tuple(names)) for key, names in groups.items())


def callability_view(
    regions: Iterable[RegionCallability], sources: tuple[str, ...] = (), known: Iterable[SeenSite] = ()
) -> CallabilityView:
    """Lay out callability; without any region nothing is known, and the sentence says so."""
    sites = tuple(_known(item) for item in known)
    views = tuple(_region(region) for region in regions)
    bases, assessed = sum(view.bases for view in views), sum(view.assessed for view in views)
    return CallabilityView(
        bases=bases,
        assessed=assessed,
        share=assessed / bases if bases else 0.0,
        complete=bool(bases) and assessed == bases,
        sentence=_sentence(views, bases, assessed),
        regions=views,
        sources=sources,
        known_sentence=_known_sentence(sites),
        known=sites,
    )


def percent(part: int, whole: int) -> str:
    """Give a share in percent; only all of it is 100%, only none of it is 0%.

    >>> [percent(999, 1000), percent(9999, 10000), percent(1, 3), percent(0, 5), percent(5, 5)]
    ['99.9%', '99.9%', '33.3%', '0%', '100%']
    """
    if not whole or not part:
        return "0%"
    if part == whole:
        return "100%"
    return f"{min(99.9, max(0.1, 100 * part / whole)):.1f}%"


def _region(region: RegionCallability) -> RegionView:
    # A base called at too low a quality was looked at and not decided: it does not count as assessed.
    assessed = region.called_reference + region.called_variant
    bases = region.end - region.start
    return RegionView(
        name=region.name,
        start=region.start,
        end=region.end,
        bases=bases,
        called_reference=region.called_reference,
        called_variant=region.called_variant,
        low_quality=region.low_quality,
        not_covered=region.not_covered,
        not_assessed=region.not_assessed,
        assessed=assessed,
        share=assessed / bases if bases else 0.0,
        percent=percent(assessed, bases),
        inferred_reference=region.inferred_reference,
    )


def _known(item: SeenSite) -> KnownSiteView:
    return KnownSiteView(
        name=item.site.name,
        classification=CLASSIFICATION[item.site.classification],
        sources=item.site.sources,
        could_be_seen=item.could_be_seen,
        reason=item.reason,
    )


def _known_sentence(sites: tuple[KnownSiteView, ...]) -> str:
    if not sites:
        return ""
    seen = sum(site.could_be_seen for site in sites)
    return (
        f"{seen} of {len(sites)} changes that the tables know to cause the disease could have been seen in "
        "this sample."
    )


def _sentence(views: tuple[RegionView, ...], bases: int, assessed: int) -> str:
    if not bases:
        return "What part of the gene was assessed is not known: the input does not say."
    if assessed == bases:
        return f"All {bases:,} bases of the coding exons and their splice margins were assessed."
    gaps = [view.name for view in views if view.assessed < view.bases]
    return (
        f"{assessed:,} of {bases:,} bases ({percent(assessed, bases)}) of the coding exons and their "
        f"splice margins were assessed; incomplete: {', '.join(gaps)}. "
        "A variant in the rest would not have been seen."
    )
