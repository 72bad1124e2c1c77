export { keyPair } from './key-pair.ts';
export { persoStatus } from './perso-status.ts';
export { putKey } from './put-key.ts';
export { SUPPLIER_KEY_VERSION } from './require-personaliser.ts';
export { setLifeCycle } from './set-life-cycle.ts';
export { storeData } from './store-data.ts';
