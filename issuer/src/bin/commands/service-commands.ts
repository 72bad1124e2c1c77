import { awaitStop } from '../await-stop.ts';
import { type CommandOutput, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';
import { readSettings, runService, type ServiceRole } from '../serve/index.ts';
import { parseClock } from '../parse-settings.ts';

/** `permit-issuer serve` and `worker`: runs until SIGTERM or SIGINT, also when it comes during the start. */
export async function serviceCommand({
  output,
  role,
  office,
  clock,
}: {
  readonly output: CommandOutput;
  readonly role: ServiceRole;
  readonly office: string;
  readonly clock: string;
}): Promise<number> {
  const stop = awaitStop();
  const settings = readSettings(process.env);
  const service = await runService({ role, settings, officeFolder: office, clock: parseClock(clock) });
  const { url, counterPort } = service;
  const where = { ...(url === undefined ? {} : { url }), ...(counterPort === undefined ? {} : { counterPort }) };
  writeResult(output, { ready: true, pid: process.pid, ...where }, [`ready        ${url ?? 'worker'}`]);
  await stop;
  await service.stop();
  return EXIT.DONE;
}
