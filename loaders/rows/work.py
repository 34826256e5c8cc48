"""The community's own work: activities, meetings, visits, lists, cases, trainings, calls."""

from datetime import date, datetime
from typing import Annotated

from loaders.columns import Fills, Names, Qualifies, Table
from loaders.rows.base import Ids, Named, Thing


class Activity(Thing):
    """Activities that people can sign up for."""

    table = Table(
        "activities",
        "活动",
        ("Activity",),
        "What people can sign up for",
        defaults={"Activity": {"status": "PLANNED"}},
    )
    title: Annotated[str, Fills("Activity.title", ("标题", "名称"))]
    title_en: Annotated[str | None, Fills("Activity.titleEn")] = None
    text: Annotated[str | None, Fills("Activity.text", ("内容", "描述"))] = None
    status: Annotated[str | None, Fills("Activity.status")] = None
    starts_at: Annotated[datetime | None, Fills("Activity.startsAt", ("开始", "开始时间"))] = None
    ends_at: Annotated[datetime | None, Fills("Activity.endsAt", ("结束", "结束时间"))] = None
    capacity: Annotated[float | None, Fills("Activity.capacity")] = None
    reserved: Annotated[float | None, Fills("Activity.reserved")] = None
    unit: Annotated[str | None, Fills("Activity.unit")] = None
    offered_by: Annotated[Ids, Names("OFFERED_BY", ("提供者", "主办"))] = ()
    consented: Annotated[bool | None, Qualifies("offered_by", "OFFERED_BY.consented")] = None
    provides: Annotated[Ids, Names("PROVIDES", ("提供类目", "类目"))] = ()
    held_in: Annotated[Ids, Names("HELD_IN", one=True)] = ()
    of_brand: Annotated[Ids, Names("OF_BRAND", ("品牌",))] = ()
    signed_up: Annotated[Ids, Names("SIGNED_UP", ("报名者",), reverse=True)] = ()
    sign_up_status: Annotated[str | None, Qualifies("signed_up", "SIGNED_UP.status", ("报名状态",))] = None
    signed_up_on: Annotated[date | None, Qualifies("signed_up", "SIGNED_UP.signedUpOn", ("报名日期",))] = None


class Meeting(Thing):
    """Meetings of committees."""

    table = Table("meetings", "会议", ("Meeting",), "Meetings of committees")
    title: Annotated[str, Fills("Meeting.title", ("标题", "名称"))]
    held_on: Annotated[date | None, Fills("Meeting.heldOn")] = None
    held_in: Annotated[Ids, Names("HELD_IN", one=True)] = ()
    held_by: Annotated[Ids, Names("HELD_BY", one=True)] = ()
    discusses: Annotated[Ids, Names("DISCUSSES")] = ()
    invited: Annotated[Ids, Names("INVITED")] = ()
    invited_via: Annotated[str | None, Qualifies("invited", "INVITED.via", ("匹配来路",))] = None
    attended_by: Annotated[Ids, Names("ATTENDED", ("出席者",), reverse=True)] = ()
    invited_reason: Annotated[str | None, Qualifies("invited", "INVITED.reason", ("邀请理由",))] = None
    adopted: Annotated[Ids, Names("ADOPTED")] = ()


class Resolution(Thing):
    """What meetings decided."""

    table = Table("resolutions", "决议", ("Resolution",), "What meetings decided")
    title: Annotated[str, Fills("Resolution.title", ("标题", "名称"))]
    text: Annotated[str | None, Fills("Resolution.text")] = None
    due_on: Annotated[date | None, Fills("Resolution.dueOn")] = None
    done_on: Annotated[date | None, Fills("Resolution.doneOn")] = None
    assigned_to: Annotated[Ids, Names("ASSIGNED_TO", ("承办", "责任人"))] = ()
    brought_about: Annotated[Ids, Names("CREATED", ("促成",))] = ()


class Visit(Thing):
    """Visits to enterprises and to elders."""

    table = Table(
        "visits",
        "走访",
        ("Visit",),
        "Visits to enterprises and to elders",
        defaults={"Visit": {"kind": "ENTERPRISE"}},
    )
    kind: Annotated[str | None, Fills("Visit.kind", ("走访类别", "类别"))] = None
    visited_on: Annotated[date, Fills("Visit.visitedOn", ("走访日期", "日期"))]
    text: Annotated[str | None, Fills("Visit.text", ("记录", "内容"))] = None
    visited: Annotated[Ids, Names("VISITED", ("走访对象", "对象"), one=True)]
    made_by: Annotated[Ids, Names("MADE_BY", ("走访者",))] = ()
    heard: Annotated[Ids, Names("HEARD", ("听到的需求",))] = ()


class ServiceList(Named):
    """A community's three lists."""

    table = Table("lists", "清单", ("ServiceList",), "The three lists of each community")
    kind: Annotated[str, Fills("ServiceList.kind", ("清单类别", "类别"))]
    of: Annotated[Ids, Names("LIST_OF", ("社区", "所属社区"), one=True)]


class ListVersion(Thing):
    """Versions of lists, as they stood at one moment."""

    table = Table("versions", "清单版本", ("ListVersion",), "What a list held, at one moment")
    of: Annotated[Ids, Names("VERSION_OF", ("清单", "所属清单"), one=True)]
    number: Annotated[int, Fills("ListVersion.number", ("版本号", "版本"))]
    taken_at: Annotated[datetime, Fills("ListVersion.takenAt")]
    taken_by: Annotated[str | None, Fills("ListVersion.takenBy")] = None
    reason: Annotated[str | None, Fills("ListVersion.reason")] = None
    lists: Annotated[Ids, Names("LISTS", ("列出", "内容"))] = ()


class CatalogueItem(Named):
    """Items of the district's guide catalogue."""

    table = Table(
        "catalogue",
        "服务目录",
        ("CatalogueItem",),
        "The district's guide catalogue",
        defaults={"CatalogueItem": {"placeholder": False}},
    )
    number: Annotated[int, Fills("CatalogueItem.number", ("序号",))]
    placeholder: Annotated[bool | None, Fills("CatalogueItem.placeholder", ("占位",))] = None
    classified_as: Annotated[Ids, Names("CLASSIFIED_AS", ("归入类目", "类目"))] = ()


class Matter(Named):
    """Government matters that the one window takes."""

    table = Table("matters", "办理事项", ("Matter",), "What can be taken to the one window")
    kind: Annotated[str, Fills("Matter.kind", ("事项类别", "类别"))]
    promised_days: Annotated[int | None, Fills("Matter.promisedDays", ("承诺天数",))] = None
    handled_by: Annotated[Ids, Names("HANDLES", ("受理者", "受理中心"), reverse=True)] = ()
    classified_as: Annotated[Ids, Names("CLASSIFIED_AS", ("归入类目", "类目"))] = ()


class Case(Thing):
    """Matters as somebody brought them to the window."""

    table = Table(
        "cases",
        "办件",
        ("Case",),
        "What was brought to the one window",
        defaults={"Case": {"status": "OPEN"}},
    )
    title: Annotated[str, Fills("Case.title", ("标题", "名称"))]
    status: Annotated[str | None, Fills("Case.status")] = None
    opened_on: Annotated[date, Fills("Case.openedOn")]
    promised_on: Annotated[date | None, Fills("Case.promisedOn")] = None
    closed_on: Annotated[date | None, Fills("Case.closedOn")] = None
    concerns: Annotated[Ids, Names("CONCERNS", ("所办事项", "事项"), one=True)] = ()
    raised_by: Annotated[Ids, Names("RAISED_BY", ("申请人", "提出者"), one=True)] = ()
    handled_by: Annotated[Ids, Names("HANDLED_BY", ("经办",), one=True)] = ()
    handed_over: Annotated[Ids, Names("HANDED_OVER", ("移交", "移交给"))] = ()
    handed_over_on: Annotated[date | None, Qualifies("handed_over", "HANDED_OVER.on", ("移交日期",))] = None
    handed_over_reason: Annotated[
        str | None, Qualifies("handed_over", "HANDED_OVER.reason", ("移交理由",))
    ] = None
    assigned_to: Annotated[Ids, Names("ASSIGNED_TO", ("承办", "承办人"))] = ()


class CaseStep(Thing):
    """Steps of cases."""

    table = Table("steps", "办理步骤", ("CaseStep",), "The steps of each case")
    of: Annotated[Ids, Names("STEP_OF", ("办件", "所属办件"), one=True)]
    name: Annotated[str, Fills("CaseStep.name", ("名称", "步骤"))]
    position: Annotated[int, Fills("CaseStep.position", ("顺序",))]
    due_on: Annotated[date | None, Fills("CaseStep.dueOn")] = None
    done_on: Annotated[date | None, Fills("CaseStep.doneOn")] = None
    assigned_to: Annotated[Ids, Names("ASSIGNED_TO", ("承办", "承办人"))] = ()


class Brand(Named):
    """Brands of activities, centers, societies and teams."""

    table = Table("brands", "品牌", ("Brand",), "Brands that activities go by")


class Training(Thing):
    """Training sessions, by theme."""

    table = Table("trainings", "培训", ("Training",), "Training sessions, by theme")
    title: Annotated[str, Fills("Training.title", ("标题", "名称"))]
    theme: Annotated[str, Fills("Training.theme")]
    held_on: Annotated[date | None, Fills("Training.heldOn", ("举办日期", "日期"))] = None
    offered_by: Annotated[Ids, Names("OFFERED_BY", ("主办", "提供者"))] = ()
    held_in: Annotated[Ids, Names("HELD_IN", one=True)] = ()
    trained: Annotated[Ids, Names("TRAINED_IN", ("参加者",), reverse=True)] = ()
    passed: Annotated[bool | None, Qualifies("trained", "TRAINED_IN.passed", ("合格",))] = None
    grants: Annotated[Ids, Names("GRANTS", ("授予", "授予资质"))] = ()


class Call(Thing):
    """Calls from buildings into the call network."""

    table = Table("calls", "呼叫", ("Call",), "Calls from buildings, and who answered")
    topic: Annotated[str, Fills("Call.topic", ("事由",))]
    called_at: Annotated[datetime, Fills("Call.calledAt")]
    answered_at: Annotated[datetime | None, Fills("Call.answeredAt")] = None
    called_from: Annotated[Ids, Names("CALLED_FROM", ("呼叫楼宇", "楼宇"), one=True)]
    alerted: Annotated[Ids, Names("ALERTED", ("通知",))] = ()
    answered_by: Annotated[Ids, Names("ANSWERED_BY", ("首先响应者", "响应者"), one=True)] = ()
