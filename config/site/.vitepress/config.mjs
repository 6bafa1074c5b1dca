// The site of the documents. Its pages are made by pages.mjs; a link between them that leads nowhere ends the build.
import {readFileSync, readdirSync} from 'node:fs';
import {defineConfig} from 'vitepress';

const GROUPS = [
  {en: 'Use it', zh: '使用', pages: ['user-guide', 'api', 'dashboard', 'bulk', 'openai', 'clients', 'workflows', 'schedules', 'webhooks', 'chat-bot', 'text']},
  {en: 'Run it', zh: '运行', pages: ['install', 'containers', 'kubernetes', 'configuration', 'operations', 'troubleshooting', 'migration', 'security', 'gpu']},
  {en: 'Judge it', zh: '评估', pages: ['VALIDATION', 'benchmarks']},
  {en: 'Change it', zh: '开发', pages: ['architecture', 'adr/index']},
];

const pages = new URL('../pages/', import.meta.url);
const there = new Set(readdirSync(pages, {recursive: true}).map(name => name.replaceAll('\\', '/')));

function entry(page) {
  const title = /^# (.*)$/m.exec(readFileSync(new URL(page, pages), 'utf8'))[1];
  return {text: title, link: `/${page.replace(/(index)?\.md$/, '')}`};
}

/** The documents by groups; what is not translated is shown in English. */
function sidebar(language) {
  const grouped = new Set(GROUPS.flatMap(group => group.pages));
  const missing = [...there].filter(name => /^docs\/[^/]+\.md$/.test(name)).map(name => name.slice(5, -3))
    .filter(name => name !== 'index' && !grouped.has(name));
  if (missing.length) throw new Error(`in no group of the site: ${missing}`);
  return GROUPS.map(group => ({
    text: group[language],
    items: group.pages
      .filter(page => there.has(`docs/${page}.md`))
      .map(page => entry(language === 'zh' && there.has(`zh-CN/docs/${page}.md`) ? `zh-CN/docs/${page}.md` : `docs/${page}.md`)),
  }));
}

/** Names of headings as on GitHub, so that links hold in both places. */
function slugify(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N} _-]/gu, '').replaceAll(' ', '-');
}

/** HTML and braces are text: Vue, which the pages are made with, would run what stands between them. */
function plain(md) {
  md.set({html: false});
  for (const rule of ['text', 'code_inline']) {
    const render = md.renderer.rules[rule];
    md.renderer.rules[rule] = (...token) => render(...token).replaceAll('{{', '&#123;&#123;').replaceAll('}}', '&#125;&#125;');
  }
}

export default defineConfig({
  base: process.env.SITE_BASE ?? '/',
  srcDir: './pages',
  outDir: process.env.SITE_OUT ?? './out',
  title: 'AI Scheduler',
  // addresses of the reader's own machine
  ignoreDeadLinks: 'localhostLinks',
  markdown: {anchor: {slugify}, config: plain},
  locales: {
    root: {label: 'English', lang: 'en', themeConfig: {nav: [{text: 'Documents', link: '/docs/'}], sidebar: sidebar('en')}},
    'zh-CN': {
      label: '简体中文',
      lang: 'zh-CN',
      themeConfig: {
        nav: [{text: '文档', link: '/zh-CN/docs/'}],
        sidebar: sidebar('zh'),
        outline: {label: '本页内容'},
        docFooter: {prev: '上一页', next: '下一页'},
        returnToTopLabel: '返回顶部',
        sidebarMenuLabel: '菜单',
        darkModeSwitchLabel: '外观',
        langMenuLabel: '语言',
      },
    },
  },
  themeConfig: {
    i18nRouting: false,
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        // a Chinese character is a word, as nothing stands between them
        miniSearch: {options: {tokenize: text => text.match(/\p{Script=Han}|[^\p{Script=Han}\p{Z}\p{P}\s]+/gu) ?? []}, searchOptions: {combineWith: 'AND'}},
        locales: {
          'zh-CN': {
            translations: {
              button: {buttonText: '搜索', buttonAriaLabel: '搜索'},
              modal: {noResultsText: '没有结果', resetButtonTitle: '清除', footer: {selectText: '打开', navigateText: '切换', closeText: '关闭'}},
            },
          },
        },
      },
    },
  },
});
