package org.schoolcrm.persistence.invoice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.InvoiceExplanation;
import org.schoolcrm.billing.api.InvoiceLine;
import org.schoolcrm.forecast.api.ForecastLine;
import org.schoolcrm.forecast.api.ForecastSnapshot;
import org.schoolcrm.host.spi.SubjectId;
import org.schoolcrm.host.spi.SubscriptionId;
import org.schoolcrm.money.Money;

/**
 * An explanation as one compact, versioned document:
 * {@code {"v":2,"cur":"RUB","bal":150000,"lines":[[epoch day, subscription, subject, gross, discount, kind],…]}}, and of a
 * forecast {@code "snap"}, its snapshot as text, with its hash {@code "sha"}. Version 1 had neither kinds nor snapshots.
 */
final class ExplanationDocument {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper(JSON);

    private ExplanationDocument() {}

    static String write(InvoiceExplanation explanation) {
        var text = new StringWriter(64 + 40 * explanation.lines().size());
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("v", 2);
            json.writeStringField("cur", explanation.balance().currency().getCurrencyCode());
            json.writeNumberField("bal", explanation.balance().minor());
            json.writeArrayFieldStart("lines");
            for (var line : explanation.lines()) {
                write(json, line);
            }
            json.writeEndArray();
            var snapshot = explanation.snapshot();
            if (snapshot != null) {
                json.writeStringField("snap", snapshot.document());
                json.writeStringField("sha", snapshot.sha256());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static InvoiceExplanation read(String document) {
        try {
            var json = MAPPER.readTree(document);
            var currency = Currency.getInstance(json.get("cur").textValue());
            var lines = new ArrayList<InvoiceLine>();
            for (var line : json.get("lines")) {
                lines.add(new InvoiceLine(
                        LocalDate.ofEpochDay(line.get(0).longValue()),
                        line.get(1).isNull()
                                ? null
                                : new SubscriptionId(line.get(1).longValue()),
                        subject(line.get(2)),
                        new Money(line.get(3).longValue(), currency),
                        new Money(line.get(4).longValue(), currency),
                        kind(line.path(5).longValue())));
            }
            var snapshot = json.has("snap")
                    ? new ForecastSnapshot(
                            json.get("snap").textValue(), json.get("sha").textValue())
                    : null;
            return new InvoiceExplanation(lines, new Money(json.get("bal").longValue(), currency), snapshot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, InvoiceLine line) throws IOException {
        json.writeStartArray();
        json.writeNumber(line.date().toEpochDay());
        number(json, line.subscription() == null ? null : line.subscription().value());
        number(json, line.subject() == null ? null : line.subject().value());
        json.writeNumber(line.gross().minor());
        json.writeNumber(line.discount().minor());
        number(json, line.kind() == null ? null : code(line.kind()));
        json.writeEndArray();
    }

    private static void number(JsonGenerator json, @Nullable Long value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    /** Stored for ever, so never renumbered. */
    private static long code(ForecastLine.Kind kind) {
        return switch (kind) {
            case LESSON -> 1;
            case PERIOD -> 2;
            case PACKAGE -> 3;
            case SUBSCRIPTION -> 4;
        };
    }

    private static ForecastLine.@Nullable Kind kind(long code) {
        return Arrays.stream(ForecastLine.Kind.values())
                .filter(kind -> code(kind) == code)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable SubjectId subject(JsonNode node) {
        return node.isNull() ? null : new SubjectId(node.longValue());
    }
}
