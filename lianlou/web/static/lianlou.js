// GraphiQL with the saved operations beside it, and its answers in words above the JSON.
import { answerInWords } from "./answer.js";
import { bearer, identify, refused } from "./identity.js";

const { createElement: h, useEffect, useState } = React;
const { useEditorContext, useExecutionContext } = GraphiQL.React;

async function fetcher(asked, { headers } = {}) {
  const response = await fetch("graphql", {
    method: "POST",
    headers: { Accept: "application/graphql-response+json", "Content-Type": "application/json", "Lianlou-Synthetic": "true", ...bearer(), ...headers },
    body: JSON.stringify(asked),
  });
  const answer = await response.json();
  if (response.status === 401) refused(answer);
  return answer;
}

const written = (variables) => JSON.stringify(variables, null, 2);

/** What is written gets a key of its own when it is opened, so that sending it twice does it once. */
const keyed = ({ input, ...others }) => {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { ...others, input: { ...input, clientMutationKey: key } };
};
const both = (chinese, english) => [chinese, " ", h("span", { lang: "en", key: "en" }, english)];

function SavedOperations({ operations }) {
  const editors = useEditorContext({ nonNull: true });
  const { run } = useExecutionContext({ nonNull: true });
  const [chosen, setChosen] = useState(null);
  const shown = editors.queryEditor?.getValue().trim();

  // A tab with words of one's own is kept: the operation opens in a new one.
  const choose = (operation, example) => {
    setChosen({ operation, example, tab: editors.activeTabIndex });
    const own = shown && !operations.some(({ query }) => query.trim() === shown);
    if (own) editors.addTab();
    else open(operation, example);
  };
  const open = (operation, example) => {
    editors.queryEditor.setValue(operation.query);
    editors.queryEditor.operationName = operation.name;
    editors.variableEditor.setValue(written(operation.writes ? keyed(example.variables) : example.variables));
    if (!operation.writes) run();
  };
  useEffect(() => {
    if (chosen && chosen.tab !== editors.activeTabIndex) {
      setChosen({ ...chosen, tab: editors.activeTabIndex });
      if (!shown) open(chosen.operation, chosen.example);
    }
  }, [editors.activeTabIndex]);

  const isOpen = (operation) => operation.query.trim() === shown;
  return h(
    "section",
    { className: "lianlou-saved", "aria-label": "常用查询 Saved operations" },
    h("h2", null, both("常用查询", "Saved operations")),
    h("p", { className: "lianlou-hint" }, both("点一下就运行；改好变量后按 Ctrl-Enter 再运行。“办理”只打开，填好后按 Ctrl-Enter 才写入。", "Click to run; change the variables, then Ctrl-Enter. Acting only opens: fill it in, and Ctrl-Enter writes.")),
    [...new Set(operations.map(({ group }) => group))].map((group, at) => {
      const members = operations.filter((operation) => operation.group === group);
      const unfolded = at === 0 || members.some(isOpen);
      return h(
        "details",
        { key: group, className: "lianlou-group", open: unfolded || undefined },
        h("summary", null, both(group, members[0].group_en), h("small", null, ` ${members.length}`)),
        h("ol", null, members.map((operation) => h(Card, { key: operation.key, operation, choose, isOpen: isOpen(operation) }))),
      );
    }),
  );
}

function Card({ operation, choose, isOpen }) {
  const { title, title_en, about, about_en, examples } = operation;
  return h(
    "li",
    { className: isOpen ? "lianlou-card lianlou-open" : "lianlou-card" },
    h(
      "button",
      { type: "button", className: "lianlou-choose", "aria-current": isOpen, onClick: () => choose(operation, examples[0]) },
      h("strong", null, title),
      h("span", { className: "lianlou-title-en", lang: "en" }, title_en),
      h("span", { className: "lianlou-about" }, about),
      h("span", { className: "lianlou-about", lang: "en" }, about_en),
    ),
    examples.length > 1 &&
      h(
        "div",
        { className: "lianlou-examples", role: "group", "aria-label": "示例 Examples" },
        examples.map((example) =>
          h("button", { type: "button", key: example.title, title: example.title_en, onClick: () => choose(operation, example) }, example.title),
        ),
      ),
  );
}

function Answer() {
  const { tabs, activeTabIndex } = useEditorContext({ nonNull: true });
  return answerInWords(tabs[activeTabIndex]?.response);
}

const icon = () =>
  h(
    "svg",
    { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", strokeWidth: 1.8, strokeLinecap: "round", strokeLinejoin: "round" },
    h("path", { d: "M6 3h12v18l-6-4.5L6 21z" }),
    h("path", { d: "M9.5 8h5M9.5 11.5h5" }),
  );

async function start() {
  if (!(await identify())) return;
  const operations = await (await fetch("web/operations.json")).json();
  const saved = { title: "常用查询 · Saved operations", icon, content: () => h(SavedOperations, { operations }) };
  const first = operations[0];
  const isNew = localStorage.getItem("graphiql:tabState") === null;
  if (isNew) localStorage.setItem("graphiql:editorFlex", "0.7"); // the answer gets more room than the question
  const opening = isNew ? { query: first.query, variables: written(first.examples[0].variables) } : {};
  const page = h(
    GraphiQL,
    { fetcher, plugins: [saved], visiblePlugin: saved, defaultTheme: "light", defaultQuery: "", defaultEditorToolsVisibility: "variables", ...opening },
    h(GraphiQL.Logo, null, h("span", { className: "lianlou-logo" }, "GraphiQL")),
    h(GraphiQL.Footer, null, h(Answer)),
  );
  ReactDOM.createRoot(document.getElementById("graphiql")).render(page);
}

start().catch((error) => {
  document.getElementById("graphiql").textContent = `打不开页面，请确认 lianlou serve 正在运行。 The page can't open; is lianlou serve running? ${error}`;
});
