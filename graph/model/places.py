"""Places, from near to far: building < micro-grid < area < community < district."""

from graph.model.declare import Kind, Node, Property, Relationship
from graph.model.entity import NAMED, WEEKDAYS

NODES = (
    Node("Place", "地点", "Somewhere: a building, a community, a road", parents=("Entity",),
         properties=(*NAMED, Property("level", Kind.INTEGER, "层级", "0 building or micro-grid, 1 area, 2 community, 3 district", minimum=0)),
         indexes=(("name", "id"),), searched=("name", "nameEn")),
    Node("District", "区", "District", "district", ("Place",)),
    Node("Community", "商务社区", "Business community", "community", ("Place",), indexes=(("name", "id"),)),
    Node("Area", "片区（专属网格）", "Area, an exclusive grid", "area", ("Place",), indexes=(("name", "id"),)),
    Node("MicroGrid", "楼宇微网格", "Micro-grid; a level of its own only where it covers several buildings", "microgrid", ("Place",), indexes=(("name", "id"),)),
    Node("Building", "楼宇", "Building", "building", ("Place",),
         (Property("address", zh="地址", en="Address"), Property("floors", Kind.INTEGER, "层数", "Floors", minimum=1)), indexes=(("name", "id"),)),
    Node("Subdistrict", "街道", "Subdistrict", "subdistrict", ("Place",), indexes=(("name", "id"),)),
    Node("Road", "道路", "Road", "road", ("Place",), indexes=(("name", "id"),)),
    Node("PublicSpace", "公共空间", "Public space in or around buildings", "space", ("Place",),
         (Property("squareMetres", Kind.FLOAT, "面积（平方米）", "Area in square metres", minimum=0), Property("seats", Kind.INTEGER, "座位", "Seats", minimum=0)), indexes=(("name", "id"),)),
    Node("Schedule", "开放时间", "Weekly opening hours (HSDS schedule), Hangzhou time", "schedule", ("Entity",),
         (WEEKDAYS, Property("opensAt", zh="开门", en="When it opens: 09:00", required=True), Property("closesAt", zh="关门", en="When it closes: 17:30", required=True),
          Property("validFrom", Kind.DATE, "有效自", "First day in force"), Property("validUntil", Kind.DATE, "有效至", "Last day in force"))),
    Node("Booking", "预订", "A booking of a public space", "booking", ("Entity",),
         (Property("status", zh="预订状态", en="Confirmed or cancelled", required=True, values=("CONFIRMED", "CANCELLED")),
          Property("startsAt", Kind.DATETIME, "开始", "When it starts, UTC", required=True), Property("endsAt", Kind.DATETIME, "结束", "When it ends, UTC", required=True)),
         indexes=(("startsAt", "id"),)),
)  # fmt: skip

RELATIONSHIPS = (
    Relationship(
        "PART_OF",
        ("Place",),
        ("Place",),
        "属于",
        "Lies within the larger place",
        acyclic=True,
        end_label="Whole",
    ),
    Relationship("ON", ("Building", "PublicSpace"), ("Road",), "位于道路", "Stands on the road"),
    Relationship("HAS_SCHEDULE", ("PublicSpace", "ServiceCenter"), ("Schedule",), "开放于", "Is open at"),
    Relationship("BOOKS", ("Booking",), ("PublicSpace",), "预订空间", "Takes the space"),
    Relationship("BOOKED_BY", ("Booking",), ("Organization", "Person"), "预订者", "Who booked"),
    Relationship(
        "IN_SUBDISTRICT", ("Community", "Building"), ("Subdistrict",), "所在街道", "Lies in the subdistrict"
    ),
)
