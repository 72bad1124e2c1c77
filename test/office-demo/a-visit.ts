import { type ApiReply, OfficeClient } from '../office/office-client.ts';
import { DEMO_PEOPLE, type Story } from './demo-people.ts';
import type { DemoRecord } from './demo-record.ts';
import { DEMO_LOGINS, type DemoLogin } from './demo-staff.ts';

const PASSWORD = DEMO_LOGINS[0]?.password ?? '';

/** A card as the demonstration lists it. */
export type ListedCard = {
  readonly serial: string;
  readonly account?: string;
  readonly isOnReader: boolean;
  readonly front?: { readonly cardNumber: string; readonly holderName: string; readonly can: string };
};

/** Somebody at the address of an open office: a screen for each login, and the routes that nobody signs in for. */
export type Visit = ReturnType<typeof aVisit>;

/** Begins a visit. @param record what was made there */
export function aVisit(url: string, record: DemoRecord) {
  const screens = new Map<DemoLogin, OfficeClient>();

  /** That account, signed in once. */
  async function as(login: DemoLogin): Promise<OfficeClient> {
    const known = screens.get(login);
    if (known !== undefined) return known;
    const screen = new OfficeClient(url);
    good(await screen.post('/api/v1/session', { login, password: PASSWORD }));
    screens.set(login, screen);
    return screen;
  }

  /** The references of a case, and the headers that name it. */
  function refOf(story: Story) {
    const ref = record.cases[story];
    if (ref === undefined) throw new Error(`no case ${story}`);
    return { ...ref, headers: { 'permit-purpose': 'case-handling', 'permit-case': ref.number } };
  }

  async function demonstration(method: string, path: string, body?: object): Promise<ApiReply> {
    const reply = await fetch(`${url}/api/v1/demonstration${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await reply.text();
    return { status: reply.status, body: text === '' ? {} : JSON.parse(text) };
  }

  async function cards(): Promise<readonly ListedCard[]> {
    return good(await demonstration('GET', '/cards'))['cards'] as readonly ListedCard[];
  }

  return {
    as,
    refOf,
    demonstration,
    cards,
    async prove(login: DemoLogin, purpose: 'decide' | 'sign'): Promise<void> {
      const proof = { method: 'password', password: PASSWORD };
      good(await (await as(login)).post('/api/v1/session/step-up', { class: purpose, proof }));
    },
    async readCase(login: DemoLogin, story: Story) {
      const { applicationId, headers } = refOf(story);
      return good(await (await as(login)).get(`/api/v1/applications/${applicationId}`, headers));
    },
    async readPermit(story: Story): Promise<{ readonly id: string; readonly number: string }> {
      const { personId, headers } = refOf(story);
      const { permit } = good(await (await as('clerk')).get(`/api/v1/persons/${personId}`, headers));
      return permit as { readonly id: string; readonly number: string };
    },
    /** Lays the card of that person on the reader and taps it there. */
    async tapAt(servicePoint: string, story: Story): Promise<Readonly<Record<string, unknown>>> {
      const { name } = DEMO_PEOPLE[story];
      const card = (await cards()).find(({ front }) => front?.holderName === name);
      good(await demonstration('PUT', '/reader', { serial: card?.serial }));
      return good(await demonstration('POST', '/taps', { servicePoint, can: card?.front?.can }));
    },
  };
}

/** The body of a reply that has to be good. */
export function good({ status, body }: ApiReply): Readonly<Record<string, unknown>> {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
