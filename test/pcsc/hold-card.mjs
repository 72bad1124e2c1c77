/**
 * Another program: holds the card of the first reader for itself, with a connection of its own to the PC/SC service. Prints
 * `held` when it has it, and lets go when its standard input ends.
 */
import pcsclite from 'pcsclite';

const service = pcsclite();
service.on('error', () => process.exit(0));
service.on('reader', (reader) => {
  if (!reader.name.endsWith('00 00')) return;
  let asked = false;
  reader.on('error', () => undefined);
  reader.on('status', ({ state }) => {
    if (asked || (state & reader.SCARD_STATE_PRESENT) === 0) return;
    asked = true;
    setImmediate(() =>
      reader.connect({ share_mode: reader.SCARD_SHARE_EXCLUSIVE }, (fault) => {
        process.stdout.write(fault ? `${fault.message}\n` : 'held\n');
        process.stdin.resume().on('end', () => reader.disconnect(reader.SCARD_LEAVE_CARD, () => process.exit(0)));
      }),
    );
  });
});
