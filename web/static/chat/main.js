// The chat page: who is chatting, what they send, and what comes back.
import { Api, Refusal, pause } from './api.js';
import { Outbox } from './outbox.js';
import { follow } from './stream.js';
import { View } from './view.js';
import { shrink } from './picture.js';

const GUEST_KEY = 'shouhou.guest';
const view = new View();

async function identify() {
  const token = new URLSearchParams(location.search).get('token') || localStorage.getItem(GUEST_KEY);
  if (token) return token;
  const { token: guest } = await new Api('').post('/api/chat/guest');
  localStorage.setItem(GUEST_KEY, guest);
  return guest;
}

async function untilReached(step) {
  for (let wait = 1000; ; wait = Math.min(wait * 2, 10000)) {
    try {
      return await step();
    } catch (problem) {
      if (problem instanceof Refusal && problem.status < 500 && problem.status !== 429) throw problem;
      view.offline(true);
      await pause(wait);
    }
  }
}

class Chat {
  constructor(api, buyer) {
    this.api = api;
    this.outbox = new Outbox(buyer);
    this.sending = false;
  }

  async open() {
    const { conversation_id: id } = await untilReached(() => this.api.post('/api/chat/conversations'));
    if (this.id && this.id !== id) view.divide();
    this.id = id;
    this.stop?.();
    this.stop = follow(this.api, id, {
      message: (message) => this.receive(message),
      chat: (chat) => view.showChat(chat),
      connected: (yes) => view.offline(!yes),
      expired: () => view.expired(),
    });
  }

  receive(message) {
    if (message.client_message_id) this.outbox.drop(message.client_message_id);
    view.show(message, (attachment) => this.api.picture(this.id, attachment));
  }

  send(parts) {
    const item = this.outbox.add(parts);
    view.showPending(item);
    this.flush();
  }

  async flush() {
    if (this.sending || !this.id) return;
    this.sending = true;
    try {
      for (let item; (item = this.outbox.first()); ) await this.deliver(item);
    } catch (problem) {
      if (problem instanceof Refusal && problem.status === 401) view.expired();
      else throw problem;
    } finally {
      this.sending = false;
    }
  }

  async deliver(item) {
    try {
      const { message } = await untilReached(() => this.api.deliver(this.id, item));
      this.receive(message);
    } catch (problem) {
      if (!(problem instanceof Refusal) || problem.status === 401) throw problem;
      if (problem.code === 'conversation_closed') return this.open();
      this.outbox.drop(item.client_message_id);
      view.refuse(item.client_message_id, problem.code);
    }
  }
}

async function start() {
  const token = await untilReached(identify);
  const api = new Api(token);
  const chat = new Chat(api, api.subject());
  view.onSay = (text) => chat.send({ text });
  view.onPress = (button, title) => chat.send({ button, title });
  view.onPicture = async (file) => {
    const picture = await shrink(file);
    if (picture) chat.send({ picture });
    else view.refuse(null, 'bad_image');
  };
  await chat.open();
  chat.outbox.items.forEach((item) => view.showPending(item));
  await chat.flush();
}

start().catch((problem) => {
  if (problem instanceof Refusal && problem.status === 401) {
    localStorage.removeItem(GUEST_KEY);
    view.expired();
  } else throw problem;
});
