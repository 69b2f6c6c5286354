"""The archive: what is ripe and what it lacks, the package of a case, its check, the handing over to the archive."""
