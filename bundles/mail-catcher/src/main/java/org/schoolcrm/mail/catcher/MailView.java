package org.schoolcrm.mail.catcher;

import java.util.Arrays;
import java.util.Optional;

/** A way of looking at a mail, and the end of its address. */
enum MailView {
    LETTER("", "Письмо"),
    TEXT("/text", "Текст"),
    SOURCE("/source", "Исходник");

    private final String end;
    private final String title;

    MailView(String end, String title) {
        this.end = end;
        this.title = title;
    }

    static Optional<MailView> at(String end) {
        return Arrays.stream(values()).filter(view -> view.end.equals(end)).findFirst();
    }

    String title() {
        return title;
    }

    String addressOf(CaughtMail mail) {
        return "/demo/mail/" + mail.number() + end;
    }
}
