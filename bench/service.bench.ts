import { setTimeout as pause } from 'node:timers/promises';
import { openEmbeddedDatabase } from '@residence-permit/issuer/database';
import { statusFileStem } from '@residence-permit/reader/node';
import { CARD_STATUS, decodeStatusListToken, lookUp, openStatusList } from '@residence-permit/shared/status-list';
import { MAX_STATUS_ENTRIES } from '@residence-permit/shared/trust-bundle';
import { storesOver } from '@residence-permit/test/builders/stores-over';
import type { Section } from './figures.ts';
import { median } from './median.ts';
import { officeBench } from './office/office-bench.ts';
import { type OfficeOnDisk, officeOnDisk } from './office/office-on-disk.ts';
import { send, signInStaff } from './office/sign-in-staff.ts';

const SIZES = { cases: 60, starts: 5, holds: 5 } as const;
const OFFICE = { id: 'bench-1', name: '示例市公安局第1分局' } as const;
const READY_POLL_MS = 10;
const LIST_POLL_MS = 250;
const LIST_DEADLINE_MS = 180_000;

type Place = { readonly cardNumber: string; readonly statusUri: string; readonly statusIndex: number };

/** How long the service takes to start, and until a card that was stopped stands in the list that verifiers fetch. */
export async function measureService(
  sizes: { readonly [Name in keyof typeof SIZES]: number } = SIZES,
): Promise<Section> {
  const office = await officeOnDisk();
  try {
    const cards = await makeCards(office, sizes.cases);
    await startMs(office);
    const starts: number[] = [];
    for (let run = 0; run < sizes.starts; run += 1) starts.push(await startMs(office));
    const delays = await listDelaysS(office, cards.slice(0, sizes.holds));
    return {
      figures: { 'issuer.startMs': median(starts), 'issuer.revokeToListS': Math.max(...delays) },
      remarks: [
        `start of \`permit-issuer serve\` with its embedded database and ${sizes.cases} cases in it, from the call until /readyz says 200; median of ${sizes.starts}`,
        `from the request that stops a card until the published list says so over HTTP; the slowest of ${delays.length}, median ${median(delays).toFixed(2)} s; a cache on the way may add the 30 s that the files allow`,
      ],
    };
  } finally {
    await office.close();
  }
}

/** Active cards in the embedded database. */
async function makeCards({ data, folders }: OfficeOnDisk, count: number): Promise<readonly Place[]> {
  const clock = () => Math.floor(Date.now() / 1000);
  const stores = await storesOver(await openEmbeddedDatabase({ folder: data }), { clock, offices: [OFFICE], folders });
  try {
    const bench = await officeBench(stores, [OFFICE.id]);
    for (let index = 0; index < count; index += 1) {
      const one = await bench.enter();
      await bench.prepare(one);
      await bench.finish(one);
    }
    const columns = { cardNumber: true, statusUri: true, statusIndex: true } as const;
    return await stores.database.prisma.card.findMany({ where: { state: 'ACTIVE' }, select: columns });
  } finally {
    await stores.close();
  }
}

async function startMs(office: OfficeOnDisk): Promise<number> {
  const began = performance.now();
  const { url, stop } = await office.serve();
  while ((await fetch(`${url}/readyz`)).status !== 200) await pause(READY_POLL_MS);
  const took = performance.now() - began;
  await stop();
  return took;
}

async function listDelaysS(office: OfficeOnDisk, cards: readonly Place[]): Promise<readonly number[]> {
  const { url, stop } = await office.serve();
  const staff = await signInStaff(office, url);
  const clerk = await staff('clerk', OFFICE.id);
  const delays: number[] = [];
  for (const card of cards) {
    const list = listAt(url, card);
    await waitFor(list, CARD_STATUS.CLEAR);
    const began = performance.now();
    await send(clerk, `/api/v1/cards/${card.cardNumber}/hold`, { channel: 'COUNTER' });
    await waitFor(list, CARD_STATUS.ON_HOLD);
    delays.push((performance.now() - began) / 1000);
  }
  await stop();
  return delays;
}

/** Asks the published list for a card's status as a verifier does: a list that it has already is not sent again. */
function listAt(url: string, { statusUri, statusIndex }: Place): () => Promise<number | undefined> {
  const address = `${url}/.well-known/residence-permit/status/${statusFileStem(statusUri)}.cwt`;
  let known: { readonly etag: string; readonly status: number | undefined } | undefined;
  return async () => {
    const reply = await fetch(address, known === undefined ? {} : { headers: { 'if-none-match': known.etag } });
    const bytes = new Uint8Array(await reply.arrayBuffer());
    if (reply.status !== 200) return known?.status;
    const list = await openStatusList(decodeStatusListToken(bytes), { maxEntries: MAX_STATUS_ENTRIES });
    known = { etag: reply.headers.get('etag') ?? '', status: lookUp(list, statusIndex) };
    return known.status;
  };
}

/** @throws Error where the list does not say so in time */
async function waitFor(list: () => Promise<number | undefined>, status: number): Promise<void> {
  const deadline = performance.now() + LIST_DEADLINE_MS;
  while ((await list()) !== status) {
    if (performance.now() > deadline) throw new Error(`the list does not say ${status}`);
    await pause(LIST_POLL_MS);
  }
}
