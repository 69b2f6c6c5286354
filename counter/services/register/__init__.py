"""Making, carrying and taking in the hall's register (大厅登记册)."""
