"""The applicant's side in a tour: touches on the screen, and the clerk who may only invite."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from counter.ui.kit.controls.two_press import SETTLE_MS
from counter.ui.tour import acts
from counter.ui.tour.driver import Driver, TourFailed
from counter.ui.tour.itinerary import Tour
from counter.ui.tour.people import BAKER, RESTAURANT

Key = Qt.Key
SCREEN = "applicantScreen"
SIGNATURE = ((0.1, 0.6), (0.25, 0.2), (0.35, 0.75), (0.5, 0.3), (0.62, 0.7), (0.85, 0.35))
"""Path of the finger while signing, across the field from 0 to 1."""

_MOST_PAGES = 20


class Finger:
    """The applicant's finger: presses buttons by their text, and draws."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def press(self, words: str) -> None:
        """Press the button with that text."""
        self._driver.until(lambda: self._button(words) is not None, f"申请人屏上的“{words}”")
        found = self._button(words)
        assert found is not None
        QTest.mouseClick(found, Qt.MouseButton.LeftButton)
        self._driver.pause()

    def turn_to_end(self, words: str) -> None:
        """Turn pages to the last one."""
        for _ in range(_MOST_PAGES):
            button = self._button(words)
            if button is None:
                return
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            self._driver.pause()
        raise TourFailed(f"“{words}”按了{_MOST_PAGES}次还有下一页")

    def draw(self, name: str) -> None:
        """Draw one stroke across the field of that name."""
        field = self._driver.see(name)
        points = [QPoint(int(x * field.width()), int(y * field.height())) for x, y in SIGNATURE]
        QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(field, point)
            self._driver.pause(5)
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=points[-1])
        self._driver.pause()

    def _button(self, words: str) -> QAbstractButton | None:
        for root in QApplication.topLevelWidgets():
            if root.objectName() == SCREEN and root.isVisible():
                for button in root.findChildren(QAbstractButton):
                    if button.text() == words and button.isVisible() and button.isEnabled():
                        return button
        return None


def screen_of(driver: Driver) -> QWidget:
    """The applicant's screen; shown as a window, because the tour has one display."""
    return driver.see(SCREEN)


def applicant_sees_and_rates(tour: Tour) -> None:
    """Another small restaurant: the applicant follows on the screen, confirms with 对, and rates unobserved."""
    driver, camera = tour.driver, tour.camera
    finger = Finger(driver)
    driver.key(Key.Key_N, acts.CONTROL)
    driver.focus_on("findBox")
    driver.key(Key.Key_D, acts.CONTROL)
    screen = screen_of(driver)
    screen.resize(1280, 800)
    driver.come_forward()
    camera.shoot("applicant-waiting", screen)
    acts.find(driver, "xcg", "我要开小餐馆")
    acts.choose(driver, "我要开小餐馆")
    acts.answer(driver, RESTAURANT)
    acts.scan_card(driver, BAKER)
    acts.look_at_original(driver)
    acts.receive_everything(driver)
    acts.add_phone(driver, BAKER)
    camera.shoot("applicant-mirror", screen)
    finger.press("对")
    driver.read("messageText", "说“对”")
    camera.shoot("applicant-said-right")
    tour.numbers["rated"] = acts.issue(driver, camera, "applicant-first-press")
    driver.see("inviteRating")
    camera.shoot("applicant-filed", screen)
    camera.shoot("rating-to-invite")
    driver.key(Key.Key_E, acts.CONTROL)
    driver.read("ratingWords", "已邀请")
    camera.shoot("applicant-rating", screen)
    finger.press("满意")
    camera.shoot("applicant-reasons", screen)
    finger.press("下一步")
    camera.shoot("applicant-mode", screen)
    finger.press("不留姓名")
    camera.shoot("applicant-confirm", screen)
    finger.press("就这样")
    driver.read("thanksWords", "谢谢")
    camera.shoot("applicant-thanks", screen)
    camera.shoot("rating-invited")
    end_invitation(driver)
    acts.next_visit(driver)


def end_invitation(driver: Driver) -> None:
    """The clerk ends the open invitation, so that no later picture carries its line."""
    chord = acts.CONTROL | Qt.KeyboardModifier.AltModifier
    driver.key(Key.Key_E, chord)
    driver.read("ratingCut", "再按一次")
    driver.pause(SETTLE_MS)
    driver.key(Key.Key_E, chord)
    driver.until(lambda: driver.shown("ratingWait") is None, "评价邀请结束")


def sign_on_screen(tour: Tour) -> None:
    """The pledge is read on the screen to its end; the drawn signature is an aid, paper is signed as well."""
    driver, camera = tour.driver, tour.camera
    finger, screen = Finger(driver), screen_of(driver)
    driver.until(lambda: "承诺" in driver.text_within(SCREEN), "申请人屏上的承诺书")
    finger.turn_to_end("下一页")
    camera.shoot("applicant-pledge", screen)
    finger.press("我同意，去签名")
    finger.draw("signatureField")
    camera.shoot("applicant-signs", screen)
    finger.press("写好了")
    driver.read("messageText", "写了签名")
    driver.key(Key.Key_D, acts.CONTROL)
    driver.until(lambda: driver.shown(SCREEN) is None, "申请人屏收起")
    driver.come_forward()


OTHER_SIDE_VISITS = (applicant_sees_and_rates,)
