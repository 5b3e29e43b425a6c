// Judges a page by Lighthouse in the machine's own Chromium and prints the four scores.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const url = process.argv[2] ?? 'http://127.0.0.1:3000/';
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: 'error' });
  for (const { title, score } of Object.values(lhr.categories)) {
    console.log(`${title.padEnd(16)} ${Math.round(score * 100)}`);
  }
  for (const audit of Object.values(lhr.audits)) {
    if (audit.score !== null && audit.score < 1) console.log(`  ${audit.id}: ${audit.displayValue ?? audit.score}`);
  }
} finally {
  await chrome.kill();
}
