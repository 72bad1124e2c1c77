import { loadTrustFolder, nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import type { TerminalCredential } from '@residence-permit/reader/session';
import { verifyCard } from '@residence-permit/reader/verify';
import type { Card } from '@residence-permit/firmware-sim/card';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';

const DAY_S = 86_400;
const clock = () => Math.floor(Date.now() / 1000);

/**
 * Taps a card at a gate of a library with the files that the office has published by now, by the public verifier. Answers the
 * verdict and its reasons.
 */
export async function tapByPin(
  trustFolder: string,
  chip: Card,
  { pin, terminal }: { readonly pin: string; readonly terminal: TerminalCredential | 'none' },
) {
  const { trust } = await loadTrustFolder({
    folder: trustFolder,
    engine: nodeEngine,
    openedAt: clock(),
    instant: 'given',
  });
  const purpose = trust.findPurpose('library-gate');
  if (purpose === undefined) throw new Error('the purpose is not published');
  chip.reset();
  const { verdict, reasons } = await verifyCard({
    transport: inProcessTransport(chip),
    password: { kind: 'pin', value: pin },
    purpose,
    terminal,
    trust,
    clock,
    utcOffsetMinutes: 480,
    staleness: { bundleSeconds: DAY_S, statusSeconds: DAY_S },
    random: nodeRandom,
    engine: nodeEngine,
    metering: { nowMs: () => performance.now() },
  });
  return { verdict, reasons };
}
