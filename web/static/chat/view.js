// What the buyer sees. All words come from the page's templates or from the server; texts are never parsed as HTML.
import { toBlob } from './picture.js';

const $ = (id) => document.getElementById(id);
const time = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' });
const date = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', timeZone: 'Asia/Shanghai' });

function showOnly(parent, value, fallback) {
  const choices = [...parent.querySelectorAll('[data-when]')];
  const chosen = choices.find((one) => one.dataset.when === value) ?? choices.find((one) => one.dataset.when === fallback);
  choices.forEach((one) => one.classList.toggle('now', one === chosen));
}

// Addresses in a text become links; every piece stays plain text.
function withLinks(text) {
  return text.split(/(https?:\/\/[\w\-.~:/?#@!$&*+,;=%]+)/).map((piece, place) => {
    if (place % 2 === 0) return document.createTextNode(piece);
    const link = document.createElement('a');
    Object.assign(link, { href: piece, textContent: piece, target: '_blank', rel: 'noopener noreferrer' });
    return link;
  });
}

export class View {
  constructor() {
    this.rows = new Map(); // message id → row
    this.pending = new Map(); // client message id → row
    showOnly(document.querySelector('.status'), 'bot');
    this.wireComposer();
    document.addEventListener('click', ({ target }) => {
      const button = target.closest('button');
      if (button?.dataset.say) this.onSay?.(button.dataset.say);
      if (button?.dataset.button) this.onPress?.(button.dataset.button, button.textContent);
    });
  }

  wireComposer() {
    const [form, text, picture, preview] = [$('composer'), $('text'), $('picture'), $('preview')];
    const grow = () => {
      text.style.height = 'auto';
      text.style.height = `${text.scrollHeight + 2}px`;
    };
    const clearPicture = () => {
      picture.value = '';
      preview.hidden = true;
    };
    text.addEventListener('input', grow);
    text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      form.requestSubmit();
    });
    picture.addEventListener('change', () => {
      if (!picture.files[0]) return;
      preview.querySelector('img').src = URL.createObjectURL(picture.files[0]);
      preview.hidden = false;
    });
    preview.querySelector('button').addEventListener('click', clearPicture);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      $('refused').hidden = true;
      if (picture.files[0]) this.onPicture?.(picture.files[0]);
      if (text.value.trim()) this.onSay?.(text.value.trim());
      clearPicture();
      text.value = '';
      grow();
    });
  }

  // A message from the server: confirms the pending one it answers to, and takes its place by id.
  show(message, loadPicture) {
    if (this.rows.has(message.id)) return;
    const waiting = this.pending.get(message.client_message_id);
    this.pending.delete(message.client_message_id);
    const row = waiting ?? this.newRow(message);
    row.classList.remove('pending');
    row.querySelector('time').textContent = time.format(new Date(message.created_at));
    if (message.attachment_id && !waiting) this.fillPicture(row, loadPicture(message.attachment_id));
    this.addChips(row, message.buttons);
    if (message.pressed) this.markUsed(message.pressed);
    this.rows.set(message.id, row);
    this.place(row, message.id);
  }

  showPending(item) {
    if (this.pending.has(item.client_message_id)) return;
    const row = this.newRow({ sender: 'buyer', text: item.text ?? item.title ?? '' });
    row.classList.add('pending');
    row.querySelector('time').textContent = time.format(new Date(item.at));
    if (item.picture) this.fillPicture(row, Promise.resolve(URL.createObjectURL(toBlob(item.picture))));
    if (item.button) this.markUsed(item.button);
    this.pending.set(item.client_message_id, row);
    this.place(row, Infinity);
  }

  refuse(clientId, code) {
    const row = this.pending.get(clientId);
    this.pending.delete(clientId);
    row?.classList.replace('pending', 'refused');
    showOnly($('refused'), code, 'other');
    $('refused').hidden = false;
  }

  newRow({ sender, text }) {
    const row = $('message').content.firstElementChild.cloneNode(true);
    row.classList.add(sender);
    row.querySelector('.avatar').textContent = $('names').content.querySelector(`[data-sender="${sender}"]`).textContent;
    row.querySelector('.bubble').replaceChildren(...withLinks(text));
    return row;
  }

  async fillPicture(row, source) {
    const bubble = row.querySelector('.bubble');
    const image = new Image();
    image.alt = $('image-alt').content.textContent;
    image.onload = () => this.toBottom();
    bubble.classList.add('picture');
    bubble.replaceChildren(image);
    image.src = await source.catch(() => '');
  }

  addChips(row, buttons) {
    row.querySelector('.chips').replaceChildren(
      ...buttons.map(({ id, title }) => {
        const chip = document.createElement('button');
        chip.type = 'button';
        chip.dataset.button = id;
        chip.textContent = title;
        return chip;
      }),
    );
  }

  // The offer of this button has been answered: its chips go to rest.
  markUsed(id) {
    const used = document.querySelector(`[data-button="${CSS.escape(id)}"]`);
    used?.parentElement.querySelectorAll('button').forEach((chip) => {
      chip.disabled = true;
      chip.classList.toggle('used', chip === used);
    });
  }

  place(row, id) {
    $('hello').hidden = true;
    row.dataset.id = id;
    const later = [...$('log').querySelectorAll('[data-id]')].find((one) => one !== row && Number(one.dataset.id) > id);
    $('log').insertBefore(row, later ?? $('typing'));
    this.toBottom();
  }

  divide() {
    $('log').insertBefore($('divider').content.cloneNode(true), this.pending.values().next().value ?? $('typing'));
  }

  showChat({ owner, agent, position, answering, order }) {
    $('chat').dataset.owner = owner;
    showOnly(document.querySelector('.status'), owner);
    $('agent').textContent = agent ?? '';
    $('place').hidden = !position;
    $('place').querySelector('b').textContent = position ?? '';
    document.querySelector('.to-human').disabled = owner === 'human';
    $('typing').hidden = !answering;
    if (answering) this.toBottom();
    this.showOrder(order);
  }

  showOrder(order) {
    const card = $('order');
    card.hidden = !order;
    if (!order) return;
    const put = (name, value) => (card.querySelector(`[data-field="${name}"]`).textContent = value);
    put('title', order.title);
    put('order_no', order.order_no);
    put('paid', `¥${(order.paid_fen / 100).toFixed(2)}`);
    put('created_at', date.format(new Date(order.created_at)));
    showOnly(card, order.status);
  }

  offline(yes) {
    $('offline').hidden = !yes;
  }

  expired() {
    $('offline').hidden = true;
    $('expired').hidden = false;
    $('text').disabled = true;
    document.querySelector('.send').disabled = true;
  }

  toBottom() {
    $('log').scrollTop = $('log').scrollHeight;
  }
}
