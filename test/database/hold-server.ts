import { openEmbeddedServer, withSession } from '@residence-permit/issuer/database';

// A process of its own that holds the embedded server of a folder until its standard input ends.
const [folder = ''] = process.argv.slice(2);
try {
  const server = await openEmbeddedServer({ folder, lastOneOut: 'stops' });
  const { rows } = await withSession({ url: server.url('postgres', 'postgres'), role: undefined }, (client) =>
    client.query<Record<string, string>>(
      `SELECT current_setting('server_encoding') AS encoding, '样本·示例' ~ '^\\w+·\\w+$' AS "knowsHan", current_setting('fsync') AS fsync`,
    ),
  );
  process.stdout.write(`${JSON.stringify({ how: server.how, port: server.port, ...rows[0] })}\n`);
  process.stdin.resume().once('end', () => void server.close());
} catch (cause) {
  const said = cause instanceof Error ? cause.message : String(cause);
  process.stdout.write(`${JSON.stringify({ how: 'refused', said })}\n`);
}
