"""Taking over cases that are running in an earlier system (接转): the workbook, its checks, and the case it makes."""
