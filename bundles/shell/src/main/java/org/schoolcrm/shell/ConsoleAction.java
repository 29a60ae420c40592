package org.schoolcrm.shell;

import java.time.DateTimeException;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.problem.ProblemException;

/**
 * A command of the console. What it refuses is said in one line, without a stack trace in the log, and its options may stand
 * before and behind its arguments.
 */
public abstract class ConsoleAction implements Action {

    protected abstract void perform() throws CommandException;

    @Override
    public final @Nullable Object execute() throws CommandException {
        try {
            OptionsBehind.read(this);
            perform();
            return null;
        } catch (ProblemException | IllegalArgumentException | DateTimeException | ServiceUnavailableException e) {
            var words = RefusalWords.of(e);
            throw new CommandException(words, words, e);
        }
    }

    /** Nothing went wrong here, but scripts must not take what was found for a success. */
    protected static CommandException failure(String words) {
        return new CommandException(words, words);
    }

    /** For an option that has to be said; Karaf itself would not see it behind the arguments. */
    protected static void needs(String option, boolean given) {
        if (!given) {
            throw new IllegalArgumentException("Say " + option + ": the command with --help says what it takes.");
        }
    }
}
