package org.schoolcrm.message.catcher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolcrm.message.catcher.simulator.CaughtMessage;

/** The caught messages as the page reads them: maps and lists, since none of our types is bound to JSON. */
final class MessagePage {

    private MessagePage() {}

    static Map<String, Object> of(MessageCatcher catcher) {
        var page = new LinkedHashMap<String, Object>();
        page.put("revision", catcher.messages().revision());
        page.put("count", catcher.messages().count());
        page.put(
                "messages",
                catcher.messages().newest().stream()
                        .map(message -> view(message, catcher))
                        .toList());
        return page;
    }

    private static Map<String, Object> view(CaughtMessage message, MessageCatcher catcher) {
        var view = new LinkedHashMap<String, Object>();
        view.put("number", message.number());
        view.put("provider", message.provider());
        view.put("sender", message.route().sender());
        view.put("recipient", message.recipient());
        view.put("name", catcher.nameOf(message));
        view.put("text", message.text());
        view.put("markup", message.content().markup());
        view.put("parts", message.content().parts());
        view.put("buttons", buttons(message));
        view.put("id", message.id());
        view.put("reply", message.isReply());
        view.put("at", message.receivedAt().toString());
        view.put("history", history(message));
        view.put("reportable", catcher.reportable(message).stream().sorted().toList());
        return view;
    }

    private static List<Map<String, String>> buttons(CaughtMessage message) {
        return message.content().buttons().stream()
                .map(button -> Map.of("text", button.text(), "url", button.url()))
                .toList();
    }

    private static List<Map<String, Object>> history(CaughtMessage message) {
        return message.history().stream()
                .map(step -> Map.<String, Object>of("at", step.at().toString(), "state", step.state()))
                .toList();
    }
}
