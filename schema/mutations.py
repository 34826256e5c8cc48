"""Acting: each mutation takes one input, is one transaction, and gives one payload."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import strawberry

from queries.planner.declare import column, node_column, writes
from queries.planner.scalars import Date
from queries.statements.acts import meetings, needs, referrals, visits
from schema.base import types
from schema.enums import ENUMS, MATCHING
from schema.supposing import EligibleKind, EnterpriseSize

if TYPE_CHECKING:
    from schema.history import Event
    from schema.matching import Capability, Need, Referral
    from schema.work import Meeting, Resolution, Visit

NeedList = ENUMS["ENTERPRISE_NEEDS", "EMPLOYEE_HOPES"]
MatchVia = MATCHING["MatchVia"]


@strawberry.enum(description="为什么没有办成 / Why an act was refused")
class ActErrorCode(Enum):
    """Nothing was written."""

    NOT_FOUND = strawberry.enum_value(
        "NOT_FOUND", description="没有这个实体 / Nothing of the kind has the key"
    )
    ILLEGAL_STEP = strawberry.enum_value(
        "ILLEGAL_STEP",
        description="现状态不允许；见 state 与 allowed / Its state does not allow it; see `state`, `allowed`",
    )
    STALE_VERSION = strawberry.enum_value(
        "STALE_VERSION", description="已被他人修改 / Somebody else changed it since it was read"
    )
    KEY_REUSED = strawberry.enum_value(
        "KEY_REUSED", description="键已用于另一次办理 / The client's key stands for another act"
    )
    OVER_CAPACITY = strawberry.enum_value("OVER_CAPACITY", description="余量不够 / Too little is left")
    UNIT_DIFFERS = strawberry.enum_value(
        "UNIT_DIFFERS", description="单位不一致 / The two are in different units"
    )
    INVALID = strawberry.enum_value(
        "INVALID", description="输入不完整或不合理 / The input is incomplete or makes no sense"
    )


@strawberry.enum(description="对转介的答复 / An answer to a referral")
class ReferralAnswer(Enum):
    """What can be answered; the state says which of them may."""

    ACCEPT = strawberry.enum_value("ACCEPT", description="接受并预留 / Accept, and reserve what is asked")
    DECLINE = strawberry.enum_value(
        "DECLINE", description="谢绝；此对搁置一段时间 / Decline; the pair is parked for a time"
    )
    COMPLETE = strawberry.enum_value("COMPLETE", description="办成 / It is done")
    FAIL = strawberry.enum_value(
        "FAIL", description="没有办成；释放预留 / It failed; what was reserved is free again"
    )
    CANCEL = strawberry.enum_value(
        "CANCEL", description="取消；释放预留 / Called off; what was reserved is free again"
    )


@strawberry.enum(description="谢绝的理由 / Why it is declined")
class DeclineReason(Enum):
    """Of whoever was asked."""

    NO_CAPACITY = strawberry.enum_value("NO_CAPACITY", description="没有余量 / Nothing is free")
    NOT_SUITABLE = strawberry.enum_value("NOT_SUITABLE", description="不合适 / It does not suit")
    NOT_ELIGIBLE = strawberry.enum_value(
        "NOT_ELIGIBLE", description="不符合条件 / Who asks may not receive it"
    )
    TOO_FAR = strawberry.enum_value("TOO_FAR", description="太远 / Too far")
    OTHER = strawberry.enum_value("OTHER", description="其他 / Something else")


KEY = "客户端自取的键：同键同内容重复提交只办一次 / The client's own key: the same again is done once"
VERSION = "读到的版本；若已被他人修改则不写 / The version that was read; refused where it has changed"
REASON = "理由，记入变更 / Why, kept in the events"


def _given(description: str, default: Any = strawberry.UNSET) -> Any:
    if default is strawberry.UNSET:
        return strawberry.field(description=description)
    return strawberry.field(description=description, default=default)


@strawberry.input(description="一个类目及其权重、数量 / A term with its weight and quantity")
class TermInput:
    term: strawberry.ID = _given("类目的业务键 / The term's key")
    weight: float | None = _given("权重 / Weight", None)
    quantity: float | None = _given("数量 / Quantity", None)


@strawberry.input
class NeedFields:
    """What the input of a need holds besides its words and who asks."""

    title: str | None = _given("标题，默认取自原话 / Title; from the text by default", None)
    title_en: str | None = _given("英文标题 / Title in English", None)
    benefits: list[strawberry.ID] | None = _given(
        "受益者，默认为提出者 / Whose wish it is; who asks by default", None
    )
    place: strawberry.ID | None = _given("所在地的业务键 / Key of the place", None)
    terms: list[TermInput] | None = _given("类目 / Terms", None)
    list: NeedList | None = _given("清单 / List", None)  # type: ignore[valid-type]
    quantity: float | None = _given("数量 / How much", None)
    minimum: float | None = _given("最小可用量 / Smallest amount of use", None)
    unit: str | None = _given("单位 / Unit", None)
    weekdays: list[int] | None = _given("星期 / ISO weekdays", None)
    raised_on: Date | None = _given("提出日期，默认今天 / When; today by default", None)
    needed_from: Date | None = _given("需要自 / First day", None)
    needed_until: Date | None = _given("需要至 / Last day", None)


@strawberry.input(description="登记一条需求 / A need, as it was heard")
class RecordNeedInput(NeedFields):
    text: str = _given("原话 / Its own words")
    raised_by: strawberry.ID = _given("提出者的业务键 / Key of who asks")
    reason: str | None = _given(REASON, None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(
    description="走访听到的一条需求：已登记的填 need，新的填原话 / A need that was heard: `need` where it is known, else its words"
)
class HeardInput(NeedFields):
    need: strawberry.ID | None = _given("已登记需求的业务键 / Key of a need that is known", None)
    text: str | None = _given("原话 / Its own words", None)
    raised_by: strawberry.ID | None = _given(
        "提出者，默认为走访对象 / Key of who asks; whom the visit was to by default", None
    )


@strawberry.input(description="登记一次走访 / A visit, with the needs that were heard")
class RecordVisitInput:
    visited: strawberry.ID = _given(
        "走访对象：经营主体或老人 / Whom it was to: key of an enterprise or of an elder"
    )
    made_by: list[strawberry.ID] | None = _given(
        "走访者：走访队、志愿队或个人 / Who made it: visiting teams, volunteer teams, persons", None
    )
    visited_on: Date | None = _given("走访日期，默认今天 / When; today by default", None)
    text: str | None = _given("记录 / What was talked about", None)
    heard: list[HeardInput] | None = _given("听到的需求 / Needs that were heard", None)
    reason: str | None = _given(REASON, None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(
    description="邀请上会：给出已有会议，或召集的楼委会以召开新会议 / An organization onto a meeting's agenda; the meeting, or who convenes a new one"
)
class InviteToMeetingInput:
    need: strawberry.ID = _given("议题：一条需求 / The need that is discussed")
    reason: str = _given("邀请的理由 / Why it is invited")
    organization: strawberry.ID | None = _given("受邀组织 / The organization", None)
    capability: strawberry.ID | None = _given(
        "或：由其提供者受邀的能力 / Or a capability, whose provider is invited", None
    )
    via: MatchVia = _given("匹配来路 / How the match was found", MatchVia.POTENTIAL)  # type: ignore[valid-type]
    meeting: strawberry.ID | None = _given("已有的会议 / The meeting", None)
    held_by: strawberry.ID | None = _given(
        "新会议：召集的楼委会 / Of a new meeting: the committee that convenes it", None
    )
    held_on: Date | None = _given("新会议：日期，默认今天 / Its day; today by default", None)
    held_in: strawberry.ID | None = _given("新会议：地点 / Its place", None)
    title: str | None = _given("新会议：标题 / Its title", None)
    expected_version: int | None = _given("需求的版本 / The need's version that was read", None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(description="议定的能力 / A capability that was agreed on")
class AgreedCapabilityInput:
    title: str = _given("标题 / Title")
    offered_by: strawberry.ID = _given(
        "提供者：组织或个人 / Who offers it: key of an organization or a person"
    )
    consented: bool | None = _given("提供者为个人时，本人是否同意 / Whether a person consents", None)
    title_en: str | None = _given("英文标题 / Title in English", None)
    text: str | None = _given("内容 / What is offered", None)
    terms: list[strawberry.ID] | None = _given("提供的类目 / Terms it provides", None)
    covers: list[strawberry.ID] | None = _given("覆盖范围 / Places that it serves", None)
    uses: list[strawberry.ID] | None = _given("使用的资源 / Resources that it draws on", None)
    capacity: float | None = _given("总量 / How much there is", None)
    minimum: float | None = _given("最小提供量 / Smallest amount it gives", None)
    unit: str | None = _given("单位 / Unit", None)
    weekdays: list[int] | None = _given("星期，1 为周一 / ISO weekdays, 1 Monday", None)
    valid_from: Date | None = _given("有效自 / First day in force", None)
    valid_until: Date | None = _given("有效至 / Last day in force", None)
    eligible_kinds: list[EligibleKind] | None = _given(
        "适用主体，默认全部 / Who may receive it; all by default", None
    )  # type: ignore[valid-type]
    eligible_sizes: list[EnterpriseSize] | None = _given(
        "适用规模，默认全部 / Sizes that may; all by default", None
    )  # type: ignore[valid-type]
    eligible_industries: list[str] | None = _given(
        "适用行业（GB/T 4754-2017 代码） / Industries that may, by code", None
    )
    members_only: bool | None = _given("仅限成员 / Only for members of the provider", None)
    min_age: int | None = _given("最小年龄 / Youngest who may receive it", None)
    max_age: int | None = _given("最大年龄 / Oldest who may receive it", None)


@strawberry.input(
    description="登记决议 / What a meeting agreed on, and the capabilities that it brings about"
)
class RecordResolutionInput:
    meeting: strawberry.ID = _given("会议 / The meeting")
    title: str = _given("标题 / What was agreed, in a line")
    text: str | None = _given("内容 / Its text", None)
    assigned_to: list[strawberry.ID] | None = _given("责任人 / Who sees to it", None)
    due_on: Date | None = _given("期限 / Due date", None)
    done_on: Date | None = _given("完成日期 / The day it was done", None)
    creates: list[AgreedCapabilityInput] | None = _given(
        "由此产生的能力，立即参与匹配 / Capabilities that it brings about; matched at once", None
    )
    reason: str | None = _given(REASON, None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(description="确认类目 / The terms that a need asks for, in place of those it has")
class ConfirmTermsInput:
    need: strawberry.ID = _given("需求 / The need")
    terms: list[TermInput] = _given("全部类目 / All its terms")
    reason: str | None = _given(REASON, None)
    expected_version: int | None = _given(VERSION, None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(description="撤回需求 / A need that is wanted no more")
class WithdrawNeedInput:
    need: strawberry.ID = _given("需求 / The need")
    reason: str = _given(REASON)
    expected_version: int | None = _given(VERSION, None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(description="转介 / A match that is acted on")
class ReferInput:
    need: strawberry.ID = _given("需求 / The need")
    capability: strawberry.ID = _given("能力 / The capability")
    quantity: float | None = _given("数量，默认为需求的数量 / How much; the need's quantity by default", None)
    reason: str | None = _given(REASON, None)
    expected_version: int | None = _given("需求的版本 / The need's version that was read", None)
    client_mutation_key: str | None = _given(KEY, None)


@strawberry.input(description="答复转介 / An answer to a referral")
class RespondInput:
    referral: strawberry.ID = _given("转介 / The referral")
    answer: ReferralAnswer = _given("答复 / The answer")  # type: ignore[valid-type]
    decline_reason: DeclineReason | None = _given("谢绝的理由 / Why it is declined", None)  # type: ignore[valid-type]
    parked_until: Date | None = _given(
        f"搁置至，默认 {referrals.PARKED_DAYS} 天 / Not offered again before; {referrals.PARKED_DAYS} days by default",
        None,
    )
    reason: str | None = _given(REASON, None)
    expected_version: int | None = _given("转介的版本 / The referral's version that was read", None)
    client_mutation_key: str | None = _given(KEY, None)


@types.row("没有办成的原因 / Why an act was refused; nothing was written")
class ActError:
    code: ActErrorCode = column("代码 / Code")  # type: ignore[valid-type]
    message: str = column("说明 / In Chinese")
    message_en: str = column("英文说明 / In English")
    path: list[str] = column("输入中的位置 / Path of the field in the arguments")
    state: str | None = column("现状态 / Its state")
    allowed: list[str] = column("该状态下可以的办理 / What that state allows")


def _errors() -> Any:
    """Of a payload: why the act was refused."""
    return column("没有办成的原因；办成时为空 / Empty where it was done", "errors")


def _events() -> Any:
    """Of a payload: what it appended to the history."""
    return node_column("追加的变更 / The events it appended", "events", label="Event")


@types.row("办理结果 / What an act on a need gives")
class NeedPayload:
    need: Need | None = node_column("需求 / The need", label="Need")
    errors: list[ActError] = _errors()
    events: list[Event] = _events()


@types.row("转介的结果 / What an act on a referral gives")
class ReferralPayload:
    referral: Referral | None = node_column("转介 / The referral", label="Referral")
    need: Need | None = node_column(
        "需求；谢绝后由此读下一个匹配 / The need; its matches are the next best", label="Need"
    )
    errors: list[ActError] = _errors()
    events: list[Event] = _events()


@types.row("走访的结果 / What recording a visit gives")
class VisitPayload:
    visit: Visit | None = node_column("走访 / The visit", label="Visit")
    needs: list[Need] = node_column("听到的需求 / Needs that were heard", label="Need")
    errors: list[ActError] = _errors()
    events: list[Event] = _events()


@types.row("邀请的结果 / What an invitation gives")
class MeetingPayload:
    meeting: Meeting | None = node_column("会议 / The meeting", label="Meeting")
    need: Need | None = node_column("议题 / The need that is discussed", label="Need")
    errors: list[ActError] = _errors()
    events: list[Event] = _events()


@types.row("决议的结果 / What recording a resolution gives")
class ResolutionPayload:
    resolution: Resolution | None = node_column("决议 / The resolution", label="Resolution")
    meeting: Meeting | None = node_column("会议 / The meeting", label="Meeting")
    capabilities: list[Capability] = node_column(
        "由此产生的能力 / Capabilities that it brought about", label="Capability"
    )
    errors: list[ActError] = _errors()
    events: list[Event] = _events()


@types.row("办理入口 / What can be done")
class Mutation:
    """The root of every mutation."""

    record_need: NeedPayload | None = writes(
        needs.record_need, "登记需求 / Record a need", permission="WRITE_NEEDS", argument_type=RecordNeedInput
    )
    confirm_terms: NeedPayload | None = writes(
        needs.confirm_terms,
        "确认类目 / Confirm its terms",
        permission="WRITE_NEEDS",
        argument_type=ConfirmTermsInput,
    )
    withdraw_need: NeedPayload | None = writes(
        needs.withdraw_need,
        "撤回需求 / Withdraw a need",
        permission="WRITE_NEEDS",
        argument_type=WithdrawNeedInput,
    )
    record_visit: VisitPayload | None = writes(
        visits.record_visit,
        "登记走访及听到的需求 / Record a visit, and the needs that were heard",
        permission="WRITE_NEEDS",
        argument_type=RecordVisitInput,
    )
    invite_to_meeting: MeetingPayload | None = writes(
        meetings.invite_to_meeting,
        "邀请上会 / Invite to a meeting about a need",
        permission="WRITE_MEETINGS",
        argument_type=InviteToMeetingInput,
    )
    record_resolution: ResolutionPayload | None = writes(
        meetings.record_resolution,
        "登记决议及其促成的能力 / Record what a meeting agreed on",
        permission="WRITE_MEETINGS",
        argument_type=RecordResolutionInput,
    )
    refer: ReferralPayload | None = writes(
        referrals.refer, "转介 / Refer a need", permission="WRITE_REFERRALS", argument_type=ReferInput
    )
    respond: ReferralPayload | None = writes(
        referrals.respond,
        "答复转介 / Answer a referral",
        permission="WRITE_REFERRALS",
        argument_type=RespondInput,
    )
