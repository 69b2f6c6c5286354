"""Results of a case as rows of their read model."""

from __future__ import annotations

from counter.domain.case.acts.certificate_rules import mark_of
from counter.domain.case.case import Case
from counter.services.context.result_ports import ResultRow


def result_rows(case: Case) -> tuple[ResultRow, ...]:
    """A row for every result that ever arrived in the case."""
    names = {item.id: item.asked.name for item in case.items}
    return tuple(
        ResultRow(
            case=case.id,
            certificate=one.id,
            item=one.item,
            item_name=names.get(one.item, ""),
            organ=one.organ,
            name=one.name,
            mark=mark_of(one.organ, one) if one.holds else "",
            form=one.form.value,
            medium=one.medium.value,
            state=one.state.value,
            place=one.place,
            station=one.station,
            arrived=one.arrived.isoformat(),
            issued_on=one.issued_on.isoformat() if one.issued_on else None,
            valid_until=one.valid_until.isoformat() if one.valid_until else None,
            delivered=one.delivered_on.isoformat() if one.delivered_on else None,
            call_in=one.to_call_in,
        )
        for one in case.certificates
    )
