import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEBIAN_FONTS, openDocumentFonts, printDocument } from '@residence-permit/issuer/adapters/documents';
import { examineEvidence, makePortrait } from '@residence-permit/issuer/adapters/evidence';
import { caseWorkRoutes } from '@residence-permit/issuer/http/api';
import { deliverToSpool, type Jobs, makeOutbox, type Outbox } from '@residence-permit/issuer/jobs';
import { makeTell } from '@residence-permit/issuer/serve';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaseWork, caseWork, completeDraft, done } from '../builders/case-work.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { pdfText } from '../builders/pdf-text.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const NOW = Date.parse('2026-03-02T01:00:00Z') / 1000;
const OFFICE = {
  name: '示例市公安局东区分局',
  address: '示例市样本路 1 号',
  telephone: '000-0000',
  reviewBody: '示例市人民政府',
  court: '示例市人民法院',
  utcOffsetMinutes: 480,
};
const REASONS = [{ code: 'RESIDENCE_SHORT', clause: 'Decree 663 art. 2', words: '居住未满半年' }];
const WORDS = {
  zh: {
    accepted: '已受理',
    decided: '已有决定',
    'acceptance-receipt': '居住证申请受理回执',
    'refusal-notice': '不予办理决定书',
  },
  en: {
    accepted: 'was accepted and is decided by 2026-03-17',
    decided: 'was decided',
    'acceptance-receipt': 'Receipt for an accepted application',
    'refusal-notice': 'Notice of refusal',
  },
} as const;
type Language = keyof typeof WORDS;

let stores: OfficeStores;
let cases: CaseWork;
let server: Awaited<ReturnType<typeof aRouteServer>>;
let outbox: Outbox;
let folder: string;
const clerk = aSignedIn(['clerk']);
const reviewer = aSignedIn(['reviewer']);
/** Jobs that deliver messages, as they were put in. */
const queued: Readonly<Record<string, unknown>>[] = [];
let order = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-languages-'));
  stores = await officeStores({ clock: () => NOW, tell: (db, message) => makeTell(outbox)(db, message) });
  const { database, inTransaction, clock, newId, keys, files } = stores;
  const jobs: Pick<Jobs, 'enqueue'> = { enqueue: (_tx, { data }) => Promise.resolve(void queued.push(data)) };
  outbox = makeOutbox({ database, jobs, deliver: deliverToSpool(folder) });
  cases = caseWork(stores);
  const fonts = await openDocumentFonts(DEBIAN_FONTS);
  const routes = caseWorkRoutes({
    inTransaction,
    clock,
    newId,
    keys,
    files,
    examine: examineEvidence,
    derivePortrait: makePortrait,
    officePrint: () => Promise.resolve(OFFICE),
    print: (document, languages) => printDocument(document, { languages, fonts }),
  });
  server = await aRouteServer(stores, routes);
});
afterAll(async () => {
  await server.close();
  await stores.close();
  await rm(folder, { recursive: true });
});

/** Somebody new, entered at the counter with what they say of their language. */
async function enter(said: { readonly language?: Language }) {
  order += 1;
  const person = { citizenId: anIdNumber('1991-11-05', order), name: `样例${order}`, details: PARTICULARS };
  const body = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', person, ...said };
  const { status, reply } = await server.send(clerk, ['post', '/api/v1/applications'], { body });
  expect(status).toBe(201);
  return {
    person,
    applicationId: String(reply['applicationId']),
    personId: String(reply['personId']),
    number: String(reply['number']),
  };
}

async function accept(applicationId: string): Promise<void> {
  await completeDraft(cases, clerk, applicationId);
  done(await cases.submit(clerk, { applicationId }));
  done(await cases.accept(clerk, { applicationId }));
}

async function refuse(applicationId: string): Promise<void> {
  done(await cases.take(reviewer, { applicationId }));
  done(await cases.decide(reviewer, { applicationId, outcome: 'REFUSED', reasons: REASONS }));
}

/** What the gateway finds for one person, once the jobs of their messages were done. */
async function sentTo(personId: string) {
  for (const data of queued.splice(0)) {
    const { signal } = new AbortController();
    await outbox.deliverMessage({
      id: randomUUID(),
      data,
      attempt: 1,
      signal,
      stopping: signal,
      complete: () => Promise.resolve(),
    });
  }
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
  const messages = files.map((text) => JSON.parse(text) as Readonly<Record<string, string>>);
  return messages.filter(({ recipientId }) => recipientId === personId);
}

async function print(about: { readonly applicationId: string; readonly number: string }, path: string) {
  const headers = { 'Permit-Purpose': 'case-handling', 'Permit-Case': about.number };
  const { status, bytes } = await server.download(
    clerk,
    `/api/v1/applications/${about.applicationId}/documents/${path}`,
    headers,
  );
  expect(status).toBe(200);
  return { text: pdfText(bytes), tags: Buffer.from(bytes).toString('latin1') };
}

describe('the language that somebody chose', () => {
  test.each(['zh', 'en'] as const)('is that of messages and of printed papers: %s', async (language) => {
    const words = WORDS[language];
    const entered = await enter({ language });
    await accept(entered.applicationId);
    await refuse(entered.applicationId);
    const sent = await sentTo(entered.personId);
    expect(sent.map((message) => message['language'])).toEqual([language, language]);
    for (const template of ['accepted', 'decided'] as const) {
      const message = sent.find((one) => one['template'] === template);
      expect(message?.['text']).toContain(words[template]);
      expect(message?.['text']).toContain(entered.number);
    }
    for (const document of ['acceptance-receipt', 'refusal-notice'] as const) {
      const { text, tags } = await print(entered, document);
      expect(text).toContain(words[document]);
      expect(text).not.toContain(WORDS[language === 'zh' ? 'en' : 'zh'][document]);
      expect(text).toContain(entered.number);
      expect(tags).toContain(language === 'zh' ? '/Lang (zh-CN)' : '/Lang (en-GB)');
      expect(tags).not.toContain(language === 'zh' ? '/Lang (en-GB)' : '/Lang (zh-CN)');
    }
  });

  test('is Chinese where none was chosen, and a paper is printed in another one where that is asked for', async () => {
    const entered = await enter({});
    await accept(entered.applicationId);
    expect(await sentTo(entered.personId)).toMatchObject([{ template: 'accepted', language: 'zh' }]);
    expect((await print(entered, 'acceptance-receipt')).text).toContain(WORDS.zh['acceptance-receipt']);
    const { text } = await print(entered, 'acceptance-receipt?language=en');
    expect(text).toContain(WORDS.en['acceptance-receipt']);
    const both = await print(entered, 'acceptance-receipt?language=both');
    for (const { 'acceptance-receipt': word } of Object.values(WORDS)) expect(both.text).toContain(word);
  });

  test('is changed by the holder and at the counter, and what is told from then on is told in it', async () => {
    const { applicationId, personId } = await enter({});
    const path = `/api/v1/persons/${personId}/language`;
    const holder = anOutsider('holder', { kind: 'person', id: personId });
    const put = (by: typeof holder, language: string) => server.send(by, ['put', path], { body: { language } });
    await accept(applicationId);
    expect(await put(holder, 'en')).toMatchObject({ status: 200, reply: { language: 'en' } });
    await refuse(applicationId);
    const told = (await sentTo(personId)).map(({ template, language }) => `${template} ${language}`);
    expect(told.toSorted()).toEqual(['accepted zh', 'decided en']);
    const own = await server.send(holder, ['get', `/api/v1/persons/${personId}/own-view`]);
    expect(own.reply).toMatchObject({ person: { language: 'en' } });
    expect(await put(clerk, 'zh')).toMatchObject({ status: 200, reply: { language: 'zh' } });
    const changes = await stores.inTransaction({ accountId: undefined, officeId: OFFICE_ID }, (tx) =>
      tx.history.looks(personId, 50),
    );
    expect(changes.filter(({ object }) => object === 'language')).toMatchObject([
      { action: 'person.correct', actorId: clerk.accountId, reason: 'zh' },
      { action: 'own.request', actorId: holder.accountId, reason: 'en' },
    ]);
  });

  test('is changed by nobody else, and to none that has no texts', async () => {
    const { personId } = await enter({ language: 'en' });
    const path = ['put', `/api/v1/persons/${personId}/language`] as const;
    const codeOf = async (by: typeof clerk, language: string) =>
      (await server.send(by, path, { body: { language } })).reply['code'];
    expect(await codeOf(aSignedIn(['clerk'], { officeId: OTHER_OFFICE_ID }), 'zh')).toBe('other-office');
    expect(await codeOf(reviewer, 'zh')).toBe('no-role');
    expect(await codeOf(anOutsider('holder', { kind: 'person', id: clerk.accountId }), 'zh')).toBe('not-own');
    expect(await codeOf(clerk, 'fr')).toBe('REQUEST_INVALID');
    const column = stores.database.prisma.person.update({ where: { id: personId }, data: { language: 'fr' } });
    await expect(column).rejects.toThrow('person_language');
    const person = await stores.inTransaction({ accountId: undefined, officeId: OFFICE_ID }, (tx) =>
      tx.persons.find(personId),
    );
    expect(person?.language).toBe('en');
  });

  test('is said at the counter with another case, and not by an employer for somebody whom the register knows', async () => {
    const { person, personId } = await enter({});
    const languageOf = async () =>
      (await stores.database.prisma.person.findUniqueOrThrow({ where: { id: personId } })).language;
    const reporter = anOutsider('reporter', { kind: 'organisation', id: '91800000MA00000000' });
    const input = { officeId: OFFICE_ID, kind: 'FIRST', facts: [], isOwnError: false, language: 'en' } as const;
    await cases.withdraw(clerk, {
      applicationId: (await stores.database.prisma.application.findFirstOrThrow({ where: { personId } })).id,
    });
    const filed = done(await cases.enter(reporter, { ...input, person, door: 'EMPLOYER' }));
    expect([filed.personId, await languageOf()]).toEqual([personId, 'zh']);
    done(await cases.withdraw(clerk, filed));
    done(await cases.enter(clerk, { ...input, person, door: 'COUNTER' }));
    expect(await languageOf()).toBe('en');
  });
});
