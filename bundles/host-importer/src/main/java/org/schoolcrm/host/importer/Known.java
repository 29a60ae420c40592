package org.schoolcrm.host.importer;

/** What an earlier file has brought under an external number: the number in the CRM, and what the file said. */
public record Known(long id, byte[] fingerprint) {}
