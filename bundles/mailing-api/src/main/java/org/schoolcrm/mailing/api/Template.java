package org.schoolcrm.mailing.api;

import org.schoolcrm.host.spi.BranchId;

/**
 * The text of a message, with tags such as {@code {bill.url}} to be filled in (R132–R135).
 *
 * @param version grows with every change, so that a run keeps the text it began with
 * @param subject one line; empty for methods without subjects
 */
public record Template(
        TemplateId id, int version, BranchId branch, DeliveryMethod method, String name, String subject, String body) {}
