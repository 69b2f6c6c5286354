"""The hall's register (大厅登记册): what is true of the whole hall, one statement for all its windows, signed."""
