export { contactlessAtr, PERMIT_ATR } from './answer-to-reset.ts';
export { encodeFrame, FrameReader, MAX_FRAME_BYTES, VPCD_CONTROL } from './frames.ts';
export { type ServeVpcd, serveVpcd, type VpcdSlot } from './serve-vpcd.ts';
export type { ServedCard, SessionCost, SessionMeter } from './served-card.ts';
