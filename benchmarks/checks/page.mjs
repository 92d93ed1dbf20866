// Check built pages in headless Chromium: axe-core in both colour schemes at phone and desktop width, no horizontal overflow, no failed load.
//   npm install axe-core playwright-core      (anywhere; name the folder in NODE_PATH's place as the first argument)
//   node benchmarks/checks/page.mjs NODE_MODULES build/latest/brief.html ...
// Exit code 1 when anything is found. CHROMIUM names the browser when it is not /usr/bin/chromium.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [modules, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(modules) + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
let found = 0;
for (const path of pages) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [320, 390, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true, reducedMotion: "reduce" });
      const page = await context.newPage();
      const console_ = [];
      page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") console_.push(message.text()); });
      await page.goto("file://" + resolve(path));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      await page.addScriptTag({ content: axe });
      const result = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      const problems = result.violations.map((v) => `${v.id}: ${v.nodes.length} x ${v.help}; first: ${v.nodes[0].target.join(" ")} ${v.nodes[0].any[0]?.message ?? ""}`);
      if (wide > 0) problems.push(`overflow: the page is ${wide} px wider than the window`);
      problems.push(...console_.map((text) => `console: ${text}`));
      console.log(`${path} ${colorScheme} ${width}px: ${result.passes.length} passes, ${problems.length} problems`);
      problems.forEach((problem) => console.log("  " + problem));
      found += problems.length;
      if (width > 320) {
        await page.locator("button.cite").first().click();
        const open = await page.locator(".context:popover-open").count();
        const again = await page.evaluate(() => axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag22aa"] }));
        if (open !== 1 || again.violations.length) { found += 1; console.log(`  pop-up: ${open} open, ${again.violations.map((v) => v.id + " " + v.nodes[0].target).join(", ")}`); }
      }
      await context.close();
    }
  }
}
await browser.close();
process.exit(found ? 1 : 0);
