package org.schoolcrm.mailing.core.approval;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApproval;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.template.TagText;
import org.schoolcrm.mailing.spi.MailingStore;
import org.schoolcrm.mailing.spi.TemplateApprovalStore;

/** Which texts an account may send. What was told is read once for each question, so that answers agree. */
public final class ApprovalRule {

    /** How every reason begins for which a message waits for an approval. */
    public static final String WAITS = "the template ";

    private final TemplateApprovalStore store;
    private final MailingStore mailings;

    public ApprovalRule(TemplateApprovalStore store, MailingStore mailings) {
        this.store = store;
        this.mailings = mailings;
    }

    public Known of(ConnectedChannel channel) {
        var told = channel.needsApproval()
                ? store.of(channel.id()).stream().collect(Collectors.toMap(TemplateApproval::name, Function.identity()))
                : Map.<String, TemplateApproval>of();
        return new Known(channel, told, new HashMap<>());
    }

    /** What is known of the texts of an account. */
    public final class Known {

        private final ConnectedChannel channel;
        private final Map<String, TemplateApproval> told;
        private final Map<TemplateId, Optional<Template>> newest;

        private Known(
                ConnectedChannel channel,
                Map<String, TemplateApproval> told,
                Map<TemplateId, Optional<Template>> newest) {
            this.channel = channel;
            this.told = told;
            this.newest = newest;
        }

        /** Why a text may not go, if it may not. */
        public Optional<String> objection(String body) {
            return channel.needsApproval() ? reason(of(body)) : Optional.empty();
        }

        Optional<TemplateApproval> of(String body) {
            return Optional.ofNullable(told.get(TextName.of(body)));
        }

        /** Whether the provider has said no to a text. */
        public boolean isRefused(String body) {
            return channel.needsApproval()
                    && of(body).filter(TemplateApproval::isRefused).isPresent();
        }

        /** The newest version, where it may go in the place of such a text and has no tag that was not filled for it. */
        public Optional<Template> instead(TemplateId template, String body) {
            var filled = new TagText(body).tags();
            return newest.computeIfAbsent(template, mailings::find)
                    .filter(other -> objection(other.body()).isEmpty())
                    .filter(other -> filled.containsAll(new TagText(other.body()).tags()));
        }

        private Optional<String> reason(Optional<TemplateApproval> approval) {
            if (approval.isEmpty()) {
                return Optional.of("the template has not been looked at yet");
            }
            var detail = approval.get().detail();
            return switch (approval.get().state()) {
                case APPROVED -> Optional.empty();
                case UNKNOWN -> Optional.of("the template has not been looked at yet");
                case PENDING -> Optional.of("the template is being looked at");
                case PAUSED -> Optional.of("the template is paused: " + detail);
                case REFUSED -> Optional.of("the template is refused: " + detail);
            };
        }
    }
}
