"""In every process of a window of the day: its clock is the day's."""

import os

if os.environ.get("COUNTER_DAY"):
    from tests.journeys.day.day_clock import install

    install()
