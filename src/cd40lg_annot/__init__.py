"""Read an X-linked gene, name what is found, and say who in the family carries it.

Read the package in the order in which data moves through it:

1. `errors`, `model`   what can be wrong with the input, and the nouns
2. `locus`             where: one coordinate axis for both builds, the transcript, normal form of alleles
3. `calls`             what a sample shows on an X chromosome
4. `variant`           what an allele is called and what it does
5. `evidence`          what others know about it
6. `family`            who carries it, from whom, how likely
7. `classify`          what it amounts to
8. `validation`        what all of the above is asked in a validation
9. `report`            what a reader is shown
10. `io`, `cli`        files in, files out; one subcommand per workflow rule
"""

__version__ = "0.1.0"
