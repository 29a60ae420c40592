package org.schoolcrm.acquiring.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A vector, sample or message of a bank's documents.
 *
 * @param file such as {@code vectors} or {@code webhook}
 */
public record GivenDocument(String file, String name, JsonNode json) {

    @Override
    public String toString() {
        return file + ": " + name;
    }
}
