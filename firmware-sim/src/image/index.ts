export { fileDevice } from './file-device.ts';
export { fileStorage, newImage, storageOver } from './file-storage.ts';
export { findServingProcess, type ImageLock, lockImage } from './image-lock.ts';
export { isAlive, type ProcessIdentity } from './process-identity.ts';
export { saveFile } from './save-file.ts';
