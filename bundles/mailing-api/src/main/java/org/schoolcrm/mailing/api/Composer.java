package org.schoolcrm.mailing.api;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.runtime.api.Actor;

/**
 * Sends what people write by hand (R040–R045).
 *
 * <p>Refusals are {@link org.schoolcrm.problem.ProblemException}s of a {@link MailingProblem}.
 */
@ProviderType
public interface Composer {

    /** The customer's addresses that a message can go to; a phone is among them only if it is mobile (R045). */
    List<Recipient> recipients(BranchId branch, CustomerId customer);

    /**
     * Puts the message on its way. Refuses while the option of mailings is off (R005), a text with tags of invoices,
     * which only mailings can fill (R136), and an e-mail without a subject (R043).
     */
    void send(HandWritten message, Actor actor);

    /** An address and how it is written to. */
    record Recipient(DeliveryMethod method, String address) {}
}
