/**
 * So long before the session ends somebody is told, and half as long as it lasts where that is less. WCAG 2.2 success criterion
 * 2.2.1 asks for at least 20 seconds.
 */
const WARN_S = 120;
const TICK_MS = 1000;
/** A screen reader is told this often, and each of the last seconds would be too much. */
const SPOKEN_EVERY_S = 20;

/** Shows how long the session still lasts, and keeps it when its user says so. */
export function warnBeforeEnd(): void {
  const section = document.querySelector<HTMLElement>('.office-timeout');
  const words = section?.querySelector<HTMLElement>('[data-words]');
  const stay = section?.querySelector<HTMLButtonElement>('[data-stay]');
  if (section === null || section === undefined || words === null || words === undefined) return;
  let left = Number(section.dataset['endsIn']);
  let since = performance.now();
  const warnS = Math.min(WARN_S, Number(section.dataset['idleS']) / 2);
  const leftS = () => Math.ceil(left - (performance.now() - since) / 1000);
  setInterval(() => {
    const seconds = leftS();
    section.hidden = seconds > warnS;
    if (section.hidden) return;
    if (seconds <= 0) words.textContent = words.dataset['over'] ?? '';
    else if (words.textContent === '' || seconds % SPOKEN_EVERY_S === 0) {
      words.textContent = (words.dataset['words'] ?? '').replace('{seconds}', String(seconds));
    }
    if (stay !== null && stay !== undefined) stay.hidden = seconds <= 0;
  }, TICK_MS);
  stay?.addEventListener('click', () => {
    void stayOn().then((seconds) => {
      if (!(seconds > 0)) return;
      left = seconds;
      since = performance.now();
      section.hidden = true;
      words.textContent = '';
    });
  });
}

/** Asks for the page that keeps the session; answers how many seconds it lasts from now, by that page. Not a number where it is over. */
async function stayOn(): Promise<number> {
  const answer = await fetch('/stay', { credentials: 'same-origin', redirect: 'error' });
  if (!answer.ok) return NaN;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return Number(page.querySelector<HTMLElement>('.office-timeout')?.dataset['endsIn']);
}
