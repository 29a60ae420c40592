package org.schoolcrm.mailing.core.schedule;

import static org.schoolcrm.mailing.api.MailingProblem.CHANNEL_TWICE;
import static org.schoolcrm.mailing.api.MailingProblem.DAY_OF_MONTH_WRONG;
import static org.schoolcrm.mailing.api.MailingProblem.LIMIT_NOT_POSITIVE;
import static org.schoolcrm.mailing.api.MailingProblem.MAILING_INVALID;
import static org.schoolcrm.mailing.api.MailingProblem.METHOD_NOT_FOR_MAILINGS;
import static org.schoolcrm.mailing.api.MailingProblem.METHOD_NOT_OF_TEMPLATE;
import static org.schoolcrm.mailing.api.MailingProblem.ONLY_FOR_SUBSCRIPTIONS;
import static org.schoolcrm.mailing.api.MailingProblem.ONLY_FOR_SUBSCRIPTION_COST;
import static org.schoolcrm.mailing.api.MailingProblem.RANGE_INVERTED;
import static org.schoolcrm.mailing.api.MailingProblem.REMINDERS_NEED_TERM;
import static org.schoolcrm.mailing.api.MailingProblem.REMINDERS_TOO_MANY;
import static org.schoolcrm.mailing.api.MailingProblem.REMINDER_DAY_WRONG;
import static org.schoolcrm.mailing.api.MailingProblem.TEMPLATE_UNKNOWN;
import static org.schoolcrm.mailing.api.MailingProblem.TOO_LONG;
import static org.schoolcrm.mailing.api.MailingProblem.WAIT_WRONG;
import static org.schoolcrm.problem.CommonProblem.REQUIRED;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.billing.api.CalculationMethod;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.AccountScope;
import org.schoolcrm.mailing.api.Bounds;
import org.schoolcrm.mailing.api.DeliveryChain;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.api.TermOption;
import org.schoolcrm.problem.FieldChecks;

/** Validates the form of a mailing; every error names its field. */
final class MailingForm {

    static final int MOST_REMINDERS = 5;
    /** The longest term is two months; after a year nobody pays for a reminder. */
    private static final int FIRST_REMINDER = -62;

    private static final int LAST_REMINDER = 365;
    /** Providers need minutes to report a delivery; after three days nobody asks them any more. */
    private static final int SHORTEST_WAIT = 5;

    private static final int LONGEST_WAIT = 3 * 24 * 60;
    private static final int NAME_LENGTH = 200;
    private static final int LAST_DAY = 31;

    private final FieldChecks checks = new FieldChecks();
    private final BranchId branch;
    private final Function<TemplateId, Optional<Template>> templates;

    private MailingForm(BranchId branch, Function<TemplateId, Optional<Template>> templates) {
        this.branch = branch;
        this.templates = templates;
    }

    static void check(BranchId branch, Mailing.Settings settings, Function<TemplateId, Optional<Template>> templates) {
        var form = new MailingForm(branch, templates);
        form.checks
                .require(!settings.name().isBlank(), "name", REQUIRED)
                .require(settings.name().length() <= NAME_LENGTH, "name", TOO_LONG, NAME_LENGTH);
        form.what(settings.what());
        form.when(settings);
        form.how(settings);
        form.checks.refuseAs(MAILING_INVALID);
    }

    private void what(Mailing.What what) {
        var whom = what.whom();
        boolean byCost = what.method() == CalculationMethod.SUBSCRIPTION_COST;
        boolean bySubscription = byCost || what.scope() == AccountScope.SUBSCRIPTION;
        checks.require(what.method() != CalculationMethod.MANUAL, "what.method", METHOD_NOT_FOR_MAILINGS)
                .require(bySubscription || whom.subject() == null, "what.whom.subject", ONLY_FOR_SUBSCRIPTIONS)
                .require(bySubscription || whom.lessonType() == null, "what.whom.lessonType", ONLY_FOR_SUBSCRIPTIONS);
        bounds("what.whom.lessonsLeft", whom.lessonsLeft(), byCost);
        bounds("what.whom.moneyLeft", whom.moneyLeft(), byCost);
        limit("what.limits.invoices", what.limits().invoices());
        limit("what.limits.amount", what.limits().amount());
        limit("what.limits.cost", what.limits().cost());
    }

    private void bounds(String field, Bounds bounds, boolean byCost) {
        checks.require(byCost || bounds.isOpen(), field, ONLY_FOR_SUBSCRIPTION_COST)
                .require(!bounds.isUpsideDown(), field, RANGE_INVERTED);
    }

    private void limit(String field, @Nullable Long most) {
        checks.require(most == null || most > 0, field, LIMIT_NOT_POSITIVE);
    }

    private void when(Mailing.Settings settings) {
        var when = settings.when();
        when.missing().forEach(part -> checks.require(false, "when." + part, REQUIRED));
        var day = when.dayOfMonth();
        checks.require(day == null || (day >= 1 && day <= LAST_DAY), "when.dayOfMonth", DAY_OF_MONTH_WRONG);
    }

    private void how(Mailing.Settings settings) {
        var how = settings.how();
        var kind = how.method().templates();
        template("how.template", how.template(), kind);
        if (how.chain() != null) {
            chain(how.chain(), how.method());
        }
        var reminders = how.reminders();
        if (reminders.template() != null) {
            template("how.reminders.template", reminders.template(), kind);
        }
        checks.require(
                        reminders.days().size() <= MOST_REMINDERS,
                        "how.reminders.days",
                        REMINDERS_TOO_MANY,
                        MOST_REMINDERS)
                .require(
                        reminders.days().stream().allMatch(day -> day >= FIRST_REMINDER && day <= LAST_REMINDER)
                                && reminders.days().stream().distinct().count()
                                        == reminders.days().size(),
                        "how.reminders.days",
                        REMINDER_DAY_WRONG,
                        FIRST_REMINDER,
                        LAST_REMINDER)
                .require(
                        reminders.days().isEmpty() || settings.what().term() != TermOption.UNLIMITED,
                        "how.reminders.days",
                        REMINDERS_NEED_TERM);
    }

    /** Each kind of message that the chain may send needs a template (decisions: channels). */
    private void chain(DeliveryChain chain, DeliveryMethod method) {
        var steps = chain.then();
        boolean eachOnce = steps.stream().distinct().count() == steps.size()
                && steps.stream().noneMatch(step -> step.name().equals(method.name()));
        boolean needsOther = steps.stream().anyMatch(step -> step.templates() != method.templates());
        checks.require(!steps.isEmpty(), "how.chain.then", REQUIRED)
                .require(eachOnce, "how.chain.then", CHANNEL_TWICE)
                .require(
                        chain.waitMinutes() >= SHORTEST_WAIT && chain.waitMinutes() <= LONGEST_WAIT,
                        "how.chain.waitMinutes",
                        WAIT_WRONG,
                        SHORTEST_WAIT,
                        LONGEST_WAIT)
                .require(!needsOther || chain.template() != null, "how.chain.template", REQUIRED);
        if (chain.template() != null) {
            template("how.chain.template", chain.template(), method.otherTemplates());
        }
    }

    private void template(String field, TemplateId id, DeliveryMethod kind) {
        var template = templates.apply(id).filter(one -> one.branch().equals(branch));
        checks.require(template.isPresent(), field, TEMPLATE_UNKNOWN);
        template.ifPresent(one -> checks.require(one.method() == kind, field, METHOD_NOT_OF_TEMPLATE));
    }
}
