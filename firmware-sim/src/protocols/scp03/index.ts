export { initializeUpdate } from './initialize-update.ts';
export { ScpChannel } from './scp-channel.ts';
