"""Pedigrees to draw: each a knot that some drawing program has got wrong, or a shape that a clinic meets.

Written as lines of "child: father mother marks". Sex is by the first letter: m male, f female, u unknown.
Marks: + deceased, * affected, ! proband, ? consultand, @ adopted, % pregnancy; =K monozygotic twin of
group K, ~K dizygotic, ^K zygosity unknown.
"""

import random

from cd40lg_annot.model import Affection, Person, Sex

_SEX = {"m": Sex.MALE, "f": Sex.FEMALE, "u": Sex.UNKNOWN}
_TWINS = {"=": "monozygotic", "~": "dizygotic", "^": "unknown"}


def people_of(text: str, family: str = "G") -> tuple[Person, ...]:
    """Read the short notation; people named only as parents are founders, listed in order of first use."""
    rows = [line.split() for line in text.strip().splitlines()]
    given = {row[0].rstrip(":") for row in rows}
    people = []
    for row in rows:
        name, father, mother, *marks = [row[0].rstrip(":"), *row[1:], *["-"] * (2 - len(row[1:]))][:99]
        for parent in (father, mother):
            if parent != "-" and parent not in given:
                given.add(parent)
                people.append(_person(parent, "-", "-", "", family))
        people.append(_person(name, father, mother, "".join(marks), family))
    return tuple(people)


def _person(name: str, father: str, mother: str, marks: str, family: str) -> Person:
    twin = next((mark for mark in marks if mark in _TWINS), None)
    return Person(
        name,
        family,
        None if father == "-" else father,
        None if mother == "-" else mother,
        _SEX[name[0]],
        Affection.AFFECTED if "*" in marks else Affection.UNAFFECTED,
        deceased="+" in marks,
        proband="!" in marks,
        consultand="?" in marks,
        adopted="@" in marks,
        pregnancy="%" in marks,
        twin_group=marks[marks.index(twin) + 1] if twin else None,
        twin_zygosity=_TWINS[twin] if twin else None,
    )


GALLERY = {
    "trio": "m3: m1 f2 *!",
    "singleton": "f1: - - ?",
    "one parent named": "m3: - f1 *!\nf4: - f1",
    "half sibs": "m1: m9 f2\nf3: m8 f2\nm4: m8 f2 *",
    "three partners": "m1: m5 f9\nf2: m6 f9 \nm3: m7 f9 *\nf4: m7 f9",
    "twins": (
        "m1: m8 f9\nf2: m8 f9 =a\nf3: m8 f9 =a\nm4: m8 f9 ~b *\nf5: m8 f9 ~b\nm6: m8 f9 ^c\nm7: m8 f9 ^c"
    ),
    "married twins": "f2: m8 f9 =a\nf3: m8 f9 =a\nm4: m5 f2 *!\nm7: m6 f3",
    "adoption": "m3: m1 f2 @\nf4: m1 f2\nf5: m3 f6 %",
    "first cousins": (
        "m3: m1 f2\nf4: m1 f2\nm5: m3 f7\nf6: m8 f4\nm9: m5 f6 *!\nf10: m5 f6\nm11: m3 f7\nf12: m8 f4"
    ),
    "uncle and niece": "m3: m1 f2\nm4: m1 f2\nf6: m4 f5\nm7: m3 f6 *!\nf8: m4 f5",
    "double first cousins": (
        "m3: m1 f2\nm4: m1 f2\nf7: m5 f6\nf8: m5 f6\nm9: m3 f7\nf10: m4 f8\nm11: m9 f10 *!\nf12: m3 f7"
    ),
    "brother and sister": "m3: m1 f2\nf4: m1 f2\nm5: m3 f4 *",
    "father and daughter": "f3: m1 f2\nm4: m1 f3 *",
    "ring of partners": "m1: m11 f12\nu1: m1 f1\nu2: m1 f2\nu3: m2 f1\nu4: m2 f2",
    "disconnected relatives": "m3: m1 f2 *!\nf6: m4 f5\nf7: - -\nm8: - - +",
    "two lines of descent": (
        "f3: m1 f2\nm4: m1 f2\nf5: m1 f2\nm8: m6 f3 *+\nf9: m6 f3\nm10: m4 f7\nf12: m11 f5\nm14: m13 f9 *!\n"
        "f15: m13 f9\nm17: m16 f12 *\nf18: m16 f12 %\nm20: m10 f19"
    ),
    "cousins of different degree": (
        "m3: m1 f2\nf4: m1 f2\nm6: m3 f5\nf8: m7 f4\nm10: m9 f8\nf11: m9 f8\nm12: m6 f11 *!\nm14: m6 f13"
    ),
    "a man with two sisters": "f3: m1 f2\nf4: m1 f2\nm6: m5 f3 *\nf7: m5 f4\nm8: m5 f4 *",
    "a lost pregnancy and a current one": "m3: m1 f2 +%\nf4: m1 f2 %?\nm5: m1 f2 *!+",
    "eight generations": "\n".join(
        f"f{k + 10}: m{k} f{k + 9}\nm{k + 30}: m{k} f{k + 9} *" for k in range(1, 8)
    ),
    "long ids": "m_a_very_long_identifier_of_a_person: m1 f2 *!\nf<b>bold</b>: m1 f2\nf&amp;: m1 f2",
    "grandparents on both sides": (
        "m5: m1 f2\nf6: m1 f2\nm7: m3 f4\nf8: m3 f4\nm9: m5 f8 *!\nf10: m5 f8\nf11: m7 f12\nm13: m14 f6"
    ),
}


def random_pedigree(seed: int, size: int) -> tuple[Person, ...]:
    """A pedigree of `size` people with remarriage, cousins and single parents, the same for the same seed."""
    chance = random.Random(seed)
    rows: list[tuple[str, str, str]] = [("m0", "-", "-"), ("f0", "-", "-")]
    level = {"m0": 0, "f0": 0}
    while len(rows) < size:
        name = f"{chance.choice('mf')}{len(rows)}"
        if chance.random() < 0.3:
            rows.append((name, "-", "-"))
            level[name] = chance.choice([*level.values(), 1])
            continue
        father = chance.choice([n for n in level if n[0] == "m"])
        near = [n for n in level if n[0] == "f" and abs(level[n] - level[father]) <= (chance.random() < 0.1)]
        if near:
            mother = chance.choice(near)
            rows += [(name, father, mother)]
            level[name] = 1 + max(level[father], level[mother])
    return people_of("\n".join(f"{name}: {father} {mother}" for name, father, mother in rows))


def clinic_family(generations: int = 4, children: int = 3) -> tuple[Person, ...]:
    """A large tree: every daughter but the last marries, every son stays alone."""
    rows, mothers, count = [], ["f0"], 0
    for _ in range(generations - 1):
        following = []
        for mother in mothers:
            count += 1
            father = f"m{count}"
            for _ in range(children):
                count += 1
                name = f"{'f' if count % 3 else 'm'}{count}"
                rows.append(f"{name}: {father} {mother} {'*' if name[0] == 'm' and count % 2 else ''}")
                following += [name] if name[0] == "f" else []
        mothers = following
    return people_of("\n".join(rows))
