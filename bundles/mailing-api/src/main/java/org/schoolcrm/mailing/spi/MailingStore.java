package org.schoolcrm.mailing.spi;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.mailing.api.Mailing;
import org.schoolcrm.mailing.api.MailingId;
import org.schoolcrm.mailing.api.Template;
import org.schoolcrm.mailing.api.TemplateId;

/** Where mailings and templates live. Implemented by {@code persistence}. */
@ConsumerType
public interface MailingStore {

    MailingId newMailingId();

    TemplateId newTemplateId();

    /** Adds the mailing or puts it in place of the one with its id. */
    void save(Mailing mailing);

    /** Adds a version of the template; earlier versions stay for the messages that were written with them. */
    void save(Template template);

    Optional<Mailing> find(MailingId id);

    Optional<Template> find(TemplateId id);

    List<Mailing> mailings(BranchId branch);

    List<Template> templates(BranchId branch);
}
