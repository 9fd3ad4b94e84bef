// Small enough to be read in one go: files, functions (the innermost: a factory holds its verbs) and
// lines.

import { expect } from 'chai';
import ts from 'typescript';
import { filesOf, textOf } from './tree.ts';

const MAX_FILE = 300;
const MAX_FUNCTION = 50;
/** The formatter breaks code at 100; a comment or a text may run a little over. */
const MAX_LINE = 110;
/** A text of so many signs is not broken for the line's sake. */
const LONG_TEXT = 25;

const SOURCES = ['server', 'workflows', 'migrations', 'test', 'config', 'tools', 'views'].flatMap(
  (folder) => filesOf(folder, '.ts', '.mjs'),
);
/** Rows of data are no story: what lies in fixtures is not read from top to bottom. */
const READ = SOURCES.filter((file) => !file.startsWith('test/fixtures/'));

/** Tests are lists of cases, tables.ts of columns, config of settings: no story that grew too long. */
const STORIES = READ.filter((file) => !/^(test|config)\/|\/tables\.ts$/.test(file));

describe('the size of things', () => {
  it(`keeps a file within ${String(MAX_FILE)} lines`, () => {
    const long = READ.map((file) => [file, linesThatCount(textOf(file))] as const)
      .filter(([, lines]) => lines > MAX_FILE)
      .map(([file, lines]) => `${file}: ${String(lines)}`);
    expect(long).to.deep.equal([]);
  });

  it(`keeps the innermost function within ${String(MAX_FUNCTION)} lines`, () => {
    const long = STORIES.flatMap(longFunctions);
    expect(long).to.deep.equal([]);
  }).timeout(60_000);

  it(`keeps a line within ${String(MAX_LINE)} signs, where it can be broken`, () => {
    const long = READ.flatMap((file) => {
      const unbreakable = linesOfLongTexts(file);
      return textOf(file)
        .split('\n')
        .map((line, index) => ({ line, number: index + 1 }))
        .filter(({ line, number }) => line.length > MAX_LINE && !unbreakable.has(number))
        .map(({ number }) => `${file}:${String(number)}`);
    });
    expect(long).to.deep.equal([]);
  }).timeout(60_000);
});

/** The lines on which there is a text, a template or a pattern that would have to be cut in two. */
function linesOfLongTexts(file: string): Set<number> {
  const source = parse(file);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    const isText = ts.isLiteralExpression(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if ((isText || ts.isTemplateHead(node)) && node.getText(source).length >= LONG_TEXT) {
      const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
      const last = source.getLineAndCharacterOfPosition(node.end).line;
      for (let line = first; line <= last; line += 1) lines.add(line + 1);
    }
    node.forEachChild(visit);
  };
  visit(source);
  return lines;
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2023, true);
}

function linesThatCount(text: string): number {
  return text.split('\n').filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length;
}

function longFunctions(file: string): string[] {
  const source = parse(file);
  const long: string[] = [];
  /** Returns the lines that functions inside a node take, so that their holder is spared them. */
  const visit = (node: ts.Node): number => {
    let inside = 0;
    node.forEachChild((child) => {
      inside += visit(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return inside;
    const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    const last = source.getLineAndCharacterOfPosition(node.end).line;
    const text = textOf(file)
      .split('\n')
      .slice(first, last + 1)
      .join('\n');
    const own = linesThatCount(text) - inside;
    if (own > MAX_FUNCTION) long.push(`${file}:${String(first + 1)}: ${String(own)} lines`);
    return linesThatCount(text);
  };
  visit(source);
  return long;
}
