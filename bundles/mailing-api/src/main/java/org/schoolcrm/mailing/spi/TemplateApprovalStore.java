package org.schoolcrm.mailing.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.channel.spi.ProviderAccountId;
import org.schoolcrm.mailing.api.TemplateApproval;

/** What providers say of texts of ours. Implemented by {@code persistence}. */
@ConsumerType
public interface TemplateApprovalStore {

    /** Unless there is one of that account and name already. */
    void add(TemplateApproval approval);

    List<TemplateApproval> of(ProviderAccountId account);

    Optional<TemplateApproval> find(ProviderAccountId account, String name);

    /** Locks, steps and saves as one; nothing if there is none of that name. */
    Optional<TemplateApproval> change(ProviderAccountId account, String name, UnaryOperator<TemplateApproval> step);

    /** The account is another one now: whatever was said of it is asked anew. */
    void forget(ProviderAccountId account);
}
