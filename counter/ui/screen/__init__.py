"""The applicant's own screen (申请人屏): waiting, mirror, pledge, rating, thanks. Nothing on it is the clerk's (L9)."""
