import type { Card } from '@residence-permit/firmware-sim/card';
import type { Page } from 'playwright-core';
import type { CardCounter } from './a-card-counter.ts';
import { press } from './press.ts';
import { proveAgain } from './sign-in.ts';

/** A chip takes some ten seconds, and several under load. */
const WRITTEN = { timeout: 120_000 };

/** Those who make a card at their screens. */
export type Makers = { readonly producer: Page; readonly checker: Page; readonly counter: CardCounter };

/**
 * Makes the card of a decided case, from the page of the case: a blank is written by the producer, and checked and put into the
 * drawer A-1 by another. Answers its number and its chip.
 */
export async function makeCard(
  { producer, checker, counter }: Makers,
  address: string,
): Promise<{ readonly cardNumber: string; readonly chip: Card }> {
  const chip = await counter.aChip();
  counter.reader.lay(chip);
  await producer.goto(address);
  await producer.getByRole('link', { name: '制证与质检' }).click();
  await press(producer, '写入并回读');
  if ((await producer.locator('#password').count()) > 0) await proveAgain(producer);
  await producer.getByRole('button', { name: '质检此卡' }).waitFor(WRITTEN);
  const cardNumber = new URL(producer.url()).pathname.slice('/office/cards/'.length);
  await checker.goto(address);
  await checker.getByRole('link', { name: '制证与质检' }).click();
  await checker.locator('#place').fill('A-1');
  await press(checker, '一致，放入证件柜');
  return { cardNumber, chip };
}

/** The holder sets that PIN; the page before their own screen is open. */
export async function setPin(clerk: Page, pin: string): Promise<void> {
  await press(clerk, '把屏幕交给持证人');
  if ((await clerk.locator('#password').count()) > 0) await proveAgain(clerk);
  await clerk.locator('#pin').fill(pin);
  await clerk.locator('#pinAgain').fill(pin);
  await press(clerk, '设置密码');
  await clerk.waitForURL(/\/pin\/done$/, WRITTEN);
}
