package org.schoolcrm.mailing.api;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.channel.spi.Approval;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.host.spi.BranchId;

/**
 * Which texts providers have approved that send nothing else. Offered as an OSGi service by {@code mailing-core}; texts
 * are shown to providers by themselves.
 */
@ProviderType
public interface TemplateApprovals {

    /** Of the newest version of each of the branch's templates, by each account that would send it. */
    List<Standing> of(BranchId branch);

    /** How many texts of the account stand how; empty for one that needs no approval. */
    Map<Approval.Kind, Long> countsOf(ProviderAccountId account);

    /**
     * How a template stands with an account.
     *
     * @param name of the account
     */
    record Standing(TemplateId template, String name, TemplateApproval approval) {}
}
