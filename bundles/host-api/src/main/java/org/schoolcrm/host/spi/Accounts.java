package org.schoolcrm.host.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Where money that a bank brought is put onto a customer's account. */
@ConsumerType
public interface Accounts {

    /**
     * Posts the payment once, however often it is asked to: the payment's id decides. Never throws for what a network
     * or the CRM's own state does.
     */
    PostingAnswer post(Posting posting);
}
