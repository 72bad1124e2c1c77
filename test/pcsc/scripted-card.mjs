/**
 * A card that does as it is told, for tests of the reader: a process of its own, because the binding may hold up the
 * event loop of the process that reads. Talks the protocol of vpcd (two bytes of length, then the body; a body of one
 * byte is a control message) and takes orders from its parent: `insert`, `remove`, `swap` (remove and insert at once).
 * `atr HEX` and `atr-when-powered HEX` change the answer to reset, in general and after power-up.
 * Commands: 80 10 P1 P2 answers P1P2 bytes; 80 20 P1 P2 answers after P1P2 milliseconds; 80 30 leaves without an answer;
 * 80 40 never answers; 80 50 P1 P2 answers P1 bytes in all, no status word among them; anything else answers 9000. Tells its parent each control message but the request for the answer to reset.
 */
import { connect } from 'node:net';

const port = Number(process.argv[2]);
let atr = Buffer.from('3b80800101', 'hex');
let atrWhenPowered;
let powered = false;
const GET_ATR = 4;
let socket;

process.on('message', async (order) => {
  const [word, hex] = order.split(' ');
  if (word === 'atr') atr = Buffer.from(hex, 'hex');
  if (word === 'atr-when-powered') atrWhenPowered = Buffer.from(hex, 'hex');
  if (order === 'remove' || order === 'swap') await remove();
  if (order === 'insert' || order === 'swap') await insert();
  process.send(`done ${order}`);
});
process.on('disconnect', () => process.exit());

function insert() {
  return new Promise((resolve, reject) => {
    let pending = Buffer.alloc(0);
    socket = connect({ host: '127.0.0.1', port, noDelay: true }, resolve);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        answer(pending.subarray(2, end));
        pending = pending.subarray(end);
      }
    });
  });
}

function remove() {
  return new Promise((resolve) => {
    socket.once('close', resolve);
    socket.destroy();
  });
}

function answer(body) {
  if (body.length === 1) {
    if (body[0] <= 1) powered = body[0] === 1;
    if (body[0] === GET_ATR) send(powered ? (atrWhenPowered ?? atr) : atr);
    else process.send(`control ${body[0]}`);
    return;
  }
  const parameter = body.readUInt16BE(2);
  if (body[0] === 0x80 && body[1] === 0x10) send(Buffer.concat([Buffer.alloc(parameter, 0xa5), Buffer.of(0x90, 0)]));
  else if (body[0] === 0x80 && body[1] === 0x20) setTimeout(() => send(Buffer.of(0x90, 0)), parameter);
  else if (body[0] === 0x80 && body[1] === 0x30) socket.destroy();
  else if (body[0] === 0x80 && body[1] === 0x50) send(Buffer.alloc(body[2], 0xa5));
  else if (body[0] !== 0x80 || body[1] !== 0x40) send(Buffer.of(0x90, 0));
}

function send(body) {
  const frame = Buffer.alloc(2 + body.length);
  frame.writeUInt16BE(body.length);
  body.copy(frame, 2);
  socket.write(frame);
}
