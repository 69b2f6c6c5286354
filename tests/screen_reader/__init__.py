"""What a person hears who works with a screen reader: the real window, an X display and the real AT-SPI bus."""
