package org.schoolcrm.channel.email;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** HTML at random, without a blank between anything, that knows its addresses and which words may adjoin. */
final class RandomHtml {

    private static final int CASES = 500;
    private static final int DEPTH = 6;
    private static final Pattern WORD = Pattern.compile("w\\d+");
    private static final List<String> BLOCKS =
            List.of("p", "div", "h2", "blockquote", "section", "center", "pre", "address");
    private static final List<String> INLINE = List.of("b", "i", "span", "em");

    private final Random random;
    private final StringBuilder html = new StringBuilder();
    private final List<String> addresses = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private int place;

    private RandomHtml(long seed) {
        random = new Random(seed);
        content(DEPTH);
    }

    static Stream<RandomHtml> cases() {
        return IntStream.range(0, CASES).mapToObj(RandomHtml::new);
    }

    String html() {
        return html.toString();
    }

    List<String> addresses() {
        return addresses;
    }

    List<String> words() {
        return words;
    }

    /** The words of a text, in their order. */
    List<String> wordsIn(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** Whether what stands between two blanks is of one cell, block or link. */
    boolean isFromOnePlace(String unbroken) {
        return wordsIn(unbroken).stream().map(places::get).distinct().count() <= 1;
    }

    private void content(int depth) {
        for (int i = 0; i <= random.nextInt(4); i++) {
            switch (depth == 0 ? 0 : random.nextInt(8)) {
                case 0, 1 -> word();
                case 2 -> apart(one(BLOCKS), depth);
                case 3 -> around(one(INLINE), depth);
                case 4 -> table(depth);
                case 5 -> list(one(List.of("ul", "ol")), depth);
                case 6 -> link();
                default -> nextPlace("<br>");
            }
        }
    }

    private void word() {
        var word = "w" + words.size();
        words.add(word);
        places.put(word, place);
        html.append(word).append(one(List.of("", "", ".", ",", ")")));
    }

    private void apart(String name, int depth) {
        nextPlace("<" + name + ">");
        content(depth - 1);
        nextPlace("</" + name + ">");
    }

    private void around(String name, int depth) {
        html.append('<').append(name).append('>');
        word();
        if (depth > 1 && random.nextBoolean()) {
            link();
        }
        html.append("</").append(name).append('>');
    }

    private void table(int depth) {
        nextPlace("<table>");
        for (int row = 0; row <= random.nextInt(2); row++) {
            nextPlace("<tr>");
            for (int cell = 0; cell <= random.nextInt(3); cell++) {
                apart(one(List.of("td", "th")), depth);
            }
            nextPlace("</tr>");
        }
        nextPlace("</table>");
    }

    private void list(String name, int depth) {
        nextPlace("<" + name + ">");
        for (int item = 0; item <= random.nextInt(3); item++) {
            apart("li", depth);
        }
        nextPlace("</" + name + ">");
    }

    /** With its address for its text, or beside other text, or without any. */
    private void link() {
        var address = "http://s.ru/i/" + addresses.size() + "?a=b";
        addresses.add(address);
        html.append("<a href=\"").append(address).append("\">");
        switch (random.nextInt(5)) {
            case 0 -> html.append(address);
            case 1 -> html.append("<b>s.ru</b>/i/").append(addresses.size() - 1).append("?a=b");
            case 2 -> {
                word();
                html.append(address).append(one(List.of(". ", "! ", ") ", "<br>")));
                place++;
                word();
            }
            case 3 -> {
                html.append("<i>");
                word();
                html.append("</i>");
            }
            default -> html.append("<img src=\"http://s.ru/i.png\">");
        }
        nextPlace("</a>");
    }

    private void nextPlace(String tag) {
        html.append(tag);
        place++;
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
