export * from './issuer-signed.ts';
export * from './issuer-signed-item.ts';
export * from './mobile-security-object.ts';
