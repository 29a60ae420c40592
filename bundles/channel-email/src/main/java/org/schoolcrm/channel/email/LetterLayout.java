package org.schoolcrm.channel.email;

import java.net.URI;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.Letter;
import org.schoolcrm.channel.spi.Letter.Bill;
import org.schoolcrm.channel.spi.MessageDraft;

/**
 * The school's letter around the words of a template: who writes, what is to be paid with its button, and how to end
 * such letters. Tables and styles in place, because mail programs read nothing else.
 */
final class LetterLayout {

    private static final String FONT =
            "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1b2430";
    private static final String PAGE = "background:#eef0f4;padding:24px 12px;";
    private static final String CARD = "width:100%;max-width:600px;background:#ffffff;border-radius:12px;";
    private static final String BOX = "width:100%;border:1px solid #e3e6ea;border-radius:12px;margin:24px 0 0;";
    private static final String BUTTON = "display:block;padding:12px 20px;background:#4f46e5;color:#ffffff;"
            + "text-decoration:none;font-weight:600;text-align:center;border-radius:10px;";
    private static final String GREY = "color:#5b6675;font-size:14px;";
    private static final String SMALL = "color:#5b6675;font-size:13px;text-align:center;padding:16px 12px 0;";

    private LetterLayout() {}

    /** The HTML of the whole letter; the words are clean already. */
    static String of(String words, MessageDraft draft) {
        var letter = draft.letter();
        if (letter == null) {
            return words;
        }
        var html = new Document("");
        html.outputSettings().prettyPrint(false);
        var page = table(html.appendElement("div").attr("style", PAGE + FONT)).attr("align", "center");
        var card = table(page.appendElement("tr").appendElement("td").attr("align", "center"))
                .attr("style", CARD + FONT + ";text-align:left");
        head(cell(card, "padding:24px 24px 0;"), letter);
        var body = cell(card, "padding:16px 24px 24px;overflow-wrap:anywhere;");
        body.appendElement("div").html(words);
        var bill = letter.bill();
        if (bill != null) {
            bill(body, bill, draft.payAt());
        }
        foot(cell(page, SMALL), letter);
        return html.html();
    }

    private static void head(Element cell, Letter letter) {
        if (letter.logo() != null) {
            cell.appendElement("img")
                    .attr("src", letter.logo().toString())
                    .attr("alt", "")
                    .attr("height", "36")
                    .attr("style", "height:36px;vertical-align:middle;margin-right:10px;border-radius:8px");
        }
        cell.appendElement("strong").text(letter.school());
    }

    private static void bill(Element body, Bill bill, @Nullable URI payAt) {
        var box = table(body).attr("style", BOX + FONT);
        var asked = cell(box, "padding:16px 16px 0;").attr("colspan", "2");
        asked.appendElement("div").attr("style", GREY).text("К оплате");
        asked.appendElement("div")
                .attr("style", "font-size:30px;font-weight:700;line-height:1.2")
                .text(bill.amount());
        for (var fact : bill.facts()) {
            var row = box.appendElement("tr");
            row.appendElement("td").attr("style", GREY + "padding:4px 16px;").text(fact.name());
            row.appendElement("td")
                    .attr("style", "font-size:14px;padding:4px 16px;text-align:right")
                    .text(fact.value());
        }
        var end = cell(box, "padding:12px 16px 16px;").attr("colspan", "2");
        if (payAt != null) {
            end.appendElement("a")
                    .attr("href", payAt.toString())
                    .attr("style", BUTTON)
                    .text("Перейти к оплате");
        }
    }

    private static void foot(Element cell, Letter letter) {
        cell.text(letter.signature());
        if (letter.unsubscribe() != null) {
            cell.appendText(letter.signature().isEmpty() ? "" : " · ");
            cell.appendElement("a")
                    .attr("href", letter.unsubscribe().toString())
                    .attr("style", "color:#5b6675")
                    .text("Отписаться");
        }
    }

    private static Element table(Element parent) {
        return parent.appendElement("table")
                .attr("role", "presentation")
                .attr("cellpadding", "0")
                .attr("cellspacing", "0");
    }

    private static Element cell(Element table, String style) {
        return table.appendElement("tr").appendElement("td").attr("style", style);
    }
}
