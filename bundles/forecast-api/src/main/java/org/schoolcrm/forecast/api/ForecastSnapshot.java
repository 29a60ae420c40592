package org.schoolcrm.forecast.api;

/**
 * The inputs of a forecast as one canonical, versioned document: equal facts, however ordered, give equal documents.
 * It names nobody: no name, no contact.
 *
 * @param document JSON, as {@link Forecaster#replay} reads it
 * @param sha256 of the document's UTF-8 bytes, 64 hexadecimal digits
 */
public record ForecastSnapshot(String document, String sha256) {}
