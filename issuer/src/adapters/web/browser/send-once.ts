const SAME_CLICK_MS = 2000;

/** Takes the second click of a double one for none; the service runs a form's commands once in any case. */
export function sendOnce(): void {
  const sentAt = new WeakMap<HTMLFormElement, number>();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const before = sentAt.get(form);
    const now = performance.now();
    if (before !== undefined && now - before < SAME_CLICK_MS) event.preventDefault();
    else sentAt.set(form, now);
  });
}
