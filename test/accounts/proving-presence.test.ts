import { URI } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Reply } from './a-browser.ts';
import { type AccountsService, anAccountsService, ORIGIN, PASSWORD, probePath, RP_ID } from './an-accounts-service.ts';
import { type Faults, SoftwareAuthenticator } from './software-authenticator.ts';

const REVIEWER = [{ role: 'reviewer', officeId: 'office-a' }] as const;
const SESSION = '/api/v1/session';
const PLACE = { origin: ORIGIN, rpId: RP_ID };

let service: AccountsService;
beforeAll(async () => {
  service = await anAccountsService();
});
afterAll(() => service.close());

type Options = Readonly<Record<string, unknown>>;
type Asked = { readonly challengeId: string; readonly options: Options };

async function ask(browser: Browser, path: string, body: object): Promise<Asked> {
  const asked = await browser.post(path, body);
  expect(asked.status).toBe(200);
  return asked.body as Asked;
}

async function enrol(browser: Browser, authenticator: SoftwareAuthenticator, faults: Faults = {}): Promise<Reply> {
  const { challengeId, options } = await ask(browser, `${SESSION}/passkeys/options`, { password: PASSWORD });
  const response = authenticator.create(options, faults);
  return browser.post(`${SESSION}/passkeys`, { challengeId, name: 'Key of the counter', response });
}

async function stepUp(
  browser: Browser,
  authenticator: SoftwareAuthenticator,
  { faults = {}, actClass = 'decide' }: { readonly faults?: Faults; readonly actClass?: string } = {},
): Promise<Reply> {
  const { challengeId, options } = await ask(browser, `${SESSION}/step-up/options`, { class: actClass });
  const response = authenticator.get(options, faults);
  return browser.post(`${SESSION}/step-up`, { class: actClass, proof: { method: 'passkey', challengeId, response } });
}

async function withPasskey(login: string) {
  const { browser, accountId } = await service.signedIn(login, REVIEWER);
  const authenticator = new SoftwareAuthenticator(PLACE);
  expect((await enrol(browser, authenticator)).status).toBe(201);
  return { browser, authenticator, accountId };
}

const decide = (browser: Browser) => browser.get(probePath('application.decide'));

describe('a passkey', () => {
  it('opens its class of acts for five minutes, in this session only', async () => {
    const { browser, authenticator } = await withPasskey('step.up');
    expect((await decide(browser)).body['code']).toBe('STEP_UP_NEEDED');
    const proved = await stepUp(browser, authenticator);
    expect(proved.body).toEqual({ class: 'decide', expiresAt: new Date((service.now() + 300) * 1000).toISOString() });
    expect((await decide(browser)).status).toBe(200);
    expect((await decide(browser.at(await service.another()))).status).toBe(200);
    service.moveClock(299);
    expect((await decide(browser)).status).toBe(200);
    service.moveClock(1);
    expect((await decide(browser)).body['code']).toBe('STEP_UP_NEEDED');
    await stepUp(browser, authenticator);
    await browser.post(SESSION, { login: 'step.up', password: PASSWORD });
    expect((await decide(browser)).body['code']).toBe('STEP_UP_NEEDED');
  });

  it('that proved presence for signing does not decide', async () => {
    const { browser, authenticator } = await withPasskey('other.class');
    expect((await stepUp(browser, authenticator, { actClass: 'sign' })).status).toBe(200);
    expect((await decide(browser)).body['code']).toBe('STEP_UP_NEEDED');
    const { challengeId, options } = await ask(browser, `${SESSION}/step-up/options`, { class: 'sign' });
    const proof = { method: 'passkey', challengeId, response: authenticator.get(options) };
    expect((await browser.post(`${SESSION}/step-up`, { class: 'decide', proof })).body['code']).toBe('proof-wrong');
  });

  it.each<[string, Faults]>([
    ['came from another page', { origin: 'http://localhost:9090' }],
    ['is bound to another host', { rpId: 'elsewhere.example' }],
    ['did not tell its user apart', { unverified: true }],
  ])('is refused when it %s, new or used', async (name, faults) => {
    const { browser, authenticator } = await withPasskey(`refused.${Object.keys(faults).join('').toLowerCase()}`);
    expect((await stepUp(browser, authenticator, { faults })).body['code'], name).toBe('proof-wrong');
    expect((await stepUp(browser, authenticator, { actClass: 'manage' })).status).toBe(200);
    expect((await enrol(browser, new SoftwareAuthenticator(PLACE), faults)).body['code']).toBe('passkey-refused');
    expect((await enrol(browser, new SoftwareAuthenticator(PLACE))).status).toBe(201);
  });

  it('answers each challenge once, in time, in the session that asked', async () => {
    const { browser, authenticator } = await withPasskey('once.only');
    const other = await withPasskey('once.other');
    const prove = (at: Browser, { challengeId, options }: Asked) =>
      at.post(`${SESSION}/step-up`, {
        class: 'decide',
        proof: { method: 'passkey', challengeId, response: authenticator.get(options) },
      });
    const path = `${SESSION}/step-up/options`;
    const asked = await ask(browser, path, { class: 'decide' });
    expect((await prove(other.browser, asked)).body['code']).toBe('proof-wrong');
    expect((await prove(browser, asked)).status).toBe(200);
    expect((await prove(browser, asked)).body['code']).toBe('proof-wrong');
    const late = await ask(browser, path, { class: 'decide' });
    service.moveClock(301);
    expect((await prove(browser, late)).body['code']).toBe('proof-wrong');
  });

  it('of another account proves nothing', async () => {
    const { browser } = await withPasskey('own.key');
    const stranger = await withPasskey('strange.key');
    expect((await stepUp(browser, stranger.authenticator)).body['code']).toBe('proof-wrong');
  });

  it('whose counter did not move is a copy', async () => {
    const { browser, authenticator } = await withPasskey('copied.key');
    expect((await stepUp(browser, authenticator, { faults: { counter: 7 } })).status).toBe(200);
    expect((await stepUp(browser, authenticator, { faults: { counter: 7 } })).body['code']).toBe('proof-wrong');
    expect((await stepUp(browser, authenticator, { faults: { counter: 3 } })).body['code']).toBe('proof-wrong');
    expect((await stepUp(browser, authenticator, { faults: { counter: 8 } })).status).toBe(200);
  });

  it('is added and taken out with the password and a proof by one that is there', async () => {
    const { browser, authenticator } = await withPasskey('second.key');
    const options = (password: string) => browser.post(`${SESSION}/passkeys/options`, { password });
    expect((await options(PASSWORD)).body['code']).toBe('step-up-needed');
    await stepUp(browser, authenticator, { actClass: 'manage' });
    expect((await options('wrong')).body['code']).toBe('credentials-wrong');
    const second = new SoftwareAuthenticator(PLACE);
    expect((await enrol(browser, second)).status).toBe(201);
    expect((await enrol(browser, second)).body['code']).toBe('passkey-refused');
    const { passkeys } = (await browser.get(`${SESSION}/passkeys`)).body as { passkeys: { passkeyId: string }[] };
    expect(passkeys).toHaveLength(2);
    const removal = `${SESSION}/passkeys/${passkeys[0]?.passkeyId ?? ''}/removal`;
    expect((await browser.post(removal, { password: PASSWORD })).status).toBe(204);
    expect((await browser.post(removal, { password: PASSWORD })).body['code']).toBe('passkey-not-found');
    expect((await stepUp(browser, authenticator)).body['code']).toBe('proof-wrong');
    expect((await stepUp(browser, second)).status).toBe(200);
  });

  it('cannot be asked for before there is one', async () => {
    const { browser } = await service.signedIn('no.key', REVIEWER);
    const asked = await browser.post(`${SESSION}/step-up/options`, { class: 'decide' });
    expect(asked.body['code']).toBe('method-not-enrolled');
  });
});

describe('a code generator', () => {
  const codeAt = (uri: string, seconds: number) => URI.parse(uri).generate({ timestamp: seconds * 1000 });
  const confirm = (browser: Browser, code: string) => browser.post(`${SESSION}/totp/confirmation`, { code });
  const prove = (browser: Browser, code: string) =>
    browser.post(`${SESSION}/step-up`, { class: 'decide', proof: { method: 'totp', code } });
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  it('proves presence after its first code was right, and takes each code once', async () => {
    const { browser, accountId } = await service.signedIn('code.once', REVIEWER);
    const enrolled = await browser.post(`${SESSION}/totp`, { password: PASSWORD });
    const uri = String(enrolled.body['uri']);
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*code\.once\?.*secret=[A-Z2-7]{32}/);
    const first = codeAt(uri, service.now());
    expect((await prove(browser, first)).body['code']).toBe('proof-wrong');
    expect((await confirm(browser, wrong(first))).body['code']).toBe('proof-wrong');
    expect((await confirm(browser, first)).status).toBe(204);
    expect((await prove(browser, first)).body['code']).toBe('proof-wrong');
    service.moveClock(30);
    const second = codeAt(uri, service.now());
    const answers = await Promise.all([prove(browser, second), prove(browser, second)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await decide(browser)).status).toBe(200);
    const row = await service.database.prisma.totp.findUniqueOrThrow({ where: { accountId } });
    expect(Buffer.from(row.secretSealed).includes(Buffer.from(URI.parse(uri).secret.bytes))).toBe(false);
  });

  it('allows one step of drift either way and no more', async () => {
    const { browser } = await service.signedIn('code.drift', REVIEWER);
    const { body } = await browser.post(`${SESSION}/totp`, { password: PASSWORD });
    const uri = String(body['uri']);
    expect((await confirm(browser, codeAt(uri, service.now() - 60))).status).toBe(403);
    expect((await confirm(browser, codeAt(uri, service.now() + 60))).status).toBe(403);
    expect((await confirm(browser, codeAt(uri, service.now() - 30))).status).toBe(204);
    expect((await prove(browser, codeAt(uri, service.now() + 30))).status).toBe(200);
    expect((await prove(browser, codeAt(uri, service.now()))).status).toBe(403);
  });

  it('is locked after five wrong codes until the window ends', async () => {
    const { browser } = await service.signedIn('code.guess', REVIEWER);
    const { body } = await browser.post(`${SESSION}/totp`, { password: PASSWORD });
    const uri = String(body['uri']);
    expect((await confirm(browser, codeAt(uri, service.now()))).status).toBe(204);
    service.moveClock(60);
    const right = codeAt(uri, service.now());
    for (let tries = 0; tries < 5; tries += 1) expect((await prove(browser, wrong(right))).status).toBe(403);
    const locked = await prove(browser, right);
    expect([locked.status, locked.body['code'], locked.headers.get('retry-after')]).toEqual([
      429,
      'proof-locked',
      '900',
    ]);
    service.moveClock(800);
    expect((await browser.get(SESSION)).status).toBe(200);
    service.moveClock(100);
    expect((await prove(browser, codeAt(uri, service.now()))).status).toBe(200);
  });

  it('is one an account, and is taken out with a proof', async () => {
    const { browser } = await service.signedIn('code.two', REVIEWER);
    const enrolTotp = () => browser.post(`${SESSION}/totp`, { password: PASSWORD });
    await enrolTotp();
    const { body } = await enrolTotp();
    const uri = String(body['uri']);
    await confirm(browser, codeAt(uri, service.now()));
    const removal = () => browser.post(`${SESSION}/totp/removal`, { password: PASSWORD });
    expect((await removal()).body['code']).toBe('step-up-needed');
    service.moveClock(30);
    const proof = { method: 'totp', code: codeAt(uri, service.now()) };
    expect((await browser.post(`${SESSION}/step-up`, { class: 'manage', proof })).status).toBe(200);
    expect((await enrolTotp()).body['code']).toBe('totp-enrolled');
    expect((await removal()).status).toBe(204);
    expect((await removal()).body['code']).toBe('method-not-enrolled');
  });
});

describe('the password as a proof', () => {
  const proof = { method: 'password', password: PASSWORD };

  it('is refused in production, and taken in the demo profile, which says so in every reply', async () => {
    const { browser } = await service.signedIn('demo.user', REVIEWER);
    const refused = await browser.post(`${SESSION}/step-up`, { class: 'decide', proof });
    expect(refused.body['code']).toBe('method-not-allowed');
    expect((await browser.get(SESSION)).body['demo']).toBe(false);
    const demo = browser.at(await service.another({ profile: 'demo' }));
    expect((await demo.get(SESSION)).body['demo']).toBe(true);
    expect(
      (await demo.post(`${SESSION}/step-up`, { class: 'decide', proof: { ...proof, password: 'x' } })).status,
    ).toBe(403);
    expect((await demo.post(`${SESSION}/step-up`, { class: 'decide', proof })).status).toBe(200);
    expect((await decide(demo)).status).toBe(200);
  });
});
