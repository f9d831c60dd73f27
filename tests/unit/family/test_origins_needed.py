"""How many origins a family's carriers need, against trying every combination."""

import random
from itertools import combinations

from cd40lg_annot.family.transmission import _can_cover


def test_a_cover_is_found_where_trying_every_combination_finds_one():
    draw = random.Random(40)
    answers = set()
    for _ in range(300):
        carriers = frozenset(map(str, range(draw.randint(0, 6))))
        reaches = [frozenset(draw.sample(sorted(carriers), draw.randint(0, len(carriers)))) for _ in range(5)]
        for number in range(4):
            tried = any(carriers <= frozenset().union(*chosen) for chosen in combinations(reaches, number))
            answers.add(tried)
            assert _can_cover(carriers, reaches, number) is tried
    assert answers == {True, False}
