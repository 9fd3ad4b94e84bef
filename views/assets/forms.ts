// Forms: a fault summary gets focus when it appears, and a button that was pressed says that it works.

export function followForms(): void {
  focusSummary(document);
  document.addEventListener('htmx:afterSwap', (event) => {
    if (event.target instanceof HTMLElement) focusSummary(event.target);
  });
  document.addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || event.target.method !== 'post') return;
    if (event.target.dataset['sent'] === 'yes') {
      event.preventDefault();
      return;
    }
    event.target.dataset['sent'] = 'yes';
    event.submitter?.setAttribute('aria-busy', 'true');
  });
  // Back from another page: the form may be sent again.
  window.addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
      delete form.dataset['sent'];
      form.querySelector('[aria-busy]')?.removeAttribute('aria-busy');
    }
  });
}

function focusSummary(root: ParentNode): void {
  root.querySelector<HTMLElement>('.ds-error-summary')?.focus();
}
