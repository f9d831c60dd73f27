# Lets `snakemake` be run from here; everything is in workflow/.
include: "workflow/Snakefile"


# An included file's default target does not count, so it is named again.
workflow.default_target = "all"
