package org.schoolcrm.problem;

import java.util.List;

/** What is wrong with one field of a request; the field is named as the sender wrote it, such as {@code term.until}. */
public record FieldProblem(String field, ProblemType type, List<Object> arguments) {}
