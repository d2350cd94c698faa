// The pages in a browser: pages.mjs <origin> <what to look at>.
import { axe, withBrowser } from "./browser.mjs";

const [origin, what] = process.argv.slice(2);
const WIDE = { viewport: { width: 1280, height: 900 } };

// What axe-core finds against WCAG 2.1 AA.
async function accessible(page, tell) {
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
  const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), tags);
  if (found.passes.length < 20) tell(`axe looked at ${found.passes.length} rules alone`);
  for (const violation of found.violations) {
    const nodes = violation.nodes.map((node) => node.html.slice(0, 160)).join("\n  ");
    tell(`axe ${violation.id}: ${violation.help}\n  ${nodes}`);
  }
}

const looks = {
  async front(open) {
    const titles = { fi: "Kuntien luvut", sv: "Kommunernas siffror", en: "Municipal figures" };
    for (const [language, title] of Object.entries(titles)) {
      for (const colorScheme of ["light", "dark"]) {
        const options = { ...WIDE, colorScheme, javaScriptEnabled: true };
        await open(`front-${language}-${colorScheme}`, `/?language=${language}`, options, async (page, tell) => {
          const said = await page.textContent("h1");
          if (!said.startsWith(title)) tell(`the title is ${said}`);
          if ((await page.getAttribute("html", "lang")) !== language) tell("another language");
          if ((await page.locator("article.question").count()) !== 4) tell("not four answers");
          await accessible(page, tell);
        });
      }
    }
    await open("front-narrow", "/?language=fi", { viewport: { width: 320, height: 800 } }, async (page, tell) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) tell(`the page is ${width} pixels wide`);
      await accessible(page, tell);
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => document.activeElement.getAttribute("href"));
      if (focused !== "#content") tell(`the first stop of the keyboard is ${focused}`);
    });
  },

  async graphiql(open) {
    await open("graphiql", "/graphiql?language=fi", WIDE, async (page, tell) => {
      const questions = page.locator("[data-query]");
      if ((await questions.count()) < 10) tell("fewer than ten questions");
      const shown = () => page.evaluate(() =>
        document.querySelector(".result-window .CodeMirror").CodeMirror.getValue());
      const answered = (before) => page.waitForFunction(
        (before) => {
          const now = document.querySelector(".result-window .CodeMirror")?.CodeMirror?.getValue() ?? "";
          return now !== before && /"(data|errors)": /.test(now);
        },
        before,
        { timeout: 15000 },
      );
      let answer = "";
      for (const place of [0, 1, 2]) {
        await questions.nth(place).click();
        await answered(answer);
        answer = await shown();
        if (answer.includes('"errors"')) tell(`question ${place}: ${answer.slice(0, 200)}`);
        if (!/-\d+\.\d\d/.test(answer)) tell(`question ${place} has no amount: ${answer.slice(0, 200)}`);
      }
      await questions.nth(0).click();
      await answered(answer);
      answer = await shown();
      await page.evaluate(() => document.querySelector(".graphiql-query-editor .CodeMirror").CodeMirror.setValue("{ dataset { release } }"));
      await page.click(".graphiql-execute-button");
      await answered(answer);
      if (!(await shown()).includes('"release"')) tell(`a question of one's own: ${await shown()}`);
      await page.click('[aria-label="Show Documentation Explorer"]');
      await page.waitForSelector(".graphiql-doc-explorer-root-type, .graphiql-doc-explorer-content a");
      await page.click('[aria-label="Show GraphiQL Explorer"]');
      await page.waitForSelector(".graphiql-explorer-root");
    });
    // Every question that the page offers is answered.
    await open("graphiql-en", "/graphiql?language=en", { ...WIDE, colorScheme: "dark" }, async (page, tell) => {
      const queries = await page.locator("[data-query]").evaluateAll((all) => all.map((one) => one.dataset.query));
      for (const query of queries) {
        const answer = await page.evaluate(async (query) => {
          const body = JSON.stringify({ query });
          const headers = { "content-type": "application/json" };
          return (await fetch("/graphql", { method: "POST", headers, body })).json();
        }, query);
        if (answer.errors || !answer.data) tell(`${query.split("\n")[0]}: ${JSON.stringify(answer.errors)}`);
      }
    });
  },

  async reference(open) {
    await open("reference", "/docs?language=sv", WIDE, async (page, tell) => {
      await page.waitForSelector(".opblock");
      const operations = await page.locator(".opblock").count();
      if (operations < 30) tell(`${operations} operations`);
      await page.click("#operations-dataset-getDataset .opblock-summary-control");
      await page.click("#operations-dataset-getDataset .execute");
      await page.waitForSelector("#operations-dataset-getDataset .live-responses-table .microlight");
      const answer = await page.textContent("#operations-dataset-getDataset .live-responses-table");
      if (!answer.includes("CC-BY-4.0")) tell(`the answer is ${answer.slice(0, 200)}`);
    });
  },

  // Charts in a page, as images and alone; looked at in target/screenshots.
  async charts(open) {
    const charts = process.argv.slice(4);
    await open("charts", "/v1/dataset", { viewport: { width: 760, height: 900 } }, async (page, tell) => {
      for (const chart of charts) {
        const text = await (await fetch(origin + chart)).text();
        const read = await page.evaluate((text) => {
          const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
          if (drawing.querySelector("parsererror")) return { broken: drawing.documentElement.textContent };
          const holder = document.createElement("div");
          document.body.append(holder);
          holder.append(document.importNode(drawing.documentElement, true));
          const svg = holder.firstChild;
          const width = svg.getBoundingClientRect().width;
          const left = svg.getBoundingClientRect().left;
          const outside = [...svg.querySelectorAll("text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < left - 0.5 || box.right > left + width + 0.5;
          }).map((text) => text.textContent);
          return { outside, texts: svg.querySelectorAll("text").length };
        }, text);
        if (read.broken) tell(`${chart}: ${read.broken}`);
        if (read.outside?.length > 0) tell(`${chart}: outside: ${read.outside.join(" | ")}`);
        if (read.texts < 5) tell(`${chart}: ${read.texts} texts`);
      }
    });
  },

  // A page that breaks every rule: the test that the rules are looked at.
  async broken(open) {
    await open("broken", "/?language=fi", WIDE, async (page, tell) => {
      await page.evaluate(() => {
        document.documentElement.removeAttribute("lang");
        document.body.append(document.createElement("img"));
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
      });
      await accessible(page, tell);
    });
  },
};

await withBrowser(origin, looks[what]);
