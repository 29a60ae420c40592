package org.schoolcrm.mailing.spi;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /**
     * Adds the mailing or puts it in place of the one with its id.
     *
     * @param next when it fires next by itself, null for never
     */
    void save(Mailing mailing, @Nullable Slot next);

    /** Mailings whose next slot has come. */
    List<MailingId> due(Instant now);

    /** The mailing and its next slot, locked until the transaction ends; nothing if it does not fire by itself. */
    Optional<Planned> lockPlanned(MailingId id);

    /** When the mailing fires by itself; nothing if it does not. */
    Optional<Slot> nextSlot(MailingId id);

    /** Adds a version of the template; earlier versions stay for the messages that were written with them. */
    void save(Template template);

    /** Unless it is archived. */
    Optional<Mailing> find(MailingId id);

    /** Its newest version, unless it is archived. */
    Optional<Template> find(TemplateId id);

    /** A version of it, also of an archived one. */
    Optional<Template> find(TemplateId id, int version);

    /** Its newest version, locked against other changes until the transaction ends. */
    Optional<Template> lock(TemplateId id);

    /** It is in no list any more and fires no more; its runs stay. */
    void archive(MailingId id, Instant at);

    /** It is in no list any more; messages that were written with it stay. */
    void archive(TemplateId id, Instant at);

    List<Mailing> mailings(BranchId branch);

    List<Template> templates(BranchId branch);

    /** A wall-clock time of the branch and the moment it was when it was planned. */
    record Slot(LocalDateTime wall, Instant at) {}

    /** A mailing that fires by itself. */
    record Planned(Mailing mailing, Slot next) {}
}
