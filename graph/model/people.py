"""People: one node a person; roles are relationships. What is personal is declared so."""

from graph.model.declare import Kind, Mask, Node, Property, Relationship
from graph.model.entity import NAMED, PERIOD, PERIODIC, WEEKDAYS

NODES = (
    Node("Person", "人员", "A person, once, whatever the roles", "person", ("Entity",),
         (Property("name", zh="姓名", en="Name", required=True, mask=Mask.NAME),
          Property("phone", zh="电话", en="Phone", mask=Mask.PHONE),
          Property("address", zh="住址", en="Home address", mask=Mask.HIDDEN),
          Property("languages", Kind.STRINGS, "语言", "Languages and dialects spoken"),
          Property("birthYear", Kind.INTEGER, "出生年", "Year of birth", mask=Mask.HIDDEN, minimum=1900),
          Property("kind", zh="身份", en="What the person is known as here", values=("EMPLOYEE", "RIDER", "ELDER", "RESIDENT", "STAFF", "TALENT"))),
         indexes=(("name", "id"),)),
    Node("Qualification", "资质", "A certificate or qualification", "qualification", ("Entity",), NAMED, indexes=(("name", "id"),)),
    Node("Occupation", "职业", "Occupation, by the national classification (2022) where it has a code", "occupation", ("Entity",),
         (*NAMED, Property("code", zh="职业编码", en="Code of the national classification of occupations")), unique=("code",), indexes=(("name", "id"),)),
)  # fmt: skip

RELATIONSHIPS = (
    Relationship("LIVES_NEAR", ("Person",), ("Place",), "住在周边", "Lives in or around"),
    Relationship("WORKS_AT", ("Person",), ("Organization",), "任职于", "Is employed by", (*PERIOD, Property("role", zh="岗位", en="Role")), **PERIODIC),
    Relationship("VOLUNTEERS_IN", ("Person",), ("VolunteerTeam",), "参加志愿队", "Volunteers in", (*PERIOD, WEEKDAYS), **PERIODIC),
    Relationship("BELONGS_TO", ("Person", "Organization"), ("Society",), "加入社团", "Belongs to the society", PERIOD, **PERIODIC),
    Relationship("MEMBER_OF", ("Person",), ("PartyOrganization",), "党员", "Party membership",
                 (*PERIOD, Property("standing", zh="身份", en="Standing", required=True, mask=Mask.HIDDEN, values=("IN_REGISTER", "FLOATING", "APPLICANT"))), **PERIODIC),
    Relationship("POSTED_TO", ("Person",), ("Organization",), "派驻", "Posted as community staff",
                 (*PERIOD, Property("path", zh="途径", en="By which of the three paths", values=("SOCIAL_WORKER", "ECONOMIC_OFFICIAL", "TALENT"))), **PERIODIC),
    Relationship("HOLDS", ("Person",), ("Qualification",), "持有", "Holds the qualification", PERIOD, **PERIODIC),
    Relationship("PAIRED_WITH", ("Person",), ("Person",), "结对", "Signed up to help",
                 (*PERIOD, Property("riderConsented", Kind.BOOLEAN, "骑手同意", "The helper's consent"), Property("elderConsented", Kind.BOOLEAN, "老人同意", "The elder's consent"),
                  Property("visitsPerWeek", Kind.FLOAT, "每周走访数", "Visits agreed a week", minimum=0)), **PERIODIC),
    Relationship("HOLDS_POST", ("Person",), ("Post",), "担任", "Holds the post", PERIOD, **PERIODIC),
    Relationship("SERVES_ON", ("Person",), ("VisitingTeam",), "参加走访队", "Is an officer of the visiting team", PERIOD, **PERIODIC),
    Relationship("IN_GROUP", ("Person",), ("ContactGroup",), "加入联络群", "Is in the contact group", PERIOD, **PERIODIC),
    Relationship("PRACTISES", ("Person",), ("Occupation",), "从事职业", "Works in the occupation",
                 (Property("years", Kind.FLOAT, "从业年数", "Years of experience", mask=Mask.HIDDEN, minimum=0),
                  Property("consented", Kind.BOOLEAN, "本人同意", "Consents to be recommended; unknown counts as no"))),
    Relationship("SIGNED_UP", ("Person",), ("Activity",), "报名", "Signed up for the activity",
                 (Property("status", zh="报名状态", en="Signed up, attended, absent or cancelled", required=True, values=("SIGNED_UP", "ATTENDED", "ABSENT", "CANCELLED")),
                  Property("signedUpOn", Kind.DATE, "报名日期", "The day of signing up"))),
    Relationship("TRAINED_IN", ("Person",), ("Training",), "参加培训", "Took part in the training", (Property("passed", Kind.BOOLEAN, "合格", "Passed"),)),
)  # fmt: skip
