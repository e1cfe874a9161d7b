// The desk: forms become calls of the desk API, and the feed tells htmx what to load again.
import { post } from './post.js';

const $ = (selector, within = document) => within.querySelector(selector);
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const tell = (name) => htmx.trigger(document.body, name);

function toast(text) {
  const box = $('#toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (box.hidden = true), 6000);
}

async function call(form, submitter) {
  const body = Object.fromEntries(new FormData(form, submitter));
  if (form.hasAttribute('data-enter')) body.client_message_id = form.dataset.clientId ??= random();
  if (form.hasAttribute('data-once')) body.client_id = form.dataset.clientId ??= random();
  const response = await post(form.dataset.api, body);
  const answer = response.status === 204 ? {} : await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error?.message), { code: answer.error?.code });
  return answer;
}

function after(form, answer) {
  const then = form.dataset.then;
  if (then.startsWith('/')) location.assign(then);
  else if (then === 'reload') location.reload();
  else if (then === 'tasks') tell('desk-tasks');
  else if (then === 'reveal') {
    $(`[data-reveal="${answer.shown}"]`).textContent = answer.value;
    form.closest('details').remove();
  } else {
    form.reset();
    delete form.dataset.clientId;
    form.querySelector('[data-check]')?.dispatchEvent(new Event('input', { bubbles: true }));
    tell('desk-conversation');
  }
}

document.addEventListener('submit', async (event) => {
  const form = event.target.closest('form[data-api]');
  if (!form) return;
  event.preventDefault();
  const buttons = form.querySelectorAll('button');
  const answered = call(form, event.submitter); // reads the form before its buttons are disabled
  buttons.forEach((button) => (button.disabled = true));
  try {
    after(form, await answered);
  } catch (problem) {
    if (problem.code === 'warned') form.elements.confirmed.disabled = false;
    toast(problem.message || '没有成功，请再试一次');
  } finally {
    buttons.forEach((button) => (button.disabled = false));
  }
});

document.addEventListener('keydown', (event) => {
  const form = event.target.closest?.('form[data-enter]');
  if (!form || event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

const talk = $('#talk');
const toBottom = () => talk && (talk.scrollTop = talk.scrollHeight);
document.body.addEventListener('htmx:afterSwap', (event) => event.target === talk && toBottom());
toBottom();

// What an agent opened, chose or is typing must not vanish under a reload of the card.
const isUnsaved = (field) => field.options
  ? field.selectedIndex !== Math.max([...field.options].findIndex((option) => option.defaultSelected), 0)
  : field.value !== field.defaultValue;
const same = (field) => `form[data-api="${field.form.dataset.api}"] [name="${field.name}"]`;
let kept = () => {};
document.body.addEventListener('htmx:beforeSwap', (event) => {
  if (event.target.contains(document.activeElement) && document.activeElement.value) event.detail.shouldSwap = false;
  const opened = [...event.target.querySelectorAll('details[id][open]')].map((each) => each.id);
  const fields = [...event.target.querySelectorAll('form[data-api] [name]')].filter(isUnsaved);
  const values = fields.map((field) => [same(field), field.value]);
  kept = () => {
    opened.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
    values.forEach(([where, value]) => $(where) && ($(where).value = value));
  };
});
document.body.addEventListener('htmx:afterSwap', () => kept());

const open = document.body.dataset.conversation;
const changed = new Set();
let waiting;
new EventSource('/desk/events').addEventListener('change', (event) => {
  JSON.parse(event.data).forEach((id) => changed.add(id));
  waiting ??= setTimeout(() => {
    waiting = undefined;
    tell('desk-queue');
    if (changed.has(open)) tell('desk-conversation');
    changed.clear();
  }, 500);
});
