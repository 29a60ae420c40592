package org.schoolcrm.message.catcher.simulator;

import java.util.List;

/** What the recipient sees. */
public record Content(String text, Markup markup, int parts, List<Button> buttons) {

    /** A button under a message that opens an address. */
    public record Button(String text, String url) {}

    public Content {
        buttons = List.copyOf(buttons);
    }

    public static Content plain(String text) {
        return new Content(text, Markup.PLAIN, 1, List.of());
    }

    /** An SMS in as many parts as the network needs for it. */
    public static Content sms(String text) {
        return new Content(text, Markup.PLAIN, SmsParts.count(text), List.of());
    }
}
