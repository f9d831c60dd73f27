"""A laboratory's own rules: what may change is applied and printed, and every other change is refused."""

import shutil

import pytest

from cd40lg_annot.classify.assess import assess
from cd40lg_annot.classify.case import case_lines
from cd40lg_annot.classify.choices import Settings
from cd40lg_annot.cli.knowledge import read_knowledge
from cd40lg_annot.cli.own_files import own_file_faults
from cd40lg_annot.errors import InputFaultsError, UnreadableFileError
from cd40lg_annot.evidence.match import matches
from cd40lg_annot.io.criteria import FILES, read_rules
from cd40lg_annot.io.reference import read_locus
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.locus.cds_names import variant_of_cds_name
from cd40lg_annot.model import CaseEvidence, Classification, Relevance, Score
from cd40lg_annot.variant import Describer

LOCUS = read_locus()
SHIPPED = resources_folder() / "criteria"


@pytest.fixture
def own(tmp_path):
    """Put shipped files, with one text replaced in each, into a folder of the laboratory's own."""

    def make(**changes):
        for stem, (old, new) in changes.items():
            text = (SHIPPED / f"{stem}.tsv").read_text(encoding="utf-8")
            assert text.count(old) == 1, old
            own_text = text.replace(old, new).replace("# release: 2026-11-23", "# release: 2027-01-02")
            (tmp_path / f"{stem}.tsv").write_text(own_text, encoding="utf-8")
        return tmp_path

    return make


def faults_of(folder):
    with pytest.raises(InputFaultsError) as raised:
        read_rules(folder)
    return [str(fault).removeprefix(f"{folder}/") for fault in raised.value.faults]


def line_of(name, criterion, folder=None, *scores, **settings):
    return next(
        line
        for line in assessment_of(name, folder, *scores, **settings).criteria
        if line.criterion == criterion
    )


def assessment_of(name, folder=None, *scores, **settings):
    knowledge = read_knowledge(LOCUS, criteria=folder)
    variant = variant_of_cds_name(name, LOCUS)
    _, effect = Describer(LOCUS).describe(variant)
    evidence = matches(variant, knowledge, LOCUS)
    return assess(variant, effect, evidence, knowledge, LOCUS, scores=scores, settings=Settings(**settings))


def test_a_copy_of_the_shipped_rules_is_the_same_rules(tmp_path):
    shutil.copytree(SHIPPED, tmp_path / "own")
    own, shipped = read_rules(tmp_path / "own"), read_rules()
    assert [(rule.key, rule.threshold, rule.strength) for rule in own.rules.values()] == [
        (rule.key, rule.threshold, rule.strength) for rule in shipped.rules.values()
    ]
    for field in ("bands", "splice_losses", "residues", "numbers", "number_sources", "scales"):
        assert getattr(own, field) == getattr(shipped, field)
    assert len(own.versions) == len(FILES)


def test_versions_say_which_file_is_whose_and_its_checksum(own):
    import hashlib

    folder = own(residues=("207\tPM1", "206\tPM1"))
    shipped, mine = read_rules(folder).versions
    assert "residues.tsv" not in shipped.note
    assert "criteria.tsv" in shipped.note
    assert mine.release == "2027-01-02"
    assert "residues.tsv of the laboratory's own" in mine.source
    assert mine.sha256 == hashlib.sha256((folder / "residues.tsv").read_bytes()).hexdigest()
    assert mine.rows == 5


def test_residues_of_the_laboratory_count_and_are_printed(own):
    folder = own(residues=("207\tPM1", "206\tPM1"))
    line = line_of("c.617T>C", "PM1", folder)
    assert (line.verdict, line.threshold) == ("met", "residue 140, 143, 145, 203, 206")
    assert line_of("c.617T>C", "PM1").verdict == "not_met"


def test_a_threshold_of_frequency_is_the_one_that_is_printed(own):
    folder = own(frequency=("BS1\t1e-5", "BS1\t2e-5"))
    assert line_of("c.60C>T", "BS1", folder).threshold == "filtering allele frequency above 2e-5"
    assert line_of("c.60C>T", "BS1").threshold == "filtering allele frequency above 1e-5"
    assert read_rules(folder).numbers["BS1"] == 2e-5


@pytest.mark.parametrize(
    ("criterion", "old", "new", "case", "strengths"),
    [
        ("PS4", "1 / 2 / 4 / 8", "2 / 3 / 5 / 9", CaseEvidence(probands=4), ("strong", "moderate")),
        ("PS2", "0.5 / 1 / 2 / 4", "1 / 2 / 4 / 8", CaseEvidence(de_novo_points=2), ("strong", "moderate")),
        ("PP1", "3 / 4 / 5 in one", "2 / 4 / 5 in one", CaseEvidence(meioses=2), ("", "supporting")),
        ("BS2", "normal, at least\t1", "normal, at least\t2", CaseEvidence(healthy_adult_males=1),
         ("strong", "")),
        ("BS4", "contradictions at least\t1", "contradictions at least\t2", CaseEvidence(contradictions=1),
         ("strong", "")),
    ],
)  # fmt: skip
def test_a_changed_count_decides_and_is_printed(own, criterion, old, new, case, strengths):
    from cd40lg_annot.classify.case import Rarity

    found = []
    for rules in (read_rules(), read_rules(own(criteria=(old, new)))):
        lines = case_lines(case, rules, Rarity.RARE)
        (line,) = [line for line in lines if line.criterion == criterion]
        found.append(line.strength)
    assert tuple(found) == strengths
    assert new.rpartition("\t")[2] in line.threshold


def test_a_changed_strength_counts(own):
    folder = own(criteria=("PM4\tPM4\tmoderate", "PM4\tPM4\tsupporting"))
    assert line_of("c.786A>C", "PM4", folder).points == 1
    assert line_of("c.786A>C", "PM4").points == 2


@pytest.mark.parametrize(
    ("name", "criterion", "old", "new", "strengths"),
    [
        ("c.322G>T", "PVS1", "codon before\t121", "codon before\t100", ("very_strong", "strong")),
        ("c.361C>T", "PVS1", "codon before\t121", "codon before\t125", ("strong", "very_strong")),
        ("c.418T>A", "PS1", "change at least\t1; or 2", "change at least\t2; or 3", ("strong", "moderate")),
        ("c.419G>T", "PM5", "pathogenic at least\t1; or 2", "pathogenic at least\t4; or 5",
         ("moderate", "supporting")),
        ("c.1A>G", "PVS1", "Met at least\t1", "Met at least\t9", ("moderate", "supporting")),
    ],
)  # fmt: skip
def test_a_changed_threshold_of_decay_and_of_known_changes_decides(own, name, criterion, old, new, strengths):
    lines = [line_of(name, criterion), line_of(name, criterion, own(criteria=(old, new)))]
    assert tuple(line.strength for line in lines) == strengths


def test_the_codon_that_decides_on_decay_counts_for_exons_too(own):
    from cd40lg_annot.classify.loss_of_function import pvs1_of_deleted_exons, pvs1_of_duplicated_exons

    found = {}
    for codon in (112, 121, 129):
        rules = read_rules(None if codon == 121 else at_codon(own, codon))
        lost = pvs1_of_deleted_exons((2, 3), rules, LOCUS).strength
        found[codon] = lost, pvs1_of_duplicated_exons((3,), rules, LOCUS, tandem=True).strength
    assert found == {
        112: ("strong", ""), 121: ("strong", "very_strong"), 129: ("very_strong", "very_strong")
    }  # fmt: skip


def at_codon(own, codon):
    return own(criteria=("codon before\t121", f"codon before\t{codon}"))


def test_points_and_limits_of_the_laboratory_count(own):
    assert assessment_of("c.322G>T").classification is Classification.LIKELY_PATHOGENIC
    assert line_of("c.322G>T", "PVS1", own(points=("very_strong\t8", "very_strong\t9"))).points == 9
    lower = own(points=("\npathogenic_from\t10", "\npathogenic_from\t8"))
    assert assessment_of("c.322G>T", lower).classification is Classification.PATHOGENIC


def test_pm1_and_pp3_stop_at_the_cap_whatever_pm1_counts(own):
    folder = own(criteria=("PM1\tPM1\tmoderate", "PM1\tPM1\tsupporting"))
    scores = (Score("REVEL", 0.99), Score("CI-SpliceAI", 0.0))
    assert line_of("c.418T>G", "PP3", folder, *scores, missense_predictor="REVEL").strength == "moderate"


def test_a_predictor_that_the_laboratory_calibrated_may_be_named(own, tmp_path):
    scale = "MutScore\tmissense\t0\t1\tour calibration\n"
    against = "MutScore\tBP4\tsupporting\t\t\t0.1\tyes\tours\t1\t\n"
    bands = against + "MutScore\tPP3\tmoderate\t0.8\tyes\t\t\tours\t1\t\n"
    folder = own(
        predictor_scales=("REVEL\tmissense", f"{scale}REVEL\tmissense"),
        predictors=("REVEL\tBP4\tvery_strong", f"{bands}REVEL\tBP4\tvery_strong"),
    )
    scores = tmp_path / "scores.csv"
    scores.write_text("contig,build,pos,ref,alt,score\nX,GRCh38,136659390,C,T,0.9\n")
    source = f"{scores},name=mutscore"
    arguments = {"missense_predictor": "MutScore", "criteria": folder}
    assert list(own_file_faults([], [], None, scores=[source], **arguments)) == []
    knowledge = read_knowledge(LOCUS, scores=[source], **arguments)
    assert knowledge.score_tables[0].predictor == "MutScore"
    (fault,) = own_file_faults([], [], None, scores=[source], missense_predictor="MutScore")
    assert fault == (
        "missense_predictor: 'MutScore' has no thresholds as a predictor of missense effects; "
        "use one of REVEL, AlphaMissense, BayesDel, CADD"
    )


@pytest.mark.parametrize(
    ("stem", "old", "new", "fault"),
    [
        ("criteria", "PM4\tPM4\tmoderate", "PM4\tPM4\tmodrate",
         "column strength: is 'modrate'; write one of supporting, moderate, strong, very_strong"),
        ("criteria", "PM4\tPM4", "PM4\tPM5", "column criterion: is 'PM5', which the program does not apply"),
        ("criteria", "length of the protein\tchanged", "length of the protein\tdoubled",
         "column threshold: is 'doubled'; write 'changed'"),
        ("criteria", "filtering allele frequency above\tfrequency.tsv\ttoo common",
         "filtering allele frequency above\t1e-3\ttoo common",
         "column threshold: is '1e-3'; write 'frequency.tsv': the program works it out, or it stands"),
        ("criteria", "PS3\tPS3", "PS33\tPS3", "column key: 'PS33' is no rule of this program"),
        ("criteria", "1 / 2 / 4 / 8", "1 / 2 / 4", "is '1 / 2 / 4'; change only the numbers"),
        ("criteria", "1 / 2 / 4 / 8", "1 / 4 / 2 / 8", "write numbers that grow with the strength"),
        ("criteria", "1 / 2 / 4 / 8", "1 / 2.5 / 4 / 8", "write whole numbers"),
        ("criteria", "altered at most\t260", "altered at most\t900", "write numbers from 122 to 260"),
        ("criteria", "altered at most\t260", "altered at most\t200", "write 201 for PVS1_tail"),
        ("criteria", "\t1.0\nPM4", "\t\nPM4", "column version: is empty; fill it in: every report prints it"),
        ("criteria", "strength\tcomparison", "strength\tcompare", "column compare: is not a column"),
        ("frequency", "BS1\t1e-5", "BS1\t1e-6",
         "column value: is 1e-6, below prevalence x shares / penetrance x margin = 9.7e-06"),
        ("frequency", "BA1\t1e-4", "BA1\t1e-5", "column value: is 1e-5, not above BS1 (1e-5)"),
        ("frequency", "confidence\t0.95", "confidence\t95", "is '95'; write a number from 0.5 to 0.9999"),
        ("frequency", "margin\t5", "marge\t5", "column name: 'marge' is no number of the formula"),
        ("predictors", "0.644\tyes", "0.664,\tyes", "column low: is '0.664,', not a number; write a number"),
        ("predictors", "0.644\tyes\t0.773", "0.644\tyes\t0.733", "leave a gap or overlap"),
        ("predictors", "PP3\tstrong\t0.932", "PP3\tsupporting\t0.932", "strength: PP3 is supporting beside"),
        ("predictors", "SpliceAI\tBP4\tsupporting\t\t\t0.1\tyes\tWalker 2023, PMID 37352859\t2023\t\n",
         "SpliceAI\tBP4\tsupporting\t\t\t0.3\tyes\tours\t1\t\n", "PP3 begins where BP4 still holds"),
        ("predictors", "AlphaMissense\tPP3\tstrong", "AlphaMisens\tPP3\tstrong", "has no scale"),
        ("predictor_scales", "REVEL\tmissense\t0\t1", "REVEL\tmissense\t1\t0", "the lowest below the"),
        ("predictor_scales", "CADD\tmissense", "CADD\tboth", "is 'both'; write one of missense, splice"),
        ("criteria", "stop codon before\t121", "stop codon before\t200", "write numbers from 2 to 137"),
        ("criteria", "change at least\t1; or 2", "change at least\t1; or two", "change only the numbers"),
        ("points", "moderate\t2", "moderate\t1", "column value: moderate counts no more than supporting"),
        ("points", "moderate\t2", "moderate\t-2", "column value: is '-2'; write a number from 1 to 100"),
        ("points", "moderate\t2", "modest\t2", "column name: 'modest' is neither a strength nor a class"),
        ("points", "likely_pathogenic_from\t6", "likely_pathogenic_from\t11", "does not lie below"),
        ("points", "uncertain_from\t0", "uncertain_from\t1", "without any evidence would not be"),
        ("points", "strong\t4\tpoints of a strong criterion\tTavtigian 2020, PMC8011844, table 3\n", "",
         "column name: strong is missing; copy its row from the shipped table"),
        ("residues", "207\tPM1", "307\tPM1", "column residue: is '307'; write a number from 1 to 261"),
        ("residues", "207\tPM1", "203\tPM1", "column residue: 203 stands twice; keep one of the rows"),
        ("residues", "207\tPM1", "207\tPS1", "column criterion: is 'PS1'; write PM1"),
        ("splice_losses", "4\tacceptor\t5", "3\tdonor\t5", "the donor of intron 3 stands twice"),
        ("splice_losses", "4\tacceptor\t5", "4\tacceptor\tfive", "column exons: is 'five'"),
    ],
)  # fmt: skip
def test_what_cannot_be_applied_is_refused_with_its_place(own, stem, old, new, fault):
    found = faults_of(own(**{stem: (old, new)}))
    assert any(fault in text for text in found), found
    assert all(text.startswith(f"{stem}.tsv, ") for text in found)


def test_faults_of_all_files_come_together(own):
    folder = own(residues=("207\tPM1", "307\tPM1"), frequency=("margin\t5", "margin\tfive"))
    assert [text.partition(":")[0] for text in faults_of(folder)] == [
        "residues.tsv, row 9, column residue",
        "frequency.tsv, row 10, column value",
    ]


def test_a_row_that_is_left_out_is_named(own):
    folder = own(criteria=("PP4_moderate\tPP4", "# PP4_moderate\tPP4"))
    text = (folder / "criteria.tsv").read_text()
    (folder / "criteria.tsv").write_text(
        "\n".join(x for x in text.splitlines() if "# PP4_mod" not in x) + "\n"
    )
    assert faults_of(folder) == [
        "criteria.tsv, column key: PP4_moderate is missing; copy its row from the shipped table"
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ((), "holds no table of criteria"),
        (("criteria.tsv", "residue.tsv"), "residue.tsv: is no table of criteria; use one of criteria.tsv"),
    ],
)
def test_a_folder_of_other_files_is_refused(tmp_path, files, message):
    for name in files:
        (tmp_path / name).write_text("")
    with pytest.raises(UnreadableFileError, match=message):
        read_rules(tmp_path)


def test_a_missing_folder_is_one_line(tmp_path):
    (line,) = own_file_faults([], [], None, criteria=tmp_path / "no")
    assert line.endswith("no: is not a folder; name the folder that holds your criteria")


DEEP = "c.346+100T>C"


def test_the_named_splice_predictor_alone_counts():
    scores = (Score("CI-SpliceAI", 0.0), Score("SpliceAI", 0.9))
    assert line_of(DEEP, "PP3", None, *scores).verdict == "not_met"
    line = line_of(DEEP, "PP3", None, *scores, splice_predictor="SpliceAI")
    assert (line.verdict, line.value) == ("met", "SpliceAI 0.9")


def test_no_other_predictor_takes_the_place_of_the_named_one():
    assessment = assessment_of(DEEP, None, Score("CI-SpliceAI", 0.0), splice_predictor="SpliceAI")
    verdicts = {line.criterion: (line.verdict, line.reason) for line in assessment.criteria}
    for criterion in ("PP3", "BP4", "BP7"):
        assert verdicts[criterion] == ("not_assessed", "no score of SpliceAI for this variant")


def test_an_alarm_of_a_predictor_that_does_not_count_asks_for_review():
    scores = (Score("CI-SpliceAI", 0.8), Score("SpliceAI", 0.0))
    assessment = assessment_of(DEEP, None, *scores, splice_predictor="SpliceAI")
    assert assessment.classification is Classification.LIKELY_BENIGN
    assert assessment.relevance is Relevance.UNCERTAIN
    assert assessment.reasons[-1].startswith("CI-SpliceAI 0.8 sees splicing changed")


def test_the_named_splice_predictor_says_whether_a_site_is_kept():
    scores = (Score("CI-SpliceAI", 0.9), Score("SpliceAI", 0.01))
    assert line_of("c.346+1G>T", "PVS1", None, *scores).verdict == "met"
    line = line_of("c.346+1G>T", "PVS1", None, *scores, splice_predictor="SpliceAI")
    assert line.verdict == "not_assessed"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("SpliceAI", "SpliceAI is in none of the files of scores (CI-SpliceAI); name its file"),
        (
            "REVEL",
            "'REVEL' has no thresholds as a predictor of splice effects; use one of SpliceAI, CI-SpliceAI",
        ),
        ("spliceai", "'spliceai' has no thresholds"),
    ],
)
def test_a_splice_predictor_that_cannot_count_is_refused(name, message):
    (fault,) = own_file_faults([], [], None, splice_predictor=name)
    assert fault.startswith(f"splice_predictor: {message}")


def test_the_bundled_splice_predictor_can_be_named():
    assert list(own_file_faults([], [], None, splice_predictor="CI-SpliceAI")) == []
