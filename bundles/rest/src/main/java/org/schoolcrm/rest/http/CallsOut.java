package org.schoolcrm.rest.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls a bank or a provider, or computes for long, which no transaction may span: the {@code Idempotency-Key} is taken
 * before and the answer kept after, and a repetition in between is refused as {@code request-in-progress}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CallsOut {}
