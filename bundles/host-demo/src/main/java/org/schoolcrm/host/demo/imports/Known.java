package org.schoolcrm.host.demo.imports;

/** What an earlier file has brought under an external number: our own number, and what the file said. */
record Known(long id, byte[] fingerprint) {}
