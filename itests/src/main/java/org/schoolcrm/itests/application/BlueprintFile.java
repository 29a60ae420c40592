package org.schoolcrm.itests.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads what bundles say about their wiring: {@code <bundle>.xml} and the parts beside it, which are one container. */
final class BlueprintFile {

    private static final String FOLDER = "/OSGI-INF/blueprint/";

    private BlueprintFile() {}

    static Document read(String bundle) {
        try {
            var main = Objects.requireNonNull(
                    BlueprintFile.class.getResource(FOLDER + bundle + ".xml"), "No Blueprint file of " + bundle);
            var whole = parse(main);
            for (var part : partsBeside(main, bundle)) {
                for (var element : children(parse(part).getDocumentElement(), "")) {
                    whole.getDocumentElement().appendChild(whole.importNode(element, true));
                }
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<URL> partsBeside(URL main, String bundle) throws IOException {
        var parts = new ArrayList<URL>();
        for (var name : namesBeside(main)) {
            if (name.startsWith(bundle + "-") && name.endsWith(".xml")) {
                parts.add(new URL(main, name));
            }
        }
        return parts;
    }

    /** Of a folder or of a jar, in their order. */
    private static SortedSet<String> namesBeside(URL main) throws IOException {
        if (main.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> "/" + entry.getName())
                    .filter(name -> name.startsWith(FOLDER))
                    .map(name -> name.substring(FOLDER.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        try (var files = Files.list(Path.of(URI.create(main.toString())).getParent())) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Document parse(URL file) throws IOException {
        try (InputStream stream = file.openStream()) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The elements right below; an empty tag stands for all of them. */
    static List<Element> children(Element parent, String tag) {
        var found = new ArrayList<Element>();
        for (var child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element
                    && (tag.isEmpty() || element.getTagName().equals(tag))) {
                found.add(element);
            }
        }
        return found;
    }
}
