"""The lines of the self-test: machine, station, and what needs keys, fonts and printers."""
