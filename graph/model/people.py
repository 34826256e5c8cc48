"""People: one node a person; roles are relationships. What is personal is declared so."""

from graph.model.declare import Kind, Mask, Node, Property, Relationship
from graph.model.entity import NAMED
from graph.model.organizations import PERIOD

NODES = (
    Node("Person", "人员", "A person, once, whatever the roles", "person", ("Entity",),
         (Property("name", zh="姓名", en="Name", required=True, mask=Mask.NAME),
          Property("phone", zh="电话", en="Phone", mask=Mask.PHONE),
          Property("address", zh="住址", en="Home address", mask=Mask.HIDDEN),
          Property("birthYear", Kind.INTEGER, "出生年", "Year of birth", mask=Mask.HIDDEN, minimum=1900),
          Property("kind", zh="身份", en="What the person is known as here", values=("EMPLOYEE", "RIDER", "ELDER", "RESIDENT", "STAFF", "TALENT"))),
         indexes=(("name", "id"),)),
    Node("Qualification", "资质", "A certificate or qualification", "qualification", ("Entity",), NAMED, indexes=(("name", "id"),)),
)  # fmt: skip

RELATIONSHIPS = (
    Relationship("LIVES_NEAR", ("Person",), ("Place",), "住在周边", "Lives in or around"),
    Relationship("WORKS_AT", ("Person",), ("Organization",), "任职于", "Is employed by", (*PERIOD, Property("role", zh="岗位", en="Role")), period=("from", "until"), key=("from",)),
    Relationship("VOLUNTEERS_IN", ("Person",), ("VolunteerTeam",), "参加志愿队", "Volunteers in", PERIOD, period=("from", "until"), key=("from",)),
    Relationship("BELONGS_TO", ("Person", "Organization"), ("Society",), "加入社团", "Belongs to the society", PERIOD, period=("from", "until"), key=("from",)),
    Relationship("MEMBER_OF", ("Person",), ("PartyOrganization",), "党员", "Party membership",
                 (*PERIOD, Property("standing", zh="身份", en="Standing", required=True, values=("IN_REGISTER", "FLOATING", "APPLICANT"))), period=("from", "until"), key=("from",)),
    Relationship("POSTED_TO", ("Person",), ("Organization",), "派驻", "Posted as community staff",
                 (*PERIOD, Property("path", zh="途径", en="By which of the three paths", values=("SOCIAL_WORKER", "ECONOMIC_OFFICIAL", "TALENT"))), period=("from", "until"), key=("from",)),
    Relationship("HOLDS", ("Person",), ("Qualification",), "持有", "Holds the qualification", PERIOD, period=("from", "until"), key=("from",)),
    Relationship("PAIRED_WITH", ("Person",), ("Person",), "结对", "Signed up to help", PERIOD, period=("from", "until"), key=("from",)),
)  # fmt: skip
