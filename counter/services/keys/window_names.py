"""How the hall's other windows are called."""

from __future__ import annotations

from collections.abc import Mapping

from counter.domain.calendar.workdays import civil_date
from counter.domain.hall.kept_numbers import is_kept
from counter.domain.hall.window_name import window_name
from counter.services.context.app import AppContext
from counter.services.hall.hall_register import hall_register
from counter.services.keys.trusted import trusted_keys


def window_names(app: AppContext) -> Mapping[str, str]:
    """Station code → name: as the register has it; of a window that is in none, as the hall certified it."""
    registered = hall_register(app.journal).on(civil_date(app.clock.read().at)).windows
    names = {one.station: window_name(one.number) for one in registered}
    own = app.journal.station().code
    for certificate in trusted_keys(app.journal).certificates:
        if certificate.station != own and not is_kept(certificate.station) and certificate.window:
            names.setdefault(certificate.station, window_name(certificate.window))
    return names
