// What an agent types is checked by the word gate: hits are underlined, Alt+Enter takes the approved wording.
import { post } from './post.js';

const PAUSE_MS = 250;

function part(tag, text, className) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function underline(marks, text, hits) {
  const parts = [];
  let done = 0;
  for (const hit of hits.filter((hit, n) => hits.findIndex((other) => other.start < hit.end && hit.start < other.end) === n)) {
    parts.push(text.slice(done, hit.start), part('mark', text.slice(hit.start, hit.end), hit.action));
    done = hit.end;
  }
  marks.replaceChildren(...parts, text.slice(done));
}

function explain(list, text, answer) {
  const reasons = new Map(answer.hits.map((hit) => [hit.entry, hit]));
  const rows = [...reasons.values()].map((hit) => part('li', `“${text.slice(hit.start, hit.end)}” ${hit.reason}`, hit.action));
  if (answer.suggestion && answer.suggestion !== text) {
    const take = part('button', `换成：${answer.suggestion}（Alt+回车）`, 'take');
    take.type = 'button';
    rows.push(part('li', ''));
    rows.at(-1).append(take);
  }
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
}

document.addEventListener('input', (event) => {
  const field = event.target.closest?.('[data-check]');
  if (!field) return;
  const { form } = field;
  const marks = form.querySelector('.marks');
  const list = form.querySelector('.hits');
  form.elements.confirmed.disabled = true;
  delete field.dataset.suggestion;
  marks.textContent = field.value;
  clearTimeout(field.checking);
  if (!field.value.trim()) {
    list.hidden = true;
    return;
  }
  field.checking = setTimeout(async () => {
    const text = field.value;
    const response = await post(field.dataset.check, { text }).catch(() => null);
    if (!response?.ok || field.value !== text) return; // sending checks once more, so nothing is lost
    const answer = await response.json();
    if (field.value !== text) return;
    field.dataset.suggestion = answer.suggestion;
    underline(marks, text, answer.hits);
    explain(list, text, answer);
  }, PAUSE_MS);
});

function take(field) {
  if (!field.dataset.suggestion) return;
  field.value = field.dataset.suggestion;
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener(
  'keydown',
  (event) => {
    const field = event.target.closest?.('[data-check]');
    if (!field || event.key !== 'Enter' || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    take(field);
  },
  true,
);

document.addEventListener('click', (event) => {
  if (event.target.closest?.('.hits .take')) take(event.target.closest('form').querySelector('[data-check]'));
});

document.addEventListener(
  'scroll',
  (event) => {
    if (event.target.matches?.('[data-check]')) event.target.form.querySelector('.marks').scrollTop = event.target.scrollTop;
  },
  true,
);
