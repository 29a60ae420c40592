package org.schoolcrm.shell;

import java.util.Locale;
import java.util.regex.Pattern;
import org.osgi.service.blueprint.container.ServiceUnavailableException;
import org.schoolcrm.problem.ProblemException;

/** A refusal as an operator reads it; Java's own words say nothing to do. */
final class RefusalWords {

    private static final Pattern CHOICE = Pattern.compile("No enum constant [\\w.$]+\\.(.*)");
    private static final Pattern DAY = Pattern.compile("Text '(.*)' could not be parsed.*", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("For input string: \"(.*)\".*", Pattern.DOTALL);

    private RefusalWords() {}

    static String of(Exception refusal) {
        if (refusal instanceof ProblemException problem) {
            return words(problem);
        }
        if (refusal instanceof ServiceUnavailableException) {
            return "This part of the CRM is not running now: bundle:list shows what is, try again in a minute.";
        }
        var said = String.valueOf(refusal.getMessage());
        var choice = CHOICE.matcher(said);
        var day = DAY.matcher(said);
        var number = NUMBER.matcher(said);
        if (choice.matches()) {
            return "There is no choice '" + choice.group(1) + "': the command with --help lists them.";
        }
        if (day.matches()) {
            return "'" + day.group(1) + "' is no day or moment: write it such as 2026-09-01 or 2026-09-01T09:00:00Z.";
        }
        return number.matches() ? "'" + number.group(1) + "' is no number." : said;
    }

    private static String words(ProblemException problem) {
        var words = new StringBuilder(problem.type().detail(Locale.ENGLISH, problem.arguments()));
        problem.fields()
                .forEach(field -> words.append(' ')
                        .append(field.field())
                        .append(": ")
                        .append(field.type().detail(Locale.ENGLISH, field.arguments())));
        return words.toString();
    }
}
