package org.schoolcrm.problem;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that the sender can mend it in one go. */
public final class FieldChecks {

    private final List<FieldProblem> found = new ArrayList<>();

    /** Notes the problem on the field unless the condition holds. */
    public FieldChecks require(boolean holds, String field, ProblemType otherwise, Object... arguments) {
        if (!holds) {
            found.add(new FieldProblem(field, otherwise, List.of(arguments)));
        }
        return this;
    }

    /** Refuses with all that was found; does nothing if nothing was. */
    public void refuseAs(ProblemType type) {
        refuseAs(type, new Object[0]);
    }

    /** The same with what the words of the refusal itself speak of. */
    public void refuseAs(ProblemType type, Object... arguments) {
        if (!found.isEmpty()) {
            throw new ProblemException(type, List.of(arguments), List.copyOf(found));
        }
    }
}
