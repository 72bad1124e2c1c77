export { type FileStorage, fileStorage } from './file-storage.ts';
export { decodeImage, encodeImage } from './image-file.ts';
export { findServingProcess, type ImageLock, lockImage } from './image-lock.ts';
export { isAlive, type ProcessIdentity } from './process-identity.ts';
export { saveFile } from './save-file.ts';
