# Pages, JSON and VCFs of every batch, and the summary of them all.
#
# reads   results/interpret/{batch}.json
# writes  results/samples/, results/families/, results/summary.tsv, results/clinvar_submission.tsv,
#         results/index.html, results/manifest.json, results/multiqc/


# One rule per batch: a batch writes as many files as it has samples and families, and every one
# of them is declared, so that `snakemake results/samples/NA12878/report.html` makes it.
for batch in inputs.batches:

    rule:
        name:
            f"report_{batch.name}"
        input:
            f"results/interpret/{batch.name}.json",
        output:
            reports_of_batch(batch),
        log:
            f"logs/report/{batch.name}.log",
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
                {params.pdf:q} \
                --exchange {params.exchange:q} \
                --language {params.language:q} \
                --carrier-mark {params.mark:q} \
                {params.tables:q} \
                2>{log:q}
            """


rule summarize:
    input:
        interpreted=expand("results/interpret/{batch}.json", batch=batches),
        reports=[reports_of_batch(batch)[0] for batch in inputs.batches],
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
