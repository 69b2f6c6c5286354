"""Results of several cases at once: an organ's list of the day. Those of one case are acts (``services.case``)."""
