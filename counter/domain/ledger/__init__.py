"""The ledger (台账): a row of facts per item, figures counted over rows, the monthly report."""
