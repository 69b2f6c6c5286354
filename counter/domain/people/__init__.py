"""The applicant (申请人), and checks of identity numbers."""
