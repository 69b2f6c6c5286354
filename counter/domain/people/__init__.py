"""Who applies (申请人), and how identity numbers are checked."""
