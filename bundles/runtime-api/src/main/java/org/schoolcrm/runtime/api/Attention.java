package org.schoolcrm.runtime.api;

/**
 * Something that only a person can settle.
 *
 * @param branch the branch it belongs to, or zero where it concerns the whole school
 * @param kind what is wrong, as a permanent code such as {@code payment.disputed}
 * @param subject with what: {@code payment:42}
 * @param detail what is known of it, for people, without secrets
 */
public record Attention(long branch, String kind, String subject, String detail) {}
