package org.schoolcrm.pay.page;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/** The templates of the page; every value is escaped for the place it stands in. */
final class Pages {

    /** Halves of a pair, non-characters and most control characters: a document that is printed cannot hold them. */
    private static final Pattern NO_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]");

    private final PebbleEngine engine;

    Pages() {
        var loader = new ClasspathLoader(Pages.class.getClassLoader());
        loader.setPrefix("pages");
        loader.setSuffix(".peb");
        this.engine =
                new PebbleEngine.Builder().loader(loader).autoEscaping(true).build();
    }

    String render(String template, Map<String, Object> values) {
        var html = new StringWriter();
        try {
            engine.getTemplate(template).evaluate(html, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return NO_XML.matcher(html.toString()).replaceAll("");
    }
}
