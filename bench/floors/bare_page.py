"""Floor: a page of forty labels, fields and buttons made, styled, laid out and painted in a bare window on show."""

from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QLineEdit, QMainWindow, QPushButton, QWidget

from bench.first_frame import print_facts, since_start, to_frame

app, window, page = QApplication([]), QMainWindow(), QWidget()
window.resize(1366, 768)
window.setStyleSheet("QLabel, QLineEdit, QPushButton { padding: 2px; border: 1px solid #999 }")
to_frame(window, window.show)
grid, begun = QGridLayout(page), since_start()
for place in range(120):
    grid.addWidget((QLabel, QLineEdit, QPushButton)[place % 3]("申请人姓名"), place // 3, place % 3)
to_frame(window, lambda: window.setCentralWidget(page))
print_facts(page=since_start() - begun)
