"""Which families one job works on: few jobs for many families, and membership that stays put.

Up to eight families make one batch each. More are dealt by a checksum of their name into two
batches, and a batch that holds too many samples is split in two by the checksum's next bit.
So a family's batch depends on the family's name and on its own batch's size alone: a family or a sample
that comes or goes changes its own batch, and at most splits it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cd40lg_annot.io.files import file_name_of
from cd40lg_annot.model import Batch, Person, SampleRow

LARGEST_BATCH = 500
_OWN_BATCH = 8
_FIRST_BITS = 1


def batches_of(
    samples: Iterable[SampleRow], people: Iterable[Person], *, largest: int = LARGEST_BATCH
) -> tuple[Batch, ...]:
    """Batches of the families that have a sample, by name; a family is never divided.

    Args:
        samples: the sample sheet; every sample is a person of one family.
        people: the pedigree. Families of it without a sample are left out.
        largest: samples a batch holds before it is split, 1 or more.
    """
    family_of = {person.person: person.family for person in people}
    members: dict[str, list[str]] = {}
    for row in samples:
        members.setdefault(family_of[row.sample], []).append(row.sample)
    if len(members) <= _OWN_BATCH:
        return tuple(_batch(file_name_of(family), [family], members) for family in sorted(members))
    buckets = _buckets(sorted(members), members, "", largest)
    return tuple(_batch(f"batch-{prefix}", families, members) for prefix, families in buckets)


def _buckets(
    families: list[str], members: Mapping[str, Sequence[str]], prefix: str, largest: int
) -> Iterator[tuple[str, list[str]]]:
    small = len(families) == 1 or sum(len(members[family]) for family in families) <= largest
    if len(prefix) >= _FIRST_BITS and small:
        if families:
            yield prefix, families
        return
    for bit in "01":
        half = [family for family in families if _bits(family)[len(prefix)] == bit]
        yield from _buckets(half, members, prefix + bit, largest)


def _bits(family: str) -> str:
    digest = hashlib.sha256(family.encode()).digest()
    return f"{int.from_bytes(digest):0256b}"


def _batch(name: str, families: Sequence[str], members: Mapping[str, Sequence[str]]) -> Batch:
    samples = sorted(sample for family in families for sample in members[family])
    return Batch(name, tuple(families), tuple(samples))
