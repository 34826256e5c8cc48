// For whom the page asks: this machine's own user, the holder of a token, or nobody yet.
// The token stays in this tab's sessionStorage and is sent as a header alone, never in an address.
const KEY = "lianlou:token";
const ROLES = {
  staff: ["工作人员", "staff"],
  planner: ["规划人员", "planner"],
  integration: ["外部系统", "integration"],
};

const at = (selector) => document.querySelector(selector);
const dialog = at(".lianlou-sign-in");
const kept = () => sessionStorage.getItem(KEY);

/** The header to send with each request. */
export const bearer = (token = kept()) => (token ? { Authorization: `Bearer ${token}` } : {});

/** Shows for whom the page asks; false where somebody must sign in first. */
export async function identify() {
  let { who, told } = await ask(kept());
  if (!who && kept()) {
    sessionStorage.removeItem(KEY);
    ({ who } = await ask(null));
  } else told = "";
  if (!who || told) signIn({ told, must: !who });
  if (!who) {
    at("#graphiql").replaceChildren();
    return false;
  }
  show(who);
  return true;
}

/** A token was refused while the page was open: says why, and asks for another. */
export function refused(answer) {
  sessionStorage.removeItem(KEY);
  signIn({ told: answer.errors?.[0]?.message ?? "", must: true });
}

async function ask(token) {
  const response = await fetch("whoami", { headers: { Accept: "application/json", ...bearer(token) } });
  const answer = await response.json();
  return response.ok ? { who: answer } : { told: answer.errors[0].message };
}

function show(who) {
  const local = who.role === "local";
  const identity = at(".lianlou-identity");
  identity.classList.toggle("lianlou-signed-in", !local);
  const said = local
    ? [["strong", "本机工作人员身份"], ["span", "个人信息不脱敏，仅限本机演示"], ["en", "Local staff user: personal data unmasked, loopback demo only"]]
    : [["strong", who.name], ["span", ROLES[who.role][0]], ["en", ROLES[who.role][1]]];
  identity.replaceChildren(...said.map(([kind, text]) => element(kind, text)));
  if (!local) {
    const scope = [...who.communities, ...who.areas].join("、");
    identity.title = `${scope && `${scope} · `}有效至 valid until ${new Date(who.expires).toLocaleString()}`;
  }
  identity.hidden = false;
  const button = at(".lianlou-sign");
  button.replaceChildren(...(local ? ["令牌登录 ", element("en", "Sign in")] : ["退出 ", element("en", "Sign out")]));
  button.onclick = local ? () => signIn({ told: "", must: false }) : signOut;
  button.hidden = false;
}

function element(kind, text) {
  const made = document.createElement(kind === "en" ? "span" : kind);
  if (kind === "en") made.lang = "en";
  made.textContent = text;
  return made;
}

function signIn({ told, must }) {
  at(".lianlou-refused").textContent = told;
  at(".lianlou-cancel").hidden = must;
  dialog.setAttribute("closedby", must ? "none" : "closerequest");
  dialog.onclose = () => must && dialog.showModal(); // a browser that doesn't know `closedby` closes it on Escape
  if (!dialog.open) dialog.showModal();
}

/** Leaves nothing of this person's questions for the next one at the desk. */
function signOut() {
  sessionStorage.removeItem(KEY);
  localStorage.clear();
  location.reload();
}

dialog.querySelector("form").onsubmit = async (event) => {
  event.preventDefault();
  const field = at("#lianlou-token");
  const token = field.value.trim();
  const { who, told } = await ask(token).catch((error) => ({ told: `登录未成。 Sign-in failed: ${error.message}` }));
  if (!who) {
    at(".lianlou-refused").textContent = told;
    field.select();
    return;
  }
  sessionStorage.setItem(KEY, token);
  location.reload();
};
at(".lianlou-cancel").onclick = () => dialog.close();
