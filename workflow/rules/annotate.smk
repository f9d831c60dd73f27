# Each distinct variant of all families: what it is called, what it does, what others know about it.
#
# reads   results/extract/*.json
# writes  results/annotate/variants.json


rule annotate:
    input:
        expand("results/extract/{batch}.json", batch=batches),
    output:
        "results/annotate/variants.json",
    log:
        "logs/annotate.log",
    params:
        package=package,
        knowledge=knowledge,
    shell:
        """
        cd40lg-annot annotate \
            {input:q} \
            --output {output:q} \
            2>{log:q}
        """
