import { askSession } from './ask-session.ts';

const PASSKEYS = '/api/v1/session/passkeys';

type Asked = { readonly challengeId: string; readonly options: PublicKeyCredentialRequestOptionsJSON };

/**
 * Offers a passkey on the page that asks for a proof of presence, to who has one (Web Authentication Level 3, section 7.2). What
 * the browser signs goes with the form, which then does what it was asked for.
 */
export function proveByPasskey(): void {
  const offer = document.querySelector<HTMLElement>('[data-passkey-proof]');
  const form = offer?.closest('form');
  const status = offer?.querySelector<HTMLElement>('[role="status"]');
  if (offer === null || form === null || form === undefined || status === null || status === undefined) return;
  if (!('PublicKeyCredential' in window)) return;
  void hasPasskey().then((isThere) => (offer.hidden = !isThere));
  offer.querySelector('button')?.addEventListener('click', () => {
    status.textContent = '';
    prove(form).then(
      () => form.requestSubmit(),
      () => (status.textContent = status.dataset['failed'] ?? ''),
    );
  });
}

async function hasPasskey(): Promise<boolean> {
  const answer = await fetch(PASSKEYS).catch(() => undefined);
  if (answer?.ok !== true) return false;
  const { passkeys } = (await answer.json()) as { readonly passkeys: readonly unknown[] };
  return passkeys.length > 0;
}

async function prove(form: HTMLFormElement): Promise<void> {
  const { challengeId, options } = (await askSession('step-up/options', {
    class: valueOf(form, 'class').value,
  })) as Asked;
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new TypeError('no passkey answered');
  valueOf(form, 'assertion').value = JSON.stringify({ challengeId, response: credential.toJSON() });
  valueOf(form, 'method').value = 'passkey';
}

function valueOf(form: HTMLFormElement, name: string): HTMLInputElement {
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLInputElement)) throw new TypeError(`no field ${name}`);
  return field;
}
