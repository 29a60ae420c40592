package org.schoolcrm.problem;

import java.util.List;

/** A refusal on its way to the caller: which problem, about what, and on which fields. */
public final class ProblemException extends RuntimeException {

    private final transient ProblemType type;
    private final transient List<Object> arguments;
    private final transient List<FieldProblem> fields;

    ProblemException(ProblemType type, List<Object> arguments, List<FieldProblem> fields) {
        super(type.code() + " " + arguments + (fields.isEmpty() ? "" : " " + fields));
        this.type = type;
        this.arguments = arguments;
        this.fields = fields;
    }

    public ProblemType type() {
        return type;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /** Empty unless the refusal is about single fields of what was sent. */
    public List<FieldProblem> fields() {
        return fields;
    }
}
