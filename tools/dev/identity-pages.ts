// The few pages of the identity provider of development: plain HTML, whole without a script.

type ShownPerson = { readonly email: string; readonly name: string; readonly title: string };

type Choice = {
  readonly people: readonly ShownPerson[];
  /** The request that is to be answered; null when somebody only looks. */
  readonly asked: { readonly requestId: string; readonly relayState: string } | null;
  readonly baseUrl: string;
  readonly action: string;
};

/** Everybody to sign in as, a button each. */
export function choicePage({ people, asked, baseUrl, action }: Choice): string {
  const hidden =
    asked === null
      ? ''
      : hiddenField('requestId', asked.requestId) + hiddenField('relayState', asked.relayState);
  const button = ({ email, name }: ShownPerson) =>
    asked === null
      ? ''
      : `<button name="email" value="${escape(email)}">Logga in<span class="vh"> som ${escape(name)}</span></button>`;
  const rows = people
    .map(
      (person) =>
        `<li><div><b>${escape(person.name)}</b><span>${escape(person.title)}</span>` +
        `<span class="mail">${escape(person.email)}</span></div>${button(person)}</li>`,
    )
    .join('');
  const lead =
    asked === null
      ? `<p>Börja i <a href="${escape(baseUrl)}/sign-in">Järnkoll</a>, så kommer du tillbaka hit.</p>`
      : '<p>Välj vem du vill vara. Inget lösenord behövs.</p>';
  return page(
    'Vem vill du vara?',
    `${lead}<form method="post" action="${escape(action)}">${hidden}<ul>${rows}</ul></form>`,
  );
}

/** Carries the signed answer to the house: by itself where scripts run, else by one press. */
export function continuePage(answer: {
  readonly action: string;
  readonly message: string;
  readonly relayState: string;
  readonly name: string;
}): string {
  return page(
    `Du är ${answer.name}`,
    `<form id="continue" method="post" action="${escape(answer.action)}">` +
      hiddenField('SAMLResponse', answer.message) +
      hiddenField('RelayState', answer.relayState) +
      '<p>Nu går du vidare till Järnkoll.</p><button>Fortsätt till Järnkoll</button></form>' +
      '<script src="/continue.js" defer></script>',
  );
}

export function refusalPage(reason: string, baseUrl: string): string {
  return page(
    'Det gick inte att läsa',
    `<p>${escape(reason)}</p><p><a href="${escape(baseUrl)}/sign-in">Börja om i Järnkoll</a></p>`,
  );
}

export const SCRIPT = "document.getElementById('continue')?.submit();\n";

export const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, 'Segoe UI', Arial, sans-serif; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 40rem; margin: 0 auto; padding: 2rem 1rem; }
ul { list-style: none; margin: 1.5rem 0 0; padding: 0; border-top: 1px solid GrayText; }
li { display: flex; gap: 1rem; align-items: center; justify-content: space-between;
  padding: 0.75rem 0; border-bottom: 1px solid GrayText; }
li div { display: grid; overflow-wrap: anywhere; }
.mail { font-size: 0.875rem; }
button { font: inherit; padding: 0.5rem 1rem; min-height: 2.75rem; border: 2px solid #245697;
  border-radius: 0.5rem; background: #245697; color: #fff; cursor: pointer; white-space: nowrap; }
:focus-visible { outline: 3px solid #c46200; outline-offset: 2px; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

function page(title: string, body: string): string {
  return (
    '<!doctype html><html lang="sv"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<title>${escape(title)} – Utvecklingens inloggningstjänst</title>` +
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>' +
    `<body><main><p>Utvecklingens inloggningstjänst</p><h1>${escape(title)}</h1>${body}</main></body></html>`
  );
}

function hiddenField(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escape(value)}">`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
}
