"""The applicant's screen: every state, and the display it lives on."""
