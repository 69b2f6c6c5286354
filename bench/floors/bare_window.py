"""Floor: a bare PySide6 main window in its own process; reports the time of its first frame and its memory."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from bench.first_frame import memory, print_facts, when_painted

app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
when_painted(window, lambda: app.exit(print_facts(frame=True, memory=memory())))
window.show()
sys.exit(app.exec())
