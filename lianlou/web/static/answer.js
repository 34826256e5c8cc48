// An answer in words: matches with their reasons, and why a candidate is not among them, from whatever was selected.
const { createElement: h } = React;

const name = (it) => it?.name ?? it?.person ?? it?.title ?? it?.id;
const percent = (score) => `${Math.round(score * 100)}`;

/** Every object under `value`, its outermost first. */
function* objects(value) {
  if (Array.isArray(value)) for (const each of value) yield* objects(each);
  else if (value && typeof value === "object") {
    yield value;
    for (const each of Object.values(value)) yield* objects(each);
  }
}

function read(response) {
  try {
    return JSON.parse(response) ?? {};
  } catch {
    return {}; // not JSON: GraphiQL's own message, or nothing yet
  }
}

/** A React element, or null where the answer holds nothing to tell. */
export function answerInWords(response) {
  const { data, errors = [], extensions } = response ? read(response) : {};
  const found = [...objects(data)];
  const told = [
    synthetic(extensions?.synthetic),
    ...errors.map((error, at) => h("p", { className: "lianlou-check", key: `e${at}` }, "没有完整答复 No full answer · ", error.message)),
    ...found.filter((it) => Array.isArray(it.errors) && Array.isArray(it.events)).map((payload, at) => h(Done, { key: `d${at}`, payload })),
    ...found.flatMap((owner) => pages(owner).map((page) => h(Matches, { key: `m${found.indexOf(owner)}`, owner, page }))),
    ...found.filter((it) => it.absence && it.label).map((why, at) => h(WhyNot, { key: `w${at}`, why })),
  ];
  return told.some(Boolean) ? h("div", { className: "lianlou-answer", role: "region", "aria-label": "结果 In words" }, told) : null;
}

/** How much of the answer is made up for demonstration; nothing where none of it is. */
function synthetic({ nodes, marked } = {}) {
  if (!marked) return null;
  return h(
    "p",
    { className: "lianlou-synthetic", key: "synthetic" },
    `含示例数据：此答复涉及 ${nodes} 个事物，其中 ${marked} 个为示例。 `,
    h("span", { lang: "en" }, `Made up in part: ${marked} of the ${nodes} things in this answer are synthetic.`),
  );
}

/** What came of an act: done, with the numbers of its events, or why not and what can be done instead. */
function Done({ payload }) {
  if (payload.errors.length === 0) {
    const numbers = payload.events.map(({ sequence }) => sequence).filter(Number.isInteger);
    return h("p", { className: "lianlou-done" }, "已办成 Done", numbers.length > 0 && ` · 变更记录 events ${numbers.join(", ")}`);
  }
  return h(
    "ul",
    { className: "lianlou-check" },
    payload.errors.map(({ message, messageEn, path }, at) =>
      h("li", { key: at }, "没有写入 Nothing was written · ", message, " ", h("span", { lang: "en" }, messageEn), path && h("code", null, ` ${path.join(".")}`)),
    ),
  );
}

const pages = (owner) =>
  Object.values(owner).filter((it) => Array.isArray(it?.nodes) && (it.ringsTried || it.nodes.some((row) => row?.reason)));

function Matches({ owner, page }) {
  return h(
    "section",
    null,
    h("h3", null, name(owner) ?? "结果 Answer", h("small", null, ` ${page.totalCount ?? page.nodes.length} 项 found`)),
    page.ringsTried?.length > 0 && h("p", { className: "lianlou-rings" }, "已查 Tried: ", page.ringsTried.map(ring)),
    page.nodes.length === 0 && h("p", null, "没有匹配；看看已查过的圈。 No match; see the rings tried."),
    h("ol", null, page.nodes.map((row, at) => h(Match, { key: row.id ?? at, row }))),
  );
}

function Match({ row }) {
  const unknown = (row.gates ?? []).filter((gate) => gate.state === "UNKNOWN");
  return h(
    "li",
    { className: row.weak ? "lianlou-weak" : null },
    h(
      "div",
      { className: "lianlou-line" },
      h("strong", null, name(row.provider ?? row.need ?? row.candidate)),
      row.ringLabel && h("span", { className: "lianlou-tag" }, row.ringLabel),
      row.actionLabel && h("span", { className: "lianlou-tag" }, row.actionLabel),
      row.weak && h("span", { className: "lianlou-tag" }, "较弱 weak"),
      row.score != null && h("span", { className: "lianlou-score", title: "得分，满分 100 / Score of 100" }, percent(row.score)),
    ),
    h("p", null, row.reason),
    row.reasonEn && h("p", { lang: "en" }, row.reasonEn),
    path(row.paths?.[0]),
    unknown.map((gate) => h("p", { className: "lianlou-check", key: gate.label }, "待核实 To be checked · ", gate.label, gate.evidence && `：${gate.evidence}`)),
  );
}

/** The path as people say it, where its nodes were selected with their names. */
function path(found) {
  const names = (found?.nodes ?? []).map(name).filter(Boolean);
  if (names.length < 2) return null;
  return h("p", { className: "lianlou-path" }, "路径 Path: ", names.flatMap((each, at) => (at ? [h("b", { key: at }, "→"), each] : [each])));
}

function ring(tried, at) {
  const said = [tried.term?.name, tried.label].filter(Boolean).join(" · ");
  return h("span", { key: at, className: tried.enough ? "lianlou-tag lianlou-enough" : "lianlou-tag" }, said, tried.enough ? " 已足够 enough" : " 不够 not enough");
}

function WhyNot({ why }) {
  const telling = (why.gates ?? []).filter((gate) => gate.state !== "PASS");
  return h(
    "section",
    null,
    h("h3", null, name(why.candidate) ?? "?", h("small", null, ` ${name(why.provider) ?? ""}`)),
    h("p", null, h("strong", null, why.label), " ", why.labelEn && h("span", { lang: "en" }, why.labelEn)),
    telling.map((gate) => h("p", { className: "lianlou-check", key: gate.label }, gate.label, gate.evidence && `：${gate.evidence}`)),
  );
}
