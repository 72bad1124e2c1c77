import { type BitRate, deskEstimate } from '@residence-permit/firmware-sim/timing';
import { nodeEngine } from '@residence-permit/reader/node';
import type { TerminalCredential } from '@residence-permit/reader/session';
import { type TapResult, verifyCard } from '@residence-permit/reader/verify';
import type { PaceMapping } from '@residence-permit/shared/pace';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { aCard, type BuiltCard } from '@residence-permit/test/builders/a-card';
import { anOffice, DEMO_AT, type Office, UTC_OFFSET_MINUTES } from '@residence-permit/test/builders/an-office';
import { aRecord } from '@residence-permit/test/builders/a-record';
import { aPortrait } from '@residence-permit/test/builders/portrait';
import { PEOPLE } from '@residence-permit/test/demo/people';
import type { Section } from './figures.ts';
import { median } from './median.ts';

const DAY = 86_400;
const RUNS = 101;
const WARM_UPS = 20;
const PORTRAIT_BYTES = 3000;
/** kbit/s; the chip's own default. */
const BIT_RATE: BitRate = 424;

type Terminal = {
  readonly office: Office;
  readonly trust: Trust;
  readonly credential: TerminalCredential;
  readonly purpose: string;
  readonly mapping: PaceMapping;
};

/** The clinic's tap on both chips, with and without a portrait, with the DV certificate sent and known. */
export async function measureTap(): Promise<Section> {
  const office = await anOffice({ seed: 'bench' });
  office.setClock(DEMO_AT - DAY);
  const [person] = PEOPLE;
  if (person === undefined) throw new RangeError('no person');
  const record = { ...aRecord(person.record), portrait: aPortrait(PORTRAIT_BYTES) };
  const health = { kind: 'health', from: person.activatedOn, through: office.today() };
  const grant = person.grants.find(({ kind }) => kind === 'health') ?? health;
  const description = aCard(office).of(record).withGrants(grant);
  const modern = await description.seeded('modern').active();
  const pictured = await description.seeded('pictured').active();
  const old = await description.seeded('old').onChip('old').active();
  office.setClock(DEMO_AT);
  const trust = await office.trust();
  const terminalFor = async (purpose: string): Promise<Terminal> => ({
    office,
    trust,
    purpose,
    mapping: 'cam',
    credential: await office.terminalFor(purpose),
  });

  const clinic = await terminalFor('clinic');
  // The office's own terminals stand under the other DV, so a card's first clinic sends both certificates.
  const sent = await tap(modern, clinic);
  const known = await tap(modern, clinic);
  const onOldChip = await tap(old, clinic);
  const byGenericMapping = await tap(modern, { ...clinic, mapping: 'gm' });
  const withPortrait = await tap(pictured, await terminalFor('clinic-with-portrait'));
  const hostMs: number[] = [];
  for (let run = -WARM_UPS; run < RUNS; run += 1) {
    const { result } = await tap(modern, clinic);
    if (run >= 0) hostMs.push(result.cost.hostMs);
  }
  const desk = deskEstimate({ modelMs: sent.modelMs, apdus: sent.result.cost.apdus });
  return {
    figures: {
      'tap.clinic.modelMs': sent.modelMs,
      'tap.clinicKnown.modelMs': known.modelMs,
      'tap.clinic.oldChipModelMs': onOldChip.modelMs,
      'tap.clinic.apdus': sent.result.cost.apdus,
      'tap.clinic.bytes': sent.result.cost.bytes,
      'tap.clinicKnown.apdus': known.result.cost.apdus,
      'tap.clinicKnown.bytes': known.result.cost.bytes,
      'tap.clinicGm.modelMs': byGenericMapping.modelMs,
      'tap.clinicGm.apdus': byGenericMapping.result.cost.apdus,
      'tap.clinicGm.bytes': byGenericMapping.result.cost.bytes,
      'tap.portrait.modelMs': withPortrait.modelMs,
      'tap.clinic.deskMs': (desk.lowMs + desk.highMs) / 2,
      'tap.clinic.hostMs': median(hostMs),
    },
    remarks: [
      `modelled for ${BIT_RATE} kbit/s; two CV certificates sent, or the DV certificate known to the chip`,
      'clinicGm: generic mapping over P-256 and chip authentication, with the DV certificate known',
      `desk estimate with PC/SC and USB: ${desk.lowMs.toFixed(0)} to ${desk.highMs.toFixed(0)} ms, the middle is the figure`,
      `host: processor time of the reader alone, median of ${RUNS} taps, the chip's taken out; portrait of ${PORTRAIT_BYTES} bytes, both certificates sent`,
    ],
  };
}

async function tap(
  card: BuiltCard,
  terminal: Terminal,
): Promise<{ readonly result: TapResult; readonly modelMs: number }> {
  const { office, trust, credential, mapping } = terminal;
  const purpose = trust.findPurpose(terminal.purpose);
  if (purpose === undefined) throw new RangeError(`no purpose ${terminal.purpose}`);
  const transport = card.transport();
  card.chip.meter.reset();
  const result = await verifyCard({
    transport,
    password: { kind: 'can', value: card.can },
    mapping,
    purpose,
    terminal: credential,
    trust,
    clock: office.clock,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    staleness: { bundleSeconds: DAY, statusSeconds: DAY },
    random: office.random,
    engine: nodeEngine,
    metering: { nowMs: cpuMs },
  });
  if (result.verdict !== 'accepted') throw new Error(`tap: ${result.verdict}, ${result.reasons.join(', ')}`);
  return { result, modelMs: card.chip.meter.modelMs };
}

/** Processor time of this process in milliseconds, which no other program on the machine can stretch by waiting. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
