"""The reports' content in other people's formats: FHIR, Phenopacket, ClinVar's submission table.

Built from the same views as the pages. Nothing that is written here is signed, and all of it says so.
"""
