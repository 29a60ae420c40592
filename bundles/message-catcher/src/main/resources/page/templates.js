// The templates of WhatsApp Cloud, and what the people of Meta decide about them.
import { element } from './phone.js';
import { t } from './words.js';

const DECISIONS = ['APPROVED', 'REJECTED', 'PAUSED'];

function row(template, decide) {
  const buttons = DECISIONS.filter(event => event !== template.status).map(event => {
    const button = element('button', { type: 'button', class: 'plain' }, t(`do-${event}`));
    button.addEventListener('click', () => decide(template, event));
    return button;
  });
  return element('section', { class: 'template', 'aria-label': template.name },
    element('p', {}, template.text),
    element('p', { class: 'quiet' }, `${template.name}, ${template.language}: `, element('strong', {}, t(`template-${template.status}`))),
    element('div', { class: 'row' }, ...buttons));
}

/** Draws the templates anew; `post` sends a decision. */
export async function drawTemplates(list, post) {
  const { templates } = await (await fetch('templates')).json();
  const decide = async ({ name, language }, event) => {
    await post('reviews', { name, language, event });
    await drawTemplates(list, post);
  };
  list.replaceChildren(...(templates.length
    ? templates.map(template => row(template, decide))
    : [element('p', {}, t('templates-none'))]));
}
