export { deliverToSpool } from './deliver-to-spool.ts';
export { makeOutbox, type Outbox } from './make-outbox.ts';
export { textOf } from './message-texts.ts';
export {
  type Deliver,
  MESSAGE_LANGUAGES,
  MESSAGE_TEMPLATES,
  MessageDetails,
  type MessageLanguage,
  type MessageTemplate,
  MessageToQueue,
  type OutgoingMessage,
} from './outbox-message.ts';
