package org.schoolcrm.host.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Where money that a bank brought is put onto a customer's account. */
@ConsumerType
public interface Accounts {

    /**
     * Posts the payment once, however often it is asked to: the payment's id decides. Never throws for what a network
     * or the CRM's own state does.
     */
    PostingAnswer post(Posting posting);

    /** Posts several in one go, each once as above, and answers in their order. A CRM that can do so cheaply overrides this. */
    default List<PostingAnswer> postAll(List<Posting> postings) {
        return postings.stream().map(this::post).toList();
    }
}
