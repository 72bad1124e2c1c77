import { type Browser, chromium } from 'playwright-core';

/** Debian's build of Chromium without a window: the same engine, without the parts of a desktop browser. */
const CHROMIUM = '/usr/bin/chromium-headless-shell';
/** As root a sandbox cannot be made; the rest keeps the browser from calling home, and from drawing for a screen. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** A real Chromium. @throws Error where it is not installed */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
}
