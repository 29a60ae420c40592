package org.schoolcrm.mailing.core.approval;

import java.util.List;
import org.schoolcrm.host.spi.Branch;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Branches;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.core.channel.ConnectedChannel;
import org.schoolcrm.mailing.core.channel.Routing;
import org.schoolcrm.mailing.spi.MailingStore;

/** The templates that messages may be written with from now on. */
public final class TemplatesInUse {

    private final MailingStore mailings;
    private final Branches branches;

    public TemplatesInUse(MailingStore mailings, Branches branches) {
        this.mailings = mailings;
        this.branches = branches;
    }

    /** By the account: of all branches that it serves. */
    List<Template> of(ConnectedChannel channel) {
        return branches.all().stream()
                .map(Branch::id)
                .filter(channel.account()::serves)
                .flatMap(branch -> of(channel, branch).stream())
                .toList();
    }

    /** By the account in a branch. */
    List<Template> of(ConnectedChannel channel, BranchId branch) {
        var kind = Routing.templatesOf(channel.name());
        return mailings.templates(branch).stream()
                .filter(template -> template.method() == kind)
                .toList();
    }
}
