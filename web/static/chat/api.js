// The buyer API over fetch, with the buyer's token.
import { toBlob } from './picture.js';

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Refusal extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export class Api {
  constructor(token) {
    this.token = token;
  }

  // The buyer id inside the token; only names this browser's outbox, the server checks the signature.
  subject() {
    try {
      const bytes = Uint8Array.from(atob(this.token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
      return JSON.parse(new TextDecoder().decode(bytes)).sub;
    } catch {
      return '';
    }
  }

  async request(path, options = {}) {
    const headers = { ...options.headers };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const response = await fetch(path, { ...options, headers });
    if (response.ok) return response;
    const body = await response.json().catch(() => ({}));
    throw new Refusal(response.status, body.error?.code ?? 'other');
  }

  async post(path, body) {
    const json = body instanceof FormData ? { body } : { body: JSON.stringify(body ?? {}), headers: { 'Content-Type': 'application/json' } };
    return (await this.request(path, { method: 'POST', ...json })).json();
  }

  deliver(conversation, { client_message_id, text, button, picture }) {
    const base = `/api/chat/conversations/${conversation}`;
    if (!picture) return this.post(`${base}/messages`, { client_message_id, text, button });
    const form = new FormData();
    form.set('client_message_id', client_message_id);
    form.set('file', toBlob(picture), 'picture.jpg');
    return this.post(`${base}/images`, form);
  }

  async picture(conversation, attachment) {
    const response = await this.request(`/api/chat/conversations/${conversation}/images/${attachment}`);
    return URL.createObjectURL(await response.blob());
  }
}
