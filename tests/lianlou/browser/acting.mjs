// Leads a wish from the visit to the kept promise by GraphiQL's saved operations, as a signed-in member of staff; prints what it saw as JSON.
// node acting.mjs CHROMIUM URL TOKEN SCREENSHOTS
import { chromium } from "playwright-core";

const [executablePath, url, token, folder] = process.argv.slice(2);
const seen = { errors: [] };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN" });
  await context.addInitScript((token) => sessionStorage.setItem("lianlou:token", token), token);
  const page = await context.newPage();
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  await page.goto(url);
  const panel = page.getByRole("region", { name: "常用查询" });
  await panel.getByRole("button").first().waitFor();
  seen.identity = await page.getByRole("status").innerText();
  await panel.locator("summary", { hasText: "办理" }).click();

  const variables = () => page.evaluate(() => document.querySelector(".graphiql-editor-tool .CodeMirror").CodeMirror.getValue());
  const acts = (request) => request.method() === "POST" && request.postData().includes("mutation "); // not the page's introspection
  let sent = 0;
  page.on("request", (request) => acts(request) && sent++);
  const choose = (title, example) => {
    const card = panel.locator("li.lianlou-card", { has: page.locator("strong", { hasText: new RegExp(`^${title}$`) }) });
    const button = example ? card.getByRole("button", { name: example, exact: true }) : card.locator(".lianlou-choose");
    return button.click();
  };

  /** Opens a saved operation, fills in its input, sends it with the keyboard and gives the payload. */
  const act = async (title, input, example) => {
    const before = sent;
    await choose(title, example);
    await page.waitForTimeout(700); // a query would run at once, and the editor reads the operation
    if (sent !== before) throw new Error(`${title} ran by itself`);
    const given = JSON.parse(await variables());
    seen.key ??= given.input.clientMutationKey;
    const filled = JSON.stringify({ ...given, input: { ...given.input, ...input } }, null, 2);
    await page.evaluate((text) => document.querySelector(".graphiql-editor-tool .CodeMirror").CodeMirror.setValue(text), filled);
    await page.waitForTimeout(300);
    const answered = page.waitForResponse((response) => acts(response.request()), { timeout: 120_000 });
    await page.locator(".graphiql-query-editor .CodeMirror").click();
    await page.keyboard.press("Control+Enter");
    const body = await (await answered).json();
    if (body.errors) throw new Error(`${title}: ${JSON.stringify(body.errors)}`);
    await page.waitForTimeout(300);
    return Object.values(body.data)[0];
  };
  const words = page.getByRole("region", { name: "结果" });

  const visit = await act("登记走访", {});
  const need = visit.needs[0].id;
  seen.suggested = visit.needs[0].suggestedTerms.suggestions.map(({ term }) => term.id);
  seen.words = await words.innerText();
  await page.screenshot({ path: `${folder}/visit.png` });

  const confirmed = await act("确认类目", { need });
  seen.first = confirmed.need.matches.nodes[0].provider.name;
  const invited = await act("邀请上会", { need, reason: confirmed.need.matches.nodes[0].reason });
  seen.invited = invited.meeting.invited.edges.map(({ node }) => node.name);
  const resolved = await act("登记决议", { meeting: invited.meeting.id });
  const capability = resolved.capabilities[0].id;
  seen.next = resolved.meeting.discusses[0].matches.nodes[0].id === capability;
  await page.screenshot({ path: `${folder}/resolved.png` });
  const referred = await act("转介", { need, capability });
  const referral = referred.referral.id;
  seen.illegal = await act("登记转介的答复", { referral, answer: "COMPLETE" });
  seen.refusal = await words.innerText();
  await page.screenshot({ path: `${folder}/refused.png` });
  seen.accepted = (await act("登记转介的答复", { referral }, "接受")).referral.status;
  const done = await act("登记转介的答复", { referral }, "办成");
  seen.done = [done.referral.status, done.need.status];

  seen.others = [];
  for (const [raisedBy, place] of [["enterprise:example-caterer-area", "building:example-01"], ["enterprise:example-canteen-next-door", "building:example-02"]]) {
    const recorded = await act("登记需求", { text: "员工想要个食堂", raisedBy, place, quantity: 20, unit: "份/日", terms: [{ term: "term:canteen" }] });
    const asked = await act("转介", { need: recorded.need.id, capability });
    await act("登记转介的答复", { referral: asked.referral.id }, "接受");
    seen.others.push((await act("登记转介的答复", { referral: asked.referral.id }, "办成")).need.status);
  }

  await panel.locator("summary", { hasText: "资金、共建与记录" }).click();
  await choose("一条需求的来龙去脉");
  await page.waitForTimeout(700);
  await page.evaluate(() => document.querySelector(".graphiql-editor-tool .CodeMirror").CodeMirror.setValue('{"words": "天天点外卖", "asOf": null}'));
  await page.waitForTimeout(300);
  const told = page.waitForResponse((response) => response.request().postData()?.includes("天天点外卖"), { timeout: 120_000 });
  await page.locator(".graphiql-query-editor .CodeMirror").click();
  await page.keyboard.press("Control+Enter");
  const life = (await (await told).json()).data.needs.nodes[0].timeline.nodes;
  seen.life = life.map(({ label }) => label);
  seen.said = life.map(({ said }) => said).join("\n");
  await panel.locator("summary", { hasText: "办理" }).click();

  const elsewhere = page.waitForResponse((response) => acts(response.request()), { timeout: 120_000 });
  await choose("撤回需求");
  await page.waitForTimeout(700);
  await page.locator(".graphiql-query-editor .CodeMirror").click();
  await page.keyboard.press("Control+Enter");
  seen.elsewhere = (await (await elsewhere).json()).errors.map(({ extensions }) => extensions.code);
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
