import { askSession } from './ask-session.ts';

type Asked = { readonly challengeId: string; readonly options: PublicKeyCredentialCreationOptionsJSON };

/** Has the browser make a passkey for the account, where it can (Web Authentication Level 3, section 5.1). */
export function addPasskey(): void {
  const form = document.querySelector<HTMLFormElement>('[data-passkey]');
  const status = form?.querySelector<HTMLElement>('[role="status"]');
  if (form === null || status === null || status === undefined || !('PublicKeyCredential' in window)) return;
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    status.textContent = '';
    make(form).then(
      () => location.assign('/settings?done=passkey'),
      () => (status.textContent = status.dataset['failed'] ?? ''),
    );
  });
}

async function make(form: HTMLFormElement): Promise<void> {
  const typed = new FormData(form);
  const asked = (await askSession('passkeys/options', { password: typed.get('newPasskeyPassword') })) as Asked;
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(asked.options);
  const credential = await navigator.credentials.create({ publicKey });
  if (!(credential instanceof PublicKeyCredential)) throw new TypeError('no passkey was made');
  await askSession('passkeys', {
    challengeId: asked.challengeId,
    name: typed.get('passkeyName'),
    response: credential.toJSON(),
  });
}
