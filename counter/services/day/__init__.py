"""The end of a window's day and of a shift: closing, handing over, what was counted by hand."""
