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
        own_knowledge=own_knowledge,
        knowledge_options=knowledge_options,
    shell:
        """
        cd40lg-annot annotate \
            {input:q} \
            {params.knowledge_options:q} \
            --output {output:q} \
            2>{log:q}
        """
