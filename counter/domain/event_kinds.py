"""Loads every module that declares kinds of events, so that ``KINDS`` is complete."""

from __future__ import annotations

import counter.domain.calendar.events
import counter.domain.case.archive_events
import counter.domain.case.clock_events
import counter.domain.case.conflict_events
import counter.domain.case.events
import counter.domain.case.fold.archived
import counter.domain.case.fold.clocks
import counter.domain.case.fold.followers
import counter.domain.case.fold.hand_outs
import counter.domain.case.fold.items
import counter.domain.case.fold.official
import counter.domain.case.fold.oversight
import counter.domain.case.fold.owners
import counter.domain.case.fold.papers
import counter.domain.case.fold.reminders
import counter.domain.case.fold.results
import counter.domain.case.fold.rounds
import counter.domain.case.fold.taken_over
import counter.domain.case.follow_events
import counter.domain.case.invitation_events
import counter.domain.case.item_events
import counter.domain.case.key_events
import counter.domain.case.lost_events
import counter.domain.case.material_events
import counter.domain.case.official_events
import counter.domain.case.organ_events
import counter.domain.case.oversight.finding_events
import counter.domain.case.paper_events
import counter.domain.case.person_events
import counter.domain.case.reminder_events
import counter.domain.case.results.events
import counter.domain.case.results.hand_out_events
import counter.domain.case.rounds.events
import counter.domain.case.screen_events
import counter.domain.case.sheet_events
import counter.domain.case.take_over_events
import counter.domain.case.withdrawal_events
import counter.domain.guide.problems
import counter.domain.guide.publication
import counter.domain.hall.account_events
import counter.domain.hall.backup.events
import counter.domain.hall.closing_events
import counter.domain.hall.day_counts
import counter.domain.hall.day_events
import counter.domain.hall.duty_session
import counter.domain.hall.events
import counter.domain.hall.hub_events
import counter.domain.hall.key_slot_events
import counter.domain.hall.let_in_events
import counter.domain.hall.pin_events
import counter.domain.hall.register.issue
import counter.domain.hall.ring_events
import counter.domain.hall.station_events
import counter.domain.journal.stated_heads
import counter.domain.ledger.events
import counter.domain.papers.verify.trusted_keys
import counter.domain.ratings.accounts
import counter.domain.ratings.cells
import counter.domain.ratings.clerks
import counter.domain.ratings.export_events
import counter.domain.ratings.lost_boxes
import counter.domain.ratings.office.events
import counter.domain.ratings.office.rated
import counter.domain.ratings.sealed_box
import counter.domain.tasks.oversight.events
import counter.domain.tasks.records.events
import counter.domain.tasks.training.events  # noqa: F401  # each for the kinds it declares and the steps it binds
from counter.domain.journal.kinds import KINDS

__all__ = ["KINDS"]
