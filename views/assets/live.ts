// A page that changed is fetched again under its own rule, and its live sections are exchanged. Focus
// stays where it is, what somebody writes in is never taken away, and one polite line says what happened.

import htmx from 'htmx.org';
import { io, type Socket } from 'socket.io-client';

const BETWEEN_FETCHES_MS = 400;
const BETWEEN_WORDS_MS = 10_000;

/** Looks at this page's changes as long as it has a live section. */
export function followPage(): void {
  if (document.querySelector('[data-live]') === null) return;
  const line = document.querySelector<HTMLElement>('[data-live-line]');
  const say = createVoice(line);
  const refresh = createRefresh(say);
  const socket: Socket = io({ path: '/live', transports: ['websocket'] });
  // Who is let in is told of a change at once: what happened while nobody listened is seen too.
  socket.on('connect', () => {
    for (const url of urlsLookedAt()) socket.emit('look', url);
    line?.removeAttribute('data-lost');
  });
  socket.on('changed', refresh);
  socket.on('disconnect', () => line?.setAttribute('data-lost', ''));
  document.addEventListener('visibilitychange', refresh.whenSeen);
  document.addEventListener('focusout', () => setTimeout(refresh.whenFree, 0));
}

/** This page, and the pages that its sections name (`data-live="/billing-months/2026-10"`). */
function urlsLookedAt(): Set<string> {
  const named = [...document.querySelectorAll<HTMLElement>('[data-live]')].map(
    (section) => section.dataset['live'] ?? '',
  );
  return new Set([location.pathname, ...named.filter((url) => url.startsWith('/'))]);
}

/** One fetch at a time, none while nobody looks; what could not be exchanged waits for the focus to leave. */
function createRefresh(say: (words: string) => void) {
  let running = false;
  let again = false;
  let unseen = false;
  let waiting = false;
  const run = async (): Promise<void> => {
    const page = await fetchPage();
    if (page !== null) waiting = exchangeAll(page, say);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_FETCHES_MS));
  };
  const refresh = () => {
    if (document.hidden) {
      unseen = true;
      return;
    }
    if (running) {
      again = true;
      return;
    }
    running = true;
    run()
      .catch(() => undefined)
      .finally(() => {
        running = false;
        if (!again) return;
        again = false;
        refresh();
      });
  };
  return Object.assign(refresh, {
    whenSeen: () => {
      if (document.hidden || !unseen) return;
      unseen = false;
      refresh();
    },
    whenFree: () => {
      if (!waiting) return;
      waiting = false;
      refresh();
    },
  });
}

async function fetchPage(): Promise<Document | null> {
  const response = await fetch(location.href, {
    headers: { 'HX-Request': 'true' },
    credentials: 'same-origin',
  });
  if (!response.ok || response.redirected) return null;
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** Exchanges each live section that differs. True when one had to wait. */
function exchangeAll(page: Document, say: (words: string) => void): boolean {
  let waits = false;
  for (const section of document.querySelectorAll<HTMLElement>('[data-live][id]')) {
    const next = page.getElementById(section.id);
    if (next === null || !section.isConnected || next.isEqualNode(section)) continue;
    if (exchange(section, document.importNode(next, true))) {
      const words = next.dataset['says'];
      if (words !== undefined && words !== section.dataset['says']) say(words);
      else say('');
    } else waits = true;
  }
  if (waits) say(document.querySelector<HTMLElement>('[data-live-line]')?.dataset['waits'] ?? '');
  return waits;
}

function exchange(section: HTMLElement, next: HTMLElement): boolean {
  if (isWrittenIn(section)) return false;
  const focused = section.contains(document.activeElement) ? document.activeElement : null;
  const heir = focused === null ? null : heirOf(focused, next);
  if (focused !== null && heir === null) return false;
  keepOpen(section, next);
  section.replaceWith(next);
  htmx.process(next);
  if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
  return true;
}

/** True while a field has the focus, or holds something that was not there from the start. */
function isWrittenIn(section: HTMLElement): boolean {
  const fields = section.querySelectorAll<
    HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
  >('input:not([type=hidden]), textarea, select');
  return [...fields].some((field) => field === document.activeElement || isChanged(field));
}

function isChanged(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): boolean {
  if (field instanceof HTMLSelectElement) {
    const chosen = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  }
  if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) {
    return field.checked !== field.defaultChecked;
  }
  return field.value !== field.defaultValue;
}

/** The element that takes over the focus: the same id, link, or button. */
function heirOf(focused: Element, next: HTMLElement): Element | null {
  for (const name of ['id', 'href', 'formaction', 'value', 'aria-label']) {
    const value = focused.getAttribute(name);
    if (value === null || value === '') continue;
    const same = [...next.querySelectorAll(focused.localName)];
    return same.find((each) => each.getAttribute(name) === value) ?? null;
  }
  const summary = focused.closest('details[id]');
  return focused.localName === 'summary' && summary !== null
    ? next.querySelector(`#${CSS.escape(summary.id)} > summary`)
    : null;
}

function keepOpen(section: HTMLElement, next: HTMLElement): void {
  for (const open of section.querySelectorAll<HTMLDetailsElement>('details[id][open]')) {
    next.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute('open', '');
  }
}

/** Says the latest words, at most once in ten seconds; without words only the clock moves on. */
function createVoice(line: HTMLElement | null): (words: string) => void {
  let last = 0;
  let pending: ReturnType<typeof setTimeout> | null = null;
  let latest = '';
  const speak = () => {
    pending = null;
    last = Date.now();
    if (line !== null) line.textContent = sentence(line, latest);
  };
  return (words) => {
    latest = words;
    if (pending !== null) return;
    pending = setTimeout(speak, Math.max(0, last + BETWEEN_WORDS_MS - Date.now()));
  };
}

/** `Uppdaterad kl. 09.14. 412 av 500 kundfakturor skapade.` */
function sentence(line: HTMLElement, words: string): string {
  const time = new Date().toLocaleTimeString('sv-SE', {
    timeZone: 'Europe/Stockholm',
    hour: '2-digit',
    minute: '2-digit',
  });
  const clock = document.documentElement.lang === 'sv' ? `kl. ${time.replace(':', '.')}` : time;
  const updated = `${line.dataset['updated'] ?? ''} ${clock}.`;
  return words === '' ? updated : `${updated} ${words}`;
}
