# Who carries what, from whom, and what it amounts to.
#
# reads   results/check/inputs.json, results/extract/{batch}.json, results/annotate/variants.json
# writes  results/interpret/{batch}.json


# What is known of a variant does not depend on the other variants of the cohort: a new one
# elsewhere (`ancient`) is no reason to interpret this batch again, new knowledge (`params`) is.
rule interpret:
    input:
        inputs=ancient("results/check/inputs.json"),
        extract="results/extract/{batch}.json",
        variants=ancient("results/annotate/variants.json"),
    output:
        "results/interpret/{batch}.json",
    log:
        "logs/interpret/{batch}.log",
    params:
        people=people_of_batch,
        package=package,
        knowledge=knowledge,
    shell:
        """
        cd40lg-annot interpret \
            --inputs {input.inputs:q} \
            --batch {wildcards.batch:q} \
            --extract {input.extract:q} \
            --variants {input.variants:q} \
            --output {output:q} \
            2>{log:q}
        """
