"""Parents and children along X: a swap shows, errors and silence do not."""

import random

from cd40lg_annot.classify.relationship import pair_checks, relationship_warnings
from cd40lg_annot.model import Affection, Build, ExtractedSample, Person, Sex


def person(name, sex, father=None, mother=None):
    return Person(name, "F", father, mother, sex, Affection.UNKNOWN)


def sample(name, sketch, build=Build.GRCH38):
    return ExtractedSample(name, build, "chrX", (), (), (), (), x_sketch=sketch)


FATHER = person("father", Sex.MALE)
MOTHER = person("mother", Sex.FEMALE)
DAUGHTER = person("daughter", Sex.FEMALE, "father", "mother")
SON = person("son", Sex.MALE, "father", "mother")
FAMILY = (FATHER, MOTHER, DAUGHTER, SON)


def drawn_family(seed, sites=200):
    """Haplotypes drawn and passed on, apart from the code under test."""
    rng = random.Random(seed)

    def haplotype():
        return [rng.choice("AAAAG") for _ in range(sites)]

    father, maternal, other = haplotype(), haplotype(), haplotype()
    return {
        "father": spelt(father),
        "mother": spelt(maternal, other),
        "daughter": spelt(father, maternal),
        "son": spelt(other),
        "stranger": spelt(haplotype()),
    }


def spelt(*haplotypes):
    columns = enumerate(zip(*haplotypes, strict=True), start=1)
    return {pos: "/".join(sorted(set(bases))) for pos, bases in columns}


def warned(sketches):
    samples = [sample(name, sketch) for name, sketch in sketches.items()]
    return list(relationship_warnings(pair_checks(FAMILY, samples)))


def test_true_families_never_warn():
    for seed in range(50):
        sketches = drawn_family(seed)
        del sketches["stranger"]
        assert warned(sketches) == []


def test_a_stranger_as_father_is_found():
    for seed in range(20):
        sketches = drawn_family(seed)
        sketches["father"] = sketches.pop("stranger")
        (warning,) = warned(sketches)
        assert warning.startswith("father and daughter do not fit")


def test_a_swapped_son_is_found():
    sketches = drawn_family(1)
    sketches["son"] = sketches.pop("stranger")

    (warning,) = warned(sketches)

    assert warning.startswith("mother and son do not fit")


def test_father_and_son_share_no_x():
    sketches = drawn_family(1)

    assert warned({"father": sketches["stranger"], "son": sketches["son"]}) == []


def test_a_few_errors_are_errors():
    sketches = drawn_family(3)
    del sketches["stranger"]
    for pos in (1, 2, 3, 4):
        sketches["son"][pos] = "T"

    assert warned(sketches) == []


def test_files_in_different_builds_are_not_compared():
    sketches = drawn_family(1)
    father = sample("father", sketches["stranger"], Build.GRCH37)
    daughter = sample("daughter", sketches["daughter"])

    assert pair_checks(FAMILY, [father, daughter]) == ()
