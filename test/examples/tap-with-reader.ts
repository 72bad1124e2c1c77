import { loadTerminalFolder, loadTrustFolder, nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import { openReader } from '@residence-permit/reader/pcsc';
import { verifyCard } from '@residence-permit/reader/verify';

const [trustFolder = '', terminalFolder = '', can = ''] = process.argv.slice(2);
const clock = () => Math.floor(Date.now() / 1000);

// Everything is checked here, once; after this no network is needed until the files are stale.
const { trust } = await loadTrustFolder({ folder: trustFolder, engine: nodeEngine, openedAt: clock() });
const terminal = await loadTerminalFolder(terminalFolder);
const purpose = trust.findPurpose('clinic');
if (purpose === undefined) throw new Error('the bundle names no purpose “clinic”');

const reader = await openReader();
try {
  const transport = await reader.waitForCard({ timeoutMs: 30_000 });
  const result = await verifyCard({
    transport,
    password: { kind: 'can', value: can },
    purpose,
    terminal,
    trust,
    clock,
    utcOffsetMinutes: 480,
    staleness: { bundleSeconds: 3 * 86_400, statusSeconds: 86_400 },
    random: nodeRandom,
    engine: nodeEngine,
    metering: { nowMs: () => performance.now() },
  });
  process.stdout.write(`${result.verdict} ${result.reasons.join(' ')}\n`);
} finally {
  // Without this the process does not end.
  await reader.close();
}
