/** Moves the focus to the summary of errors, and from there to the field that an error names. */
export function focusOnErrors(): void {
  const summary = document.querySelector<HTMLElement>('.govuk-error-summary');
  if (summary === null) return;
  summary.tabIndex = -1;
  summary.focus();
  summary.addEventListener('click', (event) => {
    const link = event.target instanceof HTMLAnchorElement ? event.target : undefined;
    const field = link === undefined ? null : document.getElementById(link.hash.slice(1));
    if (field === null) return;
    event.preventDefault();
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
  });
}
