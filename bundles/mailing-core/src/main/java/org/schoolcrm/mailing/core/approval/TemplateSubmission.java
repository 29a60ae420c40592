package org.schoolcrm.mailing.core.approval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.TemplateText;
import org.schoolcrm.mailing.api.Tag;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.core.template.TagRegistry;
import org.schoolcrm.mailing.core.template.TagText;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.Outbox;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;
import org.schoolcrm.runtime.api.Clock;
import org.schoolcrm.runtime.api.Jobs;
import org.schoolcrm.runtime.api.Transactions;
import org.schoolcrm.runtime.spi.RecurringJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the texts of templates to providers that send only what they have approved, asks what became of them, a few at a
 * time, and lets messages go on whose text may go now. Providers are asked outside of every transaction.
 */
public final class TemplateSubmission extends RecurringJob {

    public static final String KIND = "template-approval";

    private static final Logger LOG = LoggerFactory.getLogger(TemplateSubmission.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int BATCH = 10;

    private final Routing routing;
    private final TemplateApprovalStore store;
    private final TemplatesInUse templates;
    private final MailingStore mailings;
    private final Outbox outbox;
    private final ApprovalRule rule;
    private final ApprovalTransitions transitions;
    private final TagRegistry tags;
    private final Transactions transactions;
    private final Clock clock;

    public TemplateSubmission(
            Routing routing,
            TemplateApprovalStore store,
            TemplatesInUse templates,
            MailingStore mailings,
            Outbox outbox,
            ApprovalRule rule,
            ApprovalTransitions transitions,
            TagRegistry tags,
            Transactions transactions,
            Jobs jobs,
            Clock clock) {
        super(KIND, PERIOD, transactions, jobs, clock);
        this.routing = routing;
        this.store = store;
        this.templates = templates;
        this.mailings = mailings;
        this.outbox = outbox;
        this.rule = rule;
        this.transitions = transitions;
        this.tags = tags;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    protected boolean runOnce() {
        var connected = routing.connected();
        boolean more = false;
        for (var channel : connected) {
            if (channel.needsApproval()) {
                more |= ask(channel, texts(channel));
            }
        }
        connected.stream().map(ConnectedChannel::name).distinct().forEach(this::release);
        return more;
    }

    /** What may be sent from now on, and what messages are held that were written with earlier versions. */
    private Map<String, Template> texts(ConnectedChannel channel) {
        var texts = new ArrayList<>(templates.of(channel));
        outbox.held(channel.name()).stream()
                .filter(held -> channel.account().serves(held.branch()))
                .flatMap(held -> mailings.find(held.template(), held.version()).stream())
                .forEach(texts::add);
        var byName = new LinkedHashMap<String, Template>();
        texts.forEach(template -> byName.putIfAbsent(TextName.of(template.body()), template));
        return byName;
    }

    /** Whether more are due. Each is noted before its provider hears of it, so that what it calls about is known. */
    private boolean ask(ConnectedChannel channel, Map<String, Template> texts) {
        var now = clock.now();
        var known = store.of(channel.id()).stream().map(TemplateApproval::name).collect(Collectors.toSet());
        texts.forEach((name, template) -> {
            if (!known.contains(name)) {
                transactions.run(() -> store.add(TemplateApproval.wanted(channel.id(), name, template.id(), now)));
            }
        });
        var due = store.of(channel.id()).stream()
                .filter(one -> texts.containsKey(one.name()) && !one.askAgain().isAfter(now))
                .sorted(Comparator.comparing(TemplateApproval::askAgain))
                .toList();
        due.stream().limit(BATCH).forEach(one -> {
            var answer = answer(channel, one.name(), Objects.requireNonNull(texts.get(one.name())));
            transactions.run(() -> transitions.answer(channel, one, answer));
        });
        return due.size() > BATCH;
    }

    private Approval answer(ConnectedChannel channel, String name, Template template) {
        try {
            return channel.adapter()
                    .approve(channel.account(), new TemplateText(name, template.body(), examples(template)));
        } catch (RuntimeException e) {
            LOG.warn("{} could not be asked about template {}", channel.account(), template.id(), e);
            return new Approval(Approval.Kind.UNKNOWN, "");
        }
    }

    /** Whoever approves a text wants to see what it may say. */
    private Map<String, String> examples(Template template) {
        var examples = new HashMap<String, String>();
        new TagText(template.body())
                .tags()
                .forEach(tag -> tags.find(tag).map(Tag::example).ifPresent(example -> examples.put(tag, example)));
        return examples;
    }

    private void release(String channel) {
        var known = new HashMap<ConnectedChannel, ApprovalRule.Known>();
        for (var held : outbox.held(channel)) {
            var account = routing.find(channel, held.branch());
            var template = mailings.find(held.template(), held.version());
            if (account.isPresent() && template.isPresent()) {
                var texts = known.computeIfAbsent(account.get(), rule::of);
                var why = objection(texts, template.get());
                transactions.run(
                        () -> why.ifPresentOrElse(words -> outbox.explain(held, words), () -> outbox.release(held)));
            }
        }
    }

    private static Optional<String> objection(ApprovalRule.Known texts, Template template) {
        return texts.instead(template.id(), template.body()).isPresent()
                ? Optional.empty()
                : texts.objection(template.body());
    }
}
