package org.schoolcrm.billing.api;

/** Names one version of somebody's details, which never changes. */
public record IssuerVersion(IssuerScope scope, long number) {}
