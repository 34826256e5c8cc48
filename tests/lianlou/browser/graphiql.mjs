// Opens GraphiQL as staff do, with the network cut off, and prints what it saw as JSON.
// node graphiql.mjs CHROMIUM URL SCREENSHOT
import { chromium } from "playwright-core";

const [executablePath, url, screenshot] = process.argv.slice(2);
const seen = { left: [], errors: [] };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  await context.route("**/*", (route) => {
    const asked = route.request().url();
    if (new URL(asked).hostname === "127.0.0.1") return route.continue();
    seen.left.push(asked);
    return route.abort();
  });
  const page = await context.newPage();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && seen.errors.push(message.text()));
  page.on("pageerror", (error) => seen.errors.push(String(error)));
  page.on("response", (response) => response.status() >= 400 && seen.errors.push(`${response.status()} ${response.url()}`));

  await page.goto(url);
  const panel = page.getByRole("region", { name: "常用查询" });
  await panel.getByRole("button").first().waitFor();
  await page.locator(".graphiql-query-editor .cm-def").first().waitFor();
  seen.title = await page.title();
  seen.identity = await page.getByRole("status").innerText();
  seen.saved = await panel.locator(".lianlou-choose strong").allTextContents();
  const written = (name) => page.evaluate((name) => document.querySelector(`${name} .CodeMirror`).CodeMirror.getValue(), name);
  seen.opened = await written(".graphiql-query-editor");
  seen.variables = JSON.parse(await written(".graphiql-editor-tool"));

  await panel.getByRole("button", { name: "谁能满足这条需求" }).click();
  const words = page.getByRole("region", { name: "结果" });
  await words.waitFor({ timeout: 90_000 });
  seen.answer = JSON.parse(await written(".graphiql-response"));
  seen.words = await words.locator("li").allInnerTexts();
  seen.synthetic = await words.locator(".lianlou-synthetic").innerText();
  await page.waitForTimeout(300); // the editors' own transitions
  await page.screenshot({ path: screenshot });

  await panel.getByRole("button", { name: "停车", exact: true }).first().click();
  await words.getByText("内部临时停车券").first().waitFor({ timeout: 90_000 });
  await page.evaluate(() => document.querySelector(".graphiql-query-editor .CodeMirror").CodeMirror.setValue("{ __typename }"));
  await page.waitForTimeout(500);
  await panel.getByRole("button", { name: "有出处的数字" }).click();
  await page.getByText("拱墅区商务社区工作报告").first().waitFor({ timeout: 90_000 });
  seen.tabs = await page.getByRole("tab").allInnerTexts();
  await page.getByRole("button", { name: "令牌登录" }).click();
  await page.getByRole("dialog", { name: "登录" }).getByRole("button", { name: "取消" }).click();
  seen.dialogs = await page.getByRole("dialog").count();
  seen.font = await page.evaluate(() => document.fonts.check("14px 'WenQuanYi Zen Hei'", "联楼"));
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
