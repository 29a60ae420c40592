package org.schoolcrm.mailing.core.template;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingProblem;
import org.schoolcrm.mailing.api.Preview;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.Template.Content;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.api.TemplateRemark;
import org.schoolcrm.mailing.api.Templates;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.problem.CommonProblem;
import org.schoolcrm.problem.FieldChecks;
import org.schoolcrm.runtime.api.Actor;
import org.schoolcrm.runtime.api.Attentions;
import org.schoolcrm.runtime.api.Audit;
import org.schoolcrm.runtime.api.AuditRecord;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Transactions;

/** Saves templates that are valid, shows previews of them and sends tests. */
public final class TemplateAdministration implements Templates {

    /** As people are called to a text that a provider has refused. */
    public static final String REFUSED = "template.refused";

    private static final int NAME_LENGTH = 200;
    private static final int SUBJECT_LENGTH = 500;

    private final MailingStore mailings;
    private final Outbox outbox;
    private final TestMessages tests;
    private final TagRegistry tags;
    private final Attentions attentions;
    private final Transactions transactions;
    private final Clock clock;
    private final Audit audit;

    public TemplateAdministration(
            MailingStore mailings,
            Outbox outbox,
            TestMessages tests,
            TagRegistry tags,
            Attentions attentions,
            Transactions transactions,
            Clock clock,
            Audit audit) {
        this.mailings = mailings;
        this.outbox = outbox;
        this.tests = tests;
        this.tags = tags;
        this.attentions = attentions;
        this.transactions = transactions;
        this.clock = clock;
        this.audit = audit;
    }

    @Override
    public List<Template> of(BranchId branch) {
        return mailings.templates(branch);
    }

    @Override
    public Optional<Template> find(TemplateId id) {
        return mailings.find(id);
    }

    @Override
    public Template create(BranchId branch, DeliveryMethod method, Content content, Actor actor) {
        return transactions.inTransaction(
                () -> save(Template.first(mailings.newTemplateId(), branch, method, content), actor));
    }

    @Override
    public Template change(TemplateId id, @Nullable Integer seen, Content content, Actor actor) {
        return transactions.inTransaction(() -> {
            var was = locked(id);
            if (seen != null && seen != was.version()) {
                throw CommonProblem.CHANGED_MEANWHILE.refuse();
            }
            decided(was, actor);
            return save(was.changedTo(content), actor);
        });
    }

    @Override
    public void remove(TemplateId id, Actor actor) {
        transactions.run(() -> {
            var template = locked(id);
            var users = mailings.mailings(template.branch()).stream()
                    .filter(mailing -> uses(mailing, id))
                    .map(mailing -> mailing.settings().name())
                    .collect(Collectors.joining(", "));
            if (!users.isEmpty()) {
                throw MailingProblem.TEMPLATE_IN_USE.refuse(users);
            }
            mailings.archive(id, clock.now());
            decided(template, actor);
            record(template, "template.removed", actor);
        });
    }

    private static boolean uses(Mailing mailing, TemplateId template) {
        var how = mailing.settings().how();
        var chain = how.chain();
        return how.template().equals(template)
                || template.equals(how.reminders().template())
                || (chain != null && template.equals(chain.template()));
    }

    private Template locked(TemplateId id) {
        return mailings.lock(id).orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.refuse(id));
    }

    @Override
    public List<Tag> tags() {
        return tags.tags();
    }

    @Override
    public List<TemplateRemark> examine(DeliveryMethod method, String subject, String body) {
        return TemplateValidator.examine(tags, method, subject, body);
    }

    @Override
    public Preview preview(BranchId branch, DeliveryMethod method, Content content, CustomerId customer) {
        var template = Template.unsaved(branch, method, content);
        check(template);
        return tests.preview(template, customer);
    }

    @Override
    public void sendTest(TemplateId id, CustomerId customer, String address, Actor actor) {
        var template = known(id);
        var message = tests.compose(template, customer, address);
        transactions.run(() -> {
            outbox.addAll(List.of(message));
            record(template, "template.tested", actor);
        });
    }

    /** Nobody needs to look at a refused text that is replaced. */
    private void decided(Template template, Actor actor) {
        attentions.settle(template.branch().value(), REFUSED, "template:" + template.id(), actor);
    }

    private Template save(Template template, Actor actor) {
        check(template);
        mailings.save(template);
        record(template, "template.saved", actor);
        return template;
    }

    private void check(Template template) {
        boolean email = template.method() == DeliveryMethod.EMAIL;
        var checks = new FieldChecks()
                .require(
                        template.version() == 0
                                || template.method() == template.method().templates(),
                        "method",
                        MailingProblem.METHOD_WITHOUT_TEMPLATES)
                .require(template.version() == 0 || !template.name().isBlank(), "name", CommonProblem.REQUIRED)
                .require(template.name().length() <= NAME_LENGTH, "name", MailingProblem.TOO_LONG, NAME_LENGTH)
                .require(!template.body().isBlank(), "body", CommonProblem.REQUIRED)
                .require(!email || !template.subject().isBlank(), "subject", CommonProblem.REQUIRED)
                .require(
                        email || !template.attachesInvoice(),
                        "attachesInvoice",
                        MailingProblem.ATTACHMENT_ONLY_BY_EMAIL)
                .require(OneLine.holds(template.name()), "name", MailingProblem.NOT_ONE_LINE)
                .require(OneLine.holds(template.subject()), "subject", MailingProblem.NOT_ONE_LINE)
                .require(
                        template.subject().length() <= SUBJECT_LENGTH,
                        "subject",
                        MailingProblem.TOO_LONG,
                        SUBJECT_LENGTH);
        for (var remark : examine(template.method(), template.subject(), template.body())) {
            if (remark.kind().isRefused()) {
                checks.require(
                        false,
                        remark.field(),
                        problem(remark),
                        remark.arguments().toArray());
            }
        }
        checks.refuseAs(MailingProblem.TEMPLATE_INVALID);
    }

    private static MailingProblem problem(TemplateRemark remark) {
        return switch (remark.kind()) {
            case UNKNOWN_TAG -> MailingProblem.TAG_UNKNOWN;
            case LOOKS_LIKE_TAG -> MailingProblem.LOOKS_LIKE_TAG;
            case MIXED_SCOPE -> MailingProblem.TAGS_DO_NOT_MIX;
            case TAG_IN_MARKUP -> MailingProblem.TAG_IN_MARKUP;
            case UNSAFE_MARKUP -> MailingProblem.UNSAFE_MARKUP;
            case UNSAFE_ADDRESS -> MailingProblem.UNSAFE_ADDRESS;
            case TOO_LONG -> MailingProblem.TOO_LONG;
            case DOLLAR_STAYS, NO_LINK, SEGMENTS -> throw new IllegalArgumentException(remark + " is only a remark");
        };
    }

    private Template known(TemplateId id) {
        return mailings.find(id).orElseThrow(() -> MailingProblem.TEMPLATE_UNKNOWN.refuse(id));
    }

    private void record(Template template, String action, Actor actor) {
        audit.record(new AuditRecord(
                actor, template.branch().value(), action, "template:" + template.id(), null, template.toString()));
    }
}
