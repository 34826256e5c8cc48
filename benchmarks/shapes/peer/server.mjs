// Each type also has the label Entity: its id is the indexed one.
// The peer: @neo4j/graphql over the same Neo4j, served by node's own HTTP. node server.mjs PORT
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createHandler } from "graphql-http/lib/use/http";
import neo4j from "neo4j-driver";

const typeDefs = `#graphql
  type LocatedIn @relationshipProperties { from: Date until: Date }
  type Place @node(labels: ["Place", "Entity"]) { id: String! name: String! partOf: [Place!]! @relationship(type: "PART_OF", direction: OUT) }
  type Building @node(labels: ["Building", "Entity"]) {
    id: String! name: String!
    partOf: [Place!]! @relationship(type: "PART_OF", direction: OUT)
    tenants: [Enterprise!]! @relationship(type: "LOCATED_IN", direction: IN, properties: "LocatedIn")
    needs: [Need!]! @relationship(type: "AT", direction: IN)
  }
  type Enterprise @node(labels: ["Enterprise", "Entity"]) {
    id: String! source: String synthetic: Boolean! name: String! nameEn: String note: String kind: String uscc: String size: String headcount: Int
    locatedIn: [Place!]! @relationship(type: "LOCATED_IN", direction: OUT, properties: "LocatedIn")
    needs: [Need!]! @relationship(type: "RAISED_BY", direction: IN)
  }
  type Need @node(labels: ["Need", "Entity"]) { id: String! title: String! status: String! quantity: Float unit: String at: [Place!]! @relationship(type: "AT", direction: OUT) }
  type Capability @node { id: String! title: String! }
`;

const driver = neo4j.driver(process.env.LIANLOU_NEO4J_URI, neo4j.auth.basic(process.env.LIANLOU_NEO4J_USER, process.env.LIANLOU_NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const handler = createHandler({ schema, context: () => ({ sessionConfig: { database: "neo4j" } }) });
createServer(handler).listen(Number(process.argv[2]), "127.0.0.1");
