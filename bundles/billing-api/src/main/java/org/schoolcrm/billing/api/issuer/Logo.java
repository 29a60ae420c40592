package org.schoolcrm.billing.api.issuer;

/**
 * A picture that was looked at before it was kept.
 *
 * @param type {@code image/png} or {@code image/jpeg}
 */
public record Logo(String type, byte[] content) {}
