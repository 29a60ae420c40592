// Server-sent events that outlive a restart of the server: browsers reconnect by themselves only until an answer is a refusal.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

/**
 * Calls `hear` with the data of each event of that name until it is closed. While the server is away it calls `lost`, waits longer
 * each time, and opens the stream again once `reload` has succeeded; a refusal of `reload` that waiting cannot change goes to `refused`.
 */
export function listen(address, event, { hear, reload, lost = () => {}, refused = () => {} }) {
  let source;
  let timer;
  let wait = FIRST_WAIT;
  let closed = false;

  const open = () => {
    source = new EventSource(address);
    source.addEventListener('open', () => (wait = FIRST_WAIT));
    source.addEventListener(event, (message) => attempt(() => hear(JSON.parse(message.data))));
    source.addEventListener('error', () => {
      lost();
      if (source.readyState === EventSource.CLOSED) {
        again();
      }
    });
  };

  const attempt = async (work) => {
    try {
      await work();
      return true;
    } catch (problem) {
      if (isFinal(problem)) {
        close();
        refused(problem);
      } else {
        again();
      }
      return false;
    }
  };

  // Half of each wait is random, so that a server that comes back does not meet all its pages at once.
  const again = () => {
    source.close();
    clearTimeout(timer);
    if (closed) {
      return;
    }
    lost();
    timer = setTimeout(async () => {
      if ((await attempt(reload)) && !closed) {
        open();
      }
    }, (wait * (1 + Math.random())) / 2);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  };

  const close = () => {
    closed = true;
    clearTimeout(timer);
    source.close();
  };

  open();
  return { close };
}

function isFinal(problem) {
  return problem.status >= 400 && problem.status < 500 && ![408, 425, 429].includes(problem.status);
}
