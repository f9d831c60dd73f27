# The user's sheets and files, checked, and what they show at the gene.
#
# reads   the sample sheet, the pedigree, the files they name
# writes  results/check/inputs.json, results/extract/{batch}.json


rule check_inputs:
    input:
        samples=config["samples"],
        pedigree=config["pedigree"],
        people=config["people"] or [],
    output:
        "results/check/inputs.json",
    log:
        "logs/check_inputs.log",
    params:
        people=["--people", config["people"]] if config["people"] else [],
        batch_size=config["batch_size"],
        package=package,
    shell:
        """
        cd40lg-annot check-inputs \
            --samples {input.samples:q} \
            --pedigree {input.pedigree:q} \
            {params.people:q} \
            --batch-size {params.batch_size:q} \
            --output {output:q} \
            2>{log:q}
        """


# The checked inputs are of all batches: `ancient` and the batch's own rows in `params` make a
# change in one family rerun that family's batch and no other.
rule extract:
    input:
        inputs=ancient("results/check/inputs.json"),
        files=files_of_batch,
    output:
        "results/extract/{batch}.json",
    log:
        "logs/extract/{batch}.log",
    params:
        rows=rows_of_batch,
        package=package,
    shell:
        """
        cd40lg-annot extract \
            --inputs {input.inputs:q} \
            --batch {wildcards.batch:q} \
            --output {output:q} \
            2>{log:q}
        """
