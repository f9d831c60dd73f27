# Each distinct variant of a batch: what it is called, what it does, what others know about it.
#
# reads   results/extract/{batch}.json
# writes  results/annotate/{batch}.json


rule annotate:
    input:
        "results/extract/{batch}.json",
    output:
        "results/annotate/{batch}.json",
    log:
        "logs/annotate/{batch}.log",
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
