import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** More keys than any page of ours has stops. */
const MAX_KEYS = 120;

/** Goes on with Tab, or back with Shift and Tab, until that stands in the focus, which has to be seen at every stop on the way. */
export async function tabTo(page: Page, goal: Locator, by: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let key = 0; key < MAX_KEYS; key += 1) {
    await page.keyboard.press(by);
    const at = await page.evaluate<Focus>(FOCUS);
    expect(at.isSeen, `${page.url()}: the focus shows at ${at.what}`).toBe(true);
    if (await isFocused(goal)) return;
  }
  throw new Error(`${page.url()}: not reached by Tab: ${String(goal)}`);
}

/** Goes to a field by Tab and types into it. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

/** Goes to a list by Tab and down in it to that value. */
export async function choose(page: Page, list: Locator, value: string): Promise<void> {
  await tabTo(page, list);
  for (let key = 0; key < MAX_KEYS && (await list.inputValue()) !== value; key += 1) {
    await page.keyboard.press('ArrowDown');
  }
  expect(await list.inputValue()).toBe(value);
}

/** Goes to the first button of a group by Tab, chooses it by Space, and goes down to that one. */
export async function pick(page: Page, first: Locator, wanted: Locator): Promise<void> {
  await tabTo(page, first);
  await page.keyboard.press('Space');
  for (let key = 0; key < MAX_KEYS && !(await wanted.isChecked()); key += 1) await page.keyboard.press('ArrowDown');
  expect(await wanted.isChecked()).toBe(true);
}

/** Goes to a link or a button by Tab, presses Enter, and waits for the page that it leads to. */
export async function enter(page: Page, goal: Locator): Promise<void> {
  await tabTo(page, goal);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Whether the focus is on it. */
async function isFocused(goal: Locator): Promise<boolean> {
  return (await goal.and(goal.page().locator(':focus')).count()) > 0;
}

type Focus = { readonly what: string; readonly isSeen: boolean };

/**
 * What stands in the focus, and whether it is seen: in the window, not one pixel wide, with an outline, a shadow or the colour of
 * the focus. Radio buttons and checkboxes are drawn by their labels.
 */
const FOCUS = `(() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return { what: 'nothing', isSeen: true };
  const label = at.matches('input[type=radio], input[type=checkbox]') ? at.labels[0] : undefined;
  const style = label === undefined ? getComputedStyle(at) : getComputedStyle(label, '::before');
  const box = at.getBoundingClientRect();
  const isMarked =
    (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && !/, 0\\)$/.test(style.outlineColor)) ||
    style.boxShadow !== 'none';
  const isThere = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  return { what: at.outerHTML.slice(0, 120), isSeen: isMarked && isThere };
})()`;
