# What the rules share: the checked configuration, the user's sheets, and every input function.
import fcntl
import hashlib
import json
import os
import sys
from collections import defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path
from shlex import quote

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

import cd40lg_annot
from cd40lg_annot.cli.check_inputs import checked_inputs
from cd40lg_annot.cli.own_files import own_file_faults
from cd40lg_annot.cli.sex_tables import names_of as sex_names_of
from cd40lg_annot.errors import AnnotationError
from cd40lg_annot.io import results as places
from cd40lg_annot.io.chromosome_depths import summary_beside
from cd40lg_annot.io.clinic import read_clinic
from cd40lg_annot.io.criteria import own_criteria_files
from cd40lg_annot.io.pseudonyms import read_pseudonyms
from cd40lg_annot.io.samples import is_address
from cd40lg_annot.io.resources import resources_folder
from cd40lg_annot.io.score_source import score_option, score_source
from cd40lg_annot.io.sex_tables import read_sex_tables

# YAML reads an unquoted day as a date.
if config.get("date") is not None:
    config["date"] = str(config["date"])
try:
    validate(config, schema="../schemas/config.schema.yaml")
except WorkflowError as error:
    fault = error.__context__  # of jsonschema; its own text is a page long
    sys.exit(
        f"configuration, {fault.json_path}: {fault.message}; config/README.md describes every key"
    )

# Results and logs are of patients. Jobs inherit both, and so do the folders that Snakemake makes for them.
umask = 0o027 if config["shared_group"] else 0o077
os.umask(umask)

# The command stands beside the Python that runs Snakemake, also where no environment is activated.
commands = quote(str(Path(sys.executable).parent)).replace("{", "{{").replace("}", "}}")
shell.prefix(
    f"set -euo pipefail; export PATH={commands}:$PATH CD40LG_ANNOT_UMASK={umask:03o}; "
)

tables = config["tables"] or []
population = config["population"] or []
scores = [score_option(entry) for entry in config["scores"] or []]
clinic = Path(config["clinic"]) if config["clinic"] else None
sex_tables = config["sex_tables"] or []
criteria = Path(config["criteria"]) if config["criteria"] else None

# The sheets decide which jobs there are, so they are read, and refused, before any job runs;
# the laboratory's own tables with them, for a fault in one would stop every batch.
inputs, faults = None, []
pseudonyms = None
try:
    if config["pseudonymise"]:
        pseudonyms = read_pseudonyms(Path(config["pseudonymise"]))
    inputs = checked_inputs(
        Path(config["samples"]),
        Path(config["pedigree"]),
        Path(config["people"]) if config["people"] else None,
        config["batch_size"],
        evidence=Path(config["evidence"]) if config["evidence"] else None,
        pseudonyms=pseudonyms,
    )
except AnnotationError as error:
    faults.append(str(error))
faults += own_file_faults(
    map(Path, tables),
    map(Path, population),
    clinic,
    [person.person for person in inputs.people] if inputs and not pseudonyms else None,
    scores,
    missense_predictor=config["missense_predictor"] or "",
    splice_predictor=config["splice_predictor"] or "",
    criteria=criteria,
    intervals=Path(config["intervals"]) if config["intervals"] else None,
    sex_tables=map(Path, sex_tables),
)
if faults:
    sys.exit("\n".join(faults))

batches = {batch.name: batch for batch in inputs.batches}
members_of_family = defaultdict(list)
for person in inputs.people:
    members_of_family[person.family].append(person)
name_of = pseudonyms.person if pseudonyms else str
clinic_of_person = {
    name_of(row.person): row for row in (read_clinic(clinic) if clinic else ())
}
row_of_sample = {row.sample: row for row in inputs.samples}
sexes_by_name = []
for path in sex_tables:
    by_name = defaultdict(list)
    for row in read_sex_tables([Path(path)]):
        for name in row.names:
            by_name[name].append(row)
    sexes_by_name.append(by_name)


wildcard_constraints:
    batch="|".join(map(re.escape, batches)),
    sample="[^/]+",
    family="[^/]+",
    person="[^/]+",


def fingerprint(*folders, without=()):
    """Checksum of every file of these folders, compiled Python left out."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            skipped = "__pycache__" in path.parts or set(without) & set(path.parts)
            if path.is_file() and not skipped:
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


# Snakemake cannot see inside a command: these tell it when the package or the knowledge changed.
# Extraction does not use knowledge, so new tables never make it run again.
package = fingerprint(
    Path(cd40lg_annot.__file__).parent,
    resources_folder() / "reference",
    without=["_resources"],
)
knowledge = fingerprint(resources_folder(), without=["reference"])
# A file of scores may be of the whole genome: its size and time stand for what is in it.
own_criteria = own_criteria_files(criteria).values() if criteria else []
own_knowledge = hashlib.sha256(
    b"".join(Path(path).read_bytes() for path in [*tables, *population, *own_criteria])
    + repr([score_source(entry).path.stat()[6::2] for entry in scores]).encode()
).hexdigest()[:12]

# The laboratory's own tables and settings, as options of `annotate` and `interpret`.
knowledge_options = [
    *(word for path in tables for word in ("--table", path)),
    *(word for path in population for word in ("--population", path)),
    *(word for path in scores for word in ("--scores", path)),
    *("--trust-stars", str(config["trust_stars"])),
    *("--scheme", str(config["scheme"])),
    *(
        word
        for key in ("missense_predictor", "splice_predictor", "criteria")
        if config[key]
        for word in (f"--{key.replace('_', '-')}", config[key])
    ),
]


def once_per_batch(of_batch):
    """The function, asked once for each batch: Snakemake asks again whenever it chooses a job."""
    known = {}

    def remembered(wildcards):
        if wildcards.batch not in known:
            known[wildcards.batch] = of_batch(wildcards)
        return known[wildcards.batch]

    return remembered


@once_per_batch
def clinic_of_batch(wildcards):
    """Checksum of what the clinic knows of the people of a batch."""
    families = batches[wildcards.batch].families
    people = [
        person.person for family in families for person in members_of_family[family]
    ]
    rows = [clinic_of_person[person] for person in people if person in clinic_of_person]
    if rows and config["intervals"]:
        rows.append(Path(config["intervals"]).read_bytes())
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12]


@once_per_batch
def sheets_of_batch(wildcards):
    """Checksum of what the sheets say of a batch, and of size and time of each file that they name.

    Where in a sheet it stands does not matter.
    """
    batch = batches[wildcards.batch]
    rows = [replace(row, row=0) for row in rows_of_batch(batch)]
    people = [members_of_family[family] for family in batch.families]
    changes = [
        (path, (file := Path(path).stat()).st_size, file.st_mtime_ns)
        for path in named_files(batch)
        if not is_address(path)
    ]
    return hashlib.sha256(repr([rows, people, changes]).encode()).hexdigest()[:12]


@once_per_batch
def sexes_of_batch(wildcards):
    """Checksum of what the tables of sexes say of a batch; of all they say, where names are pseudonyms."""
    if pseudonyms:
        whole = [Path(path).read_bytes() for path in sex_tables]
        return hashlib.sha256(repr(whole).encode()).hexdigest()[:12]
    rows = [
        replace(row, row=0)
        for table in sexes_by_name
        for sample in rows_of_batch(batches[wildcards.batch])
        for name in sex_names_of(sample)
        for row in table.get(name, ())
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:12] if rows else ""


@once_per_batch
def evidence_of_batch(wildcards):
    """Checksum of the evidence sheet without the tests of other batches' people."""
    if not config["evidence"]:
        return ""
    families = batches[wildcards.batch].families
    others = {
        person.person for person in inputs.people if person.family not in families
    }
    lines = Path(config["evidence"]).read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if others.isdisjoint(map(name_of, line.split("\t")))]
    return hashlib.sha256(repr(own).encode()).hexdigest()[:12]


@once_per_batch
def files_of_batch(wildcards):
    """The file of the batch that was changed last, and of each address the copy that Snakemake makes.

    All files are watched through `sheets_of_batch`, as one text: Snakemake asks for the size of each input
    of each waiting job whenever a job ends, which took it longer than all jobs of 10,000 samples. The
    newest file is there for those who let times alone decide (`--rerun-triggers mtime`).
    """
    named = named_files(batches[wildcards.batch])
    # Snakemake takes `{` in a name for a pattern.
    own = [path for path in named if not (is_address(path) or "{" in path)]
    newest = max(
        own, key=lambda path: (Path(path).stat().st_mtime_ns, path), default=None
    )
    addresses = filter(is_address, named)
    return [newest] * bool(newest) + [storage(path) for path in addresses]


def named_files(batch):
    """Files that the sample sheet names, each once, with the index or summary beside it where there is one."""
    rows = rows_of_batch(batch)
    named = [
        path for row in rows for path in (row.vcf, row.sv_vcf, row.coverage) if path
    ]
    indexes = [
        f"{path}.{suffix}" for path in named for suffix in ("tbi", "csi", "bai", "crai")
    ]
    indexes_of_addresses = [
        f"{path}.{'csi' if path.endswith('.bcf') else 'tbi'}"
        for path in named
        if is_address(path)
    ]
    return list(
        dict.fromkeys(
            named
            + indexes_of_addresses
            + [index for index in indexes if Path(index).is_file()]
            + [
                str(summary)
                for row in rows
                if row.coverage and (summary := summary_beside(row.coverage))
            ]
        )
    )


def rows_of_batch(batch):
    return [row_of_sample[sample] for sample in batch.samples]


def reports_of_batch(batch, failed=frozenset()):
    """Every file that the report of a batch writes for its people, samples that failed left out."""
    results = Path("results")
    read = [sample for sample in batch.samples if sample not in failed]
    families = {family_of_sample[sample] for sample in read}
    for sample in read:
        yield from places.sample_files(results, sample, **written)
    for family in batch.families:
        if family in families:
            yield from places.family_files(
                results, family, members_of_family[family], **written
            )


def failed_of_batch(batch):
    """The samples of a batch whose files could not be used, as its list of reports names them."""
    listed = Path(f"results/report/{batch.name}.json")
    if not listed.is_file():
        return []
    return json.loads(listed.read_bytes())["failed"]


def wanted_of_batch(batch):
    """The list of a batch's reports; and the first report that is missing though the list names it.

    Asking for one brings all of its batch. Asking for each of 45,000 by name took Snakemake 40 s. A report
    that the list does not name is of somebody new, for whom the batch runs again in any case.
    """
    listed = Path(f"results/report/{batch.name}.json")
    if not listed.is_file() or all(path.exists() for path in reports_of_batch(batch)):
        return [str(listed)]
    named = {row["path"] for row in json.loads(listed.read_bytes())["files"]}
    missing = (
        str(path)
        for path in reports_of_batch(batch)
        if path.relative_to("results").as_posix() in named and not path.exists()
    )
    return [str(listed), *islice(missing, 1)]


def any_of(paths, *wildcards):
    """Paths that a name like `{sample}` was put into, with a wildcard in its place."""
    for name in wildcards:
        wildcard = f"{{{name}}}"
        stand_in = places.file_name_of(wildcard)
        paths = [str(path).replace(stand_in, wildcard) for path in paths]
    return paths


family_of_sample = {person.person: person.family for person in inputs.people}
batch_of_folder = {
    "sample": {
        places.file_name_of(name): batch
        for batch in inputs.batches
        for name in batch.samples
    },
    "family": {
        places.file_name_of(name): batch
        for batch in inputs.batches
        for name in batch.families
    },
}


def interpreted_of(kind, name):
    """What the batch of a sample or a family rests on, by the name of its folder."""
    if name not in batch_of_folder[kind]:
        raise WorkflowError(
            f"the sheets name no {kind} {name} of which there are reports"
        )
    return f"results/interpret/{batch_of_folder[kind][name].name}.json"


def interpreted_of_sample(wildcards):
    return interpreted_of("sample", wildcards.sample)


def interpreted_of_family(wildcards):
    return interpreted_of("family", wildcards.family)


def interpreted_of_relative(wildcards):
    interpreted = interpreted_of("family", wildcards.family)
    named = places.extract_page(Path("results"), wildcards.family, wildcards.person)
    batch = batch_of_folder["family"][wildcards.family]
    if all(path.name != named.name for path in reports_of_batch(batch)):
        raise WorkflowError(f"{wildcards.person} has no sheet to take home")
    return interpreted


written = {"pdf": config["pdf"], "exchange": config["exchange"]}
files_of_any_sample = any_of(
    places.sample_files(Path("results"), "{sample}", **written), "sample"
)
files_of_any_family = any_of(
    places.family_files(Path("results"), "{family}", [], **written), "family"
)
sheet_of_any_relative = places.extract_page(Path("results"), "{family}", "{person}")
files_of_any_relative = any_of(
    [
        sheet_of_any_relative,
        *([sheet_of_any_relative.with_suffix(".pdf")] * config["pdf"]),
    ],
    "family",
    "person",
)


def stated_config(wildcards):
    """The configuration as the manifest states it; a function, for Snakemake takes `{` in a text for a pattern."""
    return json.dumps(config, sort_keys=True)


summaries = [
    "results/summary.tsv",
    "results/failed.tsv",
    "results/clinvar_submission.tsv",
    "results/index.html",
    "results/manifest.json",
    "results/ro-crate-metadata.json",
    "results/multiqc/cd40lg_findings_mqc.json",
    "results/multiqc/cd40lg_callability_mqc.json",
]


STAGES = {
    "check_inputs": "results/check",
    "extract": "results/extract",
    "annotate": "results/annotate",
    "interpret": "results/interpret",
    "report": "results/report",
}


# Pseudonyms are made by every stage that meets a name; the key itself goes nowhere.
key = ["--pseudonymise", config["pseudonymise"]] if pseudonyms else []
# What is handed on names no file then, so that reading takes the sheets again.
sheets = (
    [
        *("--samples", config["samples"]),
        *("--pedigree", config["pedigree"]),
        *(["--people", config["people"]] if config["people"] else []),
    ]
    if pseudonyms
    else []
)


def choose_without_clock():
    """Take off Snakemake's limit of 100 jobs a second, as it stands where nobody has set one.

    Snakemake 9.27 sets a timer at each choice of jobs to choose again a second later, and each of those sets
    another: after a hundred jobs it chooses a hundred times a second, and takes half a processor for it.
    """
    limit = workflow.scheduling_settings.max_jobs_per_timespan
    if limit and (limit.max_jobs, limit.timespan) == (100, 1):
        workflow.scheduler.job_rate_limiter = None


locks = []  # a file that nothing holds would be closed, and its lock with it


def lock():
    """Hold this folder as long as this process lives; unlike Snakemake's, this lock does not outlive a kill."""
    file = Path(".snakemake/cd40lg-annot.lock").open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(
            "another run is at work in this folder; wait until it ends, or run in another folder",
            file=sys.stderr,
        )
        os._exit(
            1
        )  # an exception here becomes a page of text, and the other run's files are not ours to clean
    locks.append(file)


def set_stale_aside():
    """Move reports of what failed out of sight: they are of an earlier run, and would look current.

    Where a whole batch failed the summaries go with them, for they count such reports.
    """
    whole = {
        batch.name
        for batch in inputs.batches
        if not all(
            Path(folder, f"{batch.name}.json").is_file() for folder in STAGES.values()
        )
    }
    old = [] if not whole else list(map(Path, summaries))
    for batch in inputs.batches:
        failed = {row["sample"] for row in failed_of_batch(batch)}
        if batch.name in whole:
            old += reports_of_batch(batch)
        elif failed:
            current = set(reports_of_batch(batch, failed))
            old += [path for path in reports_of_batch(batch) if path not in current]
    moved = [path for path in old if path.is_file()]
    for path in moved:
        kept = Path("results/stale", path.relative_to("results"))
        kept.parent.mkdir(parents=True, exist_ok=True)
        path.replace(kept)
    if moved:
        yield f"{len(moved)} files of an earlier run were moved to results/stale: they are not of these inputs"


def failures():
    """A table of the samples without reports: the stage that failed, and the first words of its log."""
    rows = [row for batch in inputs.batches for row in failure_of(batch)]
    if not rows:
        return
    yield f"no reports for {len(rows)} of {len(inputs.samples)} samples; the others' are whole:"
    yield "family\tsample\tstage\twhy"
    yield from ("\t".join(row) for row in rows)


def failure_of(batch):
    """A row for each sample of a batch that failed in this run, alone or with the whole batch."""
    for row in failed_of_batch(batch):
        log = f"logs/{row['stage']}/{batch.name}.log"
        yield row["family"], row["sample"], row["stage"], f"{row['reason']} ({log})"
    for stage, folder in STAGES.items():
        log = Path("logs", stage, f"{batch.name}.log")
        if Path(folder, f"{batch.name}.json").is_file():
            continue
        if log.is_file():
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            for sample in batch.samples:
                yield family_of_sample[sample], sample, stage, reason_for(
                    sample, lines, log
                )
        return


def reason_for(sample, lines, log):
    """Of what a log says, the line about a sample's own row or file; else its last line."""
    row = row_of_sample[sample]
    marks = [f"row {row.row},", *(path for path in (row.vcf, row.sv_vcf) if path)]
    own = [line for line in lines if any(mark in line for mark in marks)]
    said = (own or [f"{lines[-1] if lines else 'no reason given'} (of its batch)"])[0]
    return f"{said.removeprefix('cd40lg-annot: ')} ({log})"
