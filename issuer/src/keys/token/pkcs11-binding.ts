import { PermitError } from '@residence-permit/shared/errors';

type Handle = Uint8Array;
/** One attribute; the binding writes booleans as one byte and numbers as CK_ULONG. */
export type Attribute = { readonly type: number; readonly value?: Uint8Array | number | boolean | string };

/** What this room uses of the package `pkcs11js`; all calls block until the module answers. */
export type Pkcs11Binding = {
  load(path: string): void;
  close(): void;
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent: boolean): readonly Handle[];
  C_GetTokenInfo(slot: Handle): { readonly label: string; readonly serialNumber: string; readonly flags: number };
  C_GetMechanismList(slot: Handle): readonly number[];
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseAllSessions(slot: Handle): void;
  C_Login(session: Handle, userType: number, pin: string): void;
  C_GetSessionInfo(session: Handle): { readonly state: number };
  C_FindObjectsInit(session: Handle, template: readonly Attribute[]): void;
  C_FindObjects(session: Handle, max: number): readonly Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(
    session: Handle,
    object: Handle,
    template: readonly Attribute[],
  ): readonly { readonly value: Uint8Array }[];
  C_GenerateKeyPair(
    session: Handle,
    mechanism: { readonly mechanism: number },
    publicTemplate: readonly Attribute[],
    privateTemplate: readonly Attribute[],
  ): { readonly publicKey: Handle; readonly privateKey: Handle };
  C_SignInit(session: Handle, mechanism: { readonly mechanism: number }, key: Handle): void;
  C_Sign(session: Handle, data: Uint8Array, into: Uint8Array): Uint8Array;
  C_CreateObject(session: Handle, template: readonly Attribute[]): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
};
export type { Handle };

/**
 * Loads the native package when it is first needed; it is an optional dependency.
 * @param module path of the PKCS#11 library
 * @throws PermitError TOKEN_MODULE_ABSENT when the package or the library is not there, or the library is not PKCS#11
 */
export async function loadPkcs11(module: string): Promise<Pkcs11Binding> {
  // A name the compiler does not resolve: the package need not be there when this is built.
  const name: string = 'pkcs11js';
  let loaded: unknown;
  try {
    loaded = await import(name);
  } catch (cause) {
    throw new PermitError('TOKEN_MODULE_ABSENT', {
      cause,
      detail: `the package ${name} is not installed or not built`,
    });
  }
  if (!isPackage(loaded))
    throw new PermitError('TOKEN_MODULE_ABSENT', { detail: `${name} is not the package expected` });
  const binding = new loaded.PKCS11();
  try {
    binding.load(module);
  } catch (cause) {
    throw new PermitError('TOKEN_MODULE_ABSENT', { cause, detail: module });
  }
  return binding;
}

function isPackage(value: unknown): value is { readonly PKCS11: new () => Pkcs11Binding } {
  return typeof value === 'object' && value !== null && 'PKCS11' in value && typeof value.PKCS11 === 'function';
}
