package org.schoolcrm.channel.email;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** The words of an HTML mail for programs that show no HTML: cells, blocks and links stand apart, addresses alone. */
final class PlainTextPart implements NodeFilter {

    private static final Pattern MAIL_ADDRESS = Pattern.compile("(?i)mailto:([^?]*).*");
    private static final Pattern UNSAFE = Pattern.compile("[\\s<>\"]");
    private static final Pattern SCHEME = Pattern.compile("(?i)^https?://|/$");

    private final TextFlow flow = new TextFlow();
    private int addressesBefore;
    private int preformatted;

    private PlainTextPart() {}

    static String of(String html) {
        var part = new PlainTextPart();
        Jsoup.parseBodyFragment(html).body().filter(part);
        return part.flow.toString();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            flow.text(text.getWholeText(), preformatted > 0);
        } else if (node instanceof Element element) {
            return open(element);
        }
        return FilterResult.CONTINUE;
    }

    private FilterResult open(Element element) {
        switch (element.normalName()) {
            case "a" -> {
                addressesBefore = flow.addresses().size();
                if (isItsOwnText(element)) {
                    return FilterResult.SKIP_CHILDREN;
                }
            }
            case "br" -> flow.lineEnd();
            case "img" -> {
                flow.blank();
                flow.text(element.attr("alt"), false);
                flow.blank();
            }
            case "li" -> {
                flow.block(1);
                flow.item(marker(element));
            }
            default -> bound(element);
        }
        preformatted += element.nameIs("pre") ? 1 : 0;
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            switch (element.normalName()) {
                case "a" -> endLink(address(element));
                case "li" -> flow.item("");
                default -> {}
            }
            bound(element);
            preformatted -= element.nameIs("pre") ? 1 : 0;
        }
        return FilterResult.CONTINUE;
    }

    /** Where something begins or ends. */
    private void bound(Element element) {
        switch (element.normalName()) {
            case "td", "th" -> flow.blank();
            case "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre" -> flow.block(2);
            default -> flow.block(element.isBlock() ? 1 : 0);
        }
    }

    private static String marker(Element item) {
        var list = item.parent();
        return list != null && list.nameIs("ol") ? item.elementSiblingIndex() + 1 + ". " : "- ";
    }

    private void endLink(String address) {
        var inItsText =
                flow.addresses().subList(addressesBefore, flow.addresses().size());
        if (!address.isEmpty() && !inItsText.contains(address)) {
            flow.address(address);
        }
        flow.blank();
    }

    private static boolean isItsOwnText(Element link) {
        return bare(link.text()).equalsIgnoreCase(bare(address(link)));
    }

    private static String bare(String address) {
        return SCHEME.matcher(address.strip()).replaceAll("");
    }

    /** As one word, whatever the template has in it; empty when it leads nowhere. */
    private static String address(Element link) {
        var address = link.attr("href").strip();
        var mail = MAIL_ADDRESS.matcher(address);
        return UNSAFE.matcher(mail.matches() ? mail.group(1) : address)
                .replaceAll(unsafe -> "%%%02X".formatted((int) unsafe.group().charAt(0)));
    }
}
