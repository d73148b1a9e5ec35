"""Before the opening: what members answered to their convocation, and those who come noted at once."""

from datetime import date

from rivage.accounts.acting import verb
from rivage.accounts.models import Membership
from rivage.commissions import access, quorum
from rivage.commissions.actions import held
from rivage.commissions.enums import AttendanceMode, Reply
from rivage.commissions.models import Attendance, Convocation, Member, Seance
from rivage.core.refusal import no, require


@verb
def note_reply(*, actor: Membership, on: date, seance: Seance, member: Member, reply: str) -> Convocation:
    """Note what a member answered to her convocation, as she or the secretariat says; "" for nothing."""
    row = held.seance(seance)
    require(access.can_note_reply(actor, row, member))
    notice = Convocation.objects.select_for_update(of=("self",)).filter(seance=row, member=member).first()
    if notice is None:
        raise no("not_called", f"{member.name} n’est pas parmi les membres convoqués.")
    notice.reply = reply
    notice.save(update_fields=["reply"])
    held.record_on_seance("reply_noted", row, reply=reply)
    return notice


@verb
def call_coming(*, actor: Membership, on: date, seance: Seance) -> list[Attendance]:
    """Note present, each as she said, those who answered that they come and whose presence nobody noted."""
    row = held.seance(seance)
    require(access.can_call_coming(actor, row, on))
    coming = quorum.coming(row, quorum.roll(row))
    if not coming:
        raise no("nobody_coming", "Aucun membre qui a répondu qu’il vient ne reste à noter.")
    noted = {one.member_id: one for one in Attendance.objects.filter(seance=row)}
    rows = []
    for member, reply in coming:
        attendance = noted.get(member.pk) or Attendance(departement=row.departement, seance=row, member=member)
        attendance.mode, attendance.mandate_to, attendance.at_once = quorum.COMING[Reply(reply)], None, True
        attendance.save()
        rows.append(attendance)
    held.record_on_seance("attendance_at_once", row, members=len(rows))
    return rows


@verb
def undo_coming(*, actor: Membership, on: date, seance: Seance) -> int:
    """Take back what was noted at once, but of those noted apart since or who carry a mandate."""
    row = held.seance(seance)
    require(access.can_call_coming(actor, row, on))
    carriers = Attendance.objects.filter(seance=row, mandate_to__isnull=False).values("mandate_to")
    rows = Attendance.objects.filter(seance=row, at_once=True).exclude(member__in=carriers)
    back = rows.update(mode=AttendanceMode.EXPECTED, at_once=False)
    if not back:
        raise no("nothing_at_once", "Rien n’est noté d’un seul geste : rien à annuler.")
    held.record_on_seance("attendance_taken_back", row, members=back)
    return back
