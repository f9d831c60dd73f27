import pytest

from cd40lg_annot.variant.stated_protein import says_the_same


@pytest.mark.parametrize(
    ("stated", "predicted", "same"),
    [
        ("p.Ile53fs", "p.(Ile53LysfsTer13)", True),
        ("p.Ile53Lysfs", "p.(Ile53LysfsTer13)", True),
        ("p.Ile53LysfsX13", "p.(Ile53LysfsTer13)", True),
        ("p.(I53Kfs*13)", "p.(Ile53LysfsTer13)", True),
        ("p.I53Kfs*12", "p.(Ile53LysfsTer13)", False),
        ("p.Ile53Argfs", "p.(Ile53LysfsTer13)", False),
        ("p.Ile54fs", "p.(Ile53LysfsTer13)", False),
        ("p.R11X", "p.(Arg11Ter)", True),
        ("p.Arg11Stop", "p.(Arg11Ter)", True),
        ("p.T254T", "p.(Thr254=)", True),
        ("p.Thr254Ile", "p.(Thr254=)", False),
        ("p.Met1Val", "p.(Met1?)", True),
        ("p.Ter262Trpext*?", "p.(Ter262TrpextTer11)", True),
        ("p.*262W", "p.(Ter262TrpextTer11)", True),
        ("p.*262Wext*12", "p.(Ter262TrpextTer11)", False),
        ("p.*262L", "p.(Ter262TrpextTer11)", False),
        ("p.Thr254Met", "p.?", False),
    ],
)
def test_a_stated_protein_is_compared_by_what_it_says(stated, predicted, same):
    assert says_the_same(stated, predicted) is same
