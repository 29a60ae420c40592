package org.schoolcrm.mailing.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Actor;

/**
 * The texts of messages and the tags in them (R132–R146).
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface Templates {

    List<Template> of(BranchId branch);

    Optional<Template> find(TemplateId id);

    /**
     * Refuses unknown and misspelt tags and tags that do not go together, each with what to write instead, and
     * attachments of methods that carry none.
     */
    Template create(BranchId branch, DeliveryMethod method, Template.Content content, Actor actor);

    /**
     * Adds a version; messages that were written with an earlier one keep it.
     *
     * @param seen the version that is to be changed, if any other is to be refused as {@code changed-meanwhile}
     */
    Template change(TemplateId id, @Nullable Integer seen, Template.Content content, Actor actor);

    /** Takes the template out of use; messages that were written with it go out. Refuses one that a mailing uses. */
    void remove(TemplateId id, Actor actor);

    /** Every tag that may be used now, those of other bundles included. */
    List<Tag> tags();

    /** What a text would get wrong or should say better; never refuses. */
    List<TemplateRemark> examine(DeliveryMethod method, String subject, String body);

    /** The message as that customer would get it, with an invoice made up for the purpose; nothing is sent. */
    Preview preview(BranchId branch, DeliveryMethod method, Template.Content content, CustomerId customer);

    /** Sends the preview to an address of the caller's choice, marked as a test. */
    void sendTest(TemplateId id, CustomerId customer, String address, Actor actor);
}
