// Check built pages in headless Chromium, in both colour schemes at 320 px (400 % zoom of 1280), 390 px (touch) and 1280 px: axe-core, no horizontal
// overflow also with the text spacing of WCAG 1.4.12, nothing moves under reduced motion, nothing said on the console; pop-ups open, close and give
// the focus back by keyboard; everything that can be focused is reached by Tab.
//   node page.mjs NODE_MODULES brief.html ...     (axe-core and playwright-core are in NODE_MODULES; outputs.py installs them)
// Exit code 1 when anything is found. CHROMIUM names the browser when it is not /usr/bin/chromium.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [modules, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(modules) + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SPACED = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }";
const LIMIT = 3000; // tab stops
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth) // against the width asked for: a phone's window grows with its page
  .then((wide) => wide - page.viewportSize().width);

async function audit(page) {
  const result = await page.evaluate((runOnly) => axe.run({ runOnly }), RULES);
  const told = (v) => `axe ${v.id}: ${v.nodes.length} x ${v.help}; first: ${v.nodes[0].target.join(" ")} ${v.nodes[0].any[0]?.message ?? ""}`;
  return [result.passes.length, result.violations.map(told)];
}

async function marks(page) {
  return page.evaluate(() => [...document.querySelectorAll("svg, [role=img]")]
    .filter((e) => !(e.getAttribute("aria-label") || e.querySelector(":scope > title")?.textContent)).map((e) => `no words: ${e.outerHTML.slice(0, 80)}`));
}

async function motion(page) {
  return page.evaluate(() => [
    ...(getComputedStyle(document.documentElement).scrollBehavior === "auto" ? [] : ["motion: the page scrolls smoothly"]),
    ...document.getAnimations().map((a) => `motion: ${a.id || a.constructor.name}`)]);
}

// Walk the page by Tab; every element that can take the focus must be met, and show where it is.
async function walk(page) {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], button, [tabindex='0']")].filter((e) => e.checkVisibility());
    all.forEach((e, i) => { e.dataset.stop = i; });
    return all.length;
  });
  const met = new Set();
  let bare = 0;
  for (let press = 0; press < Math.min(wanted + 5, LIMIT); press += 1) {
    await page.keyboard.press("Tab");
    const [stop, ring] = await page.evaluate(() => {
      const e = document.activeElement;
      return [e?.dataset?.stop, e && e !== document.body ? getComputedStyle(e).outlineStyle !== "none" : true];
    });
    if (stop !== undefined) met.add(stop);
    if (!ring) bare += 1;
  }
  return [...(met.size < wanted ? [`keyboard: ${wanted - met.size} of ${wanted} places are not reached by Tab`] : []),
    ...(bare ? [`keyboard: ${bare} places do not show the focus`] : [])];
}

async function popups(page) {
  const problems = [];
  const count = await page.locator("button.cite").count();
  for (const index of [0, Math.floor(count / 2), count - 1]) {
    const cite = page.locator("button.cite").nth(index);
    await cite.focus();
    await page.keyboard.press("Enter");
    if ((await page.locator(".context:popover-open").count()) !== 1) problems.push(`pop-up ${index}: Enter does not open it`);
    if (index === 0) problems.push(...(await audit(page))[1].map((text) => `pop-up: ${text}`));
    await page.keyboard.press("Escape");
    if ((await page.locator(".context:popover-open").count()) !== 0) problems.push(`pop-up ${index}: Escape does not close it`);
    if (!(await cite.evaluate((e) => e === document.activeElement))) problems.push(`pop-up ${index}: the focus is lost`);
  }
  return problems;
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
let found = 0;
for (const path of pages) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 390, 1280]) {
      const touch = width === 390;
      const context = await browser.newContext({
        viewport: { width, height: 900 }, colorScheme, bypassCSP: true, reducedMotion: "reduce", hasTouch: touch, isMobile: touch,
      });
      const page = await context.newPage();
      const problems = [];
      page.on("console", (message) => { if (["error", "warning"].includes(message.type())) problems.push(`console: ${message.text()}`); });
      await page.goto("file://" + resolve(path));
      const wide = await overflow(page);
      if (wide > 0) problems.push(`overflow: the page is ${wide} px wider than the window`);
      await page.addScriptTag({ content: axe });
      const [passes, violations] = await audit(page);
      problems.push(...violations, ...(await marks(page)), ...(await motion(page)), ...(await popups(page)));
      if (colorScheme === "light" && width === 1280) problems.push(...(await walk(page)));
      await page.addStyleTag({ content: SPACED });
      if ((await overflow(page)) > 0) problems.push("overflow: with wider text spacing the page is wider than the window");
      console.log(`${path} ${colorScheme} ${width} px: axe ${passes} passes, ${violations.length} violations; ${problems.length} problems`);
      problems.forEach((problem) => console.log("  " + problem));
      found += problems.length;
      await context.close();
    }
  }
}
await browser.close();
process.exit(found ? 1 : 0);
