"""Exact inference on a graph of small tables, by eliminating one variable after the other.

Tables are sparse: impossible combinations are not stored, so that evidence shortens the work. The
numbers in them can be of any arithmetic that adds, multiplies and divides (`arithmetic`). A second
pass back along the eliminated variables gives the posterior of all of them (Lauritzen and
Spiegelhalter 1988, in the form of Jensen et al. 1990), for about twice the work of the likelihood.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from cd40lg_annot.family.risk.arithmetic import Number

Variable: TypeAlias = Hashable
Table: TypeAlias = Mapping[tuple[int, ...], Number]


@dataclass(frozen=True, slots=True)
class Factor:
    """A function of a few variables; combinations that are not in the table have the value zero."""

    scope: tuple[Variable, ...]
    table: Table


@dataclass(frozen=True, slots=True)
class Posterior:
    """Joint weight of all evidence, and for each variable the weight of each of its states.

    A variable's weights add up to the weight of the part of the graph that it is connected with.
    `weight` is None if the evidence is impossible; `marginals` is then empty.
    """

    weight: Number | None
    marginals: Mapping[Variable, Mapping[int, Number]]


def posterior(factors: Sequence[Factor]) -> Posterior:
    """Weights of every state of every variable, given all factors. Every variable needs a factor."""
    buckets = _collect(factors)
    if buckets is None:
        return Posterior(None, {})
    weight = None
    for bucket in buckets:
        if not bucket.separator:
            total = bucket.message[()]
            weight = total if weight is None else weight * total
    return Posterior(weight, _distribute(buckets))


@dataclass(slots=True)
class _Bucket:
    """All factors of one variable at the time of its elimination, multiplied; and what was passed on."""

    variable: Variable
    scope: tuple[Variable, ...]
    table: Table
    separator: tuple[Variable, ...]
    message: Table
    parent: int | None = None


def _collect(factors: Sequence[Factor]) -> list[_Bucket] | None:
    """Eliminate every variable; None if nothing is possible."""
    pending: dict[int, Factor] = dict(enumerate(factors))
    sent_by: dict[int, int] = {}
    where: dict[Variable, set[int]] = {}
    for index, factor in pending.items():
        for variable in factor.scope:
            where.setdefault(variable, set()).add(index)
    buckets: list[_Bucket] = []
    for variable in elimination_order(factors):
        mine = sorted(where[variable], key=lambda index: len(pending[index].table))
        scope, table = _product([pending[index] for index in mine])
        separator = tuple(v for v in scope if v != variable)
        message = _summed(scope, table, separator)
        if not message:
            return None
        number = len(buckets)
        buckets.append(_Bucket(variable, scope, table, separator, message))
        for index in mine:
            if index in sent_by:
                buckets[sent_by[index]].parent = number
            for other in pending.pop(index).scope:
                where[other].discard(index)
        if separator:
            index = len(factors) + number
            pending[index], sent_by[index] = Factor(separator, message), number
            for other in separator:
                where[other].add(index)
    return buckets


def _distribute(buckets: list[_Bucket]) -> dict[Variable, dict[int, Number]]:
    """Send what is known elsewhere back to every bucket, last eliminated first."""
    marginals: dict[Variable, dict[int, Number]] = {}
    for bucket in reversed(buckets):
        if bucket.parent is not None:
            above = buckets[bucket.parent]
            all_known = _summed(above.scope, above.table, bucket.separator)
            elsewhere = {key: value / bucket.message[key] for key, value in all_known.items()}
            bucket.table = _filtered(bucket.scope, bucket.table, bucket.separator, elsewhere)
        weights = _summed(bucket.scope, bucket.table, (bucket.variable,))
        marginals[bucket.variable] = {key[0]: value for key, value in weights.items()}
    return marginals


def elimination_order(factors: Iterable[Factor]) -> list[Variable]:
    """Variables in the order in which each joins the fewest others (minimum degree)."""
    neighbours: dict[Variable, set[Variable]] = {}
    for factor in factors:
        for variable in factor.scope:
            neighbours.setdefault(variable, set()).update(factor.scope)
    for variable, others in neighbours.items():
        others.discard(variable)
    order = []
    while neighbours:
        variable = min(neighbours, key=lambda v: len(neighbours[v]))
        joined = neighbours.pop(variable)
        for other in joined:
            neighbours[other] |= joined
            neighbours[other] -= {variable, other}
        order.append(variable)
    return order


def _product(factors: Sequence[Factor]) -> tuple[tuple[Variable, ...], Table]:
    scope, table = factors[0].scope, factors[0].table
    for factor in factors[1:]:
        if set(factor.scope) <= set(scope):
            table = _filtered(scope, table, factor.scope, factor.table)
        elif set(scope) <= set(factor.scope):
            scope, table = factor.scope, _filtered(factor.scope, factor.table, scope, table)
        else:
            scope, table = _joined(scope, table, factor)
    return scope, table


def _filtered(scope: tuple[Variable, ...], table: Table, inner: tuple[Variable, ...], by: Table) -> Table:
    """Every entry of the table times the entry of `by` that agrees with it."""
    places = [scope.index(variable) for variable in inner]
    if len(places) == 1:
        place = places[0]
        return {key: value * by[(key[place],)] for key, value in table.items() if (key[place],) in by}
    keys = ((key, value, tuple([key[place] for place in places])) for key, value in table.items())
    return {key: value * by[part] for key, value, part in keys if part in by}


def _joined(scope: tuple[Variable, ...], table: Table, factor: Factor) -> tuple[tuple[Variable, ...], Table]:
    shared = [variable for variable in factor.scope if variable in scope]
    added = tuple(variable for variable in factor.scope if variable not in scope)
    inner = [factor.scope.index(variable) for variable in shared]
    outer = [factor.scope.index(variable) for variable in added]
    matching: dict[tuple[int, ...], list[tuple[tuple[int, ...], Number]]] = {}
    for key, value in factor.table.items():
        part = tuple([key[place] for place in inner])
        matching.setdefault(part, []).append((tuple([key[place] for place in outer]), value))
    places = [scope.index(variable) for variable in shared]
    joined = {
        key + rest: value * other
        for key, value in table.items()
        for rest, other in matching.get(tuple([key[place] for place in places]), ())
    }
    return scope + added, joined


def _summed(
    scope: tuple[Variable, ...], table: Table, kept: tuple[Variable, ...]
) -> dict[tuple[int, ...], Number]:
    places = [scope.index(variable) for variable in kept]
    sums: dict[tuple[int, ...], Number] = {}
    for key, value in table.items():
        part = tuple([key[place] for place in places])
        sums[part] = sums[part] + value if part in sums else value
    return sums
