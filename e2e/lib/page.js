// What must hold on every page: a clean console, no failed request, nothing that axe objects to.

import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';

import { newVisitor } from './browser.js';

const RESULTS = new URL('../results/', import.meta.url);
const SCREENSHOTS = new URL('../../docs/screenshots/', import.meta.url);

/** Where scripts are off, Chromium says that it does not even fetch them. */
const WITHOUT_SCRIPTS = [/\.js: csp$/];

/**
 * Opens a page as a fresh visitor, runs the test on it, and asserts that nothing went wrong meanwhile.
 * A test that fails leaves a picture of the page in e2e/results/.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {object} options those of `newVisitor`; `name` names the picture; `expect` is that of `watch`
 * @param {(page: import('playwright-core').Page) => Promise<void>} body
 */
export async function onPage(browser, options, body) {
  const visitor = await newVisitor(browser, options);
  const page = await visitor.newPage();
  const troubles = watch(page, [...(options.expect ?? []), ...(options.js === false ? WITHOUT_SCRIPTS : [])]);
  try {
    await body(page);
    assert.deepEqual(troubles, [], 'the page was not quiet');
  } catch (error) {
    await screenshot(page, `failed ${options.name ?? 'page'}`).catch(() => {});
    throw new Error(`at ${page.url()}: ${troubles.join('\n') || 'nothing unusual on the page'}`, { cause: error });
  } finally {
    await visitor.close();
  }
}

/**
 * Collects console messages, errors of scripts and failed requests into the returned list.
 *
 * @param {import('playwright-core').Page} page
 * @param {RegExp[]} [expected] troubles that the test causes on purpose
 * @returns {string[]}
 */
export function watch(page, expected = []) {
  const troubles = [];
  const add = (trouble) => expected.some((one) => one.test(trouble)) || troubles.push(trouble);
  page.on('console', (message) => add(`console ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => add(`error: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // A page that is left stops what it was loading.
    if (reason !== 'net::ERR_ABORTED') add(`request ${request.url()}: ${reason}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) add(`answer ${response.status()}: ${response.url()}`);
  });
  return troubles;
}

/** Opens a path and waits until the page answers to its buttons. */
export async function open(page, path) {
  const answer = await page.goto(path);
  await hydrated(page);
  return answer;
}

/** Waits until the WASM has taken the page over: it then marks `<html data-ready>`. */
export async function hydrated(page) {
  await page.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 15_000 });
}

/** Asserts that axe finds nothing, with what it found as the message. */
export async function assertAccessible(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map((one) => {
    const places = one.nodes.map((node) => `  ${node.target.join(' ')}: ${node.failureSummary}`);
    return `${one.id}: ${one.help}\n${places.join('\n')}`;
  });
  assert.equal(told.join('\n'), '', 'axe objects');
}

/** Asserts that nothing is wider than the window: a phone would scroll sideways. */
export async function assertFits(page) {
  const [content, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= window, `the page is ${content} pixels wide, the window ${window}`);
}

/**
 * Takes a picture into e2e/results/; with `docs`, and UPDATE_SCREENSHOTS=1 in the environment, into
 * docs/screenshots/ too.
 */
export async function screenshot(page, name, { docs = false, fullPage = false } = {}) {
  const file = `${name.replace(/[^a-z0-9]+/gi, '-')}.png`;
  const path = fileURLToPath(new URL(file, RESULTS));
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  if (docs && process.env.UPDATE_SCREENSHOTS === '1') {
    const copy = fileURLToPath(new URL(file, SCREENSHOTS));
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(path, copy);
  }
}
