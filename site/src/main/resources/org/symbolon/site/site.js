// The choice of colours, and the search. Every page can be read without this script.
(() => {
  const root = document.documentElement;

  // Storage may be closed to pages that were opened as files; the choice then lasts for one page.
  function remembered(value) {
    try {
      if (value) {
        localStorage.setItem('theme', value);
      }
      return localStorage.getItem('theme');
    } catch {
      return value || null;
    }
  }

  const chosen = remembered();
  if (chosen) {
    root.dataset.theme = chosen;
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function setUpColours() {
    const button = document.getElementById('theme');
    const show = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      remembered(root.dataset.theme);
      show();
    });
    button.hidden = false;
    show();
  }

  function load(script) {
    return new Promise((done, failed) => {
      const tag = document.createElement('script');
      tag.src = document.body.dataset.root + script;
      tag.onload = done;
      tag.onerror = () => failed(new Error(script + ' could not be read'));
      document.head.append(tag);
    });
  }

  let sections = [];
  window.symbolonSearch = all => { sections = all; };

  let index;
  // The scripts are some hundred kilobytes, so they are loaded when somebody begins to search.
  function prepare() {
    index ??= load('lunr.js').then(() => load('search-data.js')).then(() => lunr(function () {
      this.ref('id');
      this.field('page', {boost: 10});
      this.field('heading', {boost: 5});
      this.field('text');
      sections.forEach((section, id) => this.add({...section, id}));
    }));
    return index;
  }

  async function find(text) {
    const ready = await prepare();
    const words = lunr.tokenizer(text.toLowerCase());
    return ready.query(query => words.forEach(word => {
      query.term(word.toString(), {boost: 10, presence: lunr.Query.presence.OPTIONAL});
      query.term(word.toString(), {wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false});
    })).slice(0, 20).map(hit => sections[hit.ref]);
  }

  function item(section) {
    const link = document.createElement('a');
    link.href = document.body.dataset.root + section.url;
    link.textContent = section.heading ? section.page + ': ' + section.heading : section.page;
    const excerpt = document.createElement('p');
    excerpt.textContent = section.text.length > 160 ? section.text.slice(0, 160) + '…' : section.text;
    const entry = document.createElement('li');
    entry.append(link, excerpt);
    return entry;
  }

  function setUpSearch() {
    const form = document.getElementById('search-form');
    const input = document.getElementById('search');
    const found = document.getElementById('found');
    const count = document.getElementById('found-count');
    const list = document.getElementById('found-list');

    async function show() {
      const text = input.value.trim();
      const hits = text ? await find(text) : [];
      if (text !== input.value.trim()) {
        return; // Somebody typed on meanwhile.
      }
      found.hidden = !text;
      count.textContent = hits.length ? hits.length + (hits.length === 1 ? ' place' : ' places') : 'Nothing found.';
      list.replaceChildren(...hits.map(item));
    }

    input.addEventListener('focus', prepare, {once: true});
    input.addEventListener('input', show);
    form.addEventListener('submit', event => {
      event.preventDefault();
      list.querySelector('a')?.focus();
    });
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape' && !found.hidden) {
        input.value = '';
        found.hidden = true;
        input.focus();
      } else if (event.key === '/' && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        input.focus();
      }
    });
    // A result may be on the page that is shown.
    list.addEventListener('click', () => { found.hidden = true; });
    form.hidden = false;
  }

  document.addEventListener('DOMContentLoaded', () => {
    setUpColours();
    setUpSearch();
  });
})();
