import type { Argv } from 'yargs';
import type { CommandOutput } from './command-output.ts';

type Common = { readonly json: boolean; readonly office: string; readonly clock: string };
type Run = <Given extends Common>(
  command: (given: Given, output: CommandOutput) => Promise<number>,
) => (given: Given) => Promise<void>;

/** `permit-issuer audit …`: for auditors, who read the audit tables and nothing else. */
export function defineAudit(cli: Argv<Common>, run: Run): Argv<Common> {
  return cli.command(
    'audit',
    'prove the audit log unbroken, and read it; the database comes from PERMIT_AUDIT_URL',
    (command) =>
      command
        .command(
          'verify',
          'hash every chain again and hold it against what was signed; status 1: broken, 3: only clocks went wrong',
          (each) =>
            each
              .option('only', { type: 'string', describe: 'one office, by its short name; else all' })
              .option('witness', { type: 'string', describe: 'witness file; else what PERMIT_WITNESS names' })
              .option('key', { type: 'string', describe: 'public checkpoint keys; else audit.pub of PERMIT_KEYS' }),
          run(async ({ only, witness, key }, output) => {
            const { verifyAuditCommand } = await import('./commands/audit-commands.ts');
            return verifyAuditCommand({ output, officeId: only, witness, keyFile: key });
          }),
        )
        .command(
          'show',
          'list the events of a case, or those that concern the person of a tag',
          (each) =>
            each
              .option('case', { type: 'string', describe: 'case number' })
              .option('person-tag', { type: 'string', describe: '64 hex digits' })
              .conflicts('case', 'person-tag'),
          run(async (given, output) => {
            const { showAuditCommand } = await import('./commands/audit-commands.ts');
            return showAuditCommand({ output, caseNumber: given.case, personTag: given.personTag });
          }),
        )
        .command(
          'key',
          'make the checkpoint key in PERMIT_KEYS: audit.key, and audit.pub for who verifies; `key seal` seals it',
          (each) => each,
          run(async (_given, output) => {
            const { makeCheckpointKeyCommand } = await import('./commands/audit-commands.ts');
            return makeCheckpointKeyCommand(output);
          }),
        )
        .demandCommand(1),
  );
}
