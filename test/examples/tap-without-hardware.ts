import { nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import { verifyCard } from '@residence-permit/reader/verify';
import { aCard, anOffice, DEMO_AT } from '@residence-permit/test/builders/index';

// An office, a card and a clinic, all in memory: no reader, no card, no network.
const office = await anOffice();
office.setClock(DEMO_AT);
const card = await aCard(office).active();
const terminal = await office.terminalFor('clinic');
const trust = await office.trust();

const purpose = trust.findPurpose('clinic');
if (purpose === undefined) throw new Error('the bundle names no purpose “clinic”');

const result = await verifyCard({
  transport: card.transport(),
  password: { kind: 'can', value: card.can },
  purpose,
  terminal,
  trust,
  clock: () => DEMO_AT,
  utcOffsetMinutes: 480,
  staleness: { bundleSeconds: 86_400, statusSeconds: 86_400 },
  random: nodeRandom,
  engine: nodeEngine,
  metering: { nowMs: () => performance.now() },
});

process.stdout.write(`${result.verdict}: ${result.reasons.join(', ') || 'nothing against it'}\n`);
process.stdout.write(`sees ${Object.keys(result.fields).join(', ')}\n`);
