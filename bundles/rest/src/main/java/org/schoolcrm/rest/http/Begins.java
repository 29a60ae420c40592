package org.schoolcrm.rest.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Begins work that goes on after the answer: 202, and where it can be followed. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Begins {

    /** The address of the work, with fields of the answer: {@code /runs/{id}}; empty if it has none of its own. */
    String value() default "";
}
