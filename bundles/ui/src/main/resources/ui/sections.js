// Parts of a form that other bundles add. Each is kept while its bundle is there, so that a redraw does not lose what was typed.
import { language } from '@crm/ui';
import { html } from 'lit';

export function sections() {
  const made = new Map();
  return (extensions, context) => {
    const present = new Set(extensions.map((one) => one.element));
    [...made.keys()].filter((element) => !present.has(element)).forEach((element) => made.delete(element));
    return extensions.map((one) => {
      if (!made.has(one.element)) {
        import(one.module);
        made.set(one.element, document.createElement(one.element));
      }
      const element = made.get(one.element);
      if (JSON.stringify(element.context) !== JSON.stringify(context)) {
        element.context = context;
      }
      return html`<fieldset><legend>${one.titles[language()]}</legend>${element}</fieldset>`;
    });
  };
}
