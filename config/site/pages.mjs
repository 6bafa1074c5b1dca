// Lays the documents out as pages of the site: node pages.mjs HOME PAGES.
// Begins with the README in both languages and docs, and follows their links: Markdown files become pages, other files pages that
// show them, folders pages that list them, pictures copies. Links are rewritten to the new places. A link to nothing ends it.
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path/posix';

const [home, pages] = process.argv.slice(2);
const PICTURE = /\.(png|svg)$/;
const LANGUAGES = {'.mjs': 'js', '.conf': 'nginx', '.service': 'ini', '.yml': 'yaml', '.sql': 'sql', '.json': 'json', '.java': 'java', '.yaml': 'yaml'};

/** Where a file or folder of the product stands on the site. */
function place(file) {
  if (PICTURE.test(file)) return file;
  if (statSync(path.join(home, file)).isDirectory()) return path.join('sources', file, 'index.md');
  if (!file.endsWith('.md')) return path.join('sources', `${file}.md`);
  return file
    .replace(/^README\.zh-CN\.md$/, 'zh-CN/README.md')
    .replace(/^docs\/zh-CN\//, 'zh-CN/docs/')
    .replace(/(^|\/)README\.md$/, '$1index.md');
}

/** A folder is told by its README, where it has one. */
function told(file) {
  const readme = path.join(file, 'README.md');
  return existsSync(path.join(home, readme)) ? readme : file;
}

const due = ['README.md', 'README.zh-CN.md', ...readdirSync(path.join(home, 'docs'), {recursive: true})
  .map(name => path.join('docs', name.replaceAll('\\', '/')))
  .filter(name => name.endsWith('.md'))];
const known = new Set(due);

function link(from, target) {
  if (/^[a-z]+:|^#/.test(target)) return target;
  const [name, anchor] = target.split('#');
  const named = path.join(path.dirname(from), name).replace(/\/$/, '');
  if (named.startsWith('..') || !existsSync(path.join(home, named))) throw new Error(`${from}: ${target} is not there`);
  const to = told(named);
  if (!known.has(to)) {
    known.add(to);
    due.push(to);
  }
  const relative = path.relative(path.dirname(place(from)), place(to));
  return (relative.startsWith('.') ? relative : `./${relative}`) + (anchor === undefined ? '' : `#${anchor}`);
}

/** A document with its links rewritten, without comments. */
function page(file, text) {
  let fence = null;
  return text.split('\n').filter(line => !/^ *<!--.*-->$/.test(line)).map(line => {
    const mark = /^ *(`{3,})/.exec(line)?.[1];
    if (mark && (fence === null || mark === fence)) fence = fence === null ? mark : null;
    return mark || fence !== null
      ? line
      : line.replace(/(`+).+?\1|\]\(([^)\s]+)\)/g, (all, code, target) => (code ? all : `](${link(file, target)})`));
  }).join('\n');
}

/** A file as it is. The search is for documents, and a large file in colours is larger than the site. */
function shown(file) {
  const text = readFileSync(path.join(home, file), 'utf8').replace(/\n$/, '');
  const language = text.length < 50_000 ? LANGUAGES[path.extname(file)] : undefined;
  return `---\nsearch: false\n---\n# ${file}\n\n\`\`\`\`${language ?? 'text'}\n${text}\n\`\`\`\`\n`;
}

function listed(folder) {
  const names = readdirSync(path.join(home, folder), {withFileTypes: true})
    .filter(entry => entry.name !== 'target')
    .map(entry => `- \`${entry.name}${entry.isDirectory() ? '/' : ''}\``)
    .sort();
  return `# ${folder}\n\nA folder of the sources:\n\n${names.join('\n')}\n`;
}

rmSync(pages, {recursive: true, force: true});
for (const file of due) {
  const to = path.join(pages, place(file));
  mkdirSync(path.dirname(to), {recursive: true});
  if (PICTURE.test(file)) cpSync(path.join(home, file), to);
  else if (statSync(path.join(home, file)).isDirectory()) writeFileSync(to, listed(file));
  else if (!file.endsWith('.md')) writeFileSync(to, shown(file));
  else writeFileSync(to, page(file, readFileSync(path.join(home, file), 'utf8')));
}
