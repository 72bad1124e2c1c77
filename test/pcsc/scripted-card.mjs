/**
 * A card that does as it is told, for tests of the reader: a process of its own, because the binding may hold up the
 * event loop of the process that reads. Talks the protocol of vpcd (two bytes of length, then the body; a body of one
 * byte is a control message) and takes orders from its parent: `insert`, `remove`, `swap` (remove and insert at once).
 * Commands: 80 10 P1 P2 answers P1P2 bytes; 80 20 P1 P2 answers after P1P2 milliseconds; 80 30 leaves without an answer;
 * anything else answers 9000. Tells its parent each control message but the request for the answer to reset.
 */
import { connect } from 'node:net';

const port = Number(process.argv[2]);
const ATR = Buffer.from('3b80800101', 'hex');
const GET_ATR = 4;
let socket;

process.on('message', async (order) => {
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
    if (body[0] === GET_ATR) send(ATR);
    else process.send(`control ${body[0]}`);
    return;
  }
  const parameter = body.readUInt16BE(2);
  if (body[0] === 0x80 && body[1] === 0x10) send(Buffer.concat([Buffer.alloc(parameter, 0xa5), Buffer.of(0x90, 0)]));
  else if (body[0] === 0x80 && body[1] === 0x20) setTimeout(() => send(Buffer.of(0x90, 0)), parameter);
  else if (body[0] === 0x80 && body[1] === 0x30) socket.destroy();
  else send(Buffer.of(0x90, 0));
}

function send(body) {
  const frame = Buffer.alloc(2 + body.length);
  frame.writeUInt16BE(body.length);
  body.copy(frame, 2);
  socket.write(frame);
}
