// Signs in with a token as somebody elsewhere does, out, in again, and is refused once it is revoked; prints what it saw as JSON.
// node sign_in.mjs CHROMIUM URL TOKEN SCREENSHOTS; prints `revoke` when the token is to be revoked, and reads a line when it is.
import { once } from "node:events";
import { chromium } from "playwright-core";

const [executablePath, url, token, folder] = process.argv.slice(2);
const seen = { asked: [] };

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "zh-CN" });
  page.on("request", (request) => seen.asked.push(request.url()));
  await page.goto(url);
  const dialog = page.getByRole("dialog", { name: "登录" });
  const signIn = async (secret) => {
    await dialog.getByLabel("令牌").fill(secret);
    await dialog.getByRole("button", { name: "登录" }).click();
  };
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  // where Escape closes it, it opens again with the next task
  seen.stays = await dialog.waitFor({ timeout: 5000 }).then(() => true, () => false);
  await signIn(token.slice(0, -3) + "xxx");
  await dialog.getByText("令牌无效").waitFor();
  await page.screenshot({ path: `${folder}/refused.png` });

  const identity = page.getByRole("status");
  const opened = async () => {
    await identity.waitFor();
    await page.locator(".graphiql-query-editor .CodeMirror").waitFor();
  };
  await signIn(token);
  await opened();
  seen.identity = await identity.innerText();
  const run = async (query) => {
    await page.evaluate((query) => document.querySelector(".graphiql-query-editor .CodeMirror").CodeMirror.setValue(query), query);
    await page.waitForTimeout(500); // until the editor has read which operations there are
    await page.getByRole("button", { name: "Execute query" }).click();
  };
  await run("{ __typename }");
  await page.locator(".graphiql-response .CodeMirror").getByText('"Query"').waitFor();
  seen.kept = await page.evaluate(() => [JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie]);
  await page.screenshot({ path: `${folder}/signed-in.png` });

  await page.getByRole("button", { name: "退出" }).click();
  await dialog.waitFor();
  seen.left = await page.evaluate(() => [sessionStorage.length, localStorage.length]);
  await signIn(token);
  await opened();

  console.error("revoke");
  await once(process.stdin, "data");
  await run("{ __typename }");
  await dialog.getByText("已吊销").waitFor();
  seen.refused = await dialog.getByRole("alert").innerText();
  seen.after = await page.evaluate(() => sessionStorage.length);
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));
process.exit();
