// Texts as the messengers show them. Nothing of a message becomes markup except what the messenger itself knows.
const LINK = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,;:!?)]/g;
const HTML = { B: 'b', STRONG: 'b', I: 'i', EM: 'i', U: 'u', INS: 'u', S: 's', STRIKE: 's', DEL: 's', CODE: 'code', PRE: 'pre', BLOCKQUOTE: 'blockquote' };
const WHATSAPP = /(^|[\s(])([*_~])(?=\S)([^*_~\n]*\S)\2(?=$|[\s).,!?:;])/g;
const WHATSAPP_TAGS = { '*': 'b', '_': 'i', '~': 's' };

/** A link that opens beside the page; only http and https. */
export function anchor(url, content) {
  const link = document.createElement('a');
  if (/^https?:\/\//.test(url)) {
    link.href = url;
  }
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.append(content);
  return link;
}

function linked(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    nodes.push(text.slice(end, found.index), anchor(found[0], found[0]));
    end = found.index + found[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

function copy(node, into) {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) {
      into.append(...linked(child.data));
    } else if (child.nodeName === 'A') {
      into.append(anchor(child.getAttribute('href') ?? '', child.textContent));
    } else if (HTML[child.nodeName]) {
      const known = document.createElement(HTML[child.nodeName]);
      copy(child, known);
      into.append(known);
    } else {
      copy(child, into);
    }
  }
}

function whatsApp(text, into) {
  let end = 0;
  for (const found of text.matchAll(WHATSAPP)) {
    into.append(...linked(text.slice(end, found.index) + found[1]));
    const mark = document.createElement(WHATSAPP_TAGS[found[2]]);
    mark.append(...linked(found[3]));
    into.append(mark);
    end = found.index + found[0].length;
  }
  into.append(...linked(text.slice(end)));
}

/** The text of a message as a fragment. */
export function shown(message, app) {
  const fragment = document.createDocumentFragment();
  if (message.markup === 'HTML' && !message.reply) {
    copy(new DOMParser().parseFromString(message.text, 'text/html').body, fragment);
  } else if (app === 'whatsapp') {
    whatsApp(message.text, fragment);
  } else {
    fragment.append(...linked(message.text));
  }
  return fragment;
}

/** The words alone, for lists and searching. */
export function plain(message) {
  return shown(message, 'plain').textContent.replace(/\s+/g, ' ').trim();
}
