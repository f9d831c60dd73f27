"""Options of `risk` that no model has: a usage error, never a traceback."""

import pytest

from cd40lg_annot.cli import main

PEDIGREE = "F B 0 M 1 2\nF M 0 0 2 1\n"


@pytest.mark.parametrize(
    "option",
    [
        ["--mutation-ratio", "1e308"],
        ["--mutation-ratio", "inf"],
        ["--mutation-rate", "2"],
        ["--prior", "M=nan"],
        ["--prior", "M"],
        ["--penetrance", "1:2"],
    ],
)
def test_an_impossible_option_is_a_usage_error(tmp_path, option):
    (tmp_path / "a.ped").write_text(PEDIGREE)

    with pytest.raises(SystemExit) as stopped:
        main(["risk", "--pedigree", str(tmp_path / "a.ped"), *option])
    assert stopped.value.code == 2


def test_the_largest_ratio_is_computed(tmp_path):
    (tmp_path / "a.ped").write_text(PEDIGREE)

    assert main(["risk", "--pedigree", str(tmp_path / "a.ped"), "--mutation-ratio", "1e6"]) == 0
