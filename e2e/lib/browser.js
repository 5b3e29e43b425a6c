// One Chromium per test file, and a fresh profile per page.

import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** It talks to nobody but the house: no updates, no tries with QUIC. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A desk and a phone, in CSS pixels. */
export const SIZES = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
};

export const LANGUAGES = ['es', 'en'];
export const SCHEMES = ['light', 'dark'];

/** Starts `$CHROMIUM`, or the system's. */
export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((path) => existsSync(path));
  if (!executablePath) {
    throw new Error('There is no Chromium: apt-get install chromium, or set CHROMIUM to its path');
  }
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * A visitor with a profile of their own: cookies are not shared with other visitors.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {object} [options]
 * @param {'es'|'en'} [options.language]
 * @param {'light'|'dark'} [options.scheme]
 * @param {'desktop'|'phone'} [options.size]
 * @param {boolean} [options.js] whether scripts run
 * @param {string} [options.url] the house, so that `page.goto('/chat')` is enough
 */
export async function newVisitor(browser, options = {}) {
  const { language = 'en', scheme = 'light', size = 'desktop', js = true, url } = options;
  return browser.newContext({
    baseURL: url,
    locale: language,
    colorScheme: scheme,
    viewport: SIZES[size],
    hasTouch: size === 'phone',
    reducedMotion: 'reduce',
    javaScriptEnabled: js,
    acceptDownloads: true,
  });
}

/** Every combination of language, scheme and size, with a name for the test. */
export function everyLook() {
  const looks = [];
  for (const language of LANGUAGES) {
    for (const scheme of SCHEMES) {
      for (const size of Object.keys(SIZES)) {
        looks.push({ language, scheme, size, name: `${language}, ${scheme}, ${size}` });
      }
    }
  }
  return looks;
}
