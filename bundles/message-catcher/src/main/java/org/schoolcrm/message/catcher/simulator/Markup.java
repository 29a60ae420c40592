package org.schoolcrm.message.catcher.simulator;

/** How the text of a message is to be read. */
public enum Markup {
    PLAIN,
    HTML,
    MARKDOWN
}
