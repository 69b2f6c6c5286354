"""The applicant's own screen (申请人屏): waiting, mirror, pledge, rating, thanks; nothing on it belongs to the clerk (L9, L11)."""
