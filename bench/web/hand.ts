import type { Locator, Page } from 'playwright-core';

/** Clicks and key presses beyond data, of everybody who has a hand in it. */
export type Tally = { presses: number };

/** Somebody at a screen, whose presses are counted; what is typed or chosen as data is not. */
export type Hand = ReturnType<typeof handAt>;

/** The hand at that page. */
export function handAt(page: Page, tally: Tally) {
  async function press(what: Locator): Promise<void> {
    tally.presses += 1;
    await Promise.all([page.waitForNavigation(), what.click()]);
  }
  async function enter(): Promise<void> {
    tally.presses += 1;
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  }
  return {
    page,
    button: (name: string) => press(page.getByRole('button', { name, exact: true })),
    /** A link by the end of its address. */
    link: (ending: string) => press(page.locator(`a[href$="${ending}"]`).first()),
    /** Work that waits, by the first page of the office and the end of the address there. */
    async tile(ending: string): Promise<void> {
      if (!page.url().endsWith('/office')) await press(page.locator('nav a[href="/office"]').first());
      await press(page.locator(`main a[href$="${ending}"]`));
    },
    /** What is done to the line of that name. */
    linkIn: (line: string, name: string) => press(page.getByRole('row', { name: line }).getByRole('link', { name })),
    /** A link of the page's own part by its words. */
    linkNamed: (name: string) => press(page.locator('main').getByRole('link', { name }).first()),
    /** By name and password, which are data; from the one to the other and on are two presses. */
    async signIn(url: string, { login, password }: { readonly login: string; readonly password: string }) {
      await page.goto(`${url}/sign-in`);
      await page.locator('#login').fill(login);
      tally.presses += 1;
      await page.locator('#password').fill(password);
      await enter();
    },
    async prove(password: string): Promise<void> {
      await page.locator('#password').fill(password);
      await enter();
    },
  };
}
