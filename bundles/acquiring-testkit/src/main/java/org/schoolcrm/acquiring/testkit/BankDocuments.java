package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The given signature vectors, samples and sequences, by bank. */
public final class BankDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BankDocuments() {}

    /** For instance {@code tbank/vectors}. */
    public static JsonNode read(String name) {
        try (var stream = BankDocuments.class.getResourceAsStream(name + ".json")) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no " + name);
            }
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> vectors(String bank) {
        return StreamSupport.stream(read(bank + "/vectors").get("vectors").spliterator(), false)
                .toList();
    }

    /** Sequences of events of this bank and of any. */
    public static Stream<JsonNode> sequences(String bank) {
        return StreamSupport.stream(read("semantics/sequences").get("cases").spliterator(), false)
                .filter(sequence ->
                        List.of(bank, "any").contains(sequence.get("provider").asText()));
    }

    /** Everything that is given for the bank; nothing for a bank of which nothing is. */
    public static Stream<GivenDocument> of(String bank) {
        if (BankDocuments.class.getResource(bank + "/vectors.json") == null) {
            return Stream.empty();
        }
        var vectors = vectors(bank).stream()
                .map(vector -> new GivenDocument("vectors", vector.get("id").asText(), vector));
        var samples = Stream.of("request", "response", "webhook")
                .flatMap(file -> read(bank + "/" + file).get("items").properties().stream()
                        .map(item -> new GivenDocument(file, item.getKey(), item.getValue())));
        return Stream.concat(vectors, samples);
    }

    /** A sample of {@code request}, {@code response} or {@code webhook}. */
    public static JsonNode sample(String bank, String file, String item) {
        var found = read(bank + "/" + file).get("items").get(item);
        if (found == null) {
            throw new IllegalArgumentException("There is no " + item + " in " + bank + "/" + file);
        }
        return found;
    }
}
