from cd40lg_annot.cli import main
from cd40lg_annot.io.records import ExtractFile, VariantsFile, read_record, write_record
from cd40lg_annot.model import Build, Call, ExtractedSample, Provenance, RecordPlace, Variant


def a_sample(name, *variants):
    place = RecordPlace("chrX", 1, "A", "C")
    calls = tuple(Call(variant, (1,), place) for variant in variants)
    return ExtractedSample(name, Build.GRCH38, "chrX", (), (), calls, ())


def test_each_distinct_variant_of_the_cohort_is_annotated_once(tmp_path):
    stop, missense = Variant(16_214, "C", "T"), Variant(11_224, "A", "T")
    provenance = Provenance("0", "NM_000074.3", "")
    write_record(ExtractFile(provenance, (a_sample("a", stop, missense),)), tmp_path / "a.json")
    write_record(ExtractFile(provenance, (a_sample("b", stop), a_sample("c"))), tmp_path / "b.json")
    output = tmp_path / "variants.json"

    assert (
        main(["annotate", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--output", str(output)]) == 0
    )

    variants = read_record(VariantsFile, output).variants
    assert [(one.variant, one.names.hgvs_c) for one in variants] == [
        (missense, "NM_000074.3:c.316A>T"),
        (stop, "NM_000074.3:c.761C>T"),
    ]
    assert variants[1].evidence
    assert variants[1].assessment.headline


def test_a_file_that_is_no_extract_is_named(tmp_path, capsys):
    (tmp_path / "x.json").write_text("{}")
    assert main(["annotate", str(tmp_path / "x.json"), "--output", str(tmp_path / "out.json")]) == 1
    assert "x.json: not a ExtractFile" in capsys.readouterr().err
