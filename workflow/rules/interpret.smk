# Who carries what, from whom, and what it amounts to.
#
# reads   results/check/{batch}.json, results/extract/{batch}.json, results/annotate/{batch}.json;
#         tables of sexes, if there are any
# writes  results/interpret/{batch}.json


rule interpret:
    input:
        inputs="results/check/{batch}.json",
        extract="results/extract/{batch}.json",
        variants="results/annotate/{batch}.json",
    output:
        "results/interpret/{batch}.json",
    log:
        "logs/interpret/{batch}.log",
    params:
        minimum_depth=config["minimum_depth"],
        minimum_genotype_quality=config["minimum_genotype_quality"],
        donor_margin=config["donor_margin"],
        acceptor_margin=config["acceptor_margin"],
        mosaicism=config["mosaicism"],
        sex_tables=[word for path in sex_tables for word in ("--sex-table", path)],
        sexes=sexes_of_batch,
        evidence=["--evidence", config["evidence"]] if config["evidence"] else [],
        tests=evidence_of_batch,
        package=package,
        knowledge=knowledge,
        own_knowledge=own_knowledge,
        knowledge_options=knowledge_options,
        day=["--date", config["date"]] if config["date"] else [],
        table_age=config["table_age"],
        key=key,
        clinic=["--clinic", config["clinic"]] if clinic else [],
        intervals=["--intervals", config["intervals"]] if config["intervals"] else [],
        clinic_data=clinic_of_batch,
    shell:
        """
        cd40lg-annot interpret \
            --inputs {input.inputs:q} \
            --batch {wildcards.batch:q} \
            --extract {input.extract:q} \
            --variants {input.variants:q} \
            --minimum-depth {params.minimum_depth:q} \
            --minimum-genotype-quality {params.minimum_genotype_quality:q} \
            --donor-margin {params.donor_margin:q} \
            --acceptor-margin {params.acceptor_margin:q} \
            --mosaicism {params.mosaicism:q} \
            {params.knowledge_options:q} \
            {params.day:q} \
            --table-age {params.table_age:q} \
            {params.key:q} \
            {params.clinic:q} \
            {params.intervals:q} \
            {params.sex_tables:q} \
            {params.evidence:q} \
            --output {output:q} \
            2>{log:q}
        """
