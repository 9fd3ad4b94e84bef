// Names in XML 1.0: what a prefix means where it stands. A document says its few names again and again,
// so each is worked out once for as long as the same bindings hold.

/** A name as the document means it. The same object each time, so long as the bindings are the same. */
export type Name = { readonly local: string; readonly uri: string };
export type Attributes = Readonly<Record<string, string>>;

/** What holds from one element down to its end. */
type Scope = {
  readonly depth: number;
  readonly bindings: ReadonlyMap<string, string>;
  readonly names: Map<string, Name>;
};

const XML = 'http://www.w3.org/XML/1998/namespace';
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** A hostile document may have a new name in each element: so many are kept. */
const NAMES_KEPT = 1000;

/** Follows a document. Throws an Error for what Namespaces in XML 1.0 forbids. */
export class Namespaces {
  /** How many elements are open. */
  depth = 0;
  private scope: Scope = {
    depth: 0,
    bindings: new Map([
      ['', ''],
      ['xml', XML],
      ['xmlns', XMLNS],
    ]),
    names: new Map(),
  };
  private readonly outer: Scope[] = [];
  private hasPrefixed = false;
  private declared: [string, string][] = [];

  /** Each attribute of the start tag that is being read. */
  attribute(name: string, value: string): void {
    if (name === 'xmlns') this.declared.push(['', value.trim()]);
    else if (name.startsWith('xmlns:')) this.declared.push([name.slice(6), value.trim()]);
    else if (name.includes(':')) this.hasPrefixed = true;
  }

  /** The start tag has been read: its name. */
  open(tag: string, attributes: Attributes): Name {
    this.depth += 1;
    if (this.declared.length > 0) this.declare();
    if (this.hasPrefixed) this.demandAttributes(Object.keys(attributes));
    return this.scope.names.get(tag) ?? this.look(tag);
  }

  close(): void {
    if (this.scope.depth === this.depth) this.scope = this.outer.pop() ?? this.scope;
    this.depth -= 1;
  }

  private declare(): void {
    for (const [prefix, uri] of this.declared) demandBinding(prefix, uri);
    this.outer.push(this.scope);
    this.scope = {
      depth: this.depth,
      bindings: new Map([...this.scope.bindings, ...this.declared]),
      names: new Map(),
    };
    this.declared = [];
  }

  private look(tag: string): Name {
    const [prefix, local] = parted(tag);
    if (prefix === 'xmlns') throw new Error('xmlns is no prefix of an element');
    const name = { local, uri: this.uriOf(prefix) };
    const { names } = this.scope;
    if (names.size >= NAMES_KEPT) names.clear();
    names.set(tag, name);
    return name;
  }

  private uriOf(prefix: string): string {
    const uri = this.scope.bindings.get(prefix);
    if (uri === undefined) throw new Error(`unbound prefix: ${prefix}`);
    return uri;
  }

  /** Prefixes are bound, and no two names of one element mean the same. */
  private demandAttributes(names: readonly string[]): void {
    this.hasPrefixed = false;
    const seen = new Set<string>();
    for (const name of names.filter((each) => each.includes(':'))) {
      const [prefix, local] = parted(name);
      const meant = `{${this.uriOf(prefix)}}${local}`;
      if (seen.has(meant)) throw new Error(`duplicate attribute: ${name}`);
      seen.add(meant);
    }
  }
}

function parted(name: string): readonly [string, string] {
  const colon = name.indexOf(':');
  if (colon === -1) return ['', name];
  const [prefix, local] = [name.slice(0, colon), name.slice(colon + 1)];
  if (prefix === '' || local === '' || local.includes(':')) {
    throw new Error(`malformed name: ${name}`);
  }
  return [prefix, local];
}

function demandBinding(prefix: string, uri: string): void {
  const isRight =
    prefix === 'xml' ? uri === XML : prefix !== 'xmlns' && uri !== XML && uri !== XMLNS;
  if (!isRight || (prefix !== '' && uri === '')) {
    throw new Error(`prefix ${prefix} may not be bound to ${uri}`);
  }
}
