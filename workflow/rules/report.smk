# Pages, JSON and VCFs of every batch, and the summary of them all.
#
# reads   results/interpret/{batch}.json
# writes  results/samples/, results/families/, results/report/{batch}.json, which lists them,
#         results/summary.tsv, results/failed.tsv, results/clinvar_submission.tsv, results/index.html,
#         results/manifest.json, results/multiqc/


# Of the files that a batch writes, the list of them, written last, stands for them all: Snakemake
# spends milliseconds on each output it keeps books of, and a cohort of 10,000 has 60,000.
rule report:
    input:
        "results/interpret/{batch}.json",
    output:
        "results/report/{batch}.json",
    log:
        "logs/report/{batch}.log",
    params:
        pdf=[] if config["pdf"] else ["--no-pdf"],
        exchange=config["exchange"],
        language=config["language"],
        mark=config["carrier_mark"],
        tables=[word for path in tables for word in ("--table", path)],
        own_knowledge=own_knowledge,
        package=package,
        knowledge=knowledge,
    shell:
        """
        cd40lg-annot report \
            --interpreted {input:q} \
            --results results \
            --output "results/report/$(basename {input:q})" \
            {params.pdf:q} \
            --exchange {params.exchange:q} \
            --language {params.language:q} \
            --carrier-mark {params.mark:q} \
            {params.tables:q} \
            2>{log:q}
        """


# Each file by its own name, so that `snakemake results/samples/NA12878/report.html` makes it. The
# command is the same, and so are the bytes.
use rule report as report_sample with:
    input:
        interpreted_of_sample,
    output:
        files_of_any_sample,
    log:
        "logs/report/samples/{sample}.log",


use rule report as report_family with:
    input:
        interpreted_of_family,
    output:
        files_of_any_family,
    log:
        "logs/report/families/{family}.log",


use rule report as report_relative with:
    input:
        interpreted_of_relative,
    output:
        files_of_any_relative,
    log:
        "logs/report/families/{family}/{person}.log",


rule summarize:
    input:
        interpreted=expand("results/interpret/{batch}.json", batch=batches),
        reports=expand("results/report/{batch}.json", batch=batches),
    output:
        summaries,
    log:
        "logs/summarize.log",
    params:
        language=config["language"],
        package=package,
        config=stated_config,
    shell:
        """
        cd40lg-annot summarize \
            --interpreted {input.interpreted:q} \
            --results results \
            --config {params.config:q} \
            --language {params.language:q} \
            2>{log:q}
        """


# A sample whose file cannot be used holds nobody else's report back, but the run has not succeeded:
# as long as one is listed this rule fails, and with it every run.
rule all_reported:
    input:
        "results/failed.tsv",
    output:
        touch("logs/all_reported"),
    log:
        "logs/all_reported.log",
    shell:
        """
        tail -n +2 {input:q} >{log:q}
        test ! -s {log:q}
        """
