package org.schoolcrm.rest.mailing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.DeliveryMethod;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateApprovals;
import org.schoolcrm.mailing.api.TemplateApprovals.Standing;
import org.schoolcrm.mailing.api.TemplateId;
import org.schoolcrm.rest.http.PartlyTagged;

/** Templates as callers see them: with what the providers of the branch's accounts say of their texts. */
public class TemplateViews {

    private final TemplateApprovals approvals;

    public TemplateViews(TemplateApprovals approvals) {
        this.approvals = approvals;
    }

    /**
     * A template.
     *
     * @param approvals by account; empty where nobody has to approve it
     */
    public record TemplateView(
            TemplateId id,
            int version,
            BranchId branch,
            DeliveryMethod method,
            String name,
            String subject,
            String body,
            boolean attachesInvoice,
            List<ApprovalView> approvals)
            implements PartlyTagged {

        @Override
        public Object tagged() {
            return List.of(id, version);
        }
    }

    /**
     * What the provider of an account says of the text.
     *
     * @param detail in the provider's words
     * @param since when the state was told first
     * @param askedAt null while nobody has asked
     */
    public record ApprovalView(
            ProviderAccountId account,
            String accountName,
            Approval.Kind state,
            String detail,
            Instant since,
            @Nullable Instant askedAt) {

        static ApprovalView of(Standing standing) {
            var approval = standing.approval();
            return new ApprovalView(
                    approval.account(),
                    standing.name(),
                    approval.state(),
                    approval.detail(),
                    approval.since(),
                    approval.askedAt());
        }
    }

    TemplateView of(Template template) {
        return of(template, standings(template.branch()));
    }

    List<Standing> standings(BranchId branch) {
        return approvals.of(branch);
    }

    TemplateView of(Template template, List<Standing> standings) {
        return new TemplateView(
                template.id(),
                template.version(),
                template.branch(),
                template.method(),
                template.name(),
                template.subject(),
                template.body(),
                template.attachesInvoice(),
                standings.stream()
                        .filter(one -> one.template().equals(template.id()))
                        .map(ApprovalView::of)
                        .toList());
    }
}
