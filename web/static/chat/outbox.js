// Messages on their way: kept in localStorage until the server has them, so a reload or a dead network loses none.
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export class Outbox {
  constructor(buyer) {
    this.key = `shouhou.outbox.${buyer}`;
    try {
      this.items = JSON.parse(localStorage.getItem(this.key)) ?? [];
    } catch {
      this.items = [];
    }
  }

  add(parts) {
    const item = { client_message_id: random(), at: new Date().toISOString(), ...parts };
    this.items.push(item);
    this.save();
    return item;
  }

  first() {
    return this.items[0];
  }

  drop(id) {
    this.items = this.items.filter((item) => item.client_message_id !== id);
    this.save();
  }

  save() {
    try {
      localStorage.setItem(this.key, JSON.stringify(this.items));
    } catch {
      // Storage is full or forbidden: the messages still go out, they only do not outlive this page.
    }
  }
}
