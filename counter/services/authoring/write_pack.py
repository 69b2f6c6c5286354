"""Write a publication as a signed pack for the windows; its bytes do not depend on the time."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from counter.domain.guide.pack import FILES, HEADER, LIBRARY, header_text
from counter.domain.journal.exchange.parcels import ParcelKind
from counter.services.authoring.draft import require_bureau
from counter.services.exchange.send_parcel import send_parcel
from counter.services.guide.pack_heads import with_head
from counter.services.guide.versions import get_version, guide_versions

if TYPE_CHECKING:
    from counter.services.context.app import AppContext

_DAY = (1980, 1, 1, 0, 0, 0)
"""The time that every member bears: a pack does not tell when it was written."""


def write_guide_pack(app: AppContext, number: int) -> bytes:
    """The pack of that number; a bureau that is joined to a hub sends it to the windows too.

    Raises BadInput for an unpublished number, RuleRefused at a window, WorldTrouble where a stored file is gone.
    """
    require_bureau(app)
    signed = get_version(guide_versions(app.journal), number).signed
    publication = signed.publication
    header = with_head(app.journal, header_text(signed), publication)
    parts = {HEADER: header.encode(), LIBRARY: app.guides.library(publication.digest)}
    for digest in sorted({file.digest for file in publication.files}):
        parts[FILES + digest] = app.guides.file(digest)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    content = written.getvalue()
    send_parcel(app, ParcelKind.GUIDE, content, title=publication.title, number=publication.number)
    return content
