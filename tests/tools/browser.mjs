// A real Chromium for the scripts that look at pages. Whatever a page does that it must not makes
// the script fail: a request to another host, a request that fails, a breach of its policy, an error
// in its console or in its scripts.
import { createRequire } from "node:module";
import { mkdirSync } from "node:fs";

const require = createRequire(`${process.env.KUNTAVAAKA_TEST_TOOLS}/node/`);
const { chromium } = require("playwright-core");
export const axe = require("axe-core").source;

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const screenshots = new URL("../../target/screenshots/", import.meta.url).pathname;

// Opens pages one after the other; ends the process with what was wrong, if anything was.
export async function withBrowser(origin, look) {
  mkdirSync(screenshots, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: SWITCHES,
  });
  const wrong = [];
  async function open(name, path, options, visit) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const tell = (text) => wrong.push(`${name}: ${text}`);
    page.on("console", (m) => m.type() === "error" && tell(`console: ${m.text()}`));
    page.on("pageerror", (error) => tell(`script: ${error.message}`));
    page.on("requestfailed", (r) => tell(`failed: ${r.url()}`));
    page.on("request", (r) => {
      const url = new URL(r.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== origin) {
        tell(`another host: ${r.url()}`);
      }
    });
    await page.addInitScript(() => {
      window.addEventListener("securitypolicyviolation", (event) =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    try {
      const answer = await page.goto(origin + path, { waitUntil: "networkidle", timeout: 60000 });
      await visit(page, tell, answer);
      await page.screenshot({ path: `${screenshots}${name}.png`, fullPage: true });
    } catch (error) {
      tell(error.message);
    }
    await context.close();
  }
  try {
    await look(open);
  } finally {
    await browser.close();
  }
  if (wrong.length > 0) {
    console.error(wrong.join("\n"));
    process.exit(1);
  }
}
