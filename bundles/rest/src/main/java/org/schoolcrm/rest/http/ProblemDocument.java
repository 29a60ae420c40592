package org.schoolcrm.rest.http;

import java.util.List;
import java.util.Locale;
import org.schoolcrm.problem.FieldProblem;
import org.schoolcrm.problem.ProblemType;

/** A refusal as it is served (RFC 9457), in the caller's language. */
public record ProblemDocument(String type, String title, int status, String detail, String code, List<Field> fields) {

    /** What is wrong with one field of the request. */
    public record Field(String field, String code, String message) {}

    ProblemDocument with(Field field) {
        return new ProblemDocument(type, title, status, detail, code, List.of(field));
    }

    public static ProblemDocument of(ProblemType type, List<?> arguments, List<FieldProblem> fields, Locale language) {
        return new ProblemDocument(
                type.uri().toString(),
                type.title(language),
                type.status(),
                type.detail(language, arguments),
                type.code(),
                fields.stream()
                        .map(field -> new Field(
                                field.field(), field.type().code(), field.type().detail(language, field.arguments())))
                        .toList());
    }
}
