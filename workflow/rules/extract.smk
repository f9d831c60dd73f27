# The user's sheets and files, checked, and what they show at the gene.
#
# reads   the sample sheet, the pedigree, the files they name
# writes  results/check/{batch}.json, results/extract/{batch}.json


# The sheets are of all batches. What they say of this one stands in `params`, so that a change
# makes its own batch run again and no other.
rule check_inputs:
    input:
        files_of_batch,
    output:
        "results/check/{batch}.json",
    log:
        "logs/check_inputs/{batch}.log",
    params:
        sheets=sheets_of_batch,
        samples=config["samples"],
        pedigree=config["pedigree"],
        people=["--people", config["people"]] if config["people"] else [],
        batch_size=config["batch_size"],
        key=key,
        storage=str(workflow.storage_settings.local_storage_prefix),
        package=package,
    shell:
        """
        cd40lg-annot check-inputs \
            --samples {params.samples:q} \
            --pedigree {params.pedigree:q} \
            {params.people:q} \
            --batch-size {params.batch_size:q} \
            --batch {wildcards.batch:q} \
            {params.key:q} \
            --storage {params.storage:q} \
            --keep-going \
            --output {output:q} \
            >{log:q} 2>&1
        """


rule extract:
    input:
        inputs="results/check/{batch}.json",
        files=files_of_batch,
    output:
        "results/extract/{batch}.json",
    log:
        "logs/extract/{batch}.log",
    params:
        minimum_mapping_quality=config["minimum_mapping_quality"],
        minimum_base_quality=config["minimum_base_quality"],
        key=[*key, *sheets],
        package=package,
    shell:
        """
        cd40lg-annot extract \
            --inputs {input.inputs:q} \
            --batch {wildcards.batch:q} \
            --minimum-mapping-quality {params.minimum_mapping_quality:q} \
            --minimum-base-quality {params.minimum_base_quality:q} \
            {params.key:q} \
            --keep-going \
            --output {output:q} \
            2>{log:q}
        """
