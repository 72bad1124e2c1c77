const SECOND_MS = 1000;

/**
 * Brings a page up to date that says so, by `data-follow-s`: fetches it every so many seconds and shows what changed, until it
 * no longer asks for that. The service says when to stop, so that nothing goes round for ever.
 */
export function followProgress(): void {
  const main = document.querySelector('main');
  const seconds = Number(document.querySelector<HTMLElement>('[data-follow-s]')?.dataset['followS']);
  if (main === null || !(seconds > 0)) return;
  setTimeout(() => void lookAgain(main), seconds * SECOND_MS);
}

async function lookAgain(main: Element): Promise<void> {
  const answer = await fetch(location.href).catch(() => undefined);
  // Nobody is signed in any more, or has to prove presence again: what stands there stays, with its link to look again.
  if (answer?.ok === false) return;
  const found = new DOMParser().parseFromString((await answer?.text()) ?? '', 'text/html');
  const next = found.querySelector('main');
  if (next !== null && next.innerHTML !== main.innerHTML) {
    document.title = found.title;
    main.replaceChildren(...next.childNodes);
    if (main.querySelector('[data-follow-s]') === null && main instanceof HTMLElement) main.focus();
  }
  followProgress();
}
