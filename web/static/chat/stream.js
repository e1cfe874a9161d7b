// Server-sent events over fetch (EventSource cannot carry the token), reconnecting from the last message seen.
import { Refusal, pause } from './api.js';

const SILENCE_MS = 40000; // the server pings every 15 s

export function follow(api, conversation, { message, chat, connected, expired }) {
  let last = 0;
  let stopped = false;
  let abort = new AbortController();

  function handle(block) {
    const field = (name) => block.match(new RegExp(`^${name}: ?(.*)$`, 'm'))?.[1];
    const data = field('data');
    if (data === undefined) return;
    if (field('event') === 'chat') chat(JSON.parse(data));
    else {
      message(JSON.parse(data));
      last = Number(field('id'));
    }
  }

  async function listen() {
    abort = new AbortController();
    let watchdog;
    const alive = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
    };
    alive();
    try {
      const response = await api.request(`/api/chat/conversations/${conversation}/stream`, {
        headers: { 'Last-Event-ID': String(last) },
        signal: abort.signal,
      });
      connected(true);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ; ) {
        const { done, value } = await reader.read();
        if (done) return;
        alive();
        const blocks = (rest + value.replace(/\r/g, '')).split('\n\n');
        rest = blocks.pop();
        if (!stopped) blocks.forEach(handle);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  async function run() {
    for (let wait = 500; !stopped; wait = Math.min(wait * 2, 8000)) {
      const started = Date.now();
      try {
        await listen();
      } catch (problem) {
        if (problem instanceof Refusal && problem.status === 401) return expired();
      }
      if (stopped) return;
      if (Date.now() - started > 5000) wait = 500;
      else connected(false);
      await pause(wait);
    }
  }

  const again = () => abort.abort();
  addEventListener('online', again);
  run();
  return () => {
    stopped = true;
    removeEventListener('online', again);
    abort.abort();
  };
}
