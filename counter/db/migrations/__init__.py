"""Numbered steps that build and change the local file. ``HEAD`` is the newest: parallel steps conflict in git here."""

HEAD = "0005"
