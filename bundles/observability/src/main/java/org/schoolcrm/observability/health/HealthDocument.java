package org.schoolcrm.observability.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** A report as JSON. */
public final class HealthDocument {

    private static final JsonFactory JSON = new JsonFactory();

    private HealthDocument() {}

    public static String of(HealthReport report) {
        var text = new StringWriter();
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("tag", report.tag().word());
            json.writeStringField("status", report.status().name());
            json.writeArrayFieldStart("checks");
            for (var finding : report.findings()) {
                write(json, finding);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, HealthReport.Finding finding) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", finding.check());
        json.writeStringField("status", finding.status().name());
        json.writeArrayFieldStart("messages");
        for (var message : finding.messages()) {
            json.writeString(message);
        }
        json.writeEndArray();
        json.writeNumberField("millis", finding.millis());
        json.writeStringField("at", finding.at().toString());
        json.writeEndObject();
    }
}
