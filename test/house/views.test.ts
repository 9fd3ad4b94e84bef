// Templates: each compiles, each is shown by somebody, and none holds logic, raw output or anything
// that the content security policy would refuse.

import { expect } from 'chai';
import handlebars from 'handlebars';
import { createHelpers } from '../../server/http/helpers.ts';
import { filesOf, matchesIn, textOf } from './tree.ts';

const TEMPLATES = filesOf('views', '.hbs');
const CODE = [...filesOf('server', '.ts'), ...filesOf('workflows', '.ts')];
const BLOCKS = ['if', 'unless', 'each', 'with'];
const HELPERS = Object.keys(createHelpers({} as Parameters<typeof createHelpers>[0]));

type Node = {
  readonly type: string;
  readonly path?: { readonly original?: string };
  readonly name?: { readonly original?: string };
  readonly params?: readonly unknown[];
  readonly [child: string]: unknown;
};

describe('templates', () => {
  it('compile', () => {
    for (const file of TEMPLATES) {
      expect(() => handlebars.precompile(textOf(file), { strict: true }), file).not.to.throw();
    }
  });

  it('put out nothing raw, but for a layout its body', () => {
    const raw = TEMPLATES.filter((file) => !file.startsWith('views/layouts/')).filter((file) =>
      textOf(file).includes('{{{'),
    );
    expect(raw).to.deep.equal([]);
  });

  it('use no words but those of the house', () => {
    const strange = TEMPLATES.flatMap((file) =>
      nodesOf(file)
        .filter(({ type, params }) => type === 'BlockStatement' || (params ?? []).length > 0)
        .filter(({ type }) => type !== 'PartialStatement' && type !== 'PartialBlockStatement')
        .map(({ path }) => path?.original ?? '')
        .filter((word) => !BLOCKS.includes(word) && !HELPERS.includes(word))
        .map((word) => `${file}: ${word}`),
    );
    expect(strange).to.deep.equal([]);
  });

  it('include only parts that there are', () => {
    const missing = TEMPLATES.flatMap((file) =>
      nodesOf(file)
        .filter(({ type }) => type.startsWith('Partial'))
        .map(({ name }) => name?.original ?? '')
        .filter((part) => !part.startsWith('@'))
        .filter(
          (part) =>
            !TEMPLATES.includes(`views/${part}.hbs`) &&
            !TEMPLATES.includes(`views/partials/${part}.hbs`),
        )
        .map((part) => `${file}: ${part}`),
    );
    expect(missing).to.deep.equal([]);
  });

  it('are there wherever code shows one', () => {
    const shown = matchesIn(CODE, /(?:reply\.page|\bdraw)\(\s*'([^']+)'/g);
    const missing = shown.filter(({ found }) => !TEMPLATES.includes(`views/${found}.hbs`));
    expect(missing).to.deep.equal([]);
  });

  it('are each shown by somebody', () => {
    const code = CODE.map(textOf).join('\n');
    const included = TEMPLATES.flatMap((file) => nodesOf(file).map(({ name }) => name?.original));
    const orphans = TEMPLATES.map((file) => file.slice('views/'.length, -'.hbs'.length))
      .filter((view) => !view.startsWith('layouts/'))
      .filter((view) => !code.includes(`'${view}'`) && !included.includes(view))
      .filter((view) => !included.includes(view.replace(/^partials\//, '')));
    expect(orphans).to.deep.equal([]);
  });

  const refused: [string, RegExp][] = [
    ['a style of their own', /\sstyle\s*=/],
    ['script in the page', /<script(?![^>]*\ssrc=)/],
    ['script in an attribute', /\son[a-z]+\s*=\s*["'{]/],
    ['a value without quotes', /\s[a-z-]+=\{\{/],
    ['htmx that needs eval', /\shx-on|\shx-[a-z-]+="js:/],
  ];
  for (const [what, pattern] of refused) {
    it(`hold no ${what.replace(/^an? /, '')}`, () => {
      const faulty = TEMPLATES.filter((file) => !/\/mail\b/.test(file)).filter((file) =>
        pattern.test(textOf(file)),
      );
      expect(faulty).to.deep.equal([]);
    });
  }
});

/** Every node of a template's tree, also those inside blocks and arguments. */
function nodesOf(file: string): Node[] {
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value) found.push(value as Node);
      Object.values(value).forEach(visit);
    }
  };
  visit(handlebars.parse(textOf(file)).body);
  return found;
}
