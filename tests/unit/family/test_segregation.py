from cd40lg_annot.family.origin import origin
from cd40lg_annot.family.segregation import segregation
from cd40lg_annot.model import Variant
from cd40lg_annot.validation.pedigrees import a_pedigree, evidence

T254M = Variant(1, "C", "T")
TRIO = "mum F-; dad M-; boy=dad,mum M+"


def of(family, tests):
    found = segregation(a_pedigree(family), T254M, evidence(tests))
    return found.verdict, found.origin, found.meioses


def test_a_son_inherits_from_his_mother():
    assert of(TRIO, "mum heterozygous; dad absent; boy hemizygous") == ("consistent", "maternal", 0)


def test_a_missing_mother_leaves_it_open():
    assert of(TRIO, "dad absent; boy hemizygous") == ("uninformative", "unknown", 0)


def test_a_father_is_never_the_origin_in_a_son():
    verdict = of(TRIO, "mum absent; dad hemizygous; boy hemizygous")
    assert verdict == ("consistent", "apparently_de_novo", 0)


def test_reads_in_the_mother_forbid_de_novo():
    tests = "mum mosaic_suspected; boy hemizygous"
    assert origin(a_pedigree(TRIO), evidence(tests), "boy").origin.value == "possibly_mosaic_parent"


def test_an_affected_brother_adds_a_meiosis_and_a_healthy_hemizygous_one_contradicts():
    family = TRIO + "; brother=dad,mum M+; healthy=dad,mum M-"
    tests = "mum heterozygous; boy hemizygous; brother hemizygous; "
    assert of(family, tests + "healthy absent") == ("consistent", "maternal", 2)
    assert of(family, tests + "healthy hemizygous") == ("inconsistent", "maternal", 1)
    assert of(family, tests) == ("uninformative", "maternal", 1)


def test_what_is_open_is_told_apart_from_what_fits():
    tests = "mum heterozygous; boy hemizygous"
    family = a_pedigree(TRIO + "; brother=dad,mum M-")
    found = segregation(family, T254M, evidence(tests))
    assert found.verdict == "uninformative"
    assert found.reasons[:2] == (
        "Nobody tested speaks against it (mum, boy fit). Still open:",
        "brother: unaffected, not tested",
    )
