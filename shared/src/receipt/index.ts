export * from './use-receipt.ts';
