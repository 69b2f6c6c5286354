"""Continue a lost bureau in a new one: from the last pack's number and library, with a new key.

The old key is gone, so nothing here can prove the pack's origin: a supervisor compares the fingerprint that signed it
with the one a window trusts, and the entry records that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counter.domain.errors import BadInput, RuleRefused
from counter.domain.guide.publication import VERSIONS, Publication, SignedPublication, Succeeded
from counter.domain.hall.rights import Capability
from counter.domain.journal.entries import NewEntry
from counter.domain.papers.verify.trusted_keys import readable_fingerprint
from counter.services.authoring.draft import require_bureau
from counter.services.guide.import_pack import Unpacked, keep_pack, require_signed, unpack
from counter.services.guide.versions import guide_versions
from counter.services.hall.staff import authorised

if TYPE_CHECKING:
    from counter.services.context.app import AppContext


def read_last_pack(content: bytes, *, demo: bool) -> Unpacked:
    """The pack, complete and validly signed by the key in it. Raises BadInput, RuleRefused; nothing is stored."""

    def accept(signed: SignedPublication) -> None:
        if signed.publication.demo != demo:
            raise RuleRefused("演示的指南包和正式的指南编辑室不能混用。", rule="L14", field="demo")
        require_signed(signed)

    return unpack(content, accept)


def succeed_bureau(app: AppContext, pack: Unpacked, *, fingerprint: str, code: str, pin: str) -> Publication:
    """Begin after that publication. ``fingerprint``: of the key that signed it, as compared by the supervisor ``code``.

    Raises RuleRefused at a window, for anyone else, and where something was published or edited here already; BadInput
    for another fingerprint.
    """
    require_bureau(app)
    by = authorised(app.journal, Capability.RELEASE_GUIDE, code=code, pin=pin)
    if fingerprint != readable_fingerprint(pack.signed.public_key):
        raise BadInput("指纹与指南包的公钥不一致，没有接上。", field="fingerprint")
    if app.guides.draft() is not None:
        raise RuleRefused("这里的草稿已经改过，不能再接上别的版本。", rule="L1", field="draft")
    keep_pack(app, pack)
    with app.journal.transaction() as tx:
        if guide_versions(tx).known:
            raise RuleRefused("这里已经有发布的版本，不能再接上别的。", rule="L1", field="number")
        event = Succeeded(pack.signed)
        tx.append(NewEntry(VERSIONS, event, tx.last_id(VERSIONS)), actor=by.code)
        tx.commit()
    return pack.signed.publication
